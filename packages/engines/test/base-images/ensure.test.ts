/** Against the real registry; mmdebstrap and npm are stood in for, so that the test needs neither root nor network. */
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startRegistry } from '@sealift/sandbox/registry/registry';
import { createExec } from '@sealift/tools/exec';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureBaseImages } from '../../src/base-images/ensure.ts';
import { findEngines } from '../../src/find.ts';

const engines = findEngines(['registry']);

const log = {
  debug: () => {},
  info: () => {},
  notice: () => {},
  warning: () => {},
  error: () => {},
  group: <T>(_: string, work: () => Promise<T>) => work(),
  openGroup: () => () => {},
  secret: () => {},
};

/** Takes the place of mmdebstrap: notes its arguments, writes "the root file system". */
const STAND_IN = `#!/bin/sh
printf '%s\\n' "$*" >> "$(dirname "$0")/calls"
for each in "$@"; do
  case $each in
    */rootfs.tar) echo "a file system" > "$each"; echo 3.13.5 > "\${each%rootfs.tar}version" ;;
  esac
done
`;

describe.skipIf(engines === undefined)('base images', () => {
  let dir: string;
  let registry: Awaited<ReturnType<typeof startRegistry>>;
  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'sealift-test-'));
    registry = await startRegistry({ name: 'mirror', engine: engines?.registry ?? '', dir });
    await mkdir(path.join(dir, 'bin'));
    await writeFile(path.join(dir, 'bin', 'mmdebstrap'), STAND_IN);
    await chmod(path.join(dir, 'bin', 'mmdebstrap'), 0o755);
  });
  afterEach(async () => {
    await registry.stop();
    await rm(dir, { recursive: true, force: true });
  });

  const ensure = async (dockerfile: string, reachable = false) => {
    const file = path.join(dir, 'Dockerfile');
    await writeFile(file, dockerfile);
    return ensureBaseImages({
      dockerfiles: [{ file }],
      mirror: `127.0.0.1:${registry.port}`,
      cacheDir: path.join(dir, 'cache'),
      env: { PATH: `${dir}/bin:${process.env['PATH']}`, HOME: dir },
      exec: createExec(log),
      log,
      clock: { now: Date.now, sleep: async () => {} },
      frontend: async () => file,
      reachable: async () => reachable,
    });
  };
  const manifest = async (repository: string, tag: string) => {
    const response = await fetch(`http://127.0.0.1:${registry.port}/v2/${repository}/manifests/${tag}`, {
      headers: { accept: 'application/vnd.oci.image.manifest.v1+json' },
    });
    return response.status === 200 ? await response.json() : response.status;
  };
  const calls = async () => (await readdir(path.join(dir, 'bin'))).includes('calls');

  it('are made once for all tags of one recipe, and found again', async () => {
    const dockerfile = 'FROM python:3.13-slim AS a\nFROM python:3.13-slim-trixie\nCOPY --from=a / /\n';
    const first = await ensure(dockerfile);
    expect(first.mirrored).toBe(true);
    expect(first.images.map(({ image, from }) => [image, from])).toEqual([
      ['docker.io/library/python:3.13-slim', 'made'],
      ['docker.io/library/python:3.13-slim-trixie', 'made'],
    ]);
    const made = await manifest('library/python', '3.13-slim');
    expect(made).toMatchObject({ layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' }] });
    expect(await manifest('library/python', '3.13-slim-trixie')).toEqual(made);
    expect(await readdir(path.join(dir, 'cache', 'bases'))).toEqual([]);

    await rm(path.join(dir, 'bin', 'calls'));
    const second = await ensure(dockerfile);
    expect(second.images.map(({ from }) => from)).toEqual(['cache', 'cache']);
    expect(await calls()).toBe(false);
  });

  it('come from Docker Hub where it answers, also when a stand-in was made before', async () => {
    await ensure('FROM python:3.13-slim\n');
    const { images, mirrored } = await ensure('FROM python:3.13-slim\n', true);
    expect(mirrored).toBe(false);
    expect(images).toMatchObject([{ image: 'docker.io/library/python:3.13-slim', from: 'registry' }]);
    expect(await manifest('library/python', '3.13-slim')).toBe(404);
    const again = await ensure('FROM python:3.13-slim\n');
    expect(again.images).toMatchObject([{ from: 'cache' }]);
    expect(await manifest('library/python', '3.13-slim')).not.toBe(404);
  });

  it('include the frontend that a syntax line names', async () => {
    const { images } = await ensure('# syntax=docker/dockerfile:1\nFROM scratch\n');
    expect(images).toMatchObject([{ image: 'docker.io/docker/dockerfile:1', from: 'made' }]);
    expect(await manifest('docker/dockerfile', '1')).toMatchObject({ schemaVersion: 2 });
  });

  it.each([
    [
      'an image that cannot be made',
      'FROM alpine:3\n',
      'needs alpine:3, but docker.io cannot be reached, and only',
    ],
    [
      'another registry',
      'FROM scratch\nCOPY --from=quay.io/a/b:1 / /\n',
      'nothing stands in for that registry',
    ],
    ['another platform', 'FROM --platform=linux/s390x debian:13\n', 'not for linux/s390x'],
  ])('are refused with the line: %s', async (_, dockerfile, message) => {
    await expect(ensure(dockerfile)).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringContaining(message),
      location: { file: path.join(dir, 'Dockerfile'), line: dockerfile.split('\n').length - 1 },
    });
    expect(await calls()).toBe(false);
  });
});
