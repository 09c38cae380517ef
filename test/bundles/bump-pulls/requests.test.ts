/** How often a bump asks GitHub, with which token, and of which repository. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BRANCH, changedLines, newer, type Ops, record } from '../../../actions/bump/test/ops.ts';
import { startBundledOps } from '../bump-bundle.ts';
import { both, statesOf, warningsOf } from './bundled-ops.ts';

let ops: Ops;

beforeEach(async () => {
  ops = await startBundledOps();
});

afterEach(() => ops.stop());

const states = () => statesOf(ops);

const graph = () => ops.requests.filter((line) => line.startsWith('POST /graphql'));

const warnings = () => warningsOf(ops);

describe('requests', () => {
  test.each([1, 10, 100])('are as many for %i apps', async (count) => {
    const apps = Array.from({ length: count }, (_, index) => `app-${index}`);
    const files = Object.fromEntries(
      apps.map((app) => [
        `deploy/helm/${app}/values-prod.yaml`,
        `image: {repository: ghcr.io/acme/shop/${app}, tag: old}\n`,
      ]),
    );
    await ops.commit('main', files);
    ops.requests.length = 0;
    await ops.bump(
      apps.map((app) => record(app)),
      { labels: 'deploy' },
    );
    expect(ops.requests.map((line) => line.replace(/[0-9a-f]{40}|\d{4,}/g, '…'))).toEqual([
      'GET /repos/acme/ops/installation',
      'POST /app/installations/…/access_tokens',
      'POST /graphql Ops',
      'POST /repos/acme/ops/git/trees',
      'GET /repos/acme/ops/git/trees/…',
      'POST /repos/acme/ops/git/commits',
      'POST /repos/acme/ops/git/refs',
      'POST /repos/acme/ops/pulls',
      // The way back names the pull request by its number, which is known now.
      'PATCH /repos/acme/ops/pulls/1',
      'POST /repos/acme/ops/issues/1/labels',
      'DELETE /installation/token',
    ]);
    expect(changedLines(ops, 'main', BRANCH)).toHaveLength(2 * count);
    expect(ops.pulls()[0]?.body?.length).toBeLessThan(65_536);
  });

  test('an update takes one look, one tree, one commit, one swap and one text', async () => {
    await ops.bump(both);
    ops.requests.length = 0;
    await ops.bump([newer('api'), newer('web')]);
    expect(ops.requests.slice(2).map((line) => line.replace(/[0-9a-f]{40}/g, '…'))).toEqual([
      'POST /graphql Ops',
      expect.stringMatching(/^GET \/repos\/acme\/ops\/compare\//),
      'POST /graphql History',
      'POST /repos/acme/ops/git/trees',
      'GET /repos/acme/ops/git/trees/…',
      'POST /repos/acme/ops/git/commits',
      'POST /graphql UpdateRefs',
      'PATCH /repos/acme/ops/pulls/1',
      'DELETE /installation/token',
    ]);
  });
});

describe('tokens', () => {
  test("a personal one: GitHub signs its commit by the other way, and the file's bytes are the same", async () => {
    const token = ops.github.createUserToken({
      login: 'alice',
      repositories: ['acme/ops'],
      permissions: { contents: 'write', pull_requests: 'write' },
    });
    const outputs = await ops.bump(both, { token });
    expect(changedLines(ops, 'main', BRANCH)).toHaveLength(4);
    const { data } = await ops.api('GET', `/commits/${outputs.commit}`);
    expect(data).toMatchObject({ commit: { verification: { verified: true } } });
    await ops.bump([newer('api')], { token });
    expect(states()).toEqual(['1 open']);
    expect(graph().filter((line) => line.endsWith('CommitOnBranch'))).toHaveLength(2);
  });
});

test('a repository that was renamed is found, with a warning', async () => {
  ops.github.renameRepository('acme/ops', 'deployments');
  const outputs = await ops.bump(both);
  expect(outputs['pull-request-url']).toContain('acme/deployments/pull/1');
  expect(warnings().join('\n')).toContain('acme/ops was renamed to acme/deployments');
});

test('an archived repository is refused before anything is written', async () => {
  ops.github.configureRepository('acme/ops', { archived: true });
  await expect(ops.bump(both)).rejects.toMatchObject({
    category: 'configuration',
    message: expect.stringContaining('archived'),
  });
});
