/**
 * Text of pull requests as bump writes it: its own run, from the inputs to the request that GitHub gets, against the
 * stand-in. Only what registries and attestations would say of the images is given.
 */
import { createHash } from 'node:crypto';
import type { ImageFacts, Package } from '@sealift/core/comparison/facts';
import type { Digest } from '@sealift/core/image/digest';
import type { ReleaseRecord, VerdictFinding } from '@sealift/core/release/record';
import { COMMIT_0, COMMIT_B, record, startOps } from '../actions/bump/test/ops.ts';

const SIGNER = 'https://github.com/sealift/sealift/.github/workflows/release-app.yml@refs/tags/v1';

const OPS_CONFIG = `trust:
  defaults:
    source-repository: acme/shop
    refs: [refs/heads/main]
    workflows: ["${SIGNER}"]
    files: ["deploy/helm/{app}/values-{environment}.yaml"]
  apps: {"*": {}}
deploy:
  apps: {"*": [{file: "deploy/helm/{app}/values-{environment}.yaml"}]}
  environments:
    prod:
      on-merge:
        sync: automatic
        canary: 10 %, 50 %, 100 %, judged by the error rate
        argocd: {url: "https://argocd.acme.example", application: "{app}-{environment}"}
`;

const digestOf = (text: string): Digest => `sha256:${createHash('sha256').update(text).digest('hex')}`;

const releaseOf = (app: string, commit: string): ReleaseRecord => {
  const own = record(app, {
    digest: digestOf(`${app} ${commit}`),
    deployTag: `sha-${commit}`,
    tags: [`sha-${commit}`, 'main'],
    source: { ...record(app).source, commit },
  });
  const [platform] = own.platforms;
  if (platform === undefined) return own;
  return {
    ...own,
    platforms: ['linux/amd64', 'linux/arm64'].map((name) => {
      const digest = digestOf(`${app} ${commit} ${name}`);
      return {
        ...{ ...platform, platform: name, digest },
        scan: { ...platform.scan, platform: name, subject: digest },
        sbom: { ...platform.sbom, platform: name, subject: digest },
      };
    }),
  };
};

const FIXED: readonly VerdictFinding[] = [
  {
    ...{ id: 'CVE-2026-22014', package: 'libssl3t64', version: '3.5.1-1' },
    ...{ fixedVersion: '3.5.1-1+deb13u1', severity: 'CRITICAL' },
  },
  {
    ...{ id: 'CVE-2026-24418', package: 'undici', version: '7.16.0' },
    ...{ fixedVersion: '7.18.2', severity: 'HIGH' },
  },
  {
    ...{ id: 'CVE-2026-19902', package: 'zlib1g', version: '1:1.3.1-1' },
    ...{ fixedVersion: '1:1.3.1-2', severity: 'MEDIUM' },
  },
];
const NEW: readonly VerdictFinding[] = [
  { id: 'CVE-2026-31201', package: 'libxml2', version: '2.14.5+dfsg-0.2', severity: 'HIGH' },
  { id: 'CVE-2026-28817', package: 'tar', version: '1.35+dfsg-3.1', severity: 'LOW' },
];
const packagesOf = (isNew: boolean, isRisky: boolean): readonly Package[] => [
  { type: 'deb', name: 'debian/zlib1g', version: isNew ? '1:1.3.1-2' : '1:1.3.1-1' },
  ...(isRisky
    ? [
        { type: 'deb', name: 'debian/libssl3t64', version: isNew ? '3.5.1-1+deb13u1' : '3.5.1-1' },
        { type: 'npm', name: 'undici', version: isNew ? '7.18.2' : '7.16.0' },
        { type: 'npm', name: 'pino', version: isNew ? '9.14.0' : '10.1.0' },
        isNew
          ? { type: 'npm', name: '@opentelemetry/sdk-node', version: '0.208.0' }
          : { type: 'npm', name: 'moment', version: '2.30.1' },
      ]
    : []),
];

/** The first app has something of everything, the others are as most releases are. */
function factsOf(of: ReleaseRecord): ImageFacts {
  const [isNew, isRisky] = [of.source.commit === COMMIT_B, of.app === 'api'];
  const findings = isNew ? (isRisky ? NEW : []) : isRisky ? FIXED : FIXED.slice(2);
  const size = isRisky ? (isNew ? 61_874_201 : 63_120_448) : isNew ? 24_121_901 : 24_120_448;
  return {
    record: of,
    platforms: of.platforms.map(({ platform, digest, scan }) => ({
      ...{ platform, digest, size, findings },
      databaseUpdatedAt: scan.database.updatedAt,
      packages: packagesOf(isNew, isRisky),
    })),
  };
}

/** The body that the stand-in holds when the run has ended. @param count of apps */
export async function writtenPullRequest(count: number): Promise<string> {
  const services = Array.from(
    { length: count },
    (_, index) => `service-${String(index + 1).padStart(2, '0')}`,
  );
  const apps = ['api', 'web', 'worker', ...services].slice(0, count);
  const files = apps.map((app) => [
    `deploy/helm/${app}/values-prod.yaml`,
    `replicas: 3\nimage:\n  repository: ghcr.io/acme/shop/${app}\n  # Set by the pipeline.\n  tag: sha-${COMMIT_0}\n`,
  ]);
  const old = apps.map((app) => releaseOf(app, COMMIT_0));
  const releases = apps.map((app) => releaseOf(app, COMMIT_B));
  const ops = await startOps({ ...Object.fromEntries(files), '.sealift.yml': OPS_CONFIG });
  try {
    await ops.bump(releases, { verify: 'required', 'certificate-identity': SIGNER }, globalThis.fetch, {
      records: [...old, ...releases],
      tags: Object.fromEntries(
        [...old, ...releases].map(({ image, deployTag, digest }) => [`${image}:${deployTag}`, digest]),
      ),
      facts: factsOf,
      signedBy: () => SIGNER,
    });
    const [pull] = ops.pulls();
    if (pull?.body == null) throw new Error(`bump opened no pull request:\n${ops.log.join('\n')}`);
    return pull.body;
  } finally {
    await ops.stop();
  }
}
