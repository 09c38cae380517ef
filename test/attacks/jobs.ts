/** The jobs of a release, step by step as the workflows have them. */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import { buildLayout } from '@sealift/testing/image-layouts';
import { LOGIN } from '@sealift/testing/registry-double';
import { scanOf } from '@sealift/testing/signed-release';
import * as bump from '../../actions/bump/src/inputs.ts';
import { run as runBump } from '../../actions/bump/src/run.ts';
import * as evidence from '../../actions/evidence/src/inputs.ts';
import { run as runEvidence } from '../../actions/evidence/src/run.ts';
import * as publish from '../../actions/publish/src/inputs.ts';
import { run as runPublish } from '../../actions/publish/src/run.ts';
import * as sign from '../../actions/sign/src/inputs.ts';
import { run as runSign } from '../../actions/sign/src/run.ts';
import * as verify from '../../actions/verify/src/inputs.ts';
import { run as runVerify } from '../../actions/verify/src/run.ts';
import { type Run, type Step, type Surroundings, stepsOf } from './steps.ts';
import { IDENTITY, type Leg, type Moment, opsOf, PLATFORMS, type ReleaseWorld } from './world.ts';

export const ACTIONS = {
  bump: { loadInputs: bump.loadInputs, run: runBump },
  evidence: { loadInputs: evidence.loadInputs, run: runEvidence },
  publish: { loadInputs: publish.loadInputs, run: runPublish },
  sign: { loadInputs: sign.loadInputs, run: runSign },
  verify: { loadInputs: verify.loadInputs, run: runVerify },
};

export const login = { username: LOGIN.username, password: LOGIN.password };

export const surroundings = (world: ReleaseWorld): Surroundings => ({
  ...world,
  artifacts: world.artifacts.store,
  apiUrl: world.standIn.apiUrl,
});

const folderOf = ({ root }: ReleaseWorld, name: string): string => path.join(root, `${name}-${randomUUID()}`);

/** Of a build whose bases are pinned, by BuildKit's own frontend. */
const SOURCES = { frontends: [], bases: [] };

/** What a build leg says of the image that it built. */
export function evidenceFiles(
  { platform, root, image }: Omit<Leg, 'directory'>,
  {
    scan = {},
    sources = SOURCES,
    document = JSON.stringify({
      spdxVersion: 'SPDX-2.3',
      name: `${image} ${platform}`,
      packages: [{ name: 'zlib' }],
    }),
  }: Pick<ReleaseWorld['build'], 'scan' | 'sources' | 'document'> = {},
): Readonly<Record<string, string>> {
  return {
    'build.json': JSON.stringify({
      digest: root,
      platforms: [{ platform, digest: image, size: 1, ...(sources === 'unsaid' ? {} : { sources }) }],
    }),
    'scan.json': JSON.stringify(scanOf(platform, image, scan)),
    'sbom.json': JSON.stringify({
      subject: image,
      platform,
      generator: { name: 'syft', version: '1.54.1' },
      packages: 1,
      documents: [{ format: 'spdx-json', file: 'sbom.spdx.json', digest: digestOf(document) }],
    }),
    'sbom.spdx.json': document,
  };
}

async function buildLeg(world: ReleaseWorld, step: Step, slot: number): Promise<Leg> {
  const platform = PLATFORMS[slot] ?? PLATFORMS[0];
  const architecture = platform.replace('linux/', '');
  const layer = `${world.build.layer ?? world.run.commit} ${architecture}`;
  const { directory, root, image } = await (world.build.layout?.(architecture) ??
    buildLayout(architecture, Buffer.from(layer)));
  const leg = { platform, root, image, directory };
  const folder = folderOf(world, 'leg');
  await step('publish', ACTIONS.publish, {
    image: world.image,
    layout: directory,
    evidence: folder,
    ...login,
  });
  const files = { ...evidenceFiles(leg, world.build), ...world.build.files };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  const saved = await step('evidence', ACTIONS.evidence, {
    mode: 'save',
    name: `build--api--${slot}`,
    slot: String(slot),
    path: folder,
  });
  world.outputs[`evidence-${slot}`] = saved[`evidence-${slot}`] ?? '';
  return leg;
}

/** One leg for each platform: pushed by digest, its evidence in the store and bound by an output. */
export async function buildAll(world: ReleaseWorld): Promise<void> {
  const step = stepsOf(world.run, surroundings(world));
  world.outputs = {};
  const legs: Leg[] = [];
  for (const slot of PLATFORMS.keys()) legs.push(await buildLeg(world, step, slot));
  world.legs = legs;
}

export type Before = (moment: Moment) => Promise<void>;
const nobody: Before = async () => {};

/** The sign job. */
export async function signAll(world: ReleaseWorld, before: Before = nobody): Promise<void> {
  const { run, inputs, image } = world;
  const step = stepsOf(run, surroundings(world));
  const folder = folderOf(world, 'evidence');
  const released = `sha-${run.commit}`;
  const platforms = PLATFORMS.join(',');
  const identity = `https://github.com/${run.workflow}`;
  const tags = `${released}\n${run.ref.replace(/^refs\/heads\//, '')}`;
  await before('evidence');
  await step('evidence', ACTIONS.evidence, {
    ...{ mode: 'load', bound: JSON.stringify(world.outputs), image, platforms, path: folder },
    ...inputs.evidence,
  });
  await before('merge');
  const merged = await step('publish', ACTIONS.publish, {
    ...{ image, evidence: folder, 'released-tag': released, 'certificate-identity': identity, platforms },
    ...{ ...login, ...inputs.merge },
  });
  world.digest = merged['digest'] as Digest;
  const subject = merged['image'] ?? '';
  await before('sign');
  await step('sign', ACTIONS.sign, {
    ...{ image: subject, app: 'api', tags, 'deploy-tag': released, platforms, severity: 'HIGH' },
    ...{ frontends: 'docker/dockerfile', 'require-pinned-bases': 'warn' },
    ...{ evidence: folder, ...login, ...inputs.sign },
  });
  await before('verify');
  await step('verify', ACTIONS.verify, {
    ...{ image: subject, 'certificate-identity': identity, 'source-repository': run.repository },
    ...{ 'source-ref': run.ref, platforms, registry: world.registry.host, ...login, ...inputs.verify },
  });
  await before('tags');
  await step('publish', ACTIONS.publish, {
    ...{ image: subject, tags, 'released-tag': released, 'certificate-identity': identity },
    ...{ token: world.standIn.jobToken, ...login, ...inputs.tags },
  });
  await step('evidence', ACTIONS.evidence, { mode: 'save', name: 'release--api', path: folder });
}

/** The bump job. */
export async function bumpAll(world: ReleaseWorld, before: Before = nobody): Promise<void> {
  const { run, inputs } = world;
  const step = stepsOf(run, surroundings(world));
  const folder = folderOf(world, 'records');
  await before('records');
  await step('evidence', ACTIONS.evidence, {
    ...{ mode: 'load', pattern: 'release--*', only: 'api', path: folder, ...inputs.records },
  });
  const ops = await opsOf(world);
  await before('bump');
  await step('bump', ACTIONS.bump, {
    ...{ repository: ops.name, token: ops.token, evidence: folder, 'certificate-identity': IDENTITY },
    planned: JSON.stringify({
      include: [{ app: 'api', image: world.image, 'release-tag': `sha-${world.run.commit}` }],
    }),
    ...{ 'commit-verification': 'optional', 'github-token': world.standIn.jobToken },
    ...{ registry: world.registry.host, ...login, ...inputs.bump },
  });
}

/** All of it, for what is there before an attack. */
export async function releaseHonestly(world: ReleaseWorld, run: Run = world.run): Promise<void> {
  const { run: own } = world;
  world.run = run;
  await buildAll(world);
  await signAll(world);
  world.run = own;
  // Each run has a store of its own.
  world.earlier = world.artifacts.stored.splice(0);
}
