/** Values that the tests of several actions use. */
export const DIGEST = `sha256:${'0a'.repeat(32)}`;
export const IMAGE = 'ghcr.io/acme/shop/api';
export const IMAGE_BY_DIGEST = `${IMAGE}@${DIGEST}`;
export const PASSWORD = 'correct-horse-battery';

/** A repository with one app. */
export const ONE_APP = { 'apps/api/Dockerfile': 'FROM scratch\n' } as const;

const scan = {
  verdict: 'pass',
  subject: DIGEST,
  platform: 'linux/amd64',
  policy: { threshold: 'CRITICAL', fixableOnly: true, blind: 'auto' },
  counts: { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 },
  spared: {
    accepted: { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 },
    unfixed: { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 },
  },
  blocking: 0,
  ignored: 0,
  suppressions: [],
  blindness: [],
  scanner: { name: 'trivy', version: '0.69.0' },
  database: {
    version: 2,
    updatedAt: '2026-11-01T00:00:00.000Z',
    digest: `sha256:${'d'.repeat(64)}`,
    repository: 'mirror.gcr.io/aquasec/trivy-db:2',
  },
  scannedAt: '2026-11-01T00:10:00.000Z',
};
const sbom = {
  subject: DIGEST,
  platform: 'linux/amd64',
  generator: { name: 'syft', version: '1.54.1' },
  packages: 0,
  documents: [],
};

/** A release record that nothing is wrong with. */
export const RECORD = {
  schema: 'sealift.release/v1',
  app: 'api',
  image: IMAGE,
  digest: DIGEST,
  platforms: [
    { platform: 'linux/amd64', digest: DIGEST, size: 1, scan, sbom: { ...sbom, canonicalDigest: DIGEST } },
  ],
  tags: ['main'],
  deployTag: 'main',
  source: {
    repository: 'Acme/Shop',
    ref: 'refs/heads/main',
    commit: 'a'.repeat(40),
    workflowRef: 'Acme/Shop/.github/workflows/release.yml@refs/heads/main',
    runId: '4711',
    runAttempt: '1',
    runUrl: 'https://github.com/Acme/Shop/actions/runs/4711',
  },
} as const;
