/** Merging by itself, where the ops side allows it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { POLICY } from './images.ts';
import { API_VALUES, COMMIT_A, newer, type Ops, record, startOps, WEB_VALUES } from './ops.ts';

const SIGNER = POLICY.identities
  .map((identity) => (identity.kind === 'exact' ? identity.identity : ''))
  .join();

let ops: Ops;
beforeEach(async () => {
  ops = await startOps({
    'deploy/helm/api/values-prod.yaml': API_VALUES,
    'deploy/helm/web/values-prod.yaml': WEB_VALUES,
    '.sealift.yml': `trust:
  defaults:
    source-repository: acme/shop
    refs: [refs/heads/main]
    workflows: [${SIGNER}]
    files: ["deploy/helm/{app}/values-prod.yaml"]
    allow: [auto-merge]
  apps: {api: {}, web: {}}
`,
  });
});
afterEach(() => ops.stop());

const both = [record('api'), record('web')];
const bump = (records: readonly ReturnType<typeof record>[], inputs: Readonly<Record<string, string>>) =>
  ops.bump(records, { verify: 'required', 'certificate-identity': SIGNER, ...inputs }, globalThis.fetch, {
    records,
  });
const graph = () => ops.requests.filter((line) => line.startsWith('POST /graphql'));
const warnings = () => ops.log.filter((line) => line.startsWith('warning: '));

describe('merging by itself', () => {
  const guarded = { main: { requiredChecks: ['test'] } };

  test('when all requirements are met', async () => {
    ops.github.configureRepository('acme/ops', { autoMergeAllowed: true, protectedBranches: guarded });
    await bump(both, { 'auto-merge': 'squash' });
    const { data } = await ops.api('GET', '/pulls/1');
    expect(data).toMatchObject({ auto_merge: { merge_method: 'squash' } });
    // Again for the new head.
    await bump([newer('api')], { 'auto-merge': 'squash' });
    expect(warnings()).toEqual([]);
  });

  test('at once when nothing is required', async () => {
    ops.github.configureRepository('acme/ops', {
      autoMergeAllowed: true,
      protectedBranches: { main: { requiresPullRequest: true } },
    });
    await bump(both, { 'auto-merge': 'merge' });
    expect(ops.git('show', 'main:deploy/helm/api/values-prod.yaml')).toContain(COMMIT_A);
  });

  test.each([
    ['not allowed in the repository', { protectedBranches: guarded }, 'squash', /Allow auto-merge/],
    ['without rules that it could wait for', { autoMergeAllowed: true }, 'squash', /Protect the base branch/],
    ['without a merge queue', { autoMergeAllowed: true }, 'queue', /Require a merge queue/],
  ] as const)('%s: a warning with the remedy', async (_, settings, way, remedy) => {
    ops.github.configureRepository('acme/ops', settings);
    const outputs = await bump(both, { 'auto-merge': way });
    expect(outputs['pull-request-number']).toBe('1');
    expect(warnings().join('\n')).toMatch(remedy);
  });

  test('by the merge queue', async () => {
    ops.github.configureRepository('acme/ops', { autoMergeAllowed: true, mergeQueues: ['main'] });
    await bump(both, { 'auto-merge': 'queue' });
    expect(graph()).toContain('POST /graphql Enqueue');
    expect(warnings()).toEqual([]);
  });
});
