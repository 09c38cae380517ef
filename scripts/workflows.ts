// GitHub's own parser, actionlint and zizmor over the workflows, templates and actions. The latter two come from the
// engine providers of the rehearsal.
//
//   node scripts/node24.mjs scripts/workflows.ts
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@sealift/action-kit/clock';
import { defaultCacheDir } from '@sealift/engines/cache';
import { ensureEngines } from '@sealift/engines/ensure';
import { checkActionFile, checkWorkflowFile } from '@sealift/workflow-runner/check';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Syntax that GitHub has and actionlint 1.7.12 does not; see docs/decisions/workflow-linters.md. */
const NEWER_THAN_ACTIONLINT = [
  'reusable workflow call "\\$/\\.github/workflows/[a-z-]+\\.yml" at "uses" is not following the format',
  'specifying action "\\$/actions/[a-z-]+" in invalid format',
  'property "workflow_ref" is not defined in object type .*',
  'unexpected key "queue" for "concurrency" section',
];

const { paths } = await ensureEngines(['actionlint', 'zizmor'], {
  cacheDir: defaultCacheDir(process.env),
  env: process.env,
  log: { debug: () => {}, info: say },
  clock: systemClock,
});

const workflows = readdirSync(path.join(root, '.github/workflows')).map(
  (name) => `.github/workflows/${name}`,
);
const templates = readdirSync(path.join(root, 'action-templates'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /(?:^|\/)workflows\/[^/]+\.yml$/.test(file))
  .map((file) => `action-templates/${file}`);

/** @param runs arguments, and what is read instead of a file */
function check(
  name: string,
  program: string,
  runs: readonly (readonly [readonly string[], string?])[],
): void {
  const clean = runs
    .map(([args, input]) =>
      spawnSync(program, args, { cwd: root, input, stdio: ['pipe', 'inherit', 'inherit'] }),
    )
    .every(({ status }) => status === 0);
  say(`${name}: ${clean ? 'clean' : 'see above'}`);
  if (!clean) process.exitCode = 1;
}

/**
 * The steps of each `parallel:` group among the others, which is what GitHub makes of them, each in the line where it
 * stands: actionlint 1.7.12 knows no groups.
 */
function withoutGroups(source: string): string {
  let group: number | undefined;
  return source
    .split('\n')
    .map((line) => {
      const depth = line.search(/\S/);
      if (group !== undefined && depth >= 0 && depth <= group) group = undefined;
      if (group !== undefined) return line.slice(Math.min(4, Math.max(depth, 0)));
      if (!/^ *- parallel:$/.test(line)) return line;
      group = depth;
      return line.replace('- ', '# ');
    })
    .join('\n');
}

const actions = readdirSync(path.join(root, 'actions')).map((name) => `actions/${name}/action.yml`);
let problems = 0;
for (const [files, judge] of [
  [[...workflows, ...templates], checkWorkflowFile],
  [actions, checkActionFile],
] as const)
  for (const file of files)
    for (const { line, column, message } of await judge(file, readFileSync(path.join(root, file), 'utf8'))) {
      problems += 1;
      say(`${file}:${line}:${column}: ${message}`);
    }
say(`GitHub's parser: ${problems === 0 ? 'clean' : 'see above'}`);
if (problems > 0) process.exitCode = 1;

const options = [
  ...NEWER_THAN_ACTIONLINT.flatMap((pattern) => ['-ignore', pattern]),
  // shellcheck and pyflakes are not everywhere, and no workflow of ours holds a script worth the name.
  ...['-shellcheck=', '-pyflakes='],
];
const grouped = new Map(
  [...workflows, ...templates].flatMap((file) => {
    const source = readFileSync(path.join(root, file), 'utf8');
    const flat = withoutGroups(source);
    return flat === source ? [] : [[file, flat] as const];
  }),
);
check('actionlint', paths.actionlint, [
  [[...options, ...[...workflows, ...templates].filter((file) => !grouped.has(file))]],
  ...[...grouped].map(([file, flat]) => [[...options, '-stdin-filename', file, '-'], flat] as const),
]);
check('zizmor', paths.zizmor, [
  [['--offline', '--persona=pedantic', '--no-progress', '.github', 'actions', ...templates]],
]);
process.exit();
