import type { ImageFacts } from '@sealift/core/comparison/facts';
import { RELEASE_RECORD_TYPE, SIGNATURE_TYPE, SPDX_TYPE, VERDICT_TYPE } from '@sealift/core/release/record';
import { canonicalDigest } from '@sealift/core/text/canonical-json';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import { exactly } from '@sealift/core/verification/identity';
import { fakeClock } from '@sealift/testing/clock';
import { memoryLog } from '@sealift/testing/log';
import { makeBundle } from '@sealift/testing/sigstore/bundle';
import { putImage } from '@sealift/testing/sigstore/image';
import { createFakeRegistry } from '@sealift/testing/sigstore/registry';
import { CLAIMS, type Claims } from '@sealift/testing/sigstore/tokens';
import { trustRoots } from '@sealift/testing/sigstore/trust-roots';
import { expect, test } from 'vitest';
import type { Subject } from '../../src/cosign/cosign.ts';
import { createVerifier } from '../../src/sigstore/verifier.ts';
import type { ImageChecker } from '../../src/verification/image-check.ts';
import { readImageFacts, readImageRecord, resolveTag } from '../../src/verification/image-facts.ts';

const policy: TrustPolicy = {
  identities: exactly(`https://github.com/${CLAIMS.job_workflow_ref}`),
  issuer: CLAIMS.iss,
  sourceRepository: 'acme/shop',
  sourceRef: undefined,
};
const FINDING = { id: 'CVE-1', package: 'zlib', version: '1', severity: 'LOW' };
const purl = { referenceType: 'purl', referenceLocator: 'pkg:deb/debian/zlib@1' };
const DOCUMENT = { spdxVersion: 'SPDX-2.3', packages: [{ name: 'zlib', externalRefs: [purl] }] };
const FIXED = { ...FINDING, id: 'CVE-2', fixedVersion: '2' };

/** @param without a predicate type that is left out @param claims of who attested the SBOM */
const read = (world: World = {}) => reading(readImageFacts, world);

type World = {
  without?: string;
  claims?: Claims;
  withFindings?: boolean;
  omitted?: number;
  document?: object;
  /** Told the type of each bundle that is verified. */
  asked?: (type: string) => void;
};

async function reading<T>(
  readImage: (checker: ImageChecker, image: Subject) => Promise<T>,
  {
    without = '',
    claims = CLAIMS,
    withFindings = true,
    omitted = 0,
    document = DOCUMENT,
    asked = () => {},
  }: World,
) {
  const registry = createFakeRegistry();
  const { index, amd64, arm64 } = putImage(registry);
  const config = 59;
  const platforms = [
    { platform: 'linux/amd64', digest: amd64 },
    { platform: 'linux/arm64', digest: arm64 },
  ].map(({ platform, digest }) => ({
    platform,
    digest,
    size: 1000 + config,
    scan: {
      verdict: 'pass',
      subject: digest,
      platform,
      policy: { threshold: 'HIGH', fixableOnly: true, blind: 'auto' },
      counts: { UNKNOWN: 0, LOW: 1, MEDIUM: 0, HIGH: 0, CRITICAL: 0 },
      spared: {
        accepted: { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 },
        unfixed: { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 },
      },
      blocking: 0,
      ignored: 0,
      suppressions: [],
      blindness: [],
      scanner: { name: 'trivy', version: '0.76.0' },
      database: {
        version: 2,
        updatedAt: '2026-11-01T00:00:00Z',
        digest: `sha256:${'d'.repeat(64)}`,
        repository: 'mirror.gcr.io/aquasec/trivy-db:2',
      },
      scannedAt: '2026-11-02T00:00:00Z',
    },
    sbom: {
      subject: digest,
      platform,
      generator: { name: 'syft', version: '1' },
      packages: 1,
      documents: [],
      canonicalDigest: canonicalDigest(DOCUMENT),
    },
  }));
  const attach = (subject: typeof index, type: string, predicate: unknown, by: Claims = CLAIMS) => {
    if (type !== without) registry.attach(subject, makeBundle({ subject, type, predicate, claims: by }));
  };
  attach(index, SIGNATURE_TYPE, {});
  attach(index, RELEASE_RECORD_TYPE, {
    schema: 'sealift.release/v1',
    app: 'api',
    image: 'ghcr.io/acme/shop/api',
    digest: index,
    tags: [],
    deployTag: 'x',
    source: {
      repository: 'acme/shop',
      ref: 'refs/heads/old',
      commit: 'a'.repeat(40),
      workflowRef: 'x',
      runId: '1',
      runAttempt: '1',
      runUrl: 'https://github.com/x',
    },
    platforms,
  });
  for (const { digest, scan } of platforms) {
    attach(digest, SIGNATURE_TYPE, {});
    attach(
      digest,
      VERDICT_TYPE,
      withFindings ? { ...scan, findings: [FINDING, FIXED], findingsOmitted: omitted } : scan,
    );
    attach(digest, SPDX_TYPE, document, claims);
  }
  const none = () => Promise.reject(new Error('nothing is asked of the network'));
  const ours = createVerifier(
    { tools: 'pinned', credentials: new Map() },
    {
      ...{ env: {}, trustRoots, fetch: none, exec: none, resolveTool: none },
      ...{ log: memoryLog(), clock: fakeClock(0), signal: new AbortController().signal },
    },
  );
  const verifier: typeof ours = {
    ...ours,
    verifyBundle: (bundle, claim, asking) => {
      asked(claim.type);
      return ours.verifyBundle(bundle, claim, asking);
    },
  };
  return readImage(
    { verifier, client: registry, policy },
    { registry: 'ghcr.io', repository: 'acme/shop/api', digest: index },
  );
}

test('what the attestations of an image say, of whatever ref', async () => {
  const facts = await read();
  expect(facts).toMatchObject({
    record: { app: 'api', source: { ref: 'refs/heads/old' } },
    platforms: [
      {
        platform: 'linux/amd64',
        findings: [FINDING, FIXED],
        databaseUpdatedAt: '2026-11-01T00:00:00Z',
        packages: [{ type: 'deb', name: 'debian/zlib', version: '1' }],
      },
      { platform: 'linux/arm64', findings: [FINDING, FIXED] },
    ],
  });
});

test('which release it is, without a look at what is in it', async () => {
  const types: string[] = [];
  const asked = (type: string) => void types.push(type);
  expect(await reading(readImageRecord, { without: SPDX_TYPE, asked })).toMatchObject({
    record: { app: 'api', source: { ref: 'refs/heads/old' } },
  });
  expect(types.toSorted()).toEqual([RELEASE_RECORD_TYPE, SIGNATURE_TYPE].toSorted());
});

test.each([
  ['it is not signed', SIGNATURE_TYPE, 'the index: it is not signed: it carries attestations only'],
  ['it has no record', RELEASE_RECORD_TYPE, 'the index: it has no release record'],
])('which release it is cannot be known when %s', async (_name, without, unknown) => {
  expect(await reading(readImageRecord, { without })).toEqual({ unknown });
});

test('an SBOM that the record does not name is not compared', async () => {
  expect(await read({ document: { ...DOCUMENT, name: 'of another image' } })).toEqual({
    unknown: 'linux/amd64: its SBOM is not the one that the release record names',
    record: expect.objectContaining({ app: 'api' }),
  });
});

test('findings that are not all there are not compared', async () => {
  expect(await read({ omitted: 1 })).toMatchObject({
    platforms: [{ findings: undefined }, { findings: undefined }],
  });
});

test('an older verdict has no findings', async () => {
  expect(await read({ withFindings: false })).toMatchObject({
    platforms: [{ findings: undefined }, { findings: undefined }],
  });
});

test.each([
  ['the record', RELEASE_RECORD_TYPE, 'the index: it has no release record'],
  ['the verdict', VERDICT_TYPE, 'linux/amd64: it has no scan verdict'],
  ['the SBOM', SPDX_TYPE, 'linux/amd64: it has no SBOM attestation'],
  ['the signature', SIGNATURE_TYPE, 'the index: it is not signed: it carries attestations only'],
])(
  'without %s nothing is compared; a record that verifies says which commit it is',
  async (_name, without, unknown) => {
    const { record } = (await read({})) as ImageFacts;
    const kept = /release record|not signed/.test(unknown) ? {} : { record };
    expect(await read({ without })).toEqual({ unknown, ...kept });
  },
);

test('what somebody else attested is not read', async () => {
  const result = await read({ claims: { ...CLAIMS, repository: 'evil/shop' } });
  expect(result).toEqual({
    unknown: expect.stringContaining('its SBOM attestation is not trusted'),
    record: expect.objectContaining({ schema: 'sealift.release/v1' }),
  });
});

test('a tag is asked of the registry', async () => {
  const digest = `sha256:${'1'.repeat(64)}` as const;
  const client = {
    headManifest: async (_image: unknown, tag: string) =>
      tag === 'here' ? { digest, mediaType: 'x', size: 1 } : undefined,
  };
  const image = { registry: 'ghcr.io', repository: 'a/b' };
  expect(await resolveTag(client, image, 'here')).toBe(digest);
  expect(await resolveTag(client, image, 'gone')).toBeUndefined();
});
