/** Which release an app is compared with: one that verifies, and no other. */

import { configurationFailure, remoteFailure } from '@sealift/core/failure';
import { digestOf } from '@sealift/core/image/digest';
import { RELEASE_RECORD_TYPE, SIGNATURE_TYPE } from '@sealift/core/release/record';
import { exactly } from '@sealift/core/verification/identity';
import { createRelease, signRelease, type TestRelease } from '@sealift/testing/signed-release';
import { makeBundle } from '@sealift/testing/sigstore/bundle';
import { putImage } from '@sealift/testing/sigstore/image';
import type { FakeRegistry } from '@sealift/testing/sigstore/registry';
import { CLAIMS } from '@sealift/testing/sigstore/tokens';
import { beforeEach, describe, expect, it } from 'vitest';
import { type ReleaseTrust, withLastReleases } from '../src/last-release.ts';

const IMAGE = 'ghcr.io/acme/shop/api';
const trust: ReleaseTrust = {
  tools: 'pinned',
  policy: {
    identities: exactly(`https://github.com/${CLAIMS.job_workflow_ref}`),
    issuer: CLAIMS.iss,
    sourceRepository: CLAIMS.repository,
    sourceRef: CLAIMS.ref,
  },
};

let release: TestRelease;
let record: Awaited<ReturnType<typeof signRelease>>;
let tools: number;
beforeEach(async () => {
  release = await createRelease();
  record = await signRelease(release);
  tools = 0;
});

const tagged = (registry: FakeRegistry, tags: Readonly<Record<string, string>>) => ({
  ...registry,
  headManifest: async (_image: unknown, tag: string) => {
    const digest = tags[tag];
    const manifest = digest === undefined ? undefined : registry.manifests.get(digest);
    return manifest === undefined
      ? undefined
      : { digest: digestOf(manifest.bytes), mediaType: manifest.mediaType, size: manifest.bytes.length };
  },
});

const ask = (
  tags: Readonly<Record<string, string>>,
  { app = 'api', image = IMAGE, policy = {}, registry = tagged(release.registry, tags) } = {},
) =>
  withLastReleases(
    [image],
    { ...trust, policy: { ...trust.policy, ...policy } },
    {
      ...release.runtime,
      registry,
      resolveTool: async () => {
        tools += 1;
        return { path: 'cosign', version: '3' };
      },
    },
    (last) => last({ app, image, tags: ['main', `sha-${CLAIMS.sha}`] }),
  );

it('a release that the tag of the branch names', async () => {
  expect(await ask({ main: release.image.index })).toEqual({ is: 'commit', commit: CLAIMS.sha });
  expect(record.source.commit).toBe(CLAIMS.sha);
  // Bundles are verified in this process.
  expect(tools).toBe(0);
  expect(release.cosign.calls).toEqual([]);
});

it('a release that the tag of its commit names, where the branch names none', async () => {
  expect(await ask({ [`sha-${CLAIMS.sha}`]: release.image.index })).toMatchObject({ is: 'commit' });
});

it('none, and nothing is fetched', async () => {
  expect(await ask({})).toEqual({ is: 'none' });
  expect(tools).toBe(0);
});

describe('what does not verify is no release:', () => {
  it('an image that nobody signed', async () => {
    expect(await ask({ main: putImage(release.registry, 'other').index })).toEqual({ is: 'none' });
  });

  it('an image with a record that nobody signed', async () => {
    const { index } = putImage(release.registry, 'forged');
    for (const [type, predicate] of [
      [SIGNATURE_TYPE, {}],
      [RELEASE_RECORD_TYPE, { ...record, digest: index }],
    ] as const)
      release.registry.attach(index, makeBundle({ subject: index, type, predicate, forged: true }));
    expect(await ask({ main: index })).toEqual({ is: 'none' });
  });

  it('the record of another image, attached to this one', async () => {
    const { index } = putImage(release.registry, 'moved');
    release.registry.attach(index, makeBundle({ subject: index, type: SIGNATURE_TYPE, predicate: {} }));
    release.registry.attach(
      index,
      makeBundle({ subject: index, type: RELEASE_RECORD_TYPE, predicate: record }),
    );
    expect(await ask({ main: index })).toEqual({ is: 'none' });
  });

  it('a release of another app', async () => {
    expect(await ask({ main: release.image.index }, { app: 'web' })).toEqual({ is: 'none' });
  });

  it.each([
    ['from another branch', { sourceRef: 'refs/heads/other' }],
    ['of another repository', { sourceRepository: 'acme/other' }],
    ['by another workflow', { identities: exactly(`https://github.com/${CLAIMS.job_workflow_ref}.2`) }],
  ])('a release %s', async (_, policy) => {
    expect(await ask({ main: release.image.index }, { policy })).toEqual({ is: 'none' });
  });

  it('one that does not, before one that does', async () => {
    const { index } = putImage(release.registry, 'other');
    expect(await ask({ main: index, [`sha-${CLAIMS.sha}`]: release.image.index })).toMatchObject({
      is: 'commit',
    });
  });
});

describe('a registry that cannot be read', () => {
  const failing = (error: Error) => ({
    ...tagged(release.registry, {}),
    headManifest: () => Promise.reject(error),
  });
  const down = () =>
    remoteFailure({ code: 'registry/unavailable', cause: 'It answers 503.', remedy: 'Try again.' });
  const denied = () =>
    configurationFailure({ code: 'registry/denied', cause: 'It lets nobody in.', remedy: 'Log in.' });

  it('is said, and asked once', async () => {
    let asked = 0;
    const registry = {
      ...failing(down()),
      headManifest: () => {
        asked += 1;
        return Promise.reject(down());
      },
    };
    const answers = await withLastReleases(
      [IMAGE],
      trust,
      { ...release.runtime, registry, resolveTool: () => Promise.reject(down()) },
      async (last) => [
        await last({ app: 'api', image: IMAGE, tags: ['main'] }),
        await last({ app: 'web', image: IMAGE, tags: ['main'] }),
      ],
    );
    expect(answers).toEqual(Array.from({ length: 2 }, () => ({ is: 'unknown', reason: 'It answers 503' })));
    expect(asked).toBe(1);
  });

  it('denies: at GitHub that may be nobody’s yet, elsewhere it is not known', async () => {
    expect(await ask({}, { registry: failing(denied()) })).toEqual({ is: 'none' });
    expect(await ask({}, { registry: failing(denied()), image: 'r.example.invalid/a/b' })).toEqual({
      is: 'unknown',
      reason: 'It lets nobody in',
    });
  });

  it('a bug is no answer', async () => {
    await expect(ask({}, { registry: failing(new TypeError('x')) })).rejects.toThrow(TypeError);
  });
});
