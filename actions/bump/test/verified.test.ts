/** What verified attestations say decides: whether anything is deployed, whether it would go backward, and where back is. */
import type { ImageFacts } from '@sealift/core/comparison/facts';
import type { ReleaseRecord } from '@sealift/core/release/record';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ImageWorld } from './images.ts';
import {
  BRANCH,
  COMMIT_0,
  COMMIT_A,
  COMMIT_B,
  COMMIT_X,
  changedLines,
  digestOf,
  newer,
  type Ops,
  record,
  startOps,
} from './ops.ts';

const FILE = 'deploy/helm/api/values-prod.yaml';
const IMAGE = 'ghcr.io/acme/shop/api';

const at = (commit: string, character: string): ReleaseRecord =>
  record('api', {
    digest: digestOf(character),
    deployTag: `sha-${commit}`,
    source: { ...record('api').source, commit },
  });
const RELEASES = [at(COMMIT_0, '0'), at(COMMIT_A, '1'), at(COMMIT_B, '2'), at(COMMIT_X, '3')];
const [zero, a, b, x] = RELEASES as [ReleaseRecord, ReleaseRecord, ReleaseRecord, ReleaseRecord];
const tags = Object.fromEntries(RELEASES.map(({ deployTag, digest }) => [`${IMAGE}:${deployTag}`, digest]));
const world: ImageWorld = { records: RELEASES, tags };

let ops: Ops;
beforeEach(async () => {
  ops = await startOps();
});
afterEach(() => ops.stop());

const VERIFY = {
  verify: 'required',
  'certificate-identity':
    'https://github.com/sealift/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
};
const bump = (
  releases: readonly ReleaseRecord[],
  inputs: Readonly<Record<string, string>> = {},
  images: ImageWorld = world,
) => ops.bump(releases, { ...VERIFY, ...inputs }, globalThis.fetch, images);
const deploy = (...values: readonly string[]) =>
  values.reduce(async (before, value) => {
    await before;
    return ops.commit('main', { [FILE]: `image:\n  tag: ${value}\n` });
  }, Promise.resolve(''));
const warnings = () => ops.log.filter((line) => line.startsWith('warning'));
const body = () => ops.pulls()[0]?.body ?? '';

test('an image that does not verify stops everything before the first write', async () => {
  const refs = ops.refs();
  await expect(bump([a, newer('web')])).resolves.toBeDefined();
  await expect(bump([record('api', { digest: digestOf('9') })], { branch: 'other' })).rejects.toMatchObject({
    category: 'policy',
    message: expect.stringContaining('not signed'),
  });
  expect(ops.refs().split('\n')).toHaveLength(refs.split('\n').length + 1);
  expect(ops.requests.filter((line) => /git\/trees$/.test(line) && line.startsWith('POST'))).toHaveLength(1);
});

describe('never backward from what is deployed', () => {
  test('by tag, which the registry resolves', async () => {
    await deploy(b.deployTag);
    const outputs = await bump([a]);
    expect(outputs).toMatchObject({ changed: 'false', 'pull-request-url': '' });
    expect(JSON.parse(outputs.skipped)).toMatchObject([
      { app: 'api', reason: expect.stringMatching(/deploys .* 1 commits newer than .*not moved backward/) },
    ]);
    expect(ops.pulls()).toEqual([]);
  });

  test('by digest, whatever the tag says', async () => {
    await deploy(`"latest@${b.digest}"`);
    const outputs = await bump([a], { 'digest-mode': 'suffix' });
    expect(outputs.changed).toBe('false');
  });

  test('also when only the record of the deployed one verifies', async () => {
    await deploy(b.deployTag);
    const partly: ImageWorld = {
      ...world,
      facts: (known) => ({ unknown: 'its SBOM does not verify', record: known }) as unknown as ImageFacts,
    };
    expect((await bump([a], {}, partly)).changed).toBe('false');
  });

  test('nor from a later build of the same commit', async () => {
    const built = (runId: string, character: string) =>
      record('api', {
        digest: digestOf(character),
        deployTag: `sha-${COMMIT_A}-r${runId}`,
        source: { ...a.source, runId },
      });
    const [first, second] = [built('9000', '4'), built('9001', '5')];
    const rebuilt: ImageWorld = {
      records: [a, first, second],
      tags: Object.fromEntries(
        [a, first, second].map(({ deployTag, digest }) => [`${IMAGE}:${deployTag}`, digest]),
      ),
    };
    await deploy(second.deployTag);
    expect(JSON.parse((await bump([first], {}, rebuilt)).skipped)).toMatchObject([
      { app: 'api', reason: expect.stringContaining('the later run 9001') },
    ]);
    await deploy(first.deployTag);
    expect((await bump([second], {}, rebuilt)).changed).toBe('true');
  });

  test('nor directly', async () => {
    await deploy(b.deployTag);
    const targets = `{api: [{file: ${FILE}, environment: prod, path: image.tag}]}`;
    const head = await ops.commit('main', {
      '.sealift.yml': `deploy: {environments: {prod: {mode: commit}}, apps: ${targets}}\n`,
    });
    expect((await bump([a])).changed).toBe('false');
    expect(ops.git('rev-parse', 'main').trim()).toBe(head);
  });

  test('unless it is allowed, and then it is said', async () => {
    await deploy(b.deployTag);
    expect((await bump([zero], { 'allow-rollback': 'true' })).changed).toBe('true');
    expect(body()).toMatch(/back/i);
  });

  test('a commit beside it is said to be one', async () => {
    await deploy(a.deployTag);
    expect((await bump([x])).changed).toBe('true');
    expect(body()).toContain(`/compare/${COMMIT_A}...${COMMIT_X}`);
  });

  test('what cannot be found out is said', async () => {
    await deploy('v1');
    const unreadable: ImageWorld = { ...world, tags: { ...tags, [`${IMAGE}:v1`]: digestOf('8') } };
    expect((await bump([a], {}, unreadable)).changed).toBe('true');
    expect(warnings().join('\n')).toContain('was not found out');
    expect(body()).toContain('was not found out');
  });

  test('what the registry does not have is nothing to compare with', async () => {
    await deploy('placeholder');
    expect((await bump([a])).changed).toBe('true');
    expect(warnings()).toEqual([]);
  });
});

test('the commits between are in the pull request', async () => {
  await deploy(zero.deployTag);
  await bump([b]);
  expect(body()).toContain(`/compare/${COMMIT_0}...${COMMIT_B}`);
  for (const title of ['Add a basket', 'Fix the basket']) expect(body()).toContain(title);
});

test('what is new and what is fixed since the deployed image', async () => {
  await deploy(a.deployTag);
  const finding = (id: string) => ({
    id,
    package: 'openssl',
    version: '3.0.1',
    severity: 'HIGH' as const,
  });
  const facts = (known: ReleaseRecord): ImageFacts => ({
    record: known,
    platforms: [
      {
        platform: 'linux/amd64',
        digest: known.digest,
        size: known === b ? 60_000_000 : 50_000_000,
        findings: known === b ? [finding('CVE-2026-2')] : [finding('CVE-2026-1')],
        databaseUpdatedAt: '2026-11-23T06:00:00Z',
        packages: [{ type: 'deb', name: 'debian/openssl', version: known === b ? '3.0.2' : '3.0.1' }],
      },
    ],
  });
  await bump([b], {}, { ...world, facts });
  expect(body()).toMatch(/1 new/);
  for (const text of ['CVE-2026-1', 'CVE-2026-2', 'debian/openssl', '3.0.2', '10.0 MB'])
    expect(body(), text).toContain(text);
});

test('one question for the history of the source, however many commits are deployed', async () => {
  const web = (of: ReleaseRecord) => ({ ...of, app: 'web', image: 'ghcr.io/acme/shop/web' });
  await ops.commit('main', {
    [FILE]: `image:\n  tag: ${zero.deployTag}\n`,
    'deploy/helm/web/values-prod.yaml': `image:\n  tag: ${a.deployTag}\n`,
  });
  const releases = [b, { ...web(b), digest: digestOf('5') }];
  const webTags = {
    [`ghcr.io/acme/shop/web:${a.deployTag}`]: digestOf('6'),
    [`ghcr.io/acme/shop/web:${b.deployTag}`]: digestOf('5'),
  };
  await bump(
    releases,
    {},
    {
      records: [...RELEASES, { ...web(a), digest: digestOf('6') }, { ...web(b), digest: digestOf('5') }],
      tags: { ...tags, ...webTags },
    },
  );
  expect(ops.requests.filter((line) => line.endsWith('History'))).toHaveLength(1);
  expect(body()).toContain(`/compare/${COMMIT_0}...${COMMIT_B}`);
  expect(body()).toContain(`/compare/${COMMIT_A}...${COMMIT_B}`);
});

describe('back', () => {
  const back = (images: ImageWorld = world) =>
    bump([], { operation: 'rollback', images: `api=${IMAGE}` }, images);

  test('to the newest other one in the history that verifies', async () => {
    await deploy(zero.deployTag, a.deployTag, 'sha-unsigned', b.deployTag);
    const unsigned: ImageWorld = { ...world, tags: { ...tags, [`${IMAGE}:sha-unsigned`]: digestOf('7') } };
    const outputs = await back(unsigned);
    expect(changedLines(ops, 'main', outputs.branch)).toEqual([
      `-  tag: ${b.deployTag}`,
      `+  tag: ${a.deployTag}`,
    ]);
    expect(warnings().join('\n')).toMatch(/sha-unsigned is passed over/);
    expect(ops.pulls()[0]?.title).toBe(
      `Roll back api to ${a.deployTag.replace(/(?<=[0-9a-f]{7})[0-9a-f]{33}/, '')}`,
    );
  });

  test('not to what the registry has lost', async () => {
    await deploy(zero.deployTag, a.deployTag, b.deployTag);
    const { [`${IMAGE}:${a.deployTag}`]: _gone, ...left } = tags;
    const outputs = await back({ ...world, tags: left });
    expect(changedLines(ops, 'main', outputs.branch)[1]).toBe(`+  tag: ${zero.deployTag}`);
  });

  test('nothing that verifies is a policy violation, and nothing is changed', async () => {
    await deploy('sha-unsigned', b.deployTag);
    const refs = ops.refs();
    await expect(
      back({ records: [b], tags: { ...tags, [`${IMAGE}:sha-unsigned`]: digestOf('7') } }),
    ).rejects.toMatchObject({ category: 'policy', message: expect.stringContaining('nothing in the last') });
    expect(ops.refs()).toBe(refs);
  });
});

test('a branch that proposes something newer is left alone, though nobody knows its pull request', async () => {
  await bump([b]);
  await ops.api('PATCH', '/pulls/1', { body: 'A text of somebody <!-- sealift:bump -->' });
  const outputs = await bump([a]);
  expect(JSON.parse(outputs.skipped)).toMatchObject([{ reason: expect.stringContaining('proposes') }]);
  expect(ops.git('show', `${BRANCH}:${FILE}`)).toContain(COMMIT_B);
});
