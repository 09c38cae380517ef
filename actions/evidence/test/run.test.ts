import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ArtifactStore } from '@sealift/action-kit/artifacts';
import { digestOf } from '@sealift/core/image/digest';
import { memoryLog } from '@sealift/testing/log';
import { scanOf } from '@sealift/testing/signed-release';
import { type ZipEntry, zip } from '@sealift/testing/zip';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Dependencies, run } from '../src/run.ts';

const named = (name: string, message: string) => Object.assign(new Error(message), { name });

/** GitHub's store: a second artifact of a name is refused, a digest is kept, downloads are raw. */
function createStore() {
  const stored = new Map<
    string,
    { id: number; zip: Buffer; digest: string | undefined; retentionDays?: number }
  >();
  const calls: string[] = [];
  let id = 0;
  const put = (name: string, bytes: Buffer, digest: string | undefined = digestOf(bytes)) => {
    id += 1;
    stored.set(name, { id, zip: bytes, digest });
  };
  const store: ArtifactStore = {
    async uploadArtifact(name, files, root, options) {
      calls.push(`upload ${name}`);
      if (stored.has(name)) throw new Error('(409) an artifact with this name already exists');
      const entries = await Promise.all(
        files.map(async (file) => ({ name: path.relative(root, file), content: await readFile(file) })),
      );
      put(name, zip(entries));
      const entry = stored.get(name);
      if (entry && options?.retentionDays !== undefined) entry.retentionDays = options.retentionDays;
      return { id, ...(entry?.digest === undefined ? {} : { digest: entry.digest.slice('sha256:'.length) }) };
    },
    async deleteArtifact(name) {
      calls.push(`delete ${name}`);
      if (!stored.delete(name)) throw named('ArtifactNotFoundError', 'Artifact not found');
      return { id: 1 };
    },
    async listArtifacts() {
      return {
        artifacts: [...stored].map(([name, artifact]) => ({
          name,
          id: artifact.id,
          size: artifact.zip.length,
          ...(artifact.digest === undefined ? {} : { digest: artifact.digest }),
        })),
      };
    },
    async downloadArtifact(wanted, options) {
      const [name, artifact] = [...stored].find(([, { id: own }]) => own === wanted) ?? [];
      if (artifact === undefined || !options?.skipDecompress) throw new Error('not found');
      calls.push(`download ${name}`);
      await writeFile(path.join(options.path ?? '', 'artifact'), artifact.zip);
      return { digestMismatch: digestOf(artifact.zip) !== options.expectedHash };
    },
  };
  return { store, stored, calls, put };
}

const subject = digestOf('manifest');
const scan = JSON.stringify(scanOf('linux/amd64', subject));
const document = '{"spdxVersion":"SPDX-2.3"}';
const sbomOf = (file = 'sbom.spdx.json', digest = digestOf(document)) =>
  JSON.stringify({
    subject,
    platform: 'linux/amd64',
    generator: { name: 'syft', version: '1.54.1' },
    packages: 1,
    documents: [{ format: 'spdx-json', file, digest }],
  });
async function setUp() {
  const root = await mkdtemp(path.join(os.tmpdir(), 'evidence-test-'));
  const folder = path.join(root, 'evidence');
  await mkdir(folder);
  const github = createStore();
  const log = memoryLog();
  const dependencies: Dependencies = {
    env: { RUNNER_TEMP: root },
    log,
    artifacts: github.store,
  };
  const write = (name: string, content: string) => writeFile(path.join(folder, name), content);
  return { root, folder, github, logged: log.lines, dependencies, write };
}
let world: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
  world = await setUp();
});
const save = (name = 'api.linux-amd64', retentionDays = 0) =>
  run({ mode: 'save', name, path: world.folder, retentionDays }, world.dependencies);
const load = (pattern = 'api.*') =>
  run({ mode: 'load', pattern, path: path.join(world.root, 'loaded'), retentionDays: 0 }, world.dependencies);
const loaded = (file: string) => path.join(world.root, 'loaded', file);

describe('save, then load', () => {
  test('carries parts and the documents that they name, byte by byte', async () => {
    await world.write('scan.json', scan);
    await world.write('sbom.json', sbomOf());
    await world.write('sbom.spdx.json', document);
    await world.write('notes.txt', 'not evidence');
    await mkdir(path.join(world.folder, 'api.linux-arm64'));
    await writeFile(path.join(world.folder, 'api.linux-arm64', 'scan.json'), scan);
    expect(await save()).toMatchObject({ 'evidence-0': '', 'evidence-15': '' });
    expect(world.logged.join()).toContain('notes.txt');
    await load();
    expect((await readdir(loaded('api.linux-amd64'))).sort()).toEqual([
      'sbom.json',
      'sbom.spdx.json',
      'scan.json',
    ]);
    expect(await readFile(loaded('api.linux-amd64/sbom.spdx.json'), 'utf8')).toBe(document);
    expect(await readdir(world.root)).toEqual(['evidence', 'loaded']);
  });

  test('again replaces what an earlier attempt saved, and what was loaded of it', async () => {
    await world.write('scan.json', scan);
    await save();
    await load();
    await world.write('build.json', JSON.stringify({ digest: subject, platforms: [] }));
    await save('api.linux-amd64', 7);
    expect(world.github.calls).toEqual([
      'delete api.linux-amd64',
      'upload api.linux-amd64',
      'download api.linux-amd64',
      'delete api.linux-amd64',
      'upload api.linux-amd64',
    ]);
    expect(world.github.stored.get('api.linux-amd64')?.retentionDays).toBe(7);
    await writeFile(loaded('api.linux-amd64/sbom.json'), sbomOf());
    await load();
    expect((await readdir(loaded('api.linux-amd64'))).sort()).toEqual(['build.json', 'scan.json']);
  });

  test('loads what the pattern names and nothing else', async () => {
    await world.write('scan.json', scan);
    for (const name of ['api.linux-amd64', 'apixlinux', 'web.linux-amd64', 'api.']) await save(name);
    await load();
    expect((await readdir(loaded(''))).sort()).toEqual(['api.', 'api.linux-amd64']);
  });

  test('nothing that matches is a warning', async () => {
    await load();
    expect(world.logged.join()).toContain('no artifact that matches api.*');
    expect(await readdir(path.join(world.root, 'loaded'))).toEqual([]);
  });
});

describe('save refuses', () => {
  test.each([
    ['an empty folder', async () => {}, 'configuration', /holds no evidence/],
    ['a malformed part', () => world.write('scan.json', '{}'), 'configuration', /"verdict" is wrong/],
    [
      'a part of another version',
      () => world.write('scan.json', scan.replace('{', '{"extra":1,')),
      'configuration',
      /"extra" is wrong/,
    ],
    [
      'a document that was changed',
      async () => {
        await world.write('sbom.json', sbomOf());
        await world.write('sbom.spdx.json', '{}');
      },
      'policy',
      /was changed after it was written/,
    ],
    ['a missing document', () => world.write('sbom.json', sbomOf()), 'policy', /sbom\.spdx\.json is missing/],
    ['a document elsewhere', () => world.write('sbom.json', sbomOf('../sbom.json')), 'policy', /it names/],
    [
      'an oversized part',
      () => world.write('scan.json', ' '.repeat(2 ** 20 + 1)),
      'configuration',
      /larger than/,
    ],
    [
      'a link in place of a part',
      () => symlink('/etc/hostname', path.join(world.folder, 'scan.json')),
      'configuration',
      /holds no evidence/,
    ],
  ])('%s', async (_name, arrange, code, message) => {
    await arrange();
    await expect(save()).rejects.toMatchObject({ category: code, message: expect.stringMatching(message) });
    expect(world.github.calls).toEqual([]);
    expect(await readdir(world.root)).toEqual(['evidence']);
  });

  test('a missing folder', async () => {
    const inputs = { mode: 'save', name: 'x', path: '/does/not/exist', retentionDays: 0 } as const;
    await expect(run(inputs, world.dependencies)).rejects.toMatchObject({ category: 'configuration' });
  });
});

describe('load refuses a hostile artifact and writes nothing of it', () => {
  const bomb = () => zip([{ name: 'scan.json', content: Buffer.alloc(50 * 1024 * 1024) }]);
  const table: readonly (readonly [string, () => Buffer | readonly ZipEntry[], string, RegExp])[] = [
    ['not a zip', () => Buffer.from('hello'), 'policy', /not a zip archive/],
    ['a name with ..', () => [{ name: '../scan.json', content: scan }], 'policy', /malformed|an entry/],
    ['an absolute name', () => [{ name: '/etc/cron.d/x', content: scan }], 'policy', /malformed|an entry/],
    ['a backslash', () => [{ name: '..\\scan.json', content: scan }], 'policy', /malformed|an entry/],
    ['a folder', () => [{ name: 'a/scan.json', content: scan }], 'policy', /an entry "a\/scan.json"/],
    ['a hidden file', () => [{ name: '.npmrc', content: '' }], 'policy', /an entry "\.npmrc"/],
    [
      'a link',
      () => [{ name: 'scan.json', content: '/etc/passwd', mode: 0o120777 }],
      'policy',
      /not a regular file/,
    ],
    ['a device', () => [{ name: 'scan.json', content: '', mode: 0o020666 }], 'policy', /not a regular file/],
    [
      'two entries of a name',
      () => [
        { name: 'scan.json', content: scan },
        { name: 'scan.json', content: '{}' },
      ],
      'policy',
      /two entries/,
    ],
    [
      'an encrypted entry',
      () => [{ name: 'scan.json', content: scan, flags: 0x0801 }],
      'policy',
      /encrypted/,
    ],
    ['a bomb', bomb, 'configuration', /larger than 1048576 bytes/],
    [
      'a bomb that lies',
      () => [{ name: 'scan.json', content: Buffer.alloc(5_000_000), claimedSize: 10 }],
      'policy',
      /cannot be read/,
    ],
    [
      'many entries',
      () => Array.from({ length: 501 }, (_, at) => ({ name: `f${at}`, content: '' })),
      'policy',
      /501 entries/,
    ],
    [
      'a malformed part',
      () => [{ name: 'record.json', content: '{"schema":"x"}' }],
      'configuration',
      /record\.json cannot be used/,
    ],
    [
      'a document that is another part',
      () => [
        { name: 'scan.json', content: scan },
        { name: 'sbom.json', content: sbomOf('scan.json', digestOf(scan)) },
      ],
      'policy',
      /as an SBOM document/,
    ],
    [
      'a changed document',
      () => [
        { name: 'sbom.json', content: sbomOf() },
        { name: 'sbom.spdx.json', content: '{"changed":1}' },
      ],
      'policy',
      /changed after/,
    ],
  ];
  test.each(table)('%s', async (_name, make, code, message) => {
    const made = make();
    world.github.put('api.linux-amd64', Buffer.isBuffer(made) ? made : zip(made as readonly ZipEntry[]));
    await expect(load()).rejects.toMatchObject({ category: code, message: expect.stringMatching(message) });
    expect(existsSync(loaded('api.linux-amd64'))).toBe(false);
    expect(existsSync(path.join(world.root, 'scan.json'))).toBe(false);
  });

  test('what is not evidence is left out with a warning', async () => {
    world.github.put(
      'api.linux-amd64',
      zip([
        { name: 'scan.json', content: scan },
        { name: 'package.json', content: '{}' },
        { name: 'sbom.spdx.json', content: 'named by no SBOM' },
      ]),
    );
    await load();
    expect(await readdir(loaded('api.linux-amd64'))).toEqual(['scan.json']);
    expect(world.logged.join()).toContain('package.json, sbom.spdx.json');
  });

  test('a name that leaves the folder', async () => {
    world.github.put('..', zip([{ name: 'scan.json', content: scan }]));
    await expect(load('*')).rejects.toMatchObject({ category: 'policy' });
  });

  test('bytes that are not those that were uploaded', async () => {
    world.github.put('api.x', zip([{ name: 'scan.json', content: scan }]), digestOf('other'));
    await expect(load()).rejects.toMatchObject({
      category: 'remote',
      message: expect.stringContaining('did not arrive as it was uploaded'),
    });
  });

  test('an artifact without a digest', async () => {
    const bytes = zip([{ name: 'scan.json', content: scan }]);
    world.github.stored.set('api.x', { id: 9, zip: bytes, digest: undefined });
    await expect(load()).rejects.toMatchObject({ message: expect.stringContaining('has no digest') });
  });

  test('an enormous artifact, before it is downloaded', async () => {
    world.github.put('api.x', Buffer.alloc(65 * 1024 * 1024));
    await expect(load()).rejects.toMatchObject({ category: 'policy' });
    expect(world.github.calls).toEqual([]);
  });
});

describe('of names that are known', () => {
  const only = ['release--api', 'release--web'];
  const loadOnly = () =>
    run(
      { mode: 'load', pattern: 'release--*', only, path: path.join(world.root, 'loaded'), retentionDays: 0 },
      world.dependencies,
    );
  const good = () => zip([{ name: 'scan.json', content: scan }]);

  test.each<[string, (name: string) => void]>([
    ['no archive', (name) => world.github.put(name, Buffer.from('hello'))],
    [
      'a malformed record',
      (name) => world.github.put(name, zip([{ name: 'record.json', content: '{"a":1}' }])),
    ],
    ['a path out of it', (name) => world.github.put(name, zip([{ name: '../x.json', content: '' }]))],
    [
      'a bomb',
      (name) => world.github.put(name, zip([{ name: 'scan.json', content: Buffer.alloc(50_000_000) }])),
    ],
    ['bytes of another digest', (name) => world.github.put(name, good(), digestOf('other'))],
    ['an enormous one', (name) => world.github.put(name, Buffer.alloc(65 * 1024 * 1024))],
  ])('what one job put there holds up nobody else: %s', async (_, put) => {
    world.github.put('release--api', good());
    put('release--web');
    // What an earlier load left would be taken for it.
    await mkdir(loaded('release--web'), { recursive: true });
    await writeFile(loaded('release--web/scan.json'), scan);
    await loadOnly();
    expect(await readdir(loaded(''))).toEqual(['release--api']);
    expect(world.logged.filter((line) => line.startsWith('error'))).toEqual([
      expect.stringMatching(/^error release--web is left out: .*release--web/),
    ]);
  });

  test('any number of others is passed over, whatever their names', async () => {
    world.github.put('release--api', good());
    for (let at = 0; at < 400; at += 1) world.github.put(`release--x${at}`, Buffer.from('x'));
    for (const name of ['release--../../x', 'release--', 'x']) world.github.put(name, Buffer.from('x'));
    await loadOnly();
    expect(await readdir(loaded(''))).toEqual(['release--api']);
    expect(world.github.calls).toEqual(['download release--api']);
  });

  test('a store that cannot be asked is a failure as ever', async () => {
    world.github.put('release--api', good());
    const downloadArtifact = () => Promise.reject(new Error('503'));
    world.dependencies = { ...world.dependencies, artifacts: { ...world.github.store, downloadArtifact } };
    await expect(loadOnly()).rejects.toMatchObject({ code: 'artifacts/unavailable' });
  });
});

describe('a store that fails', () => {
  test.each([
    [new Error('Unable to get the ACTIONS_RUNTIME_TOKEN env variable'), 'configuration'],
    [named('GHESNotSupportedError', 'not supported on GHES'), 'configuration'],
    [named('UsageError', 'quota has been hit'), 'configuration'],
    [new Error('Failed to ListArtifacts: 503'), 'remote'],
  ])('%s is %s', async (error, code) => {
    world.dependencies = {
      ...world.dependencies,
      artifacts: { ...world.github.store, listArtifacts: () => Promise.reject(error) },
    };
    await expect(load()).rejects.toMatchObject({ category: code });
  });
});
