// Generates what would otherwise drift: the input and output tables of the action READMEs, the table of actions in the
// README, the inputs of the reusable workflow, the JSON Schemas, the page of failures, and what is rendered in the sample ops
// repository. With --check it only compares.
//
//   node scripts/node24.mjs scripts/docs.ts [--check]
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { OpsConfig } from '@sealift/core/config/deploy';
import { PipelineConfig } from '@sealift/core/config/pipeline';
import { OpenApiPolicy } from '@sealift/core/openapi/policy';
import { ReleaseRecord, ScanPart } from '@sealift/core/release/record';
import { renderPullRequestBody } from '@sealift/deploy/pull-request/body';
import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { parse } from 'yaml';
import { documentedText } from '../packages/deploy/test/pull-request/sample.ts';
import { faultsTable } from '../test/delivery/seed/faults.ts';
import { APPS, policyFiles, valuesTable } from './ops-repository.ts';
import { troubleshootingPage } from './troubleshooting.ts';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const check = process.argv.includes('--check');

type Item = { description?: string; default?: unknown; required?: boolean; type?: string };
type Items = Record<string, Item>;
type ActionFile = { name: string; description: string; inputs?: Items; outputs?: Items };
type WorkflowFile = { on: { workflow_call: { inputs: Items; secrets: Items; outputs: Items } } };

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const cell = (text: string) =>
  text
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|');
const code = (text: string) => (text === '' ? '' : `\`${cell(text)}\``);

function inputTable(inputs: Items): string {
  const rows = Object.entries(inputs).map(
    ([name, item]) =>
      `| \`${name}\` | ${cell(item.description ?? '')} | ${item.required ? '**required**' : code(String(item.default ?? ''))} |`,
  );
  return ['| Input | What it is | Default |', '| --- | --- | --- |', ...rows].join('\n');
}

function outputTable(outputs: Items): string {
  const rows = Object.entries(outputs).map(
    ([name, item]) => `| \`${name}\` | ${cell(item.description ?? '')} |`,
  );
  return ['| Output | What it is |', '| --- | --- |', ...rows].join('\n');
}

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`. */
function fill(text: string, name: string, content: string, file: string): string {
  const pattern = new RegExp(`(<!-- ${name} -->)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!pattern.test(text))
    throw new Error(`${file} lacks the markers <!-- ${name} --> and <!-- /${name} -->`);
  return text.replace(pattern, (_, open: string, close: string) => `${open}\n${content}\n${close}`);
}

const files = new Map<string, string>();

const actions = readdirSync(path.join(root, 'actions'))
  .filter((name) => existsSync(path.join(root, 'actions', name, 'action.yml')))
  .map((name) => ({ name, action: parse(read(`actions/${name}/action.yml`)) as ActionFile }));

for (const { name, action } of actions) {
  const file = `actions/${name}/README.md`;
  const withInputs = fill(read(file), 'inputs', inputTable(action.inputs ?? {}), file);
  files.set(file, fill(withInputs, 'outputs', outputTable(action.outputs ?? {}), file));
}

const order = [
  'plan',
  'build-push',
  'scan',
  'sbom',
  'publish',
  'sign',
  'verify',
  'bump',
  'policies',
  'evidence',
  'login',
  'prune',
  'migration-gate',
  'openapi-gate',
  'preview',
];
const table = [
  '| Action | What it does |',
  '| --- | --- |',
  ...actions
    .toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
    .map(({ name, action }) => `| [\`${name}\`](actions/${name}/README.md) | ${cell(action.description)} |`),
].join('\n');
files.set('README.md', fill(read('README.md'), 'actions', table, 'README.md'));

const { inputs, secrets, outputs } = (parse(read('.github/workflows/build-and-push.yml')) as WorkflowFile).on
  .workflow_call;
let workflow = read('docs/workflow.md');
workflow = fill(workflow, 'inputs', inputTable(inputs), 'docs/workflow.md');
workflow = fill(
  workflow,
  'secrets',
  outputTable(secrets).replace('| Output |', '| Secret |'),
  'docs/workflow.md',
);
workflow = fill(workflow, 'outputs', outputTable(outputs), 'docs/workflow.md');
files.set('docs/workflow.md', workflow);

/** Checks that JSON Schema cannot say (image and platform grammars, paths without "..") are made by the actions alone. */
const schema = (source: GenericSchema, title: string) =>
  `${JSON.stringify({ title, ...toJsonSchema(source, { errorMode: 'ignore' }) }, undefined, 2)}\n`;
files.set(
  'schemas/sealift.schema.json',
  schema(PipelineConfig, 'Sealift configuration (.github/sealift.yml)'),
);
files.set(
  'schemas/ops.schema.json',
  schema(OpsConfig, 'Sealift configuration of an ops repository (.sealift.yml)'),
);
files.set(
  'schemas/openapi-gate.schema.json',
  schema(OpenApiPolicy, 'What openapi-gate accepts (.github/openapi-gate.yml)'),
);
files.set(
  'schemas/release-record.schema.json',
  schema(ReleaseRecord, 'Sealift release record (sealift.release/v1)'),
);
files.set(
  'schemas/scan-verdict.schema.json',
  schema(ScanPart, 'Sealift scan verdict (predicate of the verdict attestation)'),
);

files.set('docs/troubleshooting.md', troubleshootingPage(root));

// GitHub shows this page as it shows the pull request.
const PICTURES = `---

The text above is what bump writes into a pull request, here for four apps in one environment. The pictures show other ones, with
the first app unfolded, as bump wrote them into pull requests on the stand-in for GitHub (\`npm run pictures\`). One app:

![A pull request for one app](images/pull-request-1.png)

Three apps:

![A pull request for three apps](images/pull-request-3.png)

Forty apps, the riskiest first. Where there is no room for more, an app has only its row:

![A pull request for forty apps](images/pull-request-40.png)

You can configure the wording, and what the text says about a merge: see [bump](../actions/bump/README.md#wording).
`;
files.set('docs/pull-request.md', `${renderPullRequestBody(documentedText())}\n\n${PICTURES}`);

files.set(
  'docs/seed-snippets.md',
  fill(read('docs/seed-snippets.md'), 'faults', faultsTable(), 'docs/seed-snippets.md'),
);

const OPS = 'action-templates/ops';
const readOps = (file: string) => read(path.join(OPS, file));
for (const [file, content] of policyFiles(readOps)) files.set(path.join(OPS, file), content);
for (const app of APPS) {
  const file = path.join(OPS, 'deploy/helm', app, 'README.md');
  files.set(file, fill(read(file), 'values', valuesTable(app, readOps), file));
}

for (const [file, content] of files) {
  const absolute = path.join(root, file);
  const kept = existsSync(absolute) ? readFileSync(absolute, 'utf8') : undefined;
  if (kept === content) continue;
  if (check) {
    process.stdout.write(`${file} is not up to date. Run "npm run docs" and commit it.\n`);
    process.exitCode = 1;
  } else {
    mkdirSync(path.dirname(absolute), { recursive: true });
    writeFileSync(absolute, content);
    process.stdout.write(`wrote ${file}\n`);
  }
}
