/** Evidence that is bound to its build jobs, in a store that other jobs of the run write to as they like. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ArtifactStore } from '@sealift/action-kit/artifacts';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import { readBindings } from '@sealift/evidence/binding';
import { memoryLog } from '@sealift/testing/log';
import { scanOf } from '@sealift/testing/signed-release';
import { zip } from '@sealift/testing/zip';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../src/run.ts';

type Stored = { name: string; id: number; bytes: Buffer; digest: string };

/** As GitHub's: a job that is run again, or another job of the run, can put several of a name there. */
function createStore() {
  const stored: Stored[] = [];
  let id = 0;
  const put = (name: string, bytes: Buffer, digest: string = digestOf(bytes)): Stored => {
    id += 1;
    const one = { name, id, bytes, digest };
    stored.push(one);
    return one;
  };
  const store: ArtifactStore = {
    async uploadArtifact(name, files, root) {
      const entries = await Promise.all(
        files.map(async (file) => ({ name: path.relative(root, file), content: await readFile(file) })),
      );
      const one = put(name, zip(entries));
      return { id: one.id, digest: one.digest.slice('sha256:'.length) };
    },
    async deleteArtifact() {
      throw Object.assign(new Error('Artifact not found'), { name: 'ArtifactNotFoundError' });
    },
    async listArtifacts(options) {
      const all = stored.map(({ bytes, ...rest }) => ({ ...rest, size: bytes.length }));
      if (!options?.latest) return { artifacts: all };
      return {
        artifacts: all.filter((one) => !all.some((other) => other.name === one.name && other.id > one.id)),
      };
    },
    async downloadArtifact(wanted, options) {
      const one = stored.find((artifact) => artifact.id === wanted);
      if (one === undefined) throw new Error('not found');
      await writeFile(path.join(options?.path ?? '', 'artifact'), one.bytes);
      return { digestMismatch: false };
    },
  };
  return { store, stored, put };
}

const IMAGE = 'ghcr.io/acme/shop/api';
const document = '{"spdxVersion":"SPDX-2.3"}';

/** What the steps of a build leg write. */
function evidenceOf(platform: string, image = IMAGE, manifest = digestOf(`${image} ${platform}`)) {
  const build = digestOf(`index of ${manifest}`);
  return {
    'build.json': JSON.stringify({ digest: build, platforms: [{ platform, digest: manifest, size: 1 }] }),
    'scan.json': JSON.stringify(scanOf(platform, manifest)),
    'sbom.json': JSON.stringify({
      subject: manifest,
      platform,
      generator: { name: 'syft', version: '1.54.1' },
      packages: 1,
      documents: [{ format: 'spdx-json', file: 'sbom.spdx.json', digest: digestOf(document) }],
    }),
    'sbom.spdx.json': document,
    'publish.json': JSON.stringify({ image, digest: build, tags: [], existing: false }),
  };
}
type Files = Readonly<Record<string, string>>;

const archive = (files: Files): Buffer =>
  zip(Object.entries(files).map(([name, content]) => ({ name, content })));

async function setUp() {
  const root = await mkdtemp(path.join(os.tmpdir(), 'evidence-bound-'));
  const github = createStore();
  const log = memoryLog();
  const dependencies = { env: { RUNNER_TEMP: root }, log, artifacts: github.store };
  let legs = 0;
  return {
    ...{ root, github, log },
    /** A leg saves its evidence; its output. */
    async leg(slot: number, files: Files, name = `build--api--${slot}`): Promise<string> {
      const folder = path.join(root, `leg-${legs}`);
      legs += 1;
      await mkdir(folder);
      for (const [file, content] of Object.entries(files)) await writeFile(path.join(folder, file), content);
      const outputs = await run({ mode: 'save', name, slot, path: folder, retentionDays: 0 }, dependencies);
      return outputs[`evidence-${slot}`] ?? '';
    },
    load: (outputs: Readonly<Record<string, string>>, platforms = ['linux/amd64'], image = IMAGE) =>
      run(
        {
          mode: 'load-bound',
          image,
          bindings: readBindings(JSON.stringify(outputs), platforms),
          path: path.join(root, 'loaded'),
          retentionDays: 0,
        },
        dependencies,
      ),
    loaded: (file: string) => readFile(path.join(root, 'loaded', file), 'utf8'),
    nothingLoaded: () => !existsSync(path.join(root, 'loaded')),
  };
}
let world: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
  world = await setUp();
});
afterEach(() => rm(world.root, { recursive: true, force: true }));

const amd = evidenceOf('linux/amd64');
const arm = evidenceOf('linux/arm64');
/** Passes as evidence, and is another image: an old build, say. */
const forged = evidenceOf('linux/amd64', IMAGE, digestOf('an old image'));

test('each leg says what it uploaded, byte by byte, in the output of its slot and in no other', async () => {
  const output = await world.leg(3, amd);
  const [stored] = world.github.stored;
  expect(output).toBe(digestOf(stored?.bytes ?? ''));
  const folder = path.join(world.root, 'leg-0');
  const outputs = await run(
    { mode: 'save', name: 'x', path: folder, retentionDays: 0 },
    {
      env: { RUNNER_TEMP: world.root },
      log: world.log,
      artifacts: world.github.store,
    },
  );
  expect(
    Object.entries(outputs).filter(([name, value]) => name.startsWith('evidence-') && value !== ''),
  ).toEqual([]);
});

test('an upload whose digest is not known is not one', async () => {
  const artifacts: ArtifactStore = { ...world.github.store, uploadArtifact: async () => ({ id: 1 }) };
  const folder = path.join(world.root, 'own');
  await mkdir(folder);
  await writeFile(path.join(folder, 'scan.json'), amd['scan.json']);
  await expect(
    run(
      { mode: 'save', name: 'x', slot: 0, path: folder, retentionDays: 0 },
      { env: { RUNNER_TEMP: world.root }, log: world.log, artifacts },
    ),
  ).rejects.toMatchObject({ code: 'artifacts/damaged' });
});

test('the legs of a release are loaded, each into a folder of its own', async () => {
  const outputs = { 'evidence-0': await world.leg(0, amd), 'evidence-1': await world.leg(1, arm) };
  await world.load(outputs, ['linux/amd64', 'linux/arm64']);
  expect((await readdir(path.join(world.root, 'loaded'))).sort()).toEqual(['evidence-0', 'evidence-1']);
  expect(await world.loaded('evidence-1/scan.json')).toBe(arm['scan.json']);
  expect(await world.loaded('evidence-0/sbom.spdx.json')).toBe(document);
});

describe('with the bytes of the build job in it, whatever else is in the store', () => {
  type Tamper = (own: Stored) => void;
  const remove = (own: Stored) => void world.github.stored.splice(world.github.stored.indexOf(own), 1);
  test.each<[string, Tamper]>([
    ['a later artifact of the same name', ({ name }) => void world.github.put(name, archive(forged))],
    [
      'an earlier one of the same name',
      (own) => {
        remove(own);
        world.github.put(own.name, archive(forged));
        world.github.stored.push(own);
      },
    ],
    [
      'five of the same name',
      ({ name }) => {
        for (let at = 0; at < 5; at += 1) world.github.put(name, archive(forged));
      },
    ],
    [
      'one that the pattern of a name would find',
      () => void world.github.put('build--api--x', archive(forged)),
    ],
    ['what is no archive', ({ name }) => void world.github.put(name, Buffer.from('junk'))],
    ['an artifact whose name leads elsewhere', () => void world.github.put('../build', archive(forged))],
    ['the same bytes a second time', ({ bytes }) => void world.github.put('copy', bytes)],
    [
      'its own under another name',
      (own) => {
        own.name = 'renamed';
      },
    ],
    [
      'its own under another name, and a forged one under its name',
      (own) => {
        world.github.put(own.name, archive(forged));
        own.name = 'renamed';
      },
    ],
    [
      'thousands of others',
      () => {
        for (let at = 0; at < 2000; at += 1) world.github.put(`build--api--${at}`, Buffer.from(`${at}`));
      },
    ],
  ])('%s changes nothing', async (_, tamper) => {
    const output = await world.leg(0, amd);
    const [own] = world.github.stored;
    if (own === undefined) throw new Error('nothing was saved');
    tamper(own);
    await world.load({ 'evidence-0': output });
    expect(await readdir(path.join(world.root, 'loaded'))).toEqual(['evidence-0']);
    expect(await world.loaded('evidence-0/scan.json')).toBe(amd['scan.json']);
  });
});

describe('without them it is refused, and nothing is loaded', () => {
  test.each<[string, (own: Stored) => void, string]>([
    ['deleted', () => void world.github.stored.splice(0), 'artifacts/missing'],
    [
      'replaced',
      (own) => {
        const bytes = archive(forged);
        Object.assign(own, { bytes, digest: digestOf(bytes) });
      },
      'artifacts/missing',
    ],
    [
      'replaced, while the store says what it was',
      (own) => {
        own.bytes = archive(forged);
      },
      'artifacts/missing',
    ],
    [
      'one byte longer',
      (own) => {
        own.bytes = Buffer.concat([own.bytes, Buffer.from('x')]);
      },
      'artifacts/missing',
    ],
  ])('%s', async (_, tamper, code) => {
    const output = await world.leg(0, amd);
    const [own] = world.github.stored;
    if (own === undefined) throw new Error('nothing was saved');
    tamper(own);
    await expect(world.load({ 'evidence-0': output })).rejects.toMatchObject({
      code,
      message: expect.stringContaining('linux/amd64'),
      remedy: expect.stringContaining('run all jobs again'),
    });
    expect(world.nothingLoaded()).toBe(true);
  });

  test('one of two legs', async () => {
    const outputs = { 'evidence-0': await world.leg(0, amd), 'evidence-1': await world.leg(1, arm) };
    world.github.stored.pop();
    await expect(world.load(outputs, ['linux/amd64', 'linux/arm64'])).rejects.toMatchObject({
      code: 'artifacts/missing',
      message: expect.stringContaining('linux/arm64'),
    });
    expect(world.nothingLoaded()).toBe(true);
  });
});

describe('evidence that a build job bound, and that is not of the planned build, is refused', () => {
  const bind = (files: Files) => world.leg(0, files);
  test.each<[string, Files]>([
    ['another app', evidenceOf('linux/amd64', 'ghcr.io/acme/shop/web')],
    ['another platform', arm],
    ['a digest that was not built', { ...amd, 'publish.json': forged['publish.json'] }],
    ['a scan of another image', { ...amd, 'scan.json': forged['scan.json'] }],
    ['no scan', { 'build.json': amd['build.json'], 'publish.json': amd['publish.json'] }],
  ])('%s', async (_, files) => {
    await expect(world.load({ 'evidence-0': await bind(files) })).rejects.toMatchObject({
      code: 'evidence/not-planned',
    });
    expect(world.nothingLoaded()).toBe(true);
  });

  test('two legs whose outputs were swapped', async () => {
    const [first, second] = [await world.leg(0, amd), await world.leg(1, arm)];
    const swapped = { 'evidence-0': second, 'evidence-1': first };
    await expect(world.load(swapped, ['linux/amd64', 'linux/arm64'])).rejects.toMatchObject({
      code: 'evidence/not-planned',
    });
    expect(world.nothingLoaded()).toBe(true);
  });
});

test('a digest is one of an archive, not of what is in it', async () => {
  const output: Digest = digestOf(amd['scan.json']);
  await world.leg(0, amd);
  await expect(world.load({ 'evidence-0': output })).rejects.toMatchObject({ code: 'artifacts/missing' });
});
