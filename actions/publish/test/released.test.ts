/** What carries the tag of a release already is kept only if it is that release. */
import { type Digest, digestOf } from '@sealift/core/image/digest';
import { RELEASE_RECORD_TYPE, SIGNATURE_TYPE, VERDICT_TYPE } from '@sealift/core/release/record';
import { exactly } from '@sealift/core/verification/identity';
import {
  createRelease,
  IMAGE_NAME,
  scanOf,
  signRelease,
  type TestRelease,
} from '@sealift/testing/signed-release';
import { makeBundle } from '@sealift/testing/sigstore/bundle';
import { putImage } from '@sealift/testing/sigstore/image';
import { CLAIMS } from '@sealift/testing/sigstore/tokens';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ReleaseTrust } from '../src/inputs.ts';
import { requireRelease } from '../src/released.ts';

const policy = {
  identities: exactly(`https://github.com/${CLAIMS.job_workflow_ref}`),
  issuer: CLAIMS.iss,
  sourceRepository: CLAIMS.repository,
  sourceRef: CLAIMS.ref,
};
const trust: ReleaseTrust = { policy, commit: CLAIMS.sha };

let release: TestRelease;
let record: Awaited<ReturnType<typeof signRelease>>;
beforeEach(async () => {
  release = await createRelease();
  record = await signRelease(release);
});

const judge = (digest: Digest = release.image.index, expected = trust) =>
  requireRelease(
    {
      image: { ...IMAGE_NAME, digest },
      tag: 'sha-c0ffee',
      trust: expected,
      tools: 'pinned',
      credentials: undefined,
    },
    { ...release.runtime, client: release.registry },
  );
const refused = (message: RegExp) => ({
  code: 'publish/not-released',
  category: 'policy',
  message: expect.stringMatching(message),
  remedy: expect.stringContaining('delete it'),
});

test('a genuine release of this commit is kept, and nothing is written', async () => {
  const { length } = release.registry.written;
  await judge();
  expect(release.registry.written).toHaveLength(length);
  expect(release.cosign.calls).toEqual([]);
});

describe('anything else under the tag is refused:', () => {
  test('an image that nobody signed', async () => {
    const other = putImage(release.registry, 'other');
    await expect(judge(other.index)).rejects.toMatchObject(refused(/is not signed/));
  });

  test('an image with the platforms of the release in an index of its own', async () => {
    const other = putImage(release.registry, 'forged');
    release.registry.attach(
      other.index,
      makeBundle({ subject: other.index, type: SIGNATURE_TYPE, predicate: {}, forged: true }),
    );
    await expect(judge(other.index)).rejects.toMatchObject(refused(/not|no /));
  });

  test('a digest that is not there', async () => {
    await expect(judge(digestOf('nothing'))).rejects.toMatchObject(refused(/not in the registry/));
  });

  test('a release of another commit', async () => {
    await expect(judge(release.image.index, { ...trust, commit: 'f'.repeat(40) })).rejects.toMatchObject(
      refused(new RegExp(`release of commit ${CLAIMS.sha} instead of ${'f'.repeat(40)}`)),
    );
  });

  test.each<[string, Partial<ReleaseTrust['policy']>]>([
    ['from another repository', { sourceRepository: 'evil/shop' }],
    ['from another ref', { sourceRef: 'refs/heads/other' }],
    [
      'by another workflow',
      { identities: exactly('https://github.com/acme/sealift/.github/workflows/other.yml@refs/tags/v1') },
    ],
    [
      'by another ref of the workflow',
      { identities: exactly(`https://github.com/${CLAIMS.job_workflow_ref.replace('v1', 'v2')}`) },
    ],
    ['by another issuer', { issuer: 'https://issuer.example' }],
  ])('a release %s', async (_, change) => {
    await expect(
      judge(release.image.index, { ...trust, policy: { ...policy, ...change } }),
    ).rejects.toMatchObject(refused(/instead of|not signed|signed/));
  });

  test('a release with a later verdict that fails', async () => {
    const { amd64 } = release.image;
    const predicate = scanOf('linux/amd64', amd64, {
      verdict: 'fail',
      blocking: 1,
      scannedAt: '2026-11-03T00:00:00Z',
    });
    release.registry.attach(amd64, makeBundle({ subject: amd64, type: VERDICT_TYPE, predicate }));
    await expect(judge()).rejects.toMatchObject(refused(/fail/));
  });

  test('an image whose record is of another image', async () => {
    const other = putImage(release.registry, 'no record');
    for (const [type, predicate] of [
      [SIGNATURE_TYPE, {}],
      [RELEASE_RECORD_TYPE, record],
    ] as const)
      release.registry.attach(other.index, makeBundle({ subject: other.index, type, predicate }));
    await expect(judge(other.index)).rejects.toMatchObject(refused(/record|signed/));
  });
});
