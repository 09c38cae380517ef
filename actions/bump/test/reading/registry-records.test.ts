/** Which apps were released, as the registry says it: what any job of the run may put into the artifact store decides nothing. */
import { policyFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { formatImageName, parseImageName } from '@sealift/core/image/reference';
import type { ReleaseRecord } from '@sealift/core/release/record';
import type { Release } from '@sealift/deploy/targets/release';
import { describe, expect, test } from 'vitest';
import { parsePlanned } from '../../src/inputs/planned.ts';
import type { Images } from '../../src/reading/images.ts';
import { fromRegistry, plannedReleases } from '../../src/reading/registry-records.ts';
import { POLICY } from '../images.ts';
import { COMMIT_A, COMMIT_B, digestOf, newer, record } from '../ops.ts';

const TAG = `sha-${COMMIT_A}`;
const IMAGE = 'ghcr.io/acme/shop/api';
const own = record('api');
const from = (change: Partial<ReleaseRecord['source']>) =>
  record('api', { source: { ...own.source, ...change } });
const hintOf = (part: ReleaseRecord): Release => ({
  ...{ app: part.app, image: parseImageName(part.image), tag: part.deployTag },
  ...{ digest: part.digest, record: part },
});

type World = {
  /** What the release's tag names, and what is attested of that. */
  readonly digest?: Digest;
  readonly attested?: ReleaseRecord;
  readonly hints?: readonly ReleaseRecord[];
  readonly unchanged?: readonly string[];
  /** The run built again what the commit's release holds, for a release under a tag of its own. */
  readonly rebuild?: boolean;
};

async function find({ digest, attested, hints = [], unchanged = [], rebuild = false }: World) {
  const releaseTag = rebuild ? `${TAG}-r17` : TAG;
  const verified: Digest[] = [];
  const images: Images = {
    policy: POLICY,
    facts: async () => ({ unknown: 'it is not asked here' }),
    record: async () => ({ unknown: 'it is not asked here' }),
    digestOf: async (image, tag) => (formatImageName(image) === IMAGE && tag === TAG ? digest : undefined),
    async verify({ tag = '', ...release }) {
      verified.push(release.digest);
      if (attested !== undefined) return { ...release, tag, record: attested };
      throw policyFailure({ code: 'bump/unverified', cause: 'It is not signed.', remedy: 'Sign it.' });
    },
  };
  const planned = parsePlanned(
    JSON.stringify({
      include: [{ app: 'api', image: IMAGE, platforms: 'linux/amd64', 'release-tag': releaseTag }],
    }),
  );
  const expected = {
    ...{ planned, sourceCommit: COMMIT_A, rebuild },
    verification: { ...LOGINS, policy: POLICY },
  };
  const found = await fromRegistry(
    images,
    plannedReleases(expected) ?? [],
    { hints: hints.map(hintOf), passedOver: [], notReleased: [], unchanged },
    { ...expected, run: RUN },
  );
  return { ...found, verified };
}

/** As far as it is known before it is verified. */
const RELEASE = { app: 'api', image: parseImageName(IMAGE), tag: TAG, digest: own.digest, commit: COMMIT_A };

const LOGINS = { registry: undefined, username: undefined, password: undefined };
const RUN = { repository: { owner: 'acme', repo: 'shop' }, ref: 'refs/heads/main', runId: '17' };

describe('an app that this run released', () => {
  test('is one whatever lies in the artifact store', async () => {
    const forged = record('api', { digest: digestOf('9') });
    for (const hints of [[], [forged]]) {
      const found = await find({ digest: own.digest, attested: own, hints });
      expect(found.releases).toMatchObject([{ app: 'api', digest: own.digest, record: own }]);
      expect(found.notReleased).toEqual([]);
      expect(found.passedOver).toHaveLength(hints.length);
      expect(found.passedOver.join()).not.toContain(forged.digest);
    }
  });

  test('is verified once where its artifact says the same', async () => {
    const changed = record('api', { tags: [own.deployTag, 'evil'] });
    const found = await find({ digest: own.digest, hints: [changed] });
    expect(found).toMatchObject({ verified: [], passedOver: [] });
    // What else the artifact says of it is not used.
    expect(found.releases).toEqual([RELEASE]);
  });
});

describe('an app is not released', () => {
  test.each<[string, World]>([
    ['without its tag in the registry', {}],
    ['whatever an artifact says', { hints: [own] }],
    ['by an image that does not verify', { digest: own.digest }],
    ['by an older commit under its tag', { digest: own.digest, attested: newer('api') }],
    ['by another repository', { digest: own.digest, attested: from({ repository: 'acme/fork' }) }],
    ['by another ref', { digest: own.digest, attested: from({ ref: 'refs/heads/x' }) }],
    [
      'by an earlier run of this commit, of which this one says nothing',
      { digest: own.digest, attested: from({ runId: '16' }) },
    ],
  ])('%s', async (_, world) => {
    expect(await find(world)).toMatchObject({ releases: [], notReleased: ['api'] });
  });

  test('and is lost where the run says that it released it, and its tag is gone', async () => {
    const { lost, passedOver } = await find({ hints: [own] });
    expect(lost).toMatchObject([{ app: 'api', failure: { code: 'bump/tag-moved', category: 'policy' } }]);
    expect(lost[0]?.failure.message).toContain(`${IMAGE}:${TAG} is not in the registry`);
    expect(passedOver).toEqual([]);
    // What the artifact names is not repeated, and nobody has said anything of what was not released.
    expect(lost[0]?.failure.message).not.toContain(own.digest);
    expect((await find({})).lost).toEqual([]);
  });

  test('and left at an older commit by a rebuild is no lack', async () => {
    expect(await find({ unchanged: ['api'] })).toMatchObject({ notReleased: [], unchanged: ['api'] });
    const found = await find({ unchanged: ['api'], digest: own.digest, attested: own });
    expect(found).toMatchObject({ unchanged: [], releases: [{ app: 'api' }] });
  });
});

test('a release of an earlier run that this one kept, as its artifact says', async () => {
  const kept = from({ runId: '16' });
  expect((await find({ digest: own.digest, hints: [kept] })).releases).toEqual([RELEASE]);
});

test('a rebuild that changed nothing keeps the release of its commit, under the tag that it has', async () => {
  const found = await find({ rebuild: true, digest: own.digest, hints: [own] });
  expect(found).toMatchObject({ lost: [], notReleased: [] });
  expect(found.releases).toEqual([RELEASE]);
  // Neither that tag nor one of its own: somebody has deleted it.
  expect((await find({ rebuild: true, hints: [own] })).lost).toMatchObject([{ app: 'api' }]);
  expect(await find({ rebuild: true, digest: own.digest })).toMatchObject({ notReleased: ['api'] });
});

test('an image that does not verify, and that the run says it released, is refused by name', async () => {
  const found = await find({ digest: own.digest, hints: [record('api', { digest: digestOf('9') })] });
  expect(found.releases).toEqual([RELEASE]);
});

test.each([
  ['nothing is verified', undefined, TAG],
  ['the plan does not say by which tags', POLICY, undefined],
])('the artifacts are all there is where %s', (_, policy, tag) => {
  const planned = [{ app: 'api', image: IMAGE, ...(tag === undefined ? {} : { tag }) }];
  const expected = {
    ...{ planned, sourceCommit: COMMIT_B, rebuild: false },
    verification: { ...LOGINS, policy },
  };
  expect(plannedReleases(expected)).toBeUndefined();
});
