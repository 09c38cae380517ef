import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readLayout } from '@sealift/registry/layout';
import { buildLayout } from '@sealift/testing/image-layouts';
import { failureOf } from '@sealift/testing/thrown';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ContainerEngine, findContainerEngine } from '../../src/container-engine/find.ts';
import { loadImage } from '../../src/container-engine/load.ts';
import { hostPlatform } from '../../src/container-engine/platform.ts';
import type { Exec } from '../../src/exec.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-engine-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Answer = { readonly exitCode?: number; readonly stdout?: string; readonly stderr?: string };
/** An engine that answers by its first arguments. */
const double =
  (answers: Readonly<Record<string, Answer>>, calls: string[] = []): Exec =>
  async (file, args) => {
    const call = `${path.basename(file)} ${args.join(' ')}`;
    calls.push(call);
    const [, answer = {}] = Object.entries(answers).find(([start]) => call.startsWith(start)) ?? [];
    return { exitCode: 0, stdout: '', stderr: '', timedOut: false, ...answer };
  };

async function programs(...names: readonly string[]): Promise<string> {
  const bin = path.join(folder, 'bin');
  await mkdir(bin);
  for (const name of names) {
    await writeFile(path.join(bin, name), '#!/bin/sh\n');
    await chmod(path.join(bin, name), 0o755);
  }
  return bin;
}

describe('the engine of a machine', () => {
  test.each<[string, readonly string[], Record<string, Answer>, string]>([
    ['docker', ['docker', 'podman'], { 'docker version': { stdout: '28.2.2\n' } }, 'docker 28.2.2'],
    [
      'podman where no docker answers',
      ['docker', 'podman'],
      { 'docker version': { exitCode: 1 }, 'podman version': { stdout: '5.2.0' } },
      'podman 5.2.0',
    ],
    ['podman alone', ['podman'], { 'podman version': { stdout: '5.2.0' } }, 'podman 5.2.0'],
  ])('is %s', async (_, names, answers, expected) => {
    const engine = await findContainerEngine('A test', {
      env: { PATH: await programs(...names) },
      exec: double(answers),
    });
    expect(`${engine.name} ${engine.version}`).toBe(expected);
  });

  test('is missing, for a reason each', async () => {
    const env = { PATH: await programs('docker') };
    const failure = await failureOf(
      findContainerEngine('The input "test"', { env, exec: double({ docker: { exitCode: 1 } }) }),
    );
    expect(failure.code).toBe('container-engine/none');
    expect(failure.message).toContain('The input "test" needs a container engine');
    expect(failure.message).toContain('docker does not answer, and there is no podman on PATH');
  });

  test.each([
    ['x64', 'linux/amd64'],
    ['arm64', 'linux/arm64'],
    ['arm', 'linux/arm/v7'],
    ['s390x', 'linux/s390x'],
  ])('on %s runs %s', (architecture, platform) => {
    expect(hostPlatform(architecture)).toBe(platform);
  });
});

describe('an image', () => {
  const docker: ContainerEngine = { name: 'docker', file: '/usr/bin/docker', version: '28.2.2' };

  async function load(answer: (image: { manifest: string; config: string }) => Record<string, Answer>) {
    const built = await buildLayout();
    const layout = await readLayout(built.directory);
    const [image] = layout.platformManifests;
    if (image === undefined) throw new Error('the layout has no image');
    const digests = { manifest: image.digest, config: image.manifest.config.digest };
    const calls: string[] = [];
    const exec = double(answer(digests), calls);
    const options = { env: { RUNNER_TEMP: folder }, exec };
    const loading = loadImage(docker, layout, image, ['docker.io/library/api:latest'], options).finally(() =>
      rm(built.directory, { recursive: true }),
    );
    return { loading, digests, calls };
  }

  test.each(['config', 'manifest'] as const)(
    'is known by its %s, and asked for after it was loaded',
    async (kind) => {
      const { loading, digests, calls } = await load((image) => ({
        'docker image inspect': { stdout: `${image[kind]}\n` },
      }));
      const loaded = await loading;
      expect(loaded.id).toBe(digests[kind]);
      await loaded.close();
      const own = `localhost/sealift:${digests.manifest.slice('sha256:'.length)}`;
      expect(calls).toEqual([
        expect.stringMatching(/^docker load --input .*image\.tar$/),
        `docker image inspect --format {{.Id}} ${own}`,
        `docker image rm ${own}`,
      ]);
      expect(existsSync(calls[0]?.split(' ').at(-1) ?? '')).toBe(false);
      expect(await readdir(folder)).toEqual([]);
    },
  );

  test("has podman's form of a digest too", async () => {
    const { loading, digests } = await load(({ config }) => ({
      'docker image inspect': { stdout: config.replace('sha256:', '') },
    }));
    expect((await loading).id).toBe(digests.config);
  });

  test('that is another is refused', async () => {
    const { loading } = await load(() => ({
      'docker image inspect': { stdout: `sha256:${'0'.repeat(64)}` },
    }));
    expect((await failureOf(loading)).code).toBe('container-engine/other-image');
  });

  test('that does not load says why', async () => {
    const { loading } = await load(() => ({
      'docker load': { exitCode: 1, stderr: 'x\nno space left on device' },
    }));
    const failure = await failureOf(loading);
    expect([failure.code, failure.message]).toEqual([
      'container-engine/load-failed',
      expect.stringContaining('docker 28.2.2 did not load the image: no space left on device'),
    ]);
  });
});
