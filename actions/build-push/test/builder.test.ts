import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { memoryLog } from '@sealift/testing/log';
import { failureOf } from '@sealift/testing/thrown';
import { BUILDKIT_IMAGE, plainNode } from '@sealift/tools/buildx/builder/options';
import { QEMU_IMAGE } from '@sealift/tools/buildx/qemu';
import type { Exec } from '@sealift/tools/exec';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { post, startBuilder } from '../src/builder.ts';
import type { BuilderInputs } from '../src/given/builder.ts';
import type { Inputs } from '../src/inputs.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-builder-'));
  await mkdir(path.join(folder, 'temp'));
  await writeFile(path.join(folder, 'buildkitd.toml'), '');
});
afterEach(() => rm(folder, { recursive: true }));

const PLAIN: BuilderInputs = {
  name: undefined,
  driver: undefined,
  node: plainNode(),
  append: [],
  config: undefined,
  image: BUILDKIT_IMAGE,
  cleanup: true,
  qemu: false,
  qemuImage: QEMU_IMAGE,
};

async function start(change: Partial<BuilderInputs>, allow: readonly string[] = [], variables = {}) {
  const lines: string[] = [];
  const exec: Exec = async (file, args) => {
    lines.push([path.basename(file), ...args].join(' '));
    return { exitCode: 0, stdout: '', stderr: '', timedOut: false };
  };
  const state = new Map<string, string>();
  const log = memoryLog();
  const env = { RUNNER_TEMP: path.join(folder, 'temp'), ...variables };
  const buildx = { file: '/bin/docker', prefix: ['buildx'], version: '0.36.1', docker: '/bin/docker' };
  const dependencies = {
    ...{ env, log, exec },
    state: {
      save: (name: string, value: string) => void state.set(name, value),
      load: (name: string) => state.get(name),
    },
  };
  const world = { ...dependencies, buildx, docker: {} };
  const inputs = { builder: { ...PLAIN, ...change }, platforms: ['linux/s390x'], allow };
  const builder = await startBuilder(inputs, folder, world, dependencies);
  return { builder, lines, log, state, dependencies };
}

const left = async () =>
  (await readdir(path.join(folder, 'temp'))).filter((name) => name !== 'sealift-builder.json');

describe('a builder as the inputs say', () => {
  test('grants what the step allows, once', async () => {
    const node = { ...plainNode(), flags: '--debug --allow-insecure-entitlement network.host' };
    const { lines } = await start({ node }, ['network.host', 'security.insecure', 'device=x']);
    expect(lines[0]).toContain(
      '--buildkitd-flags --debug --allow-insecure-entitlement network.host --allow-insecure-entitlement security.insecure --allow-insecure-entitlement device',
    );
  });

  test('has a file of the repository as its configuration, and no other', async () => {
    const { lines } = await start({ config: { file: 'buildkitd.toml' } });
    expect(lines[0]).toContain(`--buildkitd-config ${folder}/buildkitd.toml`);
    expect((await failureOf(start({ config: { file: 'none.toml' } }))).code).toBe('build-push/no-source');
  });

  test('takes certificates from variables as docker/setup-buildx-action does, and masks the keys', async () => {
    const pem = '-----BEGIN PRIVATE KEY-----\nc2VjcmV0LWtleQ==\n-----END PRIVATE KEY-----';
    const { lines, log, builder } = await start(
      { node: plainNode('tcp://a:1'), append: [plainNode('tcp://b:1')] },
      [],
      {
        BUILDER_NODE_1_AUTH_TLS_CACERT: 'CA',
        BUILDER_NODE_1_AUTH_TLS_CERT: 'C',
        BUILDER_NODE_1_AUTH_TLS_KEY: pem,
      },
    );
    expect(lines[0]).not.toContain('cacert');
    expect(lines[1]).toMatch(
      /--append --driver-opt cacert=\S+ --driver-opt cert=\S+ --driver-opt key=\S+ -- tcp:\/\/b:1$/,
    );
    expect(log.secrets).toEqual(['c2VjcmV0LWtleQ==']);
    await builder.close();
    expect(await left()).toEqual([]);
  });

  test('emulators first, so that BuildKit sees them', async () => {
    const { lines } = await start({ qemu: true });
    expect(lines[0]).toContain(`run --privileged --rm ${QEMU_IMAGE} --install s390x`);
  });
});

describe('when the job ends', () => {
  const inputs = {} as Inputs;

  test('what was started is removed, though the step was killed', async () => {
    const { builder, lines, dependencies } = await start({ driver: 'docker-container' });
    await post(inputs, dependencies);
    expect(lines.at(-1)).toBe(`docker buildx rm --force ${builder.name}`);
    expect(await left()).toEqual([]);
  });

  test.each([
    ['kept', { cleanup: false, driver: 'docker-container' as const }],
    ['another’s', { node: plainNode('tcp://a:1') }],
  ])('what is %s is not', async (_, change) => {
    const { lines, dependencies, builder } = await start(change);
    await builder.close();
    const before = lines.filter((line) => line.includes(' rm ')).length;
    await post(inputs, dependencies);
    expect(lines.filter((line) => line.includes(' rm ')).length).toBe(before);
  });
});
