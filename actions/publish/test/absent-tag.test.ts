/** A floating tag that names nothing is made, unless a newer release is there that it would belong to. */
import type { Digest } from '@sealift/core/image/digest';
import { RELEASE_RECORD_TYPE, type ReleaseRecord } from '@sealift/core/release/record';
import { exactly } from '@sealift/core/verification/identity';
import { createRelease, IMAGE_NAME, signRelease, type TestRelease } from '@sealift/testing/signed-release';
import { makeBundle } from '@sealift/testing/sigstore/bundle';
import { putImage } from '@sealift/testing/sigstore/image';
import { CLAIMS } from '@sealift/testing/sigstore/tokens';
import { beforeEach, describe, expect, test } from 'vitest';
import { mayCreateTag } from '../src/absent-tag.ts';

const OTHER = 'd'.repeat(40);
let release: TestRelease;
let record: ReleaseRecord;
let github: string[];
/** Where the branch stands, and what its head is to the commit of the release. */
let head: string;
let status: 'ahead' | 'diverged';
beforeEach(async () => {
  release = await createRelease();
  record = await signRelease(release);
  github = [];
  head = OTHER;
  status = 'ahead';
});

const fetch: typeof globalThis.fetch = async (input) => {
  const url = new URL(input instanceof Request ? input.url : input);
  github.push(decodeURIComponent(url.pathname));
  const json = (body: unknown) =>
    new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
  if (url.pathname === '/graphql')
    return json({ data: { repository: { object: { history: { nodes: [] } } } } });
  if (url.pathname.includes('/git/ref/')) return json({ object: { sha: head } });
  // Of the head and the release, then of the release and the other.
  const forward = url.pathname.endsWith(`...${OTHER}`);
  const commits = [{ sha: OTHER, commit: { message: 'newer', author: null } }];
  return json({
    status: forward ? status : 'behind',
    ahead_by: 1,
    behind_by: 1,
    commits: forward ? commits : [],
  });
};

/** An image under a tag, with the record of a release. */
function putRelease(tag: string, source: Partial<ReleaseRecord['source']>, signed = true): Digest {
  const { index } = putImage(release.registry, tag);
  const claims = { ...CLAIMS, ref: source.ref ?? CLAIMS.ref } as typeof CLAIMS;
  const predicate = { ...record, digest: index, deployTag: tag, source: { ...record.source, ...source } };
  if (signed)
    release.registry.attach(
      index,
      makeBundle({ subject: index, type: RELEASE_RECORD_TYPE, predicate, claims }),
    );
  const found = release.registry.manifests.get(index);
  if (found !== undefined) release.registry.manifests.set(tag, found);
  return index;
}

const create = (tag: string, ownTag: string | undefined, digest: Digest, ref: string = CLAIMS.ref) =>
  mayCreateTag(
    {
      image: IMAGE_NAME,
      tag,
      digest,
      ownTag,
      policy: {
        identities: exactly(`https://github.com/${CLAIMS.job_workflow_ref}`),
        issuer: CLAIMS.iss,
        sourceRepository: CLAIMS.repository,
        sourceRef: ref,
      },
      tools: 'pinned',
      credentials: undefined,
      token: 'ghs_x',
    },
    {
      ...release.runtime,
      env: { ...release.runtime.env, GITHUB_API_URL: 'https://api.github.com' },
      client: {
        ...release.registry,
        listTags: async () =>
          [...release.registry.manifests.keys()].filter((each) => !each.startsWith('sha256')),
      },
      fetch,
    },
  );
const notices = () => release.log.lines.filter((line) => line.startsWith('notice'));

describe('of versions', () => {
  const version = (number: string) => putRelease(number, { ref: `refs/tags/v${number}` });
  const old = () => create('1', '1.2.4', version('1.2.4'), 'refs/tags/v1.2.4');

  test('a fix of an old version does not get what nobody asked for when the newer one was made', async () => {
    version('1.3.0');
    expect(await old()).toBe(false);
    expect(notices()).toEqual([
      expect.stringMatching(/api:1 is not made: .*:1\.3\.0 names version v1\.3\.0, which is higher/),
    ]);
  });

  test('the highest gets it, and what is of another line does not stand in the way', async () => {
    version('2.0.0');
    version('1.2.3');
    expect(await old()).toBe(true);
    expect(github).toEqual([]);
  });

  test('what nobody signed holds no tag back', async () => {
    putRelease('1.9.9', {}, false);
    expect(await old()).toBe(true);
  });
});

describe('of a branch', () => {
  const own = () => create('main', `sha-${CLAIMS.sha}`, release.image.index);

  test('without another release nobody is asked', async () => {
    expect(await own()).toBe(true);
    expect(github).toEqual([]);
  });

  test('the newest commit gets it', async () => {
    putRelease(`sha-${OTHER}`, { commit: OTHER });
    head = CLAIMS.sha;
    expect(await own()).toBe(true);
    expect(github).toEqual(['/repos/acme/shop/git/ref/heads/main']);
  });

  test('an old run that is run again does not, when a newer commit is released', async () => {
    putRelease(`sha-${OTHER}`, { commit: OTHER });
    expect(await own()).toBe(false);
    expect(notices()).toEqual([expect.stringContaining(`names commit ${OTHER}, which is newer`)]);
  });

  test('it does when the newer commit is not released', async () => {
    putRelease(`sha-${'e'.repeat(40)}`, { commit: 'e'.repeat(40) });
    expect(await own()).toBe(true);
    putRelease(`sha-${OTHER}`, {}, false);
    expect(await own()).toBe(true);
  });

  test('a commit that the branch no longer holds does not', async () => {
    putRelease(`sha-${OTHER}`, { commit: OTHER });
    status = 'diverged';
    expect(await own()).toBe(false);
    expect(notices()).toEqual([expect.stringContaining('no longer holds')]);
  });

  test('where nobody says which release it is, there is no order', async () => {
    putRelease(`sha-${OTHER}`, { commit: OTHER });
    expect(await create('main', undefined, release.image.index)).toBe(true);
  });
});
