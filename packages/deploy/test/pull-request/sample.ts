/** What the goldens and docs/pull-request.md show: releases as they come, with everything in them. */
import type { Comparison } from '@sealift/core/comparison/facts';
import type { OnMergeConfig } from '@sealift/core/config/pull-request';
import type { Digest } from '@sealift/core/image/digest';
import type { ReleaseRecord } from '@sealift/core/release/record';
import { exactly } from '@sealift/core/verification/identity';
import type { AppChange, PullRequestText } from '../../src/pull-request/text.ts';

const hex = (seed: string, length: number) =>
  Array.from(
    { length },
    (_, index) =>
      '0123456789abcdef'[(seed.charCodeAt(index % seed.length) * (index + 7) * 31 + index * index) % 16],
  ).join('');
const digestOf = (seed: string): Digest => `sha256:${hex(seed, 64)}`;

const NEW_COMMIT = '4f1c2d9a7be0536812c4d7f9e0a1b2c3d4e5f607';
const OLD_COMMIT = '9d2e7b1c4a6f805391c2d3e4f5a6b7c8d9e0f1a2';
const RUN = 'https://github.com/acme/shop/actions/runs/18273645501';
const IDENTITY = 'https://github.com/sealift/sealift/.github/workflows/release-app.yml@refs/tags/v1';
const ISSUER = 'https://token.actions.githubusercontent.com';

export const sampleRecord = (app: string): ReleaseRecord => ({
  schema: 'sealift.release/v1',
  app,
  image: `ghcr.io/acme/shop/${app}`,
  digest: digestOf(`${app} new`),
  tags: [`sha-${NEW_COMMIT}`, 'main'],
  deployTag: `sha-${NEW_COMMIT}`,
  source: {
    repository: 'acme/shop',
    ref: 'refs/heads/main',
    commit: NEW_COMMIT,
    workflowRef: 'acme/shop/.github/workflows/release.yml@refs/heads/main',
    runId: '18273645501',
    runAttempt: '1',
    runUrl: RUN,
  },
  platforms: ['linux/amd64', 'linux/arm64'].map((platform) => ({
    platform,
    digest: digestOf(`${app} ${platform}`),
    size: 61_874_201,
    scan: {
      verdict: 'pass',
      subject: digestOf(`${app} ${platform}`),
      platform,
      policy: { threshold: 'HIGH', fixableOnly: true, blind: 'auto' },
      counts: { UNKNOWN: 0, LOW: 14, MEDIUM: 6, HIGH: 1, CRITICAL: 0 },
      spared: {
        accepted: { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 },
        unfixed: { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 1, CRITICAL: 0 },
      },
      blocking: 0,
      ignored: 0,
      suppressions: [],
      blindness: [],
      scanner: { name: 'trivy', version: '0.76.0' },
      database: {
        version: 2,
        updatedAt: '2026-11-24T06:14:09Z',
        digest: `sha256:${'d'.repeat(64)}`,
        repository: 'mirror.gcr.io/aquasec/trivy-db:2',
      },
      scannedAt: '2026-11-24T09:31:12Z',
    },
    sbom: {
      subject: digestOf(`${app} ${platform}`),
      platform,
      generator: { name: 'syft', version: '1.54.1' },
      packages: 318,
      documents: [{ format: 'spdx-json', file: 'sbom.spdx.json', digest: digestOf(`${app} sbom`) }],
      canonicalDigest: digestOf(`${app} canonical sbom`),
    },
  })),
});

const comparison: Comparison = {
  vulnerabilities: {
    accepted: [],
    introduced: [
      { id: 'CVE-2026-31201', package: 'libxml2', version: '2.14.5+dfsg-0.2', severity: 'HIGH' },
      { id: 'CVE-2026-28817', package: 'tar', version: '1.35+dfsg-3.1', severity: 'LOW' },
    ],
    fixed: [
      {
        id: 'CVE-2026-22014',
        package: 'libssl3t64',
        version: '3.5.1-1',
        fixedVersion: '3.5.1-1+deb13u1',
        severity: 'CRITICAL',
      },
      {
        id: 'CVE-2026-24418',
        package: 'undici',
        version: '7.16.0',
        fixedVersion: '7.18.2',
        severity: 'HIGH',
      },
      {
        id: 'CVE-2026-19902',
        package: 'zlib1g',
        version: '1:1.3.1-1',
        fixedVersion: '1:1.3.1-2',
        severity: 'MEDIUM',
      },
    ],
    sameDatabase: true,
  },
  packages: {
    added: [{ type: 'npm', name: '@opentelemetry/sdk-node', version: '0.208.0' }],
    removed: [{ type: 'npm', name: 'moment', version: '2.30.1' }],
    changed: [
      {
        type: 'deb',
        name: 'debian/libssl3t64',
        from: '3.5.1-1',
        to: '3.5.1-1+deb13u1',
        direction: 'upgrade',
      },
      { type: 'deb', name: 'debian/zlib1g', from: '1:1.3.1-1', to: '1:1.3.1-2', direction: 'upgrade' },
      { type: 'npm', name: 'undici', from: '7.16.0', to: '7.18.2', direction: 'upgrade' },
      { type: 'npm', name: 'pino', from: '10.1.0', to: '9.14.0', direction: 'downgrade' },
    ],
  },
  sizes: [
    { platform: 'linux/amd64', before: 63_120_448, after: 61_874_201 },
    { platform: 'linux/arm64', before: 60_998_113, after: 59_801_770 },
  ],
};

const quiet: Comparison = {
  vulnerabilities: {
    introduced: [],
    accepted: [],
    fixed: comparison.vulnerabilities?.fixed.slice(2) ?? [],
    sameDatabase: true,
  },
  packages: { added: [], removed: [], changed: comparison.packages.changed.slice(1, 2) },
  sizes: [{ platform: 'linux/amd64', before: 24_120_448, after: 24_121_901 }],
};

const TITLES = [
  'feat(cart): keep the cart over a restart',
  'fix: round prices as the ledger does',
  'chore(deps): undici 7.18.2',
];

export const sampleChange = (app: string, more: Partial<AppChange> = {}): AppChange => {
  const record = more.record ?? sampleRecord(app);
  const before = `sha-${OLD_COMMIT}`;
  const after = record.deployTag;
  return {
    proposed: 'now',
    app,
    environment: 'prod',
    image: record.image,
    digest: record.digest,
    edits: [{ file: `deploy/helm/${app}/values-prod.yaml`, path: 'image.tag', line: 5, before, after }],
    before: { tag: before, digest: digestOf(`${app} old`) },
    after: { tag: after, digest: record.digest },
    record,
    verification: {
      kind: 'verified',
      policy: {
        identities: exactly(IDENTITY),
        issuer: ISSUER,
        sourceRepository: 'acme/shop',
        sourceRef: 'refs/heads/main',
      },
      by: RUN,
    },
    signer: {
      identity: IDENTITY,
      issuer: ISSUER,
      sourceRepository: 'acme/shop',
      sourceRef: 'refs/heads/main',
    },
    commits: {
      compareUrl: `https://github.com/acme/shop/compare/${OLD_COMMIT}...${NEW_COMMIT}`,
      relation: 'ancestor',
      ahead: 3,
      behind: 0,
      list: TITLES.map((title, index) => ({
        sha: index === 0 ? NEW_COMMIT : hex(title, 40),
        title,
        author: ['mona', 'hubot', 'renovate[bot]'][index] ?? 'mona',
      })),
    },
    comparison: quiet,
    chart: { problems: [], notes: [] },
    ...more,
  };
};

export const MARKER = '<!-- sealift:pull {"v":1} -->';

/** @param count apps; the first ones have something to say, the others are as most releases are */
export function sampleText(count: number): PullRequestText {
  const first = [
    sampleChange('api', { comparison }),
    sampleChange('web'),
    sampleChange('worker', {
      commits: {
        compareUrl: `https://github.com/acme/shop/compare/${NEW_COMMIT}...${OLD_COMMIT}`,
        relation: 'descendant',
        ahead: 0,
        behind: 2,
        list: [],
      },
    }),
  ];
  const more = Array.from({ length: Math.max(0, count - first.length) }, (_, index) =>
    sampleChange(`service-${String(index + 1).padStart(2, '0')}`),
  );
  return {
    changes: [...first, ...more].slice(0, count),
    marker: MARKER,
    warnings: [],
    kind: 'deploy',
    hasTrust: true,
    ...MERGED,
  };
}

/** What is known once it is open, and what the configuration says of a merge. */
const MERGED = {
  pull: { number: 128, repository: 'acme/ops' },
  baseUrl: 'https://github.com/acme/ops/commits/main',
  onMerge: new Map<string, OnMergeConfig>([
    [
      'prod',
      {
        sync: 'automatic',
        canary: '10 %, 50 %, 100 %, judged by the error rate',
        argocd: { url: 'https://argocd.acme.example', application: '{app}-{environment}' },
      },
    ],
  ]),
} satisfies Partial<PullRequestText>;

/** Four apps: one with news, a quiet one, one whose deployed image is not known, one that nobody verified. */
export function documentedText(): PullRequestText {
  const { comparison: _comparison, ...uncompared } = sampleChange('worker', {
    notCompared: 'the index: it has no release record',
  });
  const {
    record: _record,
    signer: _signer,
    comparison: _none,
    ...bare
  } = sampleChange('legacy-cron', {
    verification: { kind: 'off' },
    notCompared: 'nothing is verified',
  });
  return {
    changes: [sampleChange('api', { comparison }), sampleChange('web'), uncompared, bare],
    marker: MARKER,
    warnings: [],
    kind: 'deploy',
    hasTrust: true,
    notReleased: ['search'],
    ...MERGED,
  };
}
