/**
 * Records the facts of modules from their git clones:
 * `node test/delivery/infra/record-module-facts.ts TOFU CLONES` where CLONES has a folder for each module of `MODULES`.
 * Types and defaults are read by OpenTofu itself; nothing of the modules' text is kept.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { InputFact, ModuleFacts } from './facts.ts';
import type { CtyType } from './types.ts';

const MODULES: Readonly<Record<string, readonly string[]>> = {
  vpc: [''],
  eks: [''],
  rds: [''],
  elasticache: [''],
  ecr: [''],
  iam: ['modules/iam-oidc-provider', 'modules/iam-role'],
  'eks-pod-identity': [''],
};

type Shown = { type: CtyType; default?: unknown; sensitive?: boolean };

const [tofu = 'tofu', clones = '.'] = process.argv.slice(2);
for (const [name, folders] of Object.entries(MODULES))
  for (const folder of folders) {
    const facts = recorded(name, folder);
    const file = ['module', name, ...folder.split('/').slice(1)].join('-');
    writeFileSync(path.join(import.meta.dirname, 'facts', `${file}.json`), `${lines(facts)}\n`);
  }

function recorded(name: string, folder: string): ModuleFacts {
  const clone = path.join(clones, name);
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', clone, ...args], { encoding: 'utf8' }).trim();
  const version = git('describe', '--tags', '--abbrev=0').slice(1);
  const at = path.join(clone, folder);
  const versions = readFileSync(path.join(at, 'versions.tf'), 'utf8');
  return {
    source: `terraform-aws-modules/${name}/aws`,
    folder,
    version,
    commit: git('rev-list', '-n', '1', `v${version}`),
    core: /required_version\s*=\s*"([^"]+)"/.exec(versions)?.[1] ?? '',
    providers: providersOf(at),
    inputs: inputs(path.join(at, 'variables.tf')),
    outputs: [...readFileSync(path.join(at, 'outputs.tf'), 'utf8').matchAll(/^output "(\w+)"/gm)].map(
      ([, output = '']) => output,
    ),
  };
}

/** Of the module and of those inside it: a mock must be there for each. */
function providersOf(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(?:modules\/[^/]+\/)?versions\.tf$/.test(file))
    .toSorted((one, other) => one.length - other.length);
  for (const file of all)
    for (const [, provider = '', constraint = ''] of readFileSync(path.join(folder, file), 'utf8').matchAll(
      /(\w+) = \{\s+source\s+= "hashicorp\/\w+"\s+version = "([^"]+)"/g,
    ))
      found[provider] ??= constraint;
  return found;
}

function inputs(file: string): Record<string, InputFact> {
  const text = readFileSync(file, 'utf8');
  const work = mkdtempSync(path.join(tmpdir(), 'facts-'));
  try {
    copyFileSync(file, path.join(work, 'variables.tf'));
    execFileSync(tofu, ['init'], { cwd: work, stdio: 'ignore' });
    const shown: { root_module: { variables: Record<string, Shown> } } = JSON.parse(
      execFileSync(tofu, ['show', '-json', '-config'], { cwd: work, encoding: 'utf8', maxBuffer: 2 ** 26 }),
    );
    return Object.fromEntries(
      Object.entries(shown.root_module.variables).map(([name, variable]) => {
        const block = new RegExp(`^variable "${name}" \\{$[\\s\\S]*?^\\}$`, 'm').exec(text)?.[0] ?? '';
        return [
          name,
          {
            type: variable.type ?? 'dynamic',
            required: !('default' in variable),
            ...(isPlain(variable.default) ? { default: variable.default } : {}),
            ...(/^ {2}nullable\s+= false$/m.test(block) ? { nullable: false as const } : {}),
            ...(variable.sensitive === true ? { sensitive: true as const } : {}),
          },
        ];
      }),
    );
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** A value, not a sentence. */
function isPlain(value: unknown): boolean {
  if (value === undefined) return false;
  if (typeof value === 'string') return !/\s/.test(value);
  if (Array.isArray(value)) return value.every((item) => typeof item !== 'object' && isPlain(item));
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0;
}

/** One line for each fact: a change of a module is a readable diff. */
function lines(facts: ModuleFacts): string {
  const { inputs: given, outputs, ...head } = facts;
  const block = (entries: readonly string[]) => entries.map((entry) => `    ${entry}`).join(',\n');
  return [
    '{',
    ...Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`),
    `  "inputs": {\n${block(Object.entries(given).map(([name, fact]) => `${JSON.stringify(name)}: ${JSON.stringify(fact)}`))}\n  },`,
    `  "outputs": [\n${block(outputs.map((output) => JSON.stringify(output)))}\n  ]`,
    '}',
  ].join('\n');
}
