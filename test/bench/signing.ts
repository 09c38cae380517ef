/**
 * Signing and verifying a release by our bundles against cosign in a shell: the same statements about a fresh image, in
 * the same run by turns, with real Fulcio, Rekor and registry. Both pay for their start and for their identity token.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { digestOf } from '@sealift/core/image/digest';
import { makeProvenance } from '@sealift/core/release/provenance';
import { PROVENANCE_TYPE, RELEASE_RECORD_TYPE, VERDICT_TYPE } from '@sealift/core/release/record';
import { ensureEngines } from '@sealift/engines/ensure';
import type { Run } from '@sealift/fake-github/run';
import type { Dependencies } from '@sealift/rehearsal/dependencies';
import { createRepositories } from '@sealift/rehearsal/repositories';
import { ROOT, SEALIFT_COMMIT } from '@sealift/rehearsal/sealift';
import { git, repositoryFromFiles } from '@sealift/rehearsal/sources';
import { signingWorkflowRef } from '@sealift/rehearsal/workflow/caller';
import { type Sandbox, startSandbox } from '@sealift/sandbox/sandbox';
import { scanOf, writeLeg } from '@sealift/testing/signed-release';
import { CLAIMS } from '@sealift/testing/sigstore/tokens';
import { runBundle } from '../bundles/bundle.ts';
import { type WrittenLayout, writeLayout } from './layout.ts';
import { measured, type Times, timesOf } from './statistics.ts';

type Comparison = {
  readonly sealift: Times;
  readonly cosign: Times;
  /** Our median divided by that of cosign in a shell: below 1, ours is faster. */
  readonly ratio: number;
};

export type SigningBenchmark = {
  readonly rows: readonly {
    readonly platforms: number;
    /** Attached to the manifests together. */
    readonly statements: number;
    readonly sign: Comparison;
    readonly verify: Comparison;
  }[];
};

export type SigningOptions = { readonly dependencies: Dependencies; readonly rounds: number };

const PLATFORMS = [['linux/amd64'], ['linux/amd64', 'linux/arm64', 'linux/s390x']] as const;
const SCRIPT = fileURLToPath(new URL('signing.sh', import.meta.url));
const REF = 'refs/heads/main';
const JOB = 'sign';
/** Of each release. */
const VERIFICATIONS = 3;
/** Packages in an SBOM: those of a small service on a slim base. */
const PACKAGES = 400;

/** Where a turn takes place. */
type Place = {
  readonly sandbox: Sandbox;
  readonly run: Run;
  readonly identity: string;
  readonly crane: string;
};

/** A fresh image in the registry, with all that is known of it. */
type Release = {
  readonly name: string;
  readonly folder: string;
  readonly layout: WrittenLayout;
};

type Turn = (release: Release, phase: 'sign' | 'verify') => Promise<void>;
const WHO = ['sealift', 'cosign'] as const;
type Who = (typeof WHO)[number];

export async function benchmarkSigning({ dependencies, rounds }: SigningOptions): Promise<SigningBenchmark> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'sealift-bench-signing-'));
  try {
    const app = path.join(dir, 'app');
    await repositoryFromFiles(path.join(ROOT, 'action-templates', 'sample'), app);
    const sandbox = await startSandbox({ ...dependencies, dir: path.join(dir, 'sandbox') });
    try {
      const place = await startJob(sandbox, app, dependencies);
      const rows: SigningBenchmark['rows'][number][] = [];
      for (const platforms of PLATFORMS)
        rows.push(await compete(place, platforms, rounds, { dir, dependencies }));
      place.run.end();
      return { rows };
    } finally {
      await sandbox.stop();
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** A job of a public repository, so that both sign with the public instance and its log. */
async function startJob(sandbox: Sandbox, from: string, dependencies: Dependencies): Promise<Place> {
  const { app, caller } = await createRepositories(sandbox, {
    ...{ app: from, appName: 'acme/shop', ops: undefined },
    visibility: 'public',
  });
  const sha = await git(from, 'rev-parse', 'HEAD');
  const jobWorkflowRef = signingWorkflowRef(caller);
  const run = await sandbox.github.startRun({
    ...{ repository: app.fullName, event: 'push', ref: REF, sha, actor: 'octocat' },
    ...{ workflowRef: `${app.fullName}/${caller.file}@${REF}`, workflowSha: sha },
    ...{ jobWorkflowRef, jobWorkflowSha: SEALIFT_COMMIT },
    jobs: { [JOB]: { contents: 'read', packages: 'write', 'id-token': 'write' } },
  });
  const { crane } = (await ensureEngines(['crane'], { cacheDir: sandbox.cacheDir, ...dependencies })).paths;
  return { sandbox, run, identity: `https://github.com/${jobWorkflowRef}`, crane };
}

async function compete(
  place: Place,
  platforms: readonly string[],
  rounds: number,
  { dir, dependencies: { timeline, signal } }: { readonly dir: string; readonly dependencies: Dependencies },
): Promise<SigningBenchmark['rows'][number]> {
  const turns: Readonly<Record<Who, Turn>> = {
    sealift: (release, phase) => runOurs(place, release, phase),
    cosign: (release, phase) => runScript(place, release, phase, signal),
  };
  const times = { sign: { sealift: [], cosign: [] }, verify: { sealift: [], cosign: [] } } as Record<
    'sign' | 'verify',
    Record<Who, number[]>
  >;
  for (let round = 0; round <= rounds; round += 1) {
    const order = round % 2 === 0 ? WHO : WHO.toReversed();
    const timed = async (who: Who, phase: 'sign' | 'verify', release: Release) => {
      const { time } = await measured(() => turns[who](release, phase));
      timeline.say(who, `${phase} ${release.name}: ${(time / 1000).toFixed(2)} s`);
      // The first round fetches the trusted root and warms the page cache.
      if (round > 0) times[phase][who].push(time);
    };
    const signed: [Who, Release][] = [];
    for (const who of order) {
      const name = `${who}-${platforms.length}-${round}`;
      const release = await prepare(name, path.join(dir, name), platforms);
      await runScript(place, release, 'push', signal);
      await timed(who, 'sign', release);
      signed.push([who, release]);
    }
    // Short, so that one time of each says little.
    for (let again = 0; again < VERIFICATIONS; again += 1)
      for (const [who, release] of again % 2 === 0 ? signed : signed.toReversed())
        await timed(who, 'verify', release);
  }
  return {
    platforms: platforms.length,
    // Signature, SBOM, verdict and provenance of each; signature, provenance and record of the index.
    statements: platforms.length * 4 + 3,
    sign: comparisonOf(times.sign),
    verify: comparisonOf(times.verify),
  };
}

function comparisonOf(times: Readonly<Record<Who, readonly number[]>>): Comparison {
  const [sealift, cosign] = [timesOf(times.sealift), timesOf(times.cosign)];
  return { sealift, cosign, ratio: sealift.median / cosign.median };
}

/** The image's layout, the evidence of its build jobs, and the same as predicates for cosign. */
async function prepare(name: string, folder: string, platforms: readonly string[]): Promise<Release> {
  const layout = await writeLayout(path.join(folder, 'layout'), { platforms, layers: [4096] });
  const document = sbomDocument(name);
  const now = Date.now();
  const scan = {
    policy: { threshold: 'CRITICAL', fixableOnly: true, blind: 'auto' },
    scannedAt: new Date(now).toISOString(),
    database: {
      ...scanOf('linux/amd64', layout.digest).database,
      updatedAt: new Date(now - 3_600_000).toISOString(),
    },
  } as const;
  const evidence = path.join(folder, 'evidence');
  const documents = [{ format: 'spdx-json', file: 'sbom.spdx.json', digest: digestOf(document) }] as const;
  for (const { platform, digest } of layout.platforms)
    await writeLeg(evidence, platform, digest, {
      ...{ scan, document },
      sbom: { packages: PACKAGES, documents: [...documents] },
    });
  const predicates = path.join(folder, 'predicates');
  for (const [number, { platform, digest }] of layout.platforms.entries()) {
    await mkdir(path.join(predicates, String(number)), { recursive: true });
    await writeFile(path.join(predicates, String(number), 'sbom.spdx.json'), document);
    await writeFile(
      path.join(predicates, String(number), 'scan.json'),
      JSON.stringify(scanOf(platform, digest, scan)),
    );
  }
  const provenance = makeProvenance({
    ...{ claims: CLAIMS, server: 'https://github.com', inputs: {}, materials: [] },
  });
  await writeFile(path.join(predicates, 'provenance.json'), JSON.stringify(provenance));
  const record = layout.platforms.map(({ platform, digest }) => ({
    ...{ platform, digest, scan: scanOf(platform, digest, scan), sbom: { packages: PACKAGES, documents } },
  }));
  await writeFile(path.join(predicates, 'record.json'), JSON.stringify({ app: name, platforms: record }));
  await mkdir(path.join(folder, 'home'), { mode: 0o700 });
  return { name, folder, layout };
}

const sbomDocument = (name: string): string =>
  JSON.stringify({
    ...{ spdxVersion: 'SPDX-2.3', dataLicense: 'CC0-1.0', SPDXID: 'SPDXRef-DOCUMENT', name },
    documentNamespace: `https://example.com/${name}`,
    creationInfo: { created: '2026-01-01T00:00:00Z', creators: ['Tool: syft'] },
    packages: Array.from({ length: PACKAGES }, (_, index) => ({
      ...{ SPDXID: `SPDXRef-Package-${index}`, name: `package-${index}`, versionInfo: `1.${index}.0` },
      ...{ downloadLocation: 'NOASSERTION', filesAnalyzed: false, licenseDeclared: 'MIT' },
      externalRefs: [
        {
          ...{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl' },
          referenceLocator: `pkg:deb/debian/package-${index}@1.${index}.0?arch=amd64&distro=debian-13`,
        },
      ],
    })),
  });

const imageOf = ({ run }: Place, { name }: Release): string => `ghcr.io/${run.repository.fullName}/${name}`;

async function runOurs(place: Place, release: Release, phase: 'sign' | 'verify'): Promise<void> {
  const { sandbox, run, identity } = place;
  const image = `${imageOf(place, release)}@${release.layout.digest}`;
  const common = { image, token: run.token(JOB), tools: 'system' };
  const idToken = run.idTokenRequest(JOB);
  const inputs = {
    sign: {
      ...{ ...common, app: 'api', tags: 'main', 'deploy-tag': 'sha-c0ffee' },
      evidence: path.join(release.folder, 'evidence'),
    },
    verify: {
      ...{ ...common, 'certificate-identity': identity, 'source-repository': run.repository.fullName },
      'source-ref': REF,
    },
  }[phase];
  const ended = await runBundle(phase, {
    inputs,
    unconfined: true,
    env: {
      ...sandbox.env,
      PATH: sandbox.path,
      GITHUB_REPOSITORY: run.repository.fullName,
      GITHUB_REF: REF,
      GITHUB_SHA: run.options.sha,
      GITHUB_RUN_ID: String(run.runId),
      GITHUB_RUN_ATTEMPT: String(run.runAttempt),
      ACTIONS_ID_TOKEN_REQUEST_URL: idToken?.url,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: idToken?.token,
    },
  });
  if (ended.exitCode !== 0) throw new Error(`The bundle of ${phase} failed: ${ended.stdout}${ended.stderr}`);
}

const execute = promisify(execFile);

async function runScript(
  place: Place,
  release: Release,
  phase: 'push' | 'sign' | 'verify',
  signal: AbortSignal,
): Promise<void> {
  const { sandbox, run, identity, crane } = place;
  const image = imageOf(place, release);
  const idToken = run.idTokenRequest(JOB);
  await execute('/bin/bash', [SCRIPT, phase], {
    signal,
    env: {
      ...sandbox.env,
      PATH: [path.dirname(crane), sandbox.path].join(path.delimiter),
      HOME: path.join(release.folder, 'home'),
      LAYOUT: path.join(release.folder, 'layout'),
      PREDICATES: path.join(release.folder, 'predicates'),
      TAG: `${image}:bench`,
      INDEX: `${image}@${release.layout.digest}`,
      MANIFESTS: release.layout.platforms.map(({ digest }) => `${image}@${digest}`).join(' '),
      ACTOR: 'octocat',
      TOKEN: run.token(JOB),
      ID_TOKEN_URL: idToken?.url ?? '',
      ID_TOKEN_BEARER: idToken?.token ?? '',
      IDENTITY: identity,
      REPOSITORY: run.repository.fullName,
      REF,
      ...{ VERDICT_TYPE, PROVENANCE_TYPE, RECORD_TYPE: RELEASE_RECORD_TYPE },
    },
  });
}
