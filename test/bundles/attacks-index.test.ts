/** Images that hide in an index, and names of refs that want another's tag: through the bundles that would be tricked. */
import { execFile } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { digestOf } from '@sealift/core/image/digest';
import { type Json, type LayoutWriter, layoutWriter } from '@sealift/testing/image-layouts';
import { LOGIN, type RegistryDouble, startRegistryDouble } from '@sealift/testing/registry-double';
import { afterEach, describe, expect, it } from 'vitest';
import { type Place, runBundle } from './bundle.ts';

const DIRECT = { NO_PROXY: '127.0.0.1' };
let double: RegistryDouble | undefined;
afterEach(() => double?.close());

type Attack = (writer: LayoutWriter) => Promise<readonly Json[]>;

const UNKNOWN = { os: 'unknown', architecture: 'unknown' };
const about = (digest: string) => ({
  'vnd.docker.reference.type': 'attestation-manifest',
  'vnd.docker.reference.digest': digest,
});
const evil = Buffer.from('evil');

/** The layout of one platform with provenance, and what an attacker adds. */
const laidOut =
  (attack: Attack) =>
  async ({ workspace }: Place): Promise<void> => {
    const writer = await layoutWriter();
    const root = await writer.index(await attack(writer));
    await writer.finish(root);
    await cp(writer.directory, path.join(workspace, 'layout'), { recursive: true });
    await rm(writer.directory, { recursive: true });
  };

const posing = async (
  writer: LayoutWriter,
  architecture: string,
  first: boolean,
): Promise<readonly Json[]> => {
  const image = await writer.image('linux', 'amd64');
  const other = { ...(await writer.image('linux', architecture, evil)), annotations: about(image.digest) };
  return first ? [other, image] : [image, other];
};

const REFUSED: readonly (readonly [string, Attack, string])[] = [
  [
    'a second image of the platform, annotated and first',
    (writer) => posing(writer, 'amd64', true),
    'two images for linux/amd64',
  ],
  [
    'a second image of the platform, annotated and last',
    (writer) => posing(writer, 'amd64', false),
    'two images for linux/amd64',
  ],
  [
    'files as unknown/unknown, annotated',
    async (writer) => {
      const image = await writer.image('linux', 'amd64');
      const other = await writer.image('unknown', 'unknown', evil);
      return [image, { ...other, platform: UNKNOWN, annotations: about(image.digest) }];
    },
    'nor is it an attestation',
  ],
  [
    'an attestation about a stranger',
    async (writer) => [await writer.image('linux', 'amd64'), await writer.attestation(digestOf('x'))],
    'which is not in it as an image',
  ],
  [
    'an attestation about another one',
    async (writer) => {
      const image = await writer.image('linux', 'amd64');
      const first = await writer.attestation(image.digest);
      return [image, first, await writer.attestation(first.digest)];
    },
    'which is not in it as an image',
  ],
  [
    'a nested index',
    async (writer) => [
      await writer.image('linux', 'amd64'),
      await writer.index([await writer.image('linux', 'arm64', evil)]),
    ],
    'which is an index itself',
  ],
  [
    'an artifact',
    async (writer) => [
      await writer.image('linux', 'amd64'),
      { ...(await writer.image('linux', 'arm64', evil)), artifactType: 'application/x' },
    ],
    'an artifact of the type',
  ],
  [
    'another version of the same Linux',
    async (writer) => {
      const image = await writer.image('linux', 'amd64');
      const other = await writer.image('linux', 'amd64', evil);
      return [{ ...other, platform: { ...other.platform, 'os.version': '6.18' } }, image];
    },
    'two images for linux/amd64',
  ],
  [
    'another name of the same processor',
    async (writer) => {
      const image = await writer.image('linux', 'amd64');
      const other = await writer.image('linux', 'x86_64', evil);
      return [other, image];
    },
    'two images for linux/amd64',
  ],
  [
    'an image announced for another platform',
    async (writer) => {
      const image = await writer.image('linux', 'amd64');
      return [{ ...image, platform: { os: 'linux', architecture: 'arm64' } }];
    },
    'announced for linux/arm64 and configured for linux/amd64',
  ],
  [
    'a platform in capitals beside another',
    async (writer) => {
      const { mediaType, digest, size } = await writer.image('linux', 'amd64');
      const platform = { os: 'linux', architecture: 'amd64' };
      return [{ mediaType, digest, size, platform, Platform: { os: 'linux', architecture: 'arm64' } }];
    },
    'can be read in two ways',
  ],
];

describe.each([
  ['publish', { image: 'ghcr.io/acme/api', layout: 'layout' }],
  ['scan', { image: 'ghcr.io/acme/api', layout: 'layout', tools: 'system' }],
  ['sbom', { image: 'ghcr.io/acme/api', layout: 'layout', tools: 'system' }],
])('%s refuses a layout with', (action, inputs) => {
  it.each(REFUSED)('%s', async (_, attack, words) => {
    const run = await runBundle(action, { inputs, prepare: laidOut(attack) });
    expect(run.exitCode, run.stdout).not.toBe(0);
    expect(run.requests).toEqual([]);
    const [annotation] = run.annotations.filter(({ name }) => name === 'error');
    expect(annotation?.message).toContain(words);
  });
});

it('an annotated image of another platform is an image: not planned, not pushed', async () => {
  double = await startRegistryDouble({ auth: 'bearer' });
  const given = {
    inputs: { image: `${double.host}/acme/api`, layout: 'layout', ...LOGIN },
    prepare: laidOut((writer) => posing(writer, 'arm64', true)),
    env: DIRECT,
  };
  const planned = await runBundle('publish', {
    ...given,
    inputs: { ...given.inputs, platforms: 'linux/amd64' },
  });
  expect(planned.exitCode).not.toBe(0);
  expect(planned.annotations.map(({ message }) => message).join()).toContain('it is also for linux/arm64');
  expect(double.seen).toEqual([]);
  const unplanned = await runBundle('publish', given);
  expect(unplanned.exitCode, unplanned.stdout).toBe(0);
  expect(unplanned.summary).toContain('`linux/amd64`, `linux/arm64`');
});

it.each([`sha-${'a'.repeat(40)}`, '1.2.3', 'v1.2.3'])('%s is not taken from a release', async (tag) => {
  const at = await startRegistryDouble({ auth: 'bearer' });
  double = at;
  const publish = (architecture: string) =>
    runBundle('publish', {
      inputs: { image: `${at.host}/acme/api`, layout: 'layout', tags: `main,${tag}`, ...LOGIN },
      prepare: laidOut(async (writer) => [await writer.image('linux', architecture)]),
      env: DIRECT,
    });
  const first = await publish('amd64');
  expect(first.exitCode, first.stdout).toBe(0);
  const second = await publish('arm64');
  expect(second.exitCode).not.toBe(0);
  expect(second.annotations.map(({ message }) => message).join()).toContain('a tag of a release never moves');
  const tags = at.manifests.get('acme/api');
  for (const name of ['main', tag])
    expect(digestOf(tags?.get(name)?.bytes ?? '')).toBe(first.outputs['digest']);
  expect((await publish('amd64')).exitCode).toBe(0);
});

describe('plan', () => {
  const planOf = (ref: string) =>
    runBundle('plan', {
      files: { 'apps/api/Dockerfile': 'FROM scratch\n' },
      inputs: { platforms: 'linux/arm,linux/arm/v7,linux/aarch64' },
      env: { GITHUB_REF: ref, GITHUB_EVENT_NAME: 'push', GITHUB_SHA: 'a'.repeat(40) },
      prepare: async ({ workspace }) => {
        await promisify(execFile)('git', ['init', '--quiet', workspace]);
      },
    });

  it.each([
    'sha-0123456789abcdef0123456789abcdef01234567',
    '1.2.3',
    'v2',
    'latest',
    `sha256-${'b'.repeat(64)}.sig`,
  ])('gives a branch %s another tag, and says so', async (name) => {
    const run = await planOf(`refs/heads/${name}`);
    expect(run.exitCode, run.stdout).toBe(0);
    const { include } = JSON.parse(run.outputs['release-matrix'] ?? '') as { include: { tags: string }[] };
    expect(include.map(({ tags }) => tags)).toEqual([`sha-${'a'.repeat(40)}\nbranch-${name}`]);
    expect(run.annotations.filter(({ name: kind }) => kind === 'notice')).toHaveLength(1);
  });

  it('one platform is one leg, however it is written', async () => {
    const run = await planOf('refs/heads/main');
    expect(run.exitCode, run.stdout).toBe(0);
    const legs = JSON.stringify(run.outputs);
    expect(legs).toContain('linux/arm/v7,linux/arm64');
    expect(legs).toContain('linux-arm-v7');
  });
});
