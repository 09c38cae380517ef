/** What a release happens in: registry, artifact store, GitHub, and an ops repository. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Digest } from '@sealift/core/image/digest';
import type { BuildSources, ScanPart } from '@sealift/core/release/record';
import { fakeClock } from '@sealift/testing/clock';
import { LOGIN, type RegistryDouble, startRegistryDouble } from '@sealift/testing/registry-double';
import { createFakeCosign, type FakeCosign } from '@sealift/testing/sigstore/cosign';
import { createFakeRegistry } from '@sealift/testing/sigstore/registry';
import { afterAll } from 'vitest';
import { createArtifactStore, type Stored } from './artifact-store.ts';
import { COMMIT, type Ops, type StandIn, startStandIn } from './github-stand-in.ts';
import { JOB_TOKEN, type Run, type Surroundings } from './steps.ts';
import { createRecorder, type Recorder } from './traces.ts';

/** What an attack can be directed at, in the order of the workflow. */
export type Moment = 'build' | 'evidence' | 'merge' | 'sign' | 'verify' | 'tags' | 'records' | 'bump';

export const REPOSITORY = 'acme/shop/api';
export const PLATFORMS = ['linux/amd64', 'linux/arm64'] as const;
export const WORKFLOW = 'sealift/sealift/.github/workflows/release-app.yml@refs/tags/v1';
export const IDENTITY = `https://github.com/${WORKFLOW}`;
export const ISSUER = 'https://token.actions.githubusercontent.com';
/** Soon after the scans of the samples. */
export const NOW = Date.parse('2026-11-02T01:00:00Z');

export const RUN: Run = {
  repository: 'acme/shop',
  ref: 'refs/heads/main',
  commit: COMMIT,
  runId: '17',
  attempt: '1',
  event: 'push',
  runner: 'github-hosted',
  workflow: WORKFLOW,
  issuer: ISSUER,
};

export type Leg = {
  readonly platform: string;
  /** Of the layout, the image in it, and its folder. */
  readonly root: Digest;
  readonly image: Digest;
  readonly directory: string;
};

export type ReleaseWorld = {
  readonly registry: RegistryDouble;
  /** registry/repository */
  readonly image: string;
  readonly artifacts: ReturnType<typeof createArtifactStore>;
  readonly cosign: FakeCosign;
  readonly recorder: Recorder;
  readonly root: string;
  readonly standIn: StandIn;
  readonly chooseStart?: Surroundings['chooseStart'];
  /** Milliseconds. May be set. */
  readonly clock: ReturnType<typeof fakeClock>;
  /** The run that releases. May be changed. */
  run: Run;
  /** What the release is called with, over what an honest one is called with, by step. */
  readonly inputs: { -readonly [Name in Moment]?: Record<string, string> };
  /** What the build leaves, changed. */
  build: {
    scan?: Partial<ScanPart>;
    layer?: string;
    files?: Readonly<Record<string, string>>;
    /** SPDX of every platform. */
    document?: string;
    /** What the build says that it has read. */
    /** `unsaid`: the leg keeps quiet about them. */
    sources?: BuildSources | 'unsaid';
    /** In place of an honest layout. */
    layout?: (architecture: string) => Promise<Pick<Leg, 'directory' | 'root' | 'image'>>;
  };
  /** Files of the ops repository, over the honest ones. */
  opsFiles: Record<string, string>;
  ops: Ops | undefined;
  /** Of the ops repository, before anything happens there. */
  branches: readonly string[];
  /** What lies in the store of the run that released before. */
  earlier: readonly Stored[];
  legs: readonly Leg[];
  /** Of the build job. */
  outputs: Record<string, string>;
  digest: Digest | undefined;
};

let standIn: Promise<StandIn> | undefined;
afterAll(async () => (await standIn)?.stop());

export async function openWorld(): Promise<ReleaseWorld> {
  standIn ??= startStandIn();
  const registry = await startRegistryDouble({ auth: 'bearer', referrers: true });
  const stood = await standIn;
  const recorder = createRecorder();
  return {
    registry,
    image: `${registry.host}/${REPOSITORY}`,
    cosign: createFakeCosign(createFakeRegistry()),
    root: await mkdtemp(path.join(os.tmpdir(), 'attacks-')),
    standIn: stood,
    legs: [],
    outputs: {},
    digest: undefined,
    ...createWorldParts(recorder, stood),
  };
}

/** What no two attacks share. */
export function createWorldParts(recorder: Recorder, stood: StandIn) {
  for (const secret of [
    LOGIN.password,
    Buffer.from(`${LOGIN.username}:${LOGIN.password}`).toString('base64'),
    JOB_TOKEN,
    stood.jobToken,
  ])
    recorder.keep(secret);
  return {
    recorder,
    artifacts: createArtifactStore(recorder.tell),
    clock: fakeClock(NOW),
    run: RUN,
    inputs: {},
    build: {},
    opsFiles: {},
    ops: undefined,
    branches: [],
    earlier: [],
  };
}

export const OPS_FILE = 'deploy/helm/api/values-prod.yaml';
export const valuesOf = (world: Pick<ReleaseWorld, 'image'>, tag = 'sha-0000000'): string =>
  `image:\n  repository: ${world.image}\n  tag: ${tag}\n`;

/** The ops repository, made with the files that are wanted when it is first asked for. */
export async function opsOf(world: ReleaseWorld): Promise<Ops> {
  const ops =
    world.ops ??
    (await world.standIn.createOps(
      Object.keys(world.opsFiles).length > 0 ? world.opsFiles : { [OPS_FILE]: valuesOf(world) },
    ));
  if (world.ops === undefined) world.branches = ops.branches();
  world.ops = ops;
  world.recorder.keep(ops.token);
  return ops;
}

export async function closeWorld(world: ReleaseWorld): Promise<void> {
  await world.registry.close();
  await rm(world.root, { recursive: true, force: true });
  for (const { directory } of world.legs) await rm(directory, { recursive: true, force: true });
}
