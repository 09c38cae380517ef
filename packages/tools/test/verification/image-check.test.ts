import { asFailure, remoteFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { RELEASE_RECORD_TYPE, SIGNATURE_TYPE, SPDX_TYPE, VERDICT_TYPE } from '@sealift/core/release/record';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import { exactly } from '@sealift/core/verification/identity';
import type { Requirement } from '@sealift/core/verification/requirements';
import {
  createRelease,
  IMAGE_NAME,
  scanOf,
  signRelease,
  type TestRelease,
} from '@sealift/testing/signed-release';
import { makeBundle } from '@sealift/testing/sigstore/bundle';
import { oldSignatureTag } from '@sealift/testing/sigstore/registry';
import { CLAIMS, type Claims } from '@sealift/testing/sigstore/tokens';
import { beforeEach, describe, expect, test } from 'vitest';
import { MAX_REFERRERS } from '../../src/cosign/bundles.ts';
import { createVerifier, type Verifier } from '../../src/sigstore/verifier.ts';
import { checkImage, OLD_SIGNATURE } from '../../src/verification/image-check.ts';
import { readImageFacts } from '../../src/verification/image-facts.ts';

const ALL: readonly Requirement[] = ['signature', 'sbom', 'verdict', 'record'];
const IDENTITY = `https://github.com/${CLAIMS.job_workflow_ref}`;
const policy: TrustPolicy = {
  identities: exactly(IDENTITY),
  issuer: CLAIMS.iss,
  sourceRepository: 'acme/shop',
  sourceRef: 'refs/heads/main',
};
const FOREIGN: Claims = { ...CLAIMS, repository: 'evil/shop' };

let release: TestRelease;
beforeEach(async () => {
  release = await createRelease();
});

/** Types of the bundles that were verified. */
let judged: string[];
beforeEach(() => {
  judged = [];
});
function verifier(): Verifier {
  const ours = createVerifier({ tools: 'pinned', credentials: new Map() }, release.runtime);
  return {
    ...ours,
    verifyBundle: (bundle, claim, asking) => {
      judged.push(claim.type);
      return ours.verifyBundle(bundle, claim, asking);
    },
  };
}

const check = (digest: Digest, requirements = ALL, trusted: Partial<TrustPolicy> = {}) =>
  checkImage(
    { verifier: verifier(), client: release.registry, policy: { ...policy, ...trusted } },
    { image: { ...IMAGE_NAME, digest } },
    { require: requirements },
  );
const problems = async (...about: Parameters<typeof check>) => {
  const { subjects, problems: whole } = await check(...about);
  return [...whole, ...subjects.flatMap((subject) => subject.problems)].map(
    ({ platform, requirement, reason }) => `${platform ?? 'image'}: ${requirement}: ${reason}`,
  );
};
const attach = (subject: Digest, type: string, predicate: unknown, claims = CLAIMS) =>
  release.registry.attach(subject, makeBundle({ subject, type, predicate, claims }));

describe('a signed release', () => {
  beforeEach(async () => void (await signRelease(release)));

  test('meets everything, and its record is given', async () => {
    const checked = await check(release.image.index);
    expect(checked.subjects.flatMap(({ problems: found }) => found)).toEqual([]);
    expect(checked.problems).toEqual([]);
    expect(checked.record).toMatchObject({ app: 'api', digest: release.image.index });
    expect(checked.subjects.map(({ label, requirements }) => [label, requirements])).toEqual([
      ['the index', ['signature', 'record']],
      ['linux/amd64', ['signature', 'sbom', 'verdict']],
      ['linux/arm64', ['signature', 'sbom', 'verdict']],
    ]);
  });

  test('verifies each statement once', async () => {
    await check(release.image.index);
    expect(judged.toSorted()).toEqual(
      [
        ...Array(3).fill(SIGNATURE_TYPE),
        RELEASE_RECORD_TYPE,
        ...[SPDX_TYPE, VERDICT_TYPE].flatMap((type) => [type, type]),
      ].toSorted(),
    );
  });

  test('is asked only for what is required', async () => {
    const { subjects, record } = await check(release.image.index, ['sbom']);
    expect(subjects.map(({ requirements }) => requirements)).toEqual([[], ['sbom'], ['sbom']]);
    expect(record).toBeUndefined();
  });

  test.each<[string, Partial<TrustPolicy>, RegExp]>([
    [
      'another workflow',
      { identities: exactly('https://github.com/acme/other/.github/workflows/x.yml@main') },
      /not trusted/,
    ],
    ['another issuer', { issuer: 'https://issuer.example' }, /not trusted/],
    ['another repository', { sourceRepository: 'acme/other' }, /not trusted/],
    ['another ref', { sourceRef: 'refs/heads/dev' }, /not trusted/],
  ])('is not that of %s', async (_, trusted, words) => {
    const found = await problems(release.image.index, ALL, trusted);
    expect(found).toHaveLength(8);
    for (const problem of found) expect(problem).toMatch(words);
  });
});

test('an image that is not there, or has no platform, is one problem', async () => {
  expect(await problems(`sha256:${'0'.repeat(64)}`)).toEqual(['image: manifest: it is not in the registry']);
  const type = 'application/vnd.oci.image.index.v1+json';
  const empty = release.registry.put({ schemaVersion: 2, mediaType: type, manifests: [] }, type);
  expect(await problems(empty)).toEqual(['image: manifest: it has no platform manifest']);
});

test('without a statement everything is missing', async () => {
  expect(await problems(release.image.amd64)).toEqual([
    'linux/amd64: signature: it is not signed',
    'linux/amd64: sbom: it has no SBOM attestation',
    'linux/amd64: verdict: it has no scan verdict',
    'linux/amd64: record: it has no release record',
  ]);
});

test('an attestation is no signature', async () => {
  attach(release.image.amd64, SPDX_TYPE, { spdxVersion: 'SPDX-2.3' });
  expect(await problems(release.image.amd64, ['signature', 'sbom'])).toEqual([
    'linux/amd64: signature: it is not signed: it carries attestations only',
  ]);
});

test('a signature is no attestation', async () => {
  attach(release.image.amd64, SIGNATURE_TYPE, {});
  expect(await problems(release.image.amd64, ['signature', 'sbom', 'verdict'])).toEqual([
    'linux/amd64: sbom: it has no SBOM attestation',
    'linux/amd64: verdict: it has no scan verdict',
  ]);
});

describe('a signature of cosign 1 and 2', () => {
  beforeEach(() => {
    const { registry, image } = release;
    const layer = { mediaType: 'application/json', digest: image.amd64, size: 1 };
    const annotations = { identity: IDENTITY };
    const digest = registry.put({ schemaVersion: 2, config: layer, layers: [layer], annotations });
    const manifest = registry.manifests.get(digest);
    if (manifest !== undefined) registry.manifests.set(oldSignatureTag(image.amd64), manifest);
  });

  test('counts where there is none of today, and is said', async () => {
    const { subjects } = await check(release.image.amd64, ['signature']);
    expect(subjects).toMatchObject([{ problems: [], statements: [{ type: OLD_SIGNATURE, verified: true }] }]);
  });

  test('does not tell of a run', async () => {
    const { subjects } = await check(release.image.amd64, ['signature'], { run: { triggers: ['push'] } });
    expect(subjects).toMatchObject([{ problems: [{ code: 'old-format' }], statements: [] }]);
  });

  test('is nothing to fall back on where nobody can look through what is there', async () => {
    release.registry.api = true;
    for (let logIndex = 0; logIndex <= MAX_REFERRERS; logIndex += 1)
      release.registry.attach(
        release.image.amd64,
        makeBundle({ subject: release.image.amd64, type: SIGNATURE_TYPE, predicate: {}, logIndex }),
      );
    const { subjects } = await check(release.image.amd64, ['signature']);
    expect(subjects).toMatchObject([{ problems: [{ code: 'too-much' }] }]);
  });
});

test('what nobody asked for is listed once, as not verified', async () => {
  const { amd64 } = release.image;
  attach(amd64, SIGNATURE_TYPE, {});
  attach(amd64, SPDX_TYPE, { spdxVersion: 'SPDX-2.3' });
  attach(amd64, SPDX_TYPE, { spdxVersion: 'SPDX-2.2' });
  const [subject] = (await check(amd64, ['signature'])).subjects;
  expect(subject?.statements.map(({ type, verified }) => [type, verified])).toEqual([
    [SIGNATURE_TYPE, true],
    [SPDX_TYPE, false],
  ]);
});

test('what another signer attested is named, and does not count beside a trusted signature', async () => {
  const { amd64 } = release.image;
  attach(amd64, SIGNATURE_TYPE, {});
  attach(amd64, VERDICT_TYPE, scanOf('linux/amd64', amd64), FOREIGN);
  const [found = '', ...rest] = await problems(amd64, ['signature', 'verdict']);
  expect(rest).toEqual([]);
  expect(found).toContain('its scan verdict is not trusted');
  expect(found).toContain('evil/shop');
});

test.each<[string, () => unknown]>([
  ['about another manifest', () => scanOf('linux/amd64', release.image.arm64)],
  ['that cannot be read', () => ({ verdict: 'pass' })],
])('a verdict %s is refused', async (_, predicate) => {
  attach(release.image.amd64, VERDICT_TYPE, predicate());
  expect(await problems(release.image.amd64, ['verdict'])).toHaveLength(1);
});

test.each<[string, unknown]>([
  ['of another form', {}],
  ['of an image with another digest', { schema: 'sealift.release/v1', app: 'api', digest: 'sha256:0' }],
])('a record %s is refused, and is not given', async (_, predicate) => {
  attach(release.image.index, RELEASE_RECORD_TYPE, predicate);
  const { record } = await check(release.image.index, ['record']);
  expect(record).toBeUndefined();
  expect(await problems(release.image.index, ['record'])).toHaveLength(1);
});

test('a registry that fails leaves the facts unknown, a bug does not', async () => {
  const facts = (thrown: Error) =>
    readImageFacts(
      {
        verifier: verifier(),
        client: { ...release.registry, getManifest: () => Promise.reject(thrown) },
        policy,
      },
      { ...IMAGE_NAME, digest: release.image.index },
    );
  const details = { code: 'test/failure' as const, cause: 'It does not answer.', remedy: 'Wait.' };
  expect(await facts(remoteFailure(details))).toEqual({
    unknown: 'it could not be read (It does not answer)',
  });
  await expect(facts(new TypeError('x is not a function'))).rejects.toThrow(TypeError);
  await expect(facts(asFailure(new Error('a bug')))).rejects.toThrow('a bug');
});
