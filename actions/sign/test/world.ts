import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import type { Log } from '@sealift/core/log';
import type { SbomPart, ScanPart } from '@sealift/core/release/record';
import {
  CLAIMS,
  createFakeCosign,
  createFakeRegistry,
  makeToken,
  putImage,
} from '../../../packages/tools/test/cosign/fake-sigstore.ts';
import type { Inputs } from '../src/inputs.ts';
import type { Seams } from '../src/run.ts';

/** A registry with a two-platform image, a cosign, and the evidence of both platforms, all passing. */
export async function createWorld(salt = '') {
  const registry = createFakeRegistry();
  const image = putImage(registry, salt);
  const cosign = createFakeCosign(registry);
  const root = await mkdtemp(path.join(os.tmpdir(), 'sign-test-'));
  const evidence = path.join(root, 'evidence');
  await writeLeg(evidence, 'linux/amd64', image.amd64);
  await writeLeg(evidence, 'linux/arm64', image.arm64);
  const logged: string[] = [];
  const secrets: string[] = [];
  const log: Log = {
    debug() {},
    info: (message) => logged.push(message),
    notice: (message) => logged.push(message),
    warning: (message) => logged.push(message),
    error: (message) => logged.push(message),
    group: (_title, work) => work(),
    secret: (value) => secrets.push(value),
  };
  const claims = { ...CLAIMS };
  const summaries: string[] = [];
  const seams: Seams & { summary(markdown: string): Promise<void> } = {
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
    clock: { now: () => 0, sleep: async () => {} },
    fetch: () => Promise.reject(new Error('no network in a unit test')),
    oidc: async () => makeToken(claims),
    signal: new AbortController().signal,
    exec: cosign.exec,
    resolveTool: async () => ({ path: '/bin/cosign', version: '3.1.3' }),
    registry,
    summary: async (markdown) => void summaries.push(markdown),
  };
  const inputs: Inputs = {
    image: { registry: 'ghcr.io', repository: 'acme/shop/api', digest: image.index },
    evidence,
    app: 'api',
    tags: ['sha-c0ffee', 'main'],
    deployTag: 'sha-c0ffee',
    signingConfig: undefined,
    tools: 'pinned',
    username: undefined,
    password: undefined,
    token: 'ghs_token',
  };
  const writes = () => cosign.calls.filter(({ token }) => token !== undefined);
  return {
    registry,
    image,
    cosign,
    evidence,
    logged,
    secrets,
    claims,
    seams,
    inputs,
    writes,
    summaries,
    root,
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;

export const scanOf = (platform: string, subject: Digest, other: Partial<ScanPart> = {}): ScanPart => ({
  verdict: 'pass',
  subject,
  platform,
  policy: { threshold: 'HIGH', fixableOnly: true },
  counts: { UNKNOWN: 0, LOW: 3, MEDIUM: 2, HIGH: 0, CRITICAL: 0 },
  blocking: 0,
  ignored: 0,
  scanner: { name: 'trivy', version: '0.76.0' },
  database: { version: 2, updatedAt: '2026-11-01T00:00:00Z' },
  scannedAt: '2026-11-02T00:00:00Z',
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
  const document = JSON.stringify({ spdxVersion: 'SPDX-2.3', name: platform, packages: [{ name: 'zlib' }] });
  const sbom: SbomPart = {
    subject,
    platform,
    generator: { name: 'syft', version: '1.54.1' },
    packages: 1,
    documents: [{ format: 'spdx-json', file: 'sbom.spdx.json', digest: digestOf(document) }],
    ...other.sbom,
  };
  await writeFile(path.join(folder, 'sbom.spdx.json'), other.document ?? document);
  await writeFile(path.join(folder, 'sbom.json'), JSON.stringify(sbom));
  await writeFile(path.join(folder, 'scan.json'), JSON.stringify(scanOf(platform, subject, other.scan)));
}
