/** A bump goes forward, and back only when it is told to. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  BRANCH,
  COMMIT_0,
  COMMIT_A,
  COMMIT_B,
  COMMIT_X,
  changedLines,
  newer,
  type Ops,
  record,
} from '../../../actions/bump/test/ops.ts';
import { startBundledOps } from '../bump-bundle.ts';
import { at, warningsOf } from './bundled-ops.ts';

let ops: Ops;

beforeEach(async () => {
  ops = await startBundledOps();
});

afterEach(() => ops.stop());

const warnings = () => warningsOf(ops);

describe('never backward', () => {
  test('an older release leaves the newer proposal as it is', async () => {
    await ops.bump([newer('api'), newer('web')]);
    const refs = ops.refs();
    const body = ops.pulls()[0]?.body;
    const outputs = await ops.bump([at('api', COMMIT_A, '9'), at('web', COMMIT_A, '9')]);
    expect(outputs.changed).toBe('false');
    expect(JSON.parse(outputs.skipped)).toMatchObject([
      { app: 'api', reason: expect.stringContaining(COMMIT_B.slice(0, 7)) },
      { app: 'web' },
    ]);
    expect(ops.refs()).toBe(refs);
    expect(ops.pulls()[0]?.body).toBe(body);
    expect(warnings()).toHaveLength(2);
  });

  test('only what is older is left out', async () => {
    await ops.bump([newer('api')]);
    const outputs = await ops.bump([at('api', COMMIT_A), at('web', COMMIT_A)]);
    expect(JSON.parse(outputs.skipped)).toMatchObject([{ app: 'api' }]);
    const added = changedLines(ops, 'main', BRANCH).filter((line) => line.startsWith('+'));
    expect(added).toEqual([expect.stringContaining(COMMIT_B), expect.stringContaining(COMMIT_A)]);
  });

  test('unless it is allowed', async () => {
    await ops.bump([newer('api')]);
    const outputs = await ops.bump([at('api', COMMIT_0)], { 'allow-rollback': 'true' });
    expect(outputs.skipped).toBe('[]');
    expect(changedLines(ops, 'main', BRANCH)[1]).toContain(COMMIT_0);
  });

  test('a commit beside the proposed one is not older', async () => {
    await ops.bump([record('api')]);
    const outputs = await ops.bump([at('api', COMMIT_X)]);
    expect(outputs).toMatchObject({ changed: 'true', skipped: '[]' });
  });

  test('a token that may not read the source says so once', async () => {
    const token = ops.github.createUserToken({
      login: 'blind',
      repositories: ['acme/ops'],
      permissions: { contents: 'read' },
    });
    await ops.github.createRepository({ owner: 'acme', name: 'secret', private: true });
    const source = { ...newer('api').source, repository: 'acme/secret' };
    await ops.bump([record('api', { source: { ...source, commit: COMMIT_A } })]);
    await ops.bump([{ ...newer('api'), source }], { 'github-token': token });
    expect(warnings().filter((line) => line.includes('cannot be asked'))).toHaveLength(1);
  });
});

describe('back', () => {
  test('to what was deployed before, out of the history', async () => {
    const file = 'deploy/helm/api/values-prod.yaml';
    const first = `image:\n  tag: "sha-1@${record('api').digest}"\n`;
    await ops.commit('main', { [file]: first });
    await ops.commit('main', { [file]: `${first}replicas: 3\n` });
    const digest = newer('api').digest;
    await ops.commit('main', { [file]: `image:\n  tag: "sha-2@${digest}"\nreplicas: 4\n` });
    const outputs = await ops.bump([], {
      operation: 'rollback',
      images: 'api=ghcr.io/acme/shop/api',
      'digest-mode': 'suffix',
    });
    expect(changedLines(ops, 'main', outputs.branch)).toEqual([
      `-  tag: "sha-2@${digest}"`,
      `+  tag: "sha-1@${record('api').digest}"`,
    ]);
    expect(ops.pulls()[0]?.title).toBe('Roll back api to sha-1');
    expect(outputs.branch).toBe(`${BRANCH}.rollback-17`);
  });

  test('with nothing to go back to', async () => {
    await expect(
      ops.bump([], { operation: 'rollback', images: 'api=ghcr.io/acme/shop/api' }),
    ).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringContaining('cannot go back'),
    });
  });
});
