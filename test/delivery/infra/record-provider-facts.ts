/**
 * Records the schema of a provider for the resources that the templates use, from the bindings that the CDK publishes on
 * npm (they are generated from the provider's own schema):
 * `node test/delivery/infra/record-provider-facts.ts PROVIDER PACKAGE_FOLDER OUT aws_vpc data.aws_subnets …`
 * Without names of resources it takes those of `USED`. Names, types and flags are kept, nothing of the bindings' text.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CtyType } from './types.ts';

type Attribute = { type: CtyType; required: boolean; optional: boolean; computed: boolean };
type Block = { nesting?: string; attributes: Record<string, Attribute>; blocks: Record<string, Block> };
type Field = {
  readonly name: string;
  readonly computed: boolean;
  readonly optional: boolean;
  readonly required: boolean;
  readonly text: string;
};
type Settable = {
  readonly name: string;
  readonly block: boolean;
  readonly kind: string;
  readonly storage: string;
};
type Source = {
  readonly fields: ReadonlyMap<string, readonly Field[]>;
  readonly settable: ReadonlyMap<string, readonly Settable[]>;
  readonly main: string;
  /** What the resource itself must be given, in camel case: the flags of newer providers do not say it. */
  readonly required: ReadonlySet<string>;
  readonly version: string;
};

const USED: Readonly<Record<string, readonly string[]>> = {
  aws: [
    'aws_s3_bucket',
    'aws_s3_bucket_versioning',
    'aws_s3_bucket_public_access_block',
    'aws_s3_bucket_server_side_encryption_configuration',
    'aws_s3_bucket_ownership_controls',
    'aws_s3_bucket_policy',
    'aws_s3_bucket_lifecycle_configuration',
    'aws_ecr_registry_scanning_configuration',
    'aws_security_group',
    'aws_vpc_endpoint',
    'aws_vpc_security_group_ingress_rule',
    'aws_secretsmanager_secret',
    'aws_secretsmanager_secret_version',
    'data.aws_vpc',
    'data.aws_subnets',
    'data.aws_eks_cluster',
  ],
  cloudinit: ['data.cloudinit_config'],
  helm: ['helm_release'],
  null: ['null_resource'],
  random: ['random_id', 'random_password'],
  time: ['time_sleep'],
  tls: ['data.tls_certificate'],
};
const SIMPLE: Readonly<Record<string, CtyType>> = {
  string: 'string',
  number: 'number',
  boolean: 'bool',
  stringList: ['list', 'string'],
  numberList: ['list', 'number'],
  stringMap: ['map', 'string'],
  booleanMap: ['map', 'bool'],
  numberMap: ['map', 'number'],
};
const COMPUTED: Readonly<Record<string, CtyType>> = {
  String: 'string',
  Number: 'number',
  Boolean: 'bool',
  List: ['list', 'string'],
  NumberList: ['list', 'number'],
  StringMap: ['map', 'string'],
  BooleanMap: ['map', 'bool'],
  NumberMap: ['map', 'number'],
};

const [provider = 'aws', lib = '.', out = 'out.json', ...asked] = process.argv.slice(2);
const wanted = asked.length > 0 ? asked : (USED[provider] ?? []);
const configuration = sourceOf(path.join(lib, 'lib/provider'));
const resources: Record<string, Block> = {};
const datasources: Record<string, Block> = {};
for (const name of wanted) {
  const type = name.replace(/^data\./, '');
  const folder = `${name === type ? '' : `data-${provider}-`}${type.slice(provider.length + 1).replaceAll('_', '-')}`;
  const source = sourceOf(path.join(lib, 'lib', folder));
  (name === type ? resources : datasources)[type] = blockOf(source, source.main, 'synthesizeHclAttributes');
}
const facts = {
  version: configuration.version,
  provider: blockOf(configuration, configuration.main, 'synthesizeHclAttributes'),
  resources,
  datasources,
};
writeFileSync(out, lines());

/** A line for each resource: a change of a provider is a readable diff. */
function lines(): string {
  const all = (blocks: Readonly<Record<string, Block>>) =>
    Object.entries(blocks)
      .map(([name, block]) => `    ${JSON.stringify(name)}: ${JSON.stringify(block)}`)
      .join(',\n');
  return `{
  "version": ${JSON.stringify(facts.version)},
  "provider": ${JSON.stringify(facts.provider)},
  "resources": {\n${all(facts.resources)}\n  },
  "datasources": {\n${all(facts.datasources)}\n  }
}\n`;
}

function sourceOf(folder: string): Source {
  const text = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');
  const fields = new Map<string, readonly Field[]>();
  for (const [, name = '', body = ''] of text.matchAll(
    /^(?:export )?class (\w+) extends [^\n]*\n([\s\S]*?)^\}/gm,
  ))
    fields.set(name, fieldsOf(body));
  const settable = new Map<string, readonly Settable[]>();
  for (const [, name = '', body = ''] of text.matchAll(
    /^(?:export )?function (\w+)ToHclTerraform\(struct\) \{([\s\S]*?)^\}/gm,
  ))
    settable.set(name.toLowerCase(), settableOf(body));
  settable.set(
    'synthesizeHclAttributes',
    settableOf(/synthesizeHclAttributes\(\) \{([\s\S]*?)^ {4}\}/m.exec(text)?.[1] ?? ''),
  );
  const types = readFileSync(path.join(folder, 'index.d.ts'), 'utf8');
  const config = /^export interface \w+Config [^\n]*\n([\s\S]*?)^\}/m.exec(types)?.[1] ?? '';
  const main = /^(?:export )?class (\w+) extends \w+\.Terraform(?:Resource|DataSource|Provider)/m.exec(
    text,
  )?.[1];
  if (main === undefined) throw new Error(`no resource in ${folder}`);
  const required = new Set([...config.matchAll(/^ {4}readonly (\w+): /gm)].map(([, name = '']) => name));
  return { fields, settable, main, required, version: /providerVersion: '([^']+)'/.exec(text)?.[1] ?? '' };
}

/** Every attribute of a class, with the text up to the next: it says how the attribute is read. */
function fieldsOf(body: string): readonly Field[] {
  const comment = /^\s+\/\/ (\w+) - computed: (true|false), optional: (true|false), required: (true|false)/gm;
  const found = [...body.matchAll(comment)];
  return found.map((match, at) => ({
    name: match[1] ?? '',
    computed: match[2] === 'true',
    optional: match[3] === 'true',
    required: match[4] === 'true',
    text: body.slice(match.index, found[at + 1]?.index ?? body.indexOf('// =====', match.index) >>> 0),
  }));
}

function settableOf(body: string): readonly Settable[] {
  return [
    ...body.matchAll(
      /^\s+"?([\w-]+)"?: \{\s*value: ([^\n]*),\n\s*isBlock: (true|false),\s*type: "(\w+)",\s*storageClassType: "(\w+)",?\s*\}/gm,
    ),
  ].map(([, name = '', value = '', block, kind = '', storage = '']) => ({
    name,
    // What is written with `= [{…}]` is mapped as no block; what is a struct and no `timeouts` is written with `= {…}`.
    block:
      block === 'true' &&
      !/Mapper(?:Hcl)?\(\w+, false\)/.test(value) &&
      (kind !== 'struct' || name === 'timeouts'),
    kind,
    storage,
  }));
}

/** A block of a class: what can be set, then what only the provider sets. */
function blockOf(source: Source, className: string, struct: string): Block {
  const fields = new Map((source.fields.get(className) ?? []).map((field) => [field.name, field]));
  const block: Block = { attributes: {}, blocks: {} };
  for (const { name, block: isBlock, kind, storage } of source.settable.get(struct) ?? []) {
    const field = fields.get(name);
    fields.delete(name);
    const camel = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    const required = field?.required === true || (className === source.main && source.required.has(camel));
    if (isBlock) {
      const inner = storage.replace(/List$/, '');
      block.blocks[name] = {
        nesting: kind === 'set' ? 'set' : 'list',
        ...blockOf(source, `${inner}OutputReference`, inner.toLowerCase()),
      };
    } else
      block.attributes[name] = {
        type: settableType(source, kind, storage),
        required,
        optional: !required,
        computed: !required && (field?.computed ?? false),
      };
  }
  for (const { name, text } of fields.values())
    block.attributes[name] = {
      type: computedType(source, name, text),
      required: false,
      optional: false,
      computed: true,
    };
  return block;
}

function settableType(source: Source, kind: string, storage: string): CtyType {
  const collection = kind === 'set' ? 'set' : 'list';
  const simple = SIMPLE[storage];
  if (simple !== undefined)
    return kind === 'set' ? ['set', storage === 'numberList' ? 'number' : 'string'] : simple;
  const item = source.settable.get(storage.replace(/List$/, '').toLowerCase());
  // The AWS provider has lists of whole objects that may be written as blocks. Elsewhere parts of an object may be left out,
  // which this schema cannot say.
  if (provider !== 'aws' || kind === 'struct' || item === undefined) return 'dynamic';
  return [
    collection,
    [
      'object',
      Object.fromEntries(item.map((one) => [one.name, settableType(source, one.kind, one.storage)])),
    ],
  ];
}

function computedType(source: Source, name: string, text: string): CtyType {
  const getter = new RegExp(`this\\.get(\\w+)Attribute\\('${name}'\\)`).exec(text)?.[1];
  if (getter !== undefined) return COMPUTED[getter] ?? 'dynamic';
  const holder = new RegExp(`= new (?:\\w+\\.)?(\\w+)\\(this, "${name}"`).exec(text)?.[1];
  if (holder === undefined) return 'dynamic';
  const simple = COMPUTED[holder];
  if (simple !== undefined) return simple;
  const item = source.fields.get(holder.replace(/List$/, 'OutputReference'));
  return item === undefined
    ? 'dynamic'
    : [
        'list',
        [
          'object',
          Object.fromEntries(item.map((field) => [field.name, computedType(source, field.name, field.text)])),
        ],
      ];
}
