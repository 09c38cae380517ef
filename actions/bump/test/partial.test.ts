/** Which records are of this release, and what happens when not every app was released. */
import { remoteFailure } from '@sealift/core/failure';
import { digestOf } from '@sealift/core/image/digest';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { acceptRecords } from '../src/reading/accept.ts';
import type { ImageWorld } from './images.ts';
import { COMMIT_A, COMMIT_B, newer, type Ops, record, startOps } from './ops.ts';

const plan = (...apps: readonly string[]) =>
  JSON.stringify({
    include: apps.map((app) => ({ app, image: `ghcr.io/acme/shop/${app}`, platforms: 'linux/amd64' })),
  });
const planned = (...apps: readonly string[]) =>
  apps.map((app) => ({ app, image: `ghcr.io/acme/shop/${app}` }));
const found = (...records: readonly ReturnType<typeof record>[]) =>
  records.map((part, index) => ({ part, relative: `release--${index}/record.json` }));

describe('a record of the artifact store', () => {
  const own = record('api');
  test.each<[string, ReturnType<typeof record>, RegExp | undefined]>([
    ['of this commit and a planned app is looked at', own, undefined],
    ['of an older commit is passed over', newer('api'), /a record of another commit/],
    ['of an app that was not planned is passed over', record('payments'), /was not to release/],
    [
      'of a planned app with the image of another is passed over',
      record('api', { image: 'ghcr.io/acme/shop/web' }),
      /another image/,
    ],
    ['of a foreign registry is passed over', record('api', { image: 'evil.example/api' }), /another image/],
  ])('%s', (_, part, reason) => {
    const result = acceptRecords(found(part), { commit: COMMIT_A, planned: planned('api', 'web') });
    expect(result.accepted.map((one) => one.part)).toEqual(reason === undefined ? [own] : []);
    expect(result.notReleased).toEqual(reason === undefined ? ['web'] : ['api', 'web']);
    if (reason !== undefined) expect(result.passedOver).toEqual([expect.stringMatching(reason)]);
    // Nothing that it says is repeated.
    expect(result.passedOver.join()).not.toMatch(/payments|evil/);
  });

  test('counts whatever its commit or app where nothing is known of them', () => {
    const records = found(own, newer('web'), record('payments'));
    expect(acceptRecords(records, { commit: undefined, planned: undefined })).toEqual({
      accepted: records,
      passedOver: [],
      notReleased: [],
      unchanged: [],
    });
  });
});

describe('what a rebuild left at an older commit', () => {
  const source = { repository: 'acme/shop', ref: 'refs/heads/main' };
  const accept = (rebuild: boolean, ...records: readonly ReturnType<typeof record>[]) =>
    acceptRecords(found(...records), { commit: COMMIT_A, planned: planned('api', 'web'), rebuild, source });
  const foreign = (change: Partial<ReturnType<typeof record>['source']>) =>
    record('web', { source: { ...newer('web').source, ...change } });

  test('is no release, and does not lack', () => {
    const { accepted, ...result } = accept(true, record('api'), newer('web'));
    expect(accepted.map(({ part }) => part.app)).toEqual(['api']);
    expect(result).toEqual({ passedOver: [], notReleased: [], unchanged: ['web'] });
  });

  test('lacks where the run is no rebuild', () => {
    expect(accept(false, record('api'), newer('web'))).toMatchObject({ notReleased: ['web'], unchanged: [] });
  });

  test.each<[string, ReturnType<typeof record>]>([
    ['of another image', { ...newer('web'), image: 'ghcr.io/acme/shop/api' }],
    ['of another repository', foreign({ repository: 'evil/shop' })],
    ['of another ref', foreign({ ref: 'refs/heads/x' })],
  ])('is not meant by a record %s', (_what, part) => {
    expect(accept(true, record('api'), part)).toMatchObject({ notReleased: ['web'], unchanged: [] });
  });

  test('gives way to a release of this commit', () => {
    const result = accept(true, record('api'), record('web'), newer('web'));
    expect(result.accepted.map(({ part }) => part.app)).toEqual(['api', 'web']);
    expect(result.unchanged).toEqual([]);
  });
});

describe('among the records of planned apps', () => {
  const source = { repository: 'acme/shop', ref: 'refs/heads/main' };
  const at = (folder: string, part: ReturnType<typeof record>) => ({
    part,
    relative: `${folder}/record.json`,
  });
  const accepted = (...records: readonly ReturnType<typeof at>[]) => {
    const result = acceptRecords(records, { commit: COMMIT_A, planned: planned('api', 'web'), source });
    return [result.accepted.map(({ relative }) => relative), result.notReleased, result.passedOver.length];
  };
  const own = record('api');
  const web = record('web');
  const failed = record('web', {
    platforms: web.platforms.map((each) => ({ ...each, scan: { ...each.scan, verdict: 'fail' as const } })),
  });

  test.each([
    ['another repository', record('web', { source: { ...web.source, repository: 'acme/fork' } })],
    ['another ref', record('web', { source: { ...web.source, ref: 'refs/heads/x' } })],
    ['a failed scan', failed],
    ['a tag that is none', record('web', { deployTag: 'a b' })],
  ])('one of %s holds back its app, and nobody else', (_, part) => {
    expect(accepted(at('release--api', own), at('release--web', part))).toEqual([
      ['release--api/record.json'],
      ['web'],
      1,
    ]);
  });

  test('the one in the artifact of its app counts, and a copy elsewhere holds up nobody', () => {
    expect(accepted(at('release--api', own), at('release--web', own))).toEqual([
      ['release--api/record.json'],
      ['web'],
      1,
    ]);
    expect(accepted(at('x', own), at('y', own), at('release--web', web))).toEqual([
      ['release--web/record.json'],
      ['api'],
      2,
    ]);
  });
});

const VERIFY = {
  verify: 'required',
  'certificate-identity':
    'https://github.com/sealift/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
  'source-commit': COMMIT_A,
};
const api = record('api');
const world: ImageWorld = { records: [api, record('web', { digest: digestOf('w') })] };

describe('a run that released one of two apps', () => {
  let ops: Ops;
  beforeAll(async () => {
    ops = await startOps();
  });
  afterAll(() => ops.stop());
  beforeEach(() => {
    ops.requests.length = 0;
  });
  const bump = (records: Parameters<Ops['bump']>[0], inputs: Readonly<Record<string, string>>) =>
    ops.bump(records, { ...VERIFY, planned: plan('api', 'web'), ...inputs }, globalThis.fetch, world);

  test('holds everything back when told to, having verified what there is', async () => {
    const refs = ops.refs();
    const outputs = await bump([api], { partial: 'hold' });
    expect(outputs).toMatchObject({ changed: 'false', 'pull-request-url': '', 'not-released': '["web"]' });
    expect(JSON.parse(outputs.images)).toMatchObject([{ app: 'api', digest: api.digest }]);
    expect(ops.log.at(-1)).toMatch(/warning: Nothing is deployed, as "partial" is "hold"\. web was planned/);
    expect(ops.summary()).toContain('Nothing is deployed');
    expect(ops.refs()).toBe(refs);
    expect(ops.requests).toEqual([]);
  });

  test('that does not verify is not put out, deployed or held', async () => {
    const forged = record('api', { digest: digestOf('forged') });
    for (const partial of ['hold', 'deploy'])
      await expect(bump([forged], { partial })).rejects.toMatchObject({ code: 'bump/unverified' });
    expect(ops.summary()).not.toContain('Released');
    expect(ops.pulls()).toEqual([]);
  });

  test('deploys it, and says in log, pull request, summary and outputs which was not', async () => {
    const outputs = await bump([api, newer('web'), record('payments')], {});
    expect(outputs).toMatchObject({ changed: 'true', 'not-released': '["web"]' });
    expect(JSON.parse(outputs.images)).toEqual([
      {
        app: 'api',
        image: 'ghcr.io/acme/shop/api',
        digest: api.digest,
        tags: api.tags,
        deployTag: api.deployTag,
        platforms: [{ platform: 'linux/amd64', digest: api.digest }],
      },
    ]);
    const sentence = 'web was planned and not released by this run, so it is not deployed.';
    expect(ops.log.filter((line) => line === `warning: ${sentence}`)).toHaveLength(1);
    expect(ops.log.filter((line) => /passed over/.test(line))).toHaveLength(2);
    const shown = sentence.replace('web', '**web**');
    expect(ops.pulls()[0]?.body?.split(shown)).toHaveLength(2);
    expect(ops.pulls()[0]?.body).not.toContain('payments');
    expect(ops.summary()).toContain(shown);
    expect(ops.summary()).toContain('Released: api');
    expect(ops.summary()).not.toContain('payments');
    expect(ops.git('show', 'sealift/acme-shop/main:deploy/helm/web/values-prod.yaml')).not.toContain(
      COMMIT_B,
    );
  });

  test('leaves out one whose image does not verify, and says so', async () => {
    const forged = record('web', { digest: digestOf('forged') });
    const outputs = await bump([api, forged], { branch: 'sealift/left-out' });
    expect(outputs).toMatchObject({ changed: 'true', 'not-released': '["web"]' });
    expect(JSON.parse(outputs.images)).toMatchObject([{ app: 'api' }]);
    expect(ops.log).toContainEqual(expect.stringMatching(/^error: "web" is not deployed: it is not signed/));
    await expect(bump([api, forged], { partial: 'hold' })).rejects.toMatchObject({ code: 'bump/unverified' });
    await expect(ops.bump([api, forged], { ...VERIFY }, globalThis.fetch, world)).rejects.toMatchObject({
      code: 'bump/unverified',
    });
  });

  test.each(['registry/wrong-content', 'registry/too-many-referrers', 'image/not-usable'] as const)(
    'leaves out one of which the registry has something that ends in %s',
    async (code) => {
      const web = record('web', { digest: digestOf('junk') });
      const failure = remoteFailure({ code, cause: 'It is something else.', remedy: 'Delete it.' });
      const given = { ...VERIFY, planned: plan('api', 'web'), branch: 'sealift/junk' };
      const junk = { ...world, unreadable: { [web.digest]: failure } };
      const outputs = await ops.bump([api, web], given, globalThis.fetch, junk);
      expect(outputs['not-released']).toBe('["web"]');
      expect(JSON.parse(outputs.images)).toMatchObject([{ app: 'api' }]);
      expect(ops.log).toContainEqual('error: It is something else. Delete it.');
      await expect(
        ops.bump([api, web], { ...given, partial: 'hold' }, globalThis.fetch, junk),
      ).rejects.toMatchObject({ code });
    },
  );

  test('leaves out one whose tag is gone since, and says so', async () => {
    const web = record('web', { digest: digestOf('w') });
    const include = ['api', 'web'].map((app) => ({
      ...{ app, image: `ghcr.io/acme/shop/${app}`, platforms: 'linux/amd64' },
      'release-tag': api.deployTag,
    }));
    const tags = { [`${api.image}:${api.deployTag}`]: api.digest };
    const lose = (inputs: Readonly<Record<string, string>>, named = tags) =>
      ops.bump(
        [api, web],
        { ...VERIFY, planned: JSON.stringify({ include }), branch: 'sealift/lost', ...inputs },
        globalThis.fetch,
        { ...world, tags: named },
      );
    const outputs = await lose({});
    expect(outputs).toMatchObject({ changed: 'true', 'not-released': '["web"]' });
    expect(JSON.parse(outputs.images)).toMatchObject([{ app: 'api' }]);
    expect(ops.log).toContainEqual(
      expect.stringMatching(/^error: "web" is not deployed: the run says that it released it, and ghcr\.io/),
    );
    const refs = ops.refs();
    await expect(lose({ partial: 'hold' })).rejects.toMatchObject({ code: 'bump/tag-moved' });
    await expect(lose({}, {})).rejects.toMatchObject({ code: 'bump/tag-moved' });
    expect(ops.refs()).toBe(refs);
  });

  test('ends the token of the App, also when it fails', async () => {
    await expect(bump([api], { base: 'nowhere' })).rejects.toMatchObject({ code: 'bump/no-base' });
    expect(ops.requests.at(-1)).toBe('DELETE /installation/token');
  });
});

test('a run that released nothing that was planned changes nothing, and says so', async () => {
  const ops = await startOps();
  try {
    const outputs = await ops.bump(
      [newer('api'), record('payments')],
      { ...VERIFY, planned: plan('api', 'web') },
      globalThis.fetch,
      world,
    );
    expect(outputs).toMatchObject({ images: '[]', 'not-released': '["api","web"]', changed: 'false' });
    expect(ops.log.at(-1)).toMatch(/nothing was released\. api, web were planned/);
    expect(ops.requests).toEqual([]);
  } finally {
    await ops.stop();
  }
});

test.each([
  ['planned', '{}', /"include" is wrong/],
  ['planned', 'x', /not JSON/],
  ['planned', '{"include":[{"app":"../x","image":"y"}]}', /include\.0\.app/],
  ['source-commit', 'main', /"source-commit" is "main"/],
  ['source-commit', '', /"source-commit" is empty/],
  ['partial', 'maybe', /"partial" is "maybe"/],
])('the input %s is not %j', async (name, value, message) => {
  const ops = await startOps();
  try {
    await expect(ops.bump([api], { ...VERIFY, [name]: value }, globalThis.fetch, world)).rejects.toThrow(
      message,
    );
  } finally {
    await ops.stop();
  }
});
