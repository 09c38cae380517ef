/** A bump without a pull request. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COMMIT_A, changedLines, type Ops, record } from '../../../actions/bump/test/ops.ts';
import { startBundledOps } from '../bump-bundle.ts';
import { both } from './bundled-ops.ts';

let ops: Ops;

beforeEach(async () => {
  ops = await startBundledOps();
});

afterEach(() => ops.stop());

describe('straight to the base', () => {
  /** The ops side says so: the run that deploys cannot. */
  const says = (deploy: object) => ops.commit('main', { '.sealift.yml': JSON.stringify({ deploy }) });
  const DIRECT = {
    environments: { prod: { mode: 'commit' } },
    apps: { '*': [{ file: 'deploy/helm/{app}/values-prod.yaml', environment: 'prod', path: 'image.tag' }] },
  };

  test('one commit, no branch, no pull request', async () => {
    await says(DIRECT);
    const outputs = await ops.bump(both);
    expect(outputs).toMatchObject({ changed: 'true', branch: 'main', 'pull-request-url': '' });
    expect(ops.pulls()).toEqual([]);
    expect(changedLines(ops, 'main~1', 'main')).toHaveLength(4);
    expect(outputs.commit).toBe(ops.git('rev-parse', 'main').trim());
    expect((await ops.bump(both)).changed).toBe('false');
  });

  test('an environment that follows every release beside one that is reviewed', async () => {
    await ops.commit('main', { 'staging/api.yaml': 'tag: old\n', 'prod/api.yaml': 'tag: old\n' });
    await says({
      environments: { staging: { mode: 'commit' }, prod: {} },
      apps: { api: [{ file: '{environment}/{app}.yaml', find: 'path', path: 'tag' }] },
    });
    const outputs = await ops.bump([record('api')]);
    expect(ops.git('show', 'main:staging/api.yaml')).toContain(COMMIT_A);
    expect(ops.git('show', 'main:prod/api.yaml')).toBe('tag: old\n');
    expect(JSON.parse(outputs['pull-requests'])).toMatchObject([{ environment: 'prod' }]);
  });

  test.each(['classic', 'ruleset'] as const)('a protected base (%s) says what to do', async (by) => {
    await says(DIRECT);
    ops.github.configureRepository('acme/ops', {
      protectedBranches: { main: { by, requiresPullRequest: true } },
    });
    const refs = ops.refs();
    await expect(ops.bump(both)).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringMatching(/"main" of acme\/ops is protected.*mode: pull-request/s),
    });
    expect(ops.refs()).toBe(refs);
  });

  test('not because the run wants it', async () => {
    const refs = ops.refs();
    await expect(ops.bump(both, { mode: 'commit' })).rejects.toMatchObject({
      category: 'policy',
      message: expect.stringMatching(/nobody on the ops side has allowed it.*"allow: \[commit\]"/s),
    });
    await expect(ops.bump(both, { 'auto-merge': 'squash' })).rejects.toMatchObject({ category: 'policy' });
    expect(ops.refs()).toBe(refs);
    // A pull request for it is no problem.
    expect((await ops.bump(both)).changed).toBe('true');
  });
});
