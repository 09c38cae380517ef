/** What is known of images: a real registry client and a real cosign driver, over a registry and a cosign in memory. */
import { type Digest, digestOf } from '@sealift/core/image/digest';
import { RELEASE_RECORD_TYPE } from '@sealift/core/release/record';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import { exactly } from '@sealift/core/verification/identity';
import type { Release } from '@sealift/deploy/targets/release';
import { createRelease, IMAGE_NAME, signRelease, type TestRelease } from '@sealift/testing/signed-release';
import { makeBundle } from '@sealift/testing/sigstore/bundle';
import type { FakeRegistry } from '@sealift/testing/sigstore/registry';
import { CLAIMS } from '@sealift/testing/sigstore/tokens';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Images, withImages } from '../../src/reading/images.ts';

const POLICY: TrustPolicy = {
  identities: exactly(`https://github.com/${CLAIMS.job_workflow_ref}`),
  issuer: CLAIMS.iss,
  sourceRepository: 'acme/shop',
  sourceRef: 'refs/heads/main',
};

/** The distribution API of ghcr.io, as far as it is read, over what the registry holds. */
const fetchFrom =
  ({ manifests, blobs }: FakeRegistry, asked: string[]): typeof globalThis.fetch =>
  async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    asked.push(`${init?.method ?? 'GET'} ${url.pathname}`);
    const [, kind, reference = ''] =
      /^\/v2\/acme\/shop\/api\/(manifests|blobs)\/([^/]+)$/.exec(url.pathname) ?? [];
    const found =
      kind === 'blobs'
        ? { mediaType: 'application/octet-stream', bytes: blobs.get(reference) }
        : manifests.get(reference);
    if (kind === undefined || found?.bytes === undefined) return new Response('{}', { status: 404 });
    return new Response(init?.method === 'HEAD' ? null : new Uint8Array(found.bytes), {
      headers: {
        'content-type': found.mediaType,
        'content-length': String(found.bytes.length),
        'docker-content-digest': digestOf(found.bytes),
      },
    });
  };

let world: TestRelease;
let release: Release;
let asked: string[];
beforeEach(async () => {
  world = await createRelease();
  asked = [];
  release = { app: 'api', image: IMAGE_NAME, tag: 'sha-c0ffee', digest: world.image.index };
});

type Given = Partial<Parameters<typeof withImages>[0]['verification']> & {
  readonly githubToken?: string;
  readonly fetch?: typeof globalThis.fetch;
};

const using = <T>(work: (images: Images) => Promise<T>, { githubToken, fetch, ...given }: Given = {}) =>
  withImages(
    {
      verification: {
        policy: POLICY,
        registry: undefined,
        username: undefined,
        password: undefined,
        ...given,
      },
      githubToken,
      tools: 'pinned',
    },
    { ...world.runtime, fetch: fetch ?? fetchFrom(world.registry, asked) },
    [release],
    work,
  );

const tagged = (digest: Digest) => {
  const manifest = world.registry.manifests.get(digest);
  if (manifest === undefined) throw new Error('there is no such image');
  world.registry.manifests.set(release.tag, manifest);
};

describe('an image is deployed only if all that belongs to it verifies', () => {
  test.each([
    ['names another image now', () => tagged(world.image.amd64), /names sha256:\w+, and sha256:\w+ is what/],
    ['is gone', () => {}, /is not in the registry/],
  ] as const)('the tag that is deployed %s', async (_, move, words) => {
    await signRelease(world);
    move();
    await expect(using((images) => images.verify(release))).rejects.toMatchObject({
      code: 'bump/tag-moved',
      message: expect.stringMatching(words),
    });
  });

  test('it gets the record that is attested', async () => {
    const record = await signRelease(world);
    tagged(release.digest);
    expect(await using((images) => images.verify(release))).toEqual({ ...release, record });
    // A record that came with the evidence is held against the attested one.
    expect(await using((images) => images.verify({ ...release, record }))).toEqual({ ...release, record });
  });

  test('a record of the evidence that says something else than the attested one', async () => {
    const record = await signRelease(world);
    const claimed = { ...record, deployTag: 'sha-other' };
    await expect(using((images) => images.verify({ ...release, record: claimed }))).rejects.toMatchObject({
      category: 'policy',
      code: 'bump/unverified',
      message: expect.stringMatching(/^"api" is not deployed: ghcr\.io\/acme\/shop\/api@sha256:\w+ does not/),
    });
  });

  test('unsigned', async () => {
    await expect(using((images) => images.verify(release))).rejects.toMatchObject({
      category: 'policy',
      code: 'bump/unverified',
      message: expect.stringContaining('does not verify'),
      remedy: expect.stringContaining('Release it again'),
    });
  });

  test('not in the registry', async () => {
    await signRelease(world);
    const gone: Release = { ...release, digest: digestOf('gone') };
    await expect(using((images) => images.verify(gone))).rejects.toMatchObject({
      code: 'bump/unverified',
      message: expect.stringContaining('it is not in the registry'),
    });
  });

  test.each([
    ['another ref', { sourceRef: 'refs/heads/release' }],
    ['another source', { sourceRepository: 'acme/other' }],
    ['another workflow', { identities: exactly(`https://github.com/${CLAIMS.workflow_ref}`) }],
  ])('signed for %s than expected', async (_name, expected) => {
    await signRelease(world);
    await expect(
      using((images) => images.verify(release), { policy: { ...POLICY, ...expected } }),
    ).rejects.toMatchObject({ code: 'bump/unverified' });
  });

  test('a registry that does not answer is no judgement', async () => {
    const refusing: typeof globalThis.fetch = async () => new Response('{}', { status: 403 });
    await expect(using((images) => images.verify(release), { fetch: refusing })).rejects.toMatchObject({
      code: 'registry/denied',
    });
  });
});

describe('what is known of an image that is deployed already', () => {
  test('by digest, and by the tag that the registry resolves', async () => {
    const record = await signRelease(world);
    world.registry.manifests.set('v1', {
      mediaType: 'application/vnd.oci.image.index.v1+json',
      bytes: world.registry.manifests.get(world.image.index)?.bytes ?? Buffer.of(),
    });
    await using(async (images) => {
      expect(images.policy).toBe(POLICY);
      expect(await images.digestOf(IMAGE_NAME, 'v1')).toBe(world.image.index);
      for (const deployed of [{ digest: world.image.index }, { tag: 'v1' }])
        expect(await images.facts(IMAGE_NAME, deployed)).toMatchObject({
          record: { app: record.app, deployTag: record.deployTag },
          platforms: [{ platform: 'linux/amd64' }, { platform: 'linux/arm64' }],
        });
    });
  });

  test('also of another ref of the same source, which may not be deployed', async () => {
    await signRelease(world);
    const policy = { ...POLICY, sourceRef: 'refs/heads/release' };
    const known = await using((images) => images.facts(IMAGE_NAME, { digest: world.image.index }), {
      policy,
    });
    expect(known).toMatchObject({ record: { app: 'api' } });
  });

  test('it is asked once', async () => {
    await signRelease(world);
    await using(async (images) => {
      const deployed = { digest: world.image.index };
      const [first, second] = [images.facts(IMAGE_NAME, deployed), images.facts(IMAGE_NAME, deployed)];
      expect(await second).toBe(await first);
      const before = asked.length;
      await images.facts(IMAGE_NAME, deployed);
      expect(asked).toHaveLength(before);
    });
  });

  test.each([
    ['nothing is deployed', {}, 'nothing is deployed yet'],
    ['a tag that is gone', { tag: 'v9' }, 'the registry has no ghcr.io/acme/shop/api:v9'],
  ])('%s: there is no such image', async (_name, deployed, unknown) => {
    expect(await using((images) => images.facts(IMAGE_NAME, deployed))).toEqual({ unknown, absent: true });
  });

  test('a record of somebody else is none', async () => {
    await signRelease(world);
    world.registry.attach(
      world.image.amd64,
      makeBundle({
        subject: world.image.amd64,
        type: RELEASE_RECORD_TYPE,
        predicate: { schema: 'sealift.release/v1' },
        claims: { ...CLAIMS, job_workflow_ref: 'evil/sealift/.github/workflows/x.yml@refs/heads/main' },
      }),
    );
    const other = await using((images) => images.facts(IMAGE_NAME, { digest: world.image.amd64 }));
    expect(other).toEqual({
      unknown: expect.stringContaining(
        'its release record is not trusted: the identity is "https://github.com/evil/',
      ),
    });
  });

  test('a registry that refuses is a reason, and stops nothing', async () => {
    const fetch: typeof globalThis.fetch = async () => new Response('{}', { status: 403 });
    const known = await using((images) => images.facts(IMAGE_NAME, { tag: 'v1' }), { fetch });
    expect(known).toEqual({ unknown: expect.stringMatching(/^it could not be looked up \(.*[^.]\)$/) });
  });

  test('a mistake of the program is not taken for a reason', async () => {
    const broken: typeof globalThis.fetch = () => {
      throw new RangeError('a mistake');
    };
    await expect(
      using((images) => images.facts(IMAGE_NAME, { tag: 'v1' }), { fetch: broken }),
    ).rejects.toThrow('a mistake');
  });
});

describe('"verify: off"', () => {
  test('nothing is verified and cosign is not fetched, yet tags are resolved', async () => {
    world.runtime = {
      ...world.runtime,
      resolveTool: () => Promise.reject(new Error('no tool is to be fetched')),
    };
    world.registry.manifests.set('v1', {
      mediaType: 'application/vnd.oci.image.index.v1+json',
      bytes: world.registry.manifests.get(world.image.index)?.bytes ?? Buffer.of(),
    });
    await using(
      async (images) => {
        expect(images.policy).toBeUndefined();
        expect(await images.verify(release)).toStrictEqual(release);
        expect(await images.facts(IMAGE_NAME, { tag: 'v1' })).toEqual({
          unknown: 'nothing is verified ("verify: off")',
        });
        expect(await images.digestOf(IMAGE_NAME, 'v1')).toBe(world.image.index);
      },
      { policy: undefined },
    );
    expect(world.cosign.calls).toEqual([]);
  });
});

test('a password is masked, and sent to the registry that it is for alone', async () => {
  const authorizations: (string | null)[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const answer = await fetchFrom(world.registry, asked)(input, init);
    const authorization = new Headers(init?.headers).get('authorization');
    authorizations.push(authorization);
    return authorization === null
      ? new Response('{}', { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } })
      : answer;
  };
  const login = { username: 'octo', password: 'correct-horse' };
  await expect(
    using((images) => images.digestOf(IMAGE_NAME, 'v1'), { ...login, registry: 'other.example', fetch }),
  ).rejects.toMatchObject({ code: 'registry/denied' });
  expect(authorizations.every((each) => each === null)).toBe(true);
  expect(world.log.secrets).toContain('correct-horse');
  await using((images) => images.digestOf(IMAGE_NAME, 'v1'), { ...login, registry: 'ghcr.io', fetch });
  expect(authorizations.at(-1)).toBe(`Basic ${Buffer.from('octo:correct-horse').toString('base64')}`);
});
