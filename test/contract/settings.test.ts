/** action-templates/settings: bodies that GitHub's API takes, and checks that jobs report. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadDescription } from '@sealift/fake-github/openapi/description';
import { createValidator } from '@sealift/fake-github/openapi/validator';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

const root = path.resolve(import.meta.dirname, '../..');
const SETTINGS = 'action-templates/settings';
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const body = (name: string): unknown => JSON.parse(read(`${SETTINGS}/${name}`));

const REPOSITORY = '/repos/{owner}/{repo}';
const REQUESTS: Readonly<Record<string, string>> = {
  'ops-main.json': `POST ${REPOSITORY}/rulesets`,
  'actions-permissions.json': `PUT ${REPOSITORY}/actions/permissions`,
  'selected-actions.json': `PUT ${REPOSITORY}/actions/permissions/selected-actions`,
  'workflow-permissions.json': `PUT ${REPOSITORY}/actions/permissions/workflow`,
  'fork-approval.json': `PUT ${REPOSITORY}/actions/permissions/fork-pr-contributor-approval`,
};

it('says of every file which request takes it', () => {
  const files = readdirSync(path.join(root, SETTINGS)).filter((name) => name.endsWith('.json'));
  expect(files.sort()).toEqual([...Object.keys(REQUESTS), 'renovate.json'].sort());
  const page = read(`${SETTINGS}/README.md`);
  for (const [name, request] of Object.entries(REQUESTS))
    expect(page).toMatch(new RegExp(`\\[${name}\\]\\(${name}\\).*${request.replace(/[{}/]/g, '\\$&')}\``));
});

it.each(Object.entries(REQUESTS))("%s is what GitHub's API takes for %s", async (name, key) => {
  const validator = createValidator(await loadDescription([key]));
  const request = { path: { owner: 'acme', repo: 'shop' }, query: {} };
  const { problems, ignored } = validator.request(key, { ...request, body: body(name) });
  expect([...problems, ...ignored]).toEqual([]);
  expect(validator.request(key, { ...request, body: [] }).problems).not.toEqual([]);
});

it('requires checks that jobs of the ops repository report', () => {
  const { rules } = body('ops-main.json') as {
    rules: { parameters?: { required_status_checks?: { context: string }[] } }[];
  };
  const { jobs } = parse(read('action-templates/ops/.github/workflows/checks.yml')) as {
    jobs: { policies: { name: string; strategy: { matrix: { environment: string[] } } } };
  };
  const { name, strategy } = jobs.policies;
  const reported = strategy.matrix.environment.map((environment) =>
    name.replace('${{ matrix.environment }}', environment),
  );
  expect(rules.flatMap(({ parameters }) => parameters?.required_status_checks ?? [])).toEqual(
    reported.map((context) => ({ context, integration_id: 15368 })),
  );
});

it('finds the commits that are trusted to sign, so that a bot can move them', () => {
  const { customManagers } = body('renovate.json') as { customManagers: { matchStrings: string[] }[] };
  const [pattern = ''] = customManagers.flatMap(({ matchStrings }) => matchStrings);
  const line = `  - https://github.com/sealift/sealift/.github/workflows/release-app.yml@${'a'.repeat(40)} # v1.2.3`;
  expect(new RegExp(pattern).exec(line)?.groups).toEqual({
    depName: 'sealift/sealift',
    currentDigest: 'a'.repeat(40),
    currentValue: 'v1.2.3',
  });
});
