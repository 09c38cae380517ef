import type { ImageFacts, Package } from '@sealift/core/comparison/facts';
import type { ReleaseRecord, VerdictFinding } from '@sealift/core/release/record';

export const DIGEST = `sha256:${'1'.repeat(64)}` as const;

export const recordOf = (app: string, more: Partial<ReleaseRecord> = {}): ReleaseRecord => ({
  schema: 'sealift.release/v1',
  app,
  image: `ghcr.io/acme/shop/${app}`,
  digest: DIGEST,
  tags: ['sha-1111111', 'main'],
  deployTag: 'sha-1111111',
  source: {
    repository: 'acme/shop',
    ref: 'refs/heads/main',
    commit: 'c0ffee1'.padEnd(40, '0'),
    workflowRef: 'sealift/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
    runId: '4711',
    runAttempt: '1',
    runUrl: 'https://github.com/acme/shop/actions/runs/4711',
  },
  platforms: ['linux/amd64', 'linux/arm64'].map((platform, index) => ({
    platform,
    digest: DIGEST,
    size: 52_428_800 + index,
    scan: {
      verdict: 'pass',
      subject: DIGEST,
      platform,
      policy: { threshold: 'HIGH', fixableOnly: true, blind: 'auto' },
      counts: { UNKNOWN: 0, LOW: 12, MEDIUM: 3 + index, HIGH: 1, CRITICAL: 0 },
      spared: {
        accepted: { UNKNOWN: 0, LOW: 2, MEDIUM: 0, HIGH: 0, CRITICAL: 0 },
        unfixed: { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 1, CRITICAL: 0 },
      },
      blocking: 0,
      ignored: 2,
      suppressions: [],
      blindness: [],
      scanner: { name: 'trivy', version: '0.76.0' },
      database: {
        version: 2,
        updatedAt: '2026-11-23T06:00:00Z',
        digest: `sha256:${'d'.repeat(64)}`,
        repository: 'mirror.gcr.io/aquasec/trivy-db:2',
      },
      scannedAt: '2026-11-23T10:00:00Z',
    },
    sbom: {
      subject: DIGEST,
      platform,
      generator: { name: 'syft', version: '1.54.1' },
      packages: 211,
      documents: [{ format: 'spdx-json', file: 'sbom.spdx.json', digest: DIGEST }],
      canonicalDigest: DIGEST,
    },
  })),
  ...more,
});

export const found = (
  id: string,
  severity: VerdictFinding['severity'] = 'HIGH',
  name = 'openssl',
): VerdictFinding => ({
  id,
  package: name,
  version: '1.0',
  severity,
});

export const facts = (
  packages: readonly Package[],
  findings: readonly VerdictFinding[] | undefined = [],
  more: { database?: string; platform?: string; size?: number } = {},
): ImageFacts => ({
  record: recordOf('api'),
  platforms: [
    {
      platform: more.platform ?? 'linux/amd64',
      digest: DIGEST,
      size: more.size ?? 1000,
      findings,
      databaseUpdatedAt: more.database ?? '2026-11-23T06:00:00Z',
      packages,
    },
  ],
});
