/** Merging by itself, where the ops side allows it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { POLICY } from './images.ts';
import { API_VALUES, COMMIT_A, digestOf, newer, type Ops, record, startOps, WEB_VALUES } from './ops.ts';

const SIGNER = POLICY.identities
  .map((identity) => (identity.kind === 'exact' ? identity.identity : ''))
  .join();

const DOCS = 'deploy/helm/docs/values-prod.yaml';

let ops: Ops;
beforeEach(async () => {
  verifiable = everything;
  ops = await startOps({
    'deploy/helm/api/values-prod.yaml': API_VALUES,
    'deploy/helm/web/values-prod.yaml': WEB_VALUES,
    [DOCS]: 'image:\n  repository: ghcr.io/acme/shop/docs\n  tag: old\n',
    '.sealift.yml': `trust:
  defaults:
    source-repository: acme/shop
    refs: [refs/heads/main]
    workflows: [${SIGNER}]
    files: ["deploy/helm/{app}/values-prod.yaml"]
    allow: [auto-merge]
  apps: {api: {}, web: {}, docs: {allow: []}}
`,
  });
});
afterEach(() => ops.stop());

const both = [record('api'), record('web')];
const docs = record('docs');
const everything = [...both, newer('api'), docs];
/** Releases that verify now. */
let verifiable: readonly ReturnType<typeof record>[] = everything;
const bump = (records: readonly ReturnType<typeof record>[], inputs: Readonly<Record<string, string>>) =>
  ops.bump(records, { verify: 'required', 'certificate-identity': SIGNER, ...inputs }, globalThis.fetch, {
    records: verifiable,
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

describe('what an earlier run proposed merges with it', () => {
  const merging = async () =>
    (await ops.api('GET', '/pulls/1')).data as { auto_merge: unknown; number: number };
  const armed = { 'auto-merge': 'squash' };
  beforeEach(() =>
    ops.github.configureRepository('acme/ops', {
      autoMergeAllowed: true,
      protectedBranches: { main: { requiredChecks: ['test'] } },
    }),
  );

  test('where that may, and verifies today', async () => {
    await bump([record('web')], {});
    await bump([record('api')], armed);
    expect(await merging()).toMatchObject({ auto_merge: { merge_method: 'squash' } });
    expect(warnings()).toEqual([]);
  });

  test('not where the ops side does not allow it for that app: a reviewer was to see it', async () => {
    await bump([docs], {});
    await bump([record('api')], armed);
    expect(await merging()).toMatchObject({ auto_merge: null });
    expect(warnings().join('\n')).toMatch(
      /#1 does not merge by itself: "docs" may not merge its pull request by itself/,
    );
  });

  test('not where it does not verify any more: its pull request stops merging before the branch moves', async () => {
    const web = record('web', { digest: digestOf('b') });
    verifiable = [record('api'), web];
    await bump([web], armed);
    expect(await merging()).toMatchObject({ auto_merge: { merge_method: 'squash' } });
    verifiable = [record('api')];
    ops.requests.length = 0;
    await bump([record('api')], armed);
    expect(await merging()).toMatchObject({ auto_merge: null });
    expect(warnings().join('\n')).toMatch(/"web" is not deployed: it is not signed/);
    const graphs = graph().filter((line) => /DisableAutoMerge|UpdateRefs/.test(line));
    expect(graphs).toEqual(['POST /graphql DisableAutoMerge', 'POST /graphql UpdateRefs']);
  });

  test('and what may not merge by itself does not come to a branch that does', async () => {
    await bump([record('api')], armed);
    await bump([docs], {});
    expect(await merging()).toMatchObject({ auto_merge: null });
    expect(ops.git('show', `sealift/acme-shop/main:${DOCS}`)).toContain(COMMIT_A);
  });

  test('what a person lets merge is that person’s to stop', async () => {
    await bump([record('api')], {});
    const { node_id: id } = (await ops.api('GET', '/pulls/1')).data as { node_id: string };
    await ops.graph(
      'mutation($id: ID!) { enablePullRequestAutoMerge(input: {pullRequestId: $id}) { clientMutationId } }',
      { id },
    );
    await bump([docs], {});
    expect(await merging()).toMatchObject({ auto_merge: { enabled_by: { login: 'alice' } } });
  });

  test('not with a commit of a person on the branch', async () => {
    await bump([record('api')], armed);
    await ops.commit('sealift/acme-shop/main', { 'notes.txt': 'mine\n' });
    await bump([newer('api')], armed);
    expect(await merging()).toMatchObject({ auto_merge: null });
    expect(warnings().join('\n')).toMatch(/does not merge by itself: Its branch holds commits of alice/);
  });
});
