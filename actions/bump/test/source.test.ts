/** The source repository that a job may not read: what is deployed cannot be ordered, and that is said once. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ImageWorld } from './images.ts';
import { newer, type Ops, record, startOps } from './ops.ts';

let ops: Ops;
beforeEach(async () => {
  ops = await startOps();
});
afterEach(() => ops.stop());

const IMAGE = 'ghcr.io/acme/shop/api';
const deployed = newer('api');
const world: ImageWorld = {
  records: [record('api'), record('web'), deployed],
  tags: { [`${IMAGE}:${deployed.deployTag}`]: deployed.digest },
};
const VERIFY = {
  verify: 'required',
  'certificate-identity':
    'https://github.com/sealift/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
};

test.each(['ghs_0000000000000000000000000000000000', 'bob'])('by the token %s', async (login) => {
  const token =
    login === 'bob'
      ? ops.github.createUserToken({ login, repositories: [], permissions: { contents: 'read' } })
      : login;
  await ops.github.createRepository({ owner: 'acme', name: 'hidden', private: true });
  const hidden = (of: typeof deployed) => ({ ...of, source: { ...of.source, repository: 'acme/hidden' } });
  await ops.commit('main', {
    'deploy/helm/api/values-prod.yaml': `image:\n  tag: ${deployed.deployTag}\n`,
  });
  const outputs = await ops.bump(
    [hidden(record('api'))],
    { ...VERIFY, 'github-token': token },
    globalThis.fetch,
    { ...world, records: world.records.map(hidden) },
  );
  expect(outputs.changed).toBe('true');
  const warnings = ops.log.filter((line) => line.startsWith('warning'));
  expect(warnings.filter((line) => line.includes('cannot be asked'))).toEqual([
    expect.stringContaining('Whether acme/hidden has moved backward cannot be asked'),
  ]);
  expect(ops.pulls()[0]?.body).toContain('the history of the source does not tell');
});

test('a GitHub that fails stops the bump', async () => {
  await ops.commit('main', {
    'deploy/helm/api/values-prod.yaml': `image:\n  tag: ${deployed.deployTag}\n`,
  });
  ops.inject({ path: /graphql/, operation: 'History' }, { status: 500 }, 100);
  await expect(ops.bump([record('api')], VERIFY, globalThis.fetch, world)).rejects.toMatchObject({
    category: 'remote',
  });
  expect(ops.pulls()).toEqual([]);
});
