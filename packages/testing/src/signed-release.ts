/** A release of two platforms in memory, before and after it is signed. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import { makeProvenance } from '@sealift/core/release/provenance';
import {
  PROVENANCE_TYPE,
  RELEASE_RECORD_TYPE,
  type ReleaseRecord,
  type SbomPart,
  type ScanPart,
  SIGNATURE_TYPE,
  type SignPart,
  SPDX_TYPE,
  VERDICT_TYPE,
} from '@sealift/core/release/record';
import { canonicalDigest } from '@sealift/core/text/canonical-json';
import { assembleRecord, requireEvidence } from '@sealift/evidence/assemble';
import type { Exec } from '@sealift/tools/exec';
import { type FakeClock, fakeClock } from './clock.ts';
import { type MemoryLog, memoryLog } from './log.ts';
import { makeBundle } from './sigstore/bundle.ts';
import { createFakeCosign, type FakeCosign } from './sigstore/cosign.ts';
import { putImage } from './sigstore/image.ts';
import { createFakeRegistry, type FakeRegistry } from './sigstore/registry.ts';
import { CLAIMS, type Claims, makeToken } from './sigstore/tokens.ts';
import { trustRoots } from './sigstore/trust-roots.ts';

export const IMAGE_NAME = { registry: 'ghcr.io', repository: 'acme/shop/api' } as const;

export type TestRelease = {
  readonly registry: FakeRegistry;
  readonly image: ReturnType<typeof putImage>;
  readonly cosign: FakeCosign;
  /** Folder with the parts of both platforms. */
  readonly evidence: string;
  readonly log: MemoryLog;
  /** Of the tokens that the job gets. May be changed. */
  readonly claims: Claims;
  readonly summaries: string[];
  /** What was set although the action failed afterwards. */
  readonly outputs: ReadonlyMap<string, string>;
  readonly root: string;
  /** What an action gets of the world around it. May be replaced. */
  runtime: {
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly log: MemoryLog;
    readonly clock: FakeClock;
    readonly fetch: typeof globalThis.fetch;
    readonly oidc: (audience: string) => Promise<string>;
    readonly signal: AbortSignal;
    readonly exec: Exec;
    readonly resolveTool: () => Promise<{ readonly path: string; readonly version: string }>;
    readonly trustRoots: typeof trustRoots;
    readonly registry: FakeRegistry;
    readonly summary: (markdown: string) => Promise<void>;
    readonly setOutput: (name: string, value: string) => void;
  };
};

/** A registry with a two-platform image, a cosign, and the evidence of both platforms, all passing. */
export async function createRelease(salt = ''): Promise<TestRelease> {
  const registry = createFakeRegistry();
  const image = putImage(registry, salt);
  const cosign = createFakeCosign(registry);
  const root = await mkdtemp(path.join(os.tmpdir(), 'release-test-'));
  const evidence = path.join(root, 'evidence');
  await writeLeg(evidence, 'linux/amd64', image.amd64);
  await writeLeg(evidence, 'linux/arm64', image.arm64);
  const log = memoryLog();
  const claims: Claims = { ...CLAIMS };
  const summaries: string[] = [];
  const outputs = new Map<string, string>();
  const runtime: TestRelease['runtime'] = {
    env: {
      RUNNER_TEMP: root,
      DOCKER_CONFIG: path.join(root, 'none'),
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SHA: CLAIMS.sha,
      GITHUB_RUN_ID: '4711',
      GITHUB_RUN_ATTEMPT: '2',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_ACTOR: 'octocat',
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://pipelines.example/token?v=1',
    },
    log,
    clock: fakeClock(Date.parse('2026-11-02T01:00:00Z')),
    fetch: () => Promise.reject(new Error('no network in a unit test')),
    oidc: async () => makeToken(claims),
    signal: new AbortController().signal,
    exec: cosign.exec,
    resolveTool: async () => ({ path: '/bin/cosign', version: '3.1.3' }),
    trustRoots,
    registry,
    summary: async (markdown) => void summaries.push(markdown),
    setOutput: (name, value) => void outputs.set(name, value),
  };
  return { registry, image, cosign, evidence, log, claims, runtime, summaries, outputs, root };
}

export const scanOf = (platform: string, subject: Digest, other: Partial<ScanPart> = {}): ScanPart => ({
  verdict: 'pass',
  subject,
  platform,
  policy: { threshold: 'HIGH', fixableOnly: true, blind: 'auto' },
  counts: { UNKNOWN: 0, LOW: 3, MEDIUM: 2, HIGH: 0, CRITICAL: 0 },
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
  ...other,
});

const documentOf = (platform: string) =>
  JSON.stringify({ spdxVersion: 'SPDX-2.3', name: platform, packages: [{ name: 'zlib' }] });

const sbomOf = (platform: string, subject: Digest, other: Partial<SbomPart> = {}): SbomPart => ({
  subject,
  platform,
  generator: { name: 'syft', version: '1.54.1' },
  packages: 1,
  documents: [{ format: 'spdx-json', file: 'sbom.spdx.json', digest: digestOf(documentOf(platform)) }],
  ...other,
});

export const folderOf = (evidence: string, platform: string) =>
  path.join(evidence, `api.${platform.replace('/', '-')}`);

/** What a build job leaves. */
export async function writeLeg(
  evidence: string,
  platform: string,
  subject: Digest,
  other: { scan?: Partial<ScanPart>; sbom?: Partial<SbomPart>; document?: string } = {},
) {
  const folder = folderOf(evidence, platform);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'sbom.spdx.json'), other.document ?? documentOf(platform));
  await writeFile(path.join(folder, 'sbom.json'), JSON.stringify(sbomOf(platform, subject, other.sbom)));
  await writeFile(path.join(folder, 'scan.json'), JSON.stringify(scanOf(platform, subject, other.scan)));
}

/** Attaches what a release carries, and leaves the evidence that signing leaves. */
export async function signRelease(
  { registry, image, evidence }: TestRelease,
  copies: readonly string[] = [],
): Promise<ReleaseRecord> {
  const platforms = [
    { platform: 'linux/amd64', digest: image.amd64, size: 1000 },
    { platform: 'linux/arm64', digest: image.arm64, size: 1000 },
  ];
  const record = assembleRecord({
    app: 'api',
    image: `${IMAGE_NAME.registry}/${IMAGE_NAME.repository}`,
    copies,
    digest: image.index,
    tags: ['sha-c0ffee', 'main'],
    deployTag: 'sha-c0ffee',
    source: {
      repository: CLAIMS.repository,
      ref: CLAIMS.ref,
      commit: CLAIMS.sha,
      workflowRef: CLAIMS.workflow_ref,
      runId: '4711',
      runAttempt: '2',
      runUrl: 'https://github.com/acme/shop/actions/runs/4711',
    },
    platforms: requireEvidence(platforms, {
      scans: platforms.map(({ platform, digest }) => scanOf(platform, digest)),
      sboms: platforms.map(({ platform, digest }) => sbomOf(platform, digest)),
    }),
    canonicalDigests: new Map(
      platforms.map(({ platform, digest }) => [
        digest,
        canonicalDigest(JSON.parse(documentOf(platform))) ?? digest,
      ]),
    ),
  });
  const provenance = makeProvenance({
    claims: CLAIMS,
    server: 'https://github.com',
    inputs: {},
    materials: [],
  });
  const attach = (subject: Digest, type: string, predicate: unknown) =>
    registry.attach(subject, makeBundle({ subject, type, predicate }));
  for (const { platform, digest } of platforms) {
    attach(digest, SIGNATURE_TYPE, {});
    attach(digest, SPDX_TYPE, JSON.parse(documentOf(platform)));
    attach(digest, VERDICT_TYPE, scanOf(platform, digest));
    attach(digest, PROVENANCE_TYPE, provenance);
  }
  attach(image.index, SIGNATURE_TYPE, {});
  attach(image.index, PROVENANCE_TYPE, provenance);
  attach(image.index, RELEASE_RECORD_TYPE, record);
  const sign: SignPart = {
    signer: {
      identity: `https://github.com/${CLAIMS.job_workflow_ref}`,
      issuer: CLAIMS.iss,
      sourceRepository: CLAIMS.repository,
      sourceRef: CLAIMS.ref,
    },
    entries: [],
  };
  await writeFile(path.join(evidence, 'record.json'), JSON.stringify(record));
  await writeFile(path.join(evidence, 'sign.json'), JSON.stringify(sign));
  return record;
}
