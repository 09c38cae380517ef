import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PipelineConfig } from '../../../src/config/pipeline.ts';
import { isTag } from '../../../src/image/reference.ts';
import { tagByForm } from '../../../src/image/tag.ts';
import { changedFiles } from '../../../src/release/plan/changed-files.ts';
import type { PlanFacts } from '../../../src/release/plan/facts.ts';
import { MATRIX_LIMIT, MAX_PLATFORMS } from '../../../src/release/plan/limits.ts';
import { listApps } from '../../../src/release/plan/listing.ts';
import { planRelease, type ReleasePlan } from '../../../src/release/plan/plan.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';
const given = {
  config: {},
  found: ['apps/api/Dockerfile', 'apps/web/Dockerfile'],
  texts: new Map(),
  links: new Map(),
  changes: new Map(),
  mode: 'publish',
  event: 'push',
  now: Date.parse('2026-11-26T12:00:00Z'),
  runId: '77',
  ref: 'refs/heads/main',
  commit,
  imagePrefix: 'ghcr.io/Acme/Shop',
  platforms: ['linux/amd64'],
  only: [],
  configFile: '.github/sealift.yml',
} as const;
type Given = PlanFacts & { readonly found: readonly string[] };
const planOf = (changes: Partial<Given> = {}): ReleasePlan => {
  const facts: Given = { ...given, ...changes };
  return planRelease(listApps({ ...facts, repositoryName: 'shop', dockerfiles: [] }), facts);
};
const legsOf = (plan: ReleasePlan) => plan.releases.flatMap(({ build }) => build);
const signsOf = (plan: ReleasePlan) => plan.releases.map(({ sign }) => sign);
/** Of the first app: here all have the same. */
const tagsOf = (changes: Partial<Given>) => planOf(changes).releases[0]?.tags;

it('makes one leg per app and platform, with lower-cased image names', () => {
  const plan = planOf({ platforms: ['linux/amd64', 'linux/arm64/v8', 'linux/arm64'] });
  expect(legsOf(plan).map(({ app, platform, runner, image }) => [app, platform, runner, image])).toEqual([
    ['api', 'linux/amd64', 'ubuntu-latest', 'ghcr.io/acme/shop/api'],
    ['api', 'linux/arm64', 'ubuntu-24.04-arm', 'ghcr.io/acme/shop/api'],
    ['web', 'linux/amd64', 'ubuntu-latest', 'ghcr.io/acme/shop/web'],
    ['web', 'linux/arm64', 'ubuntu-24.04-arm', 'ghcr.io/acme/shop/web'],
  ]);
  expect(signsOf(plan)).toEqual(
    ['api', 'web'].map((app) => ({
      app,
      image: `ghcr.io/acme/shop/${app}`,
      platforms: 'linux/amd64,linux/arm64',
    })),
  );
});

it('a platform is one platform, however it is written', () => {
  const config: PipelineConfig = {
    platforms: ['linux/arm', 'linux/arm/v7', 'linux/armhf', 'linux/x86_64', 'linux/amd64/v1'],
    runners: { 'linux/arm/7': 'arm-runner' },
  };
  const plan = planOf({ config, only: ['api'] });
  expect(legsOf(plan).map(({ platform, slug, runner }) => [platform, slug, runner])).toEqual([
    ['linux/arm/v7', 'linux-arm-v7', 'arm-runner'],
    ['linux/amd64', 'linux-amd64', 'ubuntu-latest'],
  ]);
  expect(signsOf(plan).map(({ platforms }) => platforms)).toEqual(['linux/arm/v7,linux/amd64']);
});

it('numbers the platforms of each app from 0', () => {
  const plan = planOf({ platforms: ['linux/amd64', 'linux/arm64'] });
  expect(legsOf(plan).map(({ app, slot }) => [app, slot])).toEqual([
    ['api', 0],
    ['api', 1],
    ['web', 0],
    ['web', 1],
  ]);
});

it('says that there is nothing to do when no app is affected', () => {
  const nothing = { files: changedFiles([]), entryChanged: false };
  const plan = planOf({
    changes: new Map([
      ['api', nothing],
      ['web', nothing],
    ]),
  });
  expect(plan.mode).toBe('none');
  expect(plan.unaffected).toEqual(['api', 'web']);
});

it.each([
  ['api-v1.2.3', ['api'], ['1.2.3']],
  ['@acme/web@1.2.3', ['web'], ['1.2.3']],
  ['other-v1.2.3', ['api', 'web'], ['other-v1.2.3', 'other-v1.2.3']],
  ['v1.2.3', ['api', 'web'], ['1.2.3', '1.2.3']],
])('the git tag %s releases %j', (tag, apps, versions) => {
  const { releases } = planOf({ ref: `refs/tags/${tag}` });
  expect(releases.map(({ sign }) => sign.app)).toEqual(apps);
  expect(releases.map(({ tags }) => tags?.tags[0])).toEqual(versions);
});

describe('tags', () => {
  it.each([
    ['refs/heads/main', [`sha-${commit}`, 'main']],
    ['refs/heads/feature/x', [`sha-${commit}`, 'feature-x']],
    ['refs/heads/-', [`sha-${commit}`]],
    ['refs/tags/v1.2.3', ['1.2.3']],
    ['refs/tags/1.2.3-rc.1', ['1.2.3-rc.1']],
    ['refs/tags/nightly/1', ['nightly-1']],
  ])('%s', (ref, tags) => {
    expect(tagsOf({ ref })?.tags).toEqual(tags);
  });

  it('are none in check mode', () => {
    const plan = tagsOf({ mode: 'check', ref: 'refs/heads/latest' });
    expect(plan).toBeUndefined();
  });

  const other = 'f'.repeat(40);
  it.each([
    `sha-${other}`,
    `sha-${other}-r1`,
    `SHA-${other}`,
    `sha-${other.slice(0, 7)}`,
    `sha-${other}.sig`,
    `sha256-${other}${'0'.repeat(24)}`,
    `sha256-${other}${'0'.repeat(24)}.sig`,
    `sha256-${other}${'0'.repeat(24)}.att`,
    `sha256-${other}${'0'.repeat(24)}.sbom`,
    `sha512-${other.repeat(2)}`,
    '1.2.3',
    'v1.2.3',
    'V1.2.3',
    '01.2.3',
    '1.2.3-rc.1',
    '1.2.3.4',
    '1.2.3_x',
    '1.2',
    'v2',
    '7',
    'latest',
    'Latest',
  ])('a branch %s does not take what looks like a release', (name) => {
    const plan = tagsOf({ ref: `refs/heads/${name}` });
    expect(plan?.tags).toEqual([`sha-${commit}`, `branch-${name}`]);
    expect(plan?.notices).toEqual([
      `refs/heads/${name} looks like a tag that releases or registries use for something else: its images get the tag "branch-${name}".`,
    ]);
  });

  it.each([
    // What is cut off or replaced does not make one either.
    [`sha/${other}`, `branch-sha-${other}`],
    ['-1.2.3', 'branch-1.2.3'],
    ['.latest', 'branch-latest'],
    ['1.2.3+build', 'branch-1.2.3-build'],
    ['branch-1.2.3', 'branch-branch-1.2.3'],
    ['branch/branch/latest', 'branch-branch-branch-latest'],
  ])('nor does %s', (name, tag) => {
    expect(tagsOf({ ref: `refs/heads/${name}` })?.tags).toEqual([`sha-${commit}`, tag]);
  });

  it.each([
    '123-fix-login',
    'release-1.2',
    'v2-next',
    'sha-tter',
    'latest-fixes',
    '2024-10-03',
    'branch-x',
    'x-1.2.3',
  ])('a branch %s keeps its name', (name) => {
    const plan = tagsOf({ ref: `refs/heads/${name}` });
    expect(plan?.tags).toEqual([`sha-${commit}`, name]);
    expect(plan?.notices).toEqual([]);
  });

  it.each([
    [`sha-${other}`, `tag-sha-${other}`],
    ['latest', 'tag-latest'],
    [`tag-sha-${other}`, `tag-tag-sha-${other}`],
    ['v1', 'v1'],
    ['1.2', '1.2'],
    ['v1.2.3.4', 'v1.2.3.4'],
    ['branch-main', 'branch-main'],
  ])('a git tag %s becomes %s', (name, tag) => {
    const plan = tagsOf({ ref: `refs/tags/${name}` });
    expect(plan?.tags).toEqual([tag]);
    expect(plan?.notices).toEqual(tag === name ? [] : [expect.stringContaining(`the tag "${tag}"`)]);
  });

  it('no name of a branch becomes an immutable tag', () => {
    const name = fc.oneof(
      fc.string({ minLength: 1, maxLength: 60 }),
      fc.stringMatching(
        /^[./+-]{0,2}(branch[-/])?(sha-[0-9a-f]{40}(-r[0-9]{1,3})?|v?[0-9]{1,2}[.+/][0-9][.][0-9](-[a-z]{1,3})?)[/+.]?$/,
      ),
    );
    fc.assert(
      fc.property(name, (branch) => {
        const [own, ...moving] = tagsOf({ ref: `refs/heads/${branch}` })?.tags ?? [];
        expect(own).toBe(`sha-${commit}`);
        for (const tag of moving) {
          expect(tagByForm(tag).kind).toBe('floating');
          expect(isTag(tag)).toBe(true);
        }
      }),
    );
  });
});

describe('refuses', () => {
  const many: PipelineConfig = {
    apps: Object.fromEntries(Array.from({ length: MATRIX_LIMIT + 1 }, (_, index) => [`app-${index}`, {}])),
  };
  it.each<[string, Partial<Given>, string]>([
    ['no app', { found: [] }, 'There is no app'],
    ['an unknown app', { only: ['nope'] }, '"nope" does not exist'],
    ['too many legs', { config: many }, `more than the ${MATRIX_LIMIT}`],
    [
      'two apps with one image',
      { config: { apps: { a: { image: 'ghcr.io/a/x' }, b: { image: 'ghcr.io/a/x' } } } },
      '"a" and "b" have the same image',
    ],
    [
      'more platforms than an app may have',
      { platforms: Array.from({ length: MAX_PLATFORMS + 1 }, (_, at) => `linux/arch${at}`) },
      `at most ${MAX_PLATFORMS}`,
    ],
    [
      'a folder name that no image can have',
      { found: ['apps/My App/Dockerfile'] },
      'not a valid name of an app',
    ],
    ['a bad prefix', { imagePrefix: 'acme' }, 'is not an image reference'],
    ['a git tag without any usable character', { ref: 'refs/tags/-' }, 'cannot become an image tag'],
  ])('%s', (_, changes, cause) => {
    expect(() => planOf(changes)).toThrow(cause);
  });
});
