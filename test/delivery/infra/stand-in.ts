/**
 * Modules that take and give what the real ones do, and make nothing. They are stricter than the real ones in one thing:
 * an attribute of an object that the real module does not know is refused, where OpenTofu would drop it in silence.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { InputFact, ModuleFacts } from './facts.ts';
import { typeExpression, unknownAttributes } from './types.ts';

/** Writes the stand-in of every module below `folder`, at `<name>/<version>/<submodule>`. */
export function writeStandIns(modules: readonly ModuleFacts[], folder: string): void {
  for (const facts of modules) {
    const at = path.join(folder, facts.source.split('/')[1] ?? '', facts.version, facts.folder);
    write(path.join(at, 'main.tf.json'), outer(facts));
    write(path.join(at, 'typed', 'main.tf.json'), typed(facts));
  }
}

function write(file: string, content: object): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(content, null, 1));
}

/** Takes what is given as it is, to see attributes that a conversion would drop, and hands it on. */
function outer(facts: ModuleFacts): object {
  const label = `${facts.source}${facts.folder === '' ? '' : `//${facts.folder}`} ${facts.version}`;
  return {
    terraform: {
      required_version: facts.core,
      required_providers: Object.fromEntries(
        Object.entries(facts.providers).map(([name, version]) => [
          name,
          { source: `hashicorp/${name}`, version },
        ]),
      ),
    },
    variable: Object.fromEntries(
      Object.entries(facts.inputs).map(([name, fact]) => [
        name,
        { type: typeExpression(fact.type), ...defaults(fact), ...knownOnly(name, fact, label) },
      ]),
    ),
    module: {
      typed: {
        source: './typed',
        ...Object.fromEntries(Object.keys(facts.inputs).map((name) => [name, `\${var.${name}}`])),
      },
    },
    // What a module gives is not known before something is made, of whatever type it is: a plan that needs it earlier fails
    // here as it would there. An id is such a value, and decoding it makes it one without a type.
    resource: { terraform_data: { made: {} } },
    output: Object.fromEntries(
      facts.outputs.map((name) => [name, { value: '${jsondecode(terraform_data.made.id)}' }]),
    ),
  };
}

/** Converts to the types of the real module and keeps the result where a plan shows it. */
function typed(facts: ModuleFacts): object {
  return {
    variable: Object.fromEntries(
      Object.entries(facts.inputs).map(([name, fact]) => [
        name,
        { type: typeExpression(fact.type), ...defaults(fact) },
      ]),
    ),
    resource: {
      terraform_data: {
        given: {
          input: Object.fromEntries(Object.keys(facts.inputs).map((name) => [name, `\${var.${name}}`])),
        },
      },
    },
  };
}

const defaults = (fact: InputFact) => ({
  ...(fact.required ? {} : { default: fact.default ?? null }),
  // Without the default of the real module, null must stay allowed.
  ...(fact.nullable === false && fact.default !== undefined && fact.default !== null
    ? { nullable: false }
    : {}),
  ...(fact.sensitive === true ? { sensitive: true } : {}),
});

function knownOnly(name: string, fact: InputFact, label: string): object {
  const unknown = unknownAttributes(fact.type, 'given', name);
  // What has no objects in it is converted at once: `validate` sees a wrong type.
  if (unknown === undefined) return {};
  const expression = `flatten([for given in [var.${name}] : ${unknown} if given != null])`;
  return {
    type: 'any',
    validation: {
      condition: `\${length(${expression}) == 0}`,
      error_message: `${label} has no \${join(", ", ${expression})}.`,
    },
  };
}
