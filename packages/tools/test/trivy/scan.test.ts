import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { parsePlatform } from '@sealift/core/image/platform';
import { memoryLog } from '@sealift/testing/log';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Exec, ExecOptions, ExecResult } from '../../src/exec.ts';
import { layoutSubjects, type Subject } from '../../src/subjects.ts';
import { scanArguments } from '../../src/trivy/arguments.ts';
import { type JavaDatabase, scanImage } from '../../src/trivy/scan.ts';
import { ended, NOW, temporaryFolder } from './fakes.ts';
import { createLayout } from './layouts.ts';

const fixtures = path.join(import.meta.dirname, 'fixtures');
const database = (directory: string) => ({
  version: 2,
  updatedAt: NOW,
  downloadedAt: NOW,
  directory,
  repository: 'first/db:2',
});

/** A trivy that looks at what it was given and reports on the image in the view's index.json. */
const reporting =
  (change: { imageId?: string; seen?: (cwd: string, args: readonly string[]) => Promise<void> } = {}): Exec =>
  async (_, args, { cwd = '' }) => {
    await change.seen?.(cwd, args);
    const index = JSON.parse(await readFile(path.join(cwd, 'image/index.json'), 'utf8')) as {
      manifests: { digest: string }[];
    };
    expect(index.manifests).toHaveLength(1);
    const manifest = JSON.parse(
      await readFile(path.join(cwd, 'image/blobs/sha256', index.manifests[0]?.digest.slice(7) ?? ''), 'utf8'),
    ) as { config: { digest: string } };
    await writeFile(path.join(cwd, 'report.json'), reportOn(change.imageId ?? manifest.config.digest));
    return ended(0);
  };

const reportOn = (imageId: string) =>
  JSON.stringify({
    SchemaVersion: 2,
    Trivy: { Version: '0.76.0' },
    ArtifactName: 'image',
    ArtifactType: 'container_image',
    Metadata: { ImageID: imageId },
  });

let temp: string;
let subject: Subject;
let config: Digest;
beforeEach(async () => {
  temp = await temporaryFolder();
  const { directory, images } = await createLayout(['linux/amd64', 'linux/arm64']);
  const [found] = await layoutSubjects(directory, [parsePlatform('linux/arm64')]);
  if (found === undefined) throw new Error('no subject');
  subject = found;
  config = images.get('linux/arm64')?.config ?? 'sha256:';
});

const noClient = () => {
  throw new Error('no registry in this test');
};

const java = (ensure = async () => database('/java')): JavaDatabase => ({
  atHand: async () => undefined,
  ensure,
});

const scan = (exec: Exec, javaDatabase = java()) =>
  scanImage(subject, {
    trivy: '/tools/trivy',
    exec,
    env: { RUNNER_TEMP: temp, GITHUB_TOKEN: 'secret', TRIVY_SEVERITY: 'CRITICAL', PATH: '/bin' },
    log: memoryLog(),
    scanners: ['vuln'],
    database: database('/db'),
    javaDatabase,
    client: noClient,
  });

it('shows Trivy exactly the platform asked for, and the right one comes back', async () => {
  const { report } = await scan(reporting());
  expect(report.imageId).toBe(config);
  expect(await readdir(temp)).toEqual([]);
});

it('refuses a report about another image', async () => {
  const other = scan(reporting({ imageId: `sha256:${'0'.repeat(64)}` }));
  await expect(other).rejects.toMatchObject({ category: 'internal' });
});

it('runs in a folder of its own, with neither settings nor secrets of the job', async () => {
  let given: ExecOptions | undefined;
  const inner = reporting();
  await scan((file, args, options) => {
    given = options;
    return inner(file, args, options);
  });
  expect(Object.keys(given?.env ?? {}).toSorted()).toEqual(['DOCKER_CONFIG', 'PATH', 'TMPDIR']);
  expect(given?.cwd).toContain(temp);
});

it('reads an image of a registry with a login that stands in a private file alone', async () => {
  const reference = { registry: 'ghcr.io', repository: 'acme/api', digest: subject.digest };
  const seen: string[] = [];
  await scanImage(
    { ...subject, source: { kind: 'registry', reference } },
    {
      trivy: '/tools/trivy',
      exec: async (_, args, options) => {
        seen.push(JSON.stringify([args, options.env]));
        const file = path.join(options.env['DOCKER_CONFIG'] ?? '', 'config.json');
        expect((await stat(file)).mode & 0o777).toBe(0o600);
        expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
          auths: { 'ghcr.io': { auth: Buffer.from('octo:hunter2').toString('base64') } },
        });
        await writeFile(path.join(options.cwd ?? '', 'report.json'), reportOn(config));
        return ended(0);
      },
      env: { RUNNER_TEMP: temp, DOCKER_CONFIG: '/home/me/.docker' },
      log: memoryLog(),
      scanners: ['vuln'],
      database: database('/db'),
      javaDatabase: java(),
      client: noClient,
      credentials: { username: 'octo', password: 'hunter2' },
    },
  );
  expect(seen).toHaveLength(1);
  expect(seen.join()).not.toMatch(/hunter2|\/home\/me/);
  expect(await readdir(temp)).toEqual([]);
});

it('an image with jars gets the Java database and is scanned again', async () => {
  const needed = await readFile(path.join(fixtures, 'no-java-database.log'), 'utf8');
  const linked: string[][] = [];
  const inner = reporting({ seen: async (cwd) => void linked.push(await readdir(path.join(cwd, 'cache'))) });
  let runs = 0;
  await scan(async (...call) => {
    runs += 1;
    return runs === 1 ? ended(1, needed) : inner(...call);
  });
  expect(linked).toEqual([['db', 'java-db']]);
});

it('with a Java database at hand an image is scanned once, and none is fetched', async () => {
  const linked: string[][] = [];
  const inner = reporting({ seen: async (cwd) => void linked.push(await readdir(path.join(cwd, 'cache'))) });
  const ensure = () => Promise.reject(new Error('nothing is to be fetched'));
  await scan(inner, { atHand: async () => database('/java'), ensure });
  expect(linked).toEqual([['db', 'java-db']]);
  // One that Trivy cannot open is said so: what was fetched would be the same.
  const needed = await readFile(path.join(fixtures, 'no-java-database.log'), 'utf8');
  const broken = scan(async () => ended(1, needed), { atHand: async () => database('/java'), ensure });
  await expect(broken).rejects.toMatchObject({ code: 'trivy/failed' });
});

it('an image with jars and no Java database is never taken for scanned', async () => {
  const needed = await readFile(path.join(fixtures, 'no-java-database.log'), 'utf8');
  const gone = new Failure('remote', { code: 'test/failure', cause: 'no Java database', remedy: 'wait' });
  const result = scan(
    async () => ended(1, needed),
    java(() => Promise.reject(gone)),
  );
  await expect(result).rejects.toBe(gone);
  await expect(scan(async () => ended(1, needed))).rejects.toMatchObject({ category: 'remote' });
});

describe('failures', () => {
  const cases: readonly [
    string,
    Partial<ExecResult> & { readonly fixture?: string },
    Failure['category'],
    RegExp,
  ][] = [
    [
      'no database',
      { exitCode: 1, fixture: 'no-database.log' },
      'remote',
      /could not open its vulnerability database/,
    ],
    [
      'damaged layout',
      { exitCode: 1, fixture: 'damaged-layout.log' },
      'configuration',
      /could not read the image/,
    ],
    [
      'damaged layer',
      { exitCode: 1, fixture: 'damaged-layer.log' },
      'configuration',
      /could not read the image/,
    ],
    ['full disk', { exitCode: 1, stderr: 'write /t: no space left on device' }, 'configuration', /disk/],
    [
      'registry says no',
      { exitCode: 1, stderr: 'GET https://r/v2/: UNAUTHORIZED: x' },
      'configuration',
      /did not let/,
    ],
    ['deadline', { exitCode: -1, timedOut: true }, 'remote', /did not end within/],
    [
      'its own deadline',
      { exitCode: 1, stderr: 'context deadline exceeded' },
      'remote',
      /did not end within/,
    ],
    ['killed', { exitCode: -1 }, 'remote', /was stopped/],
    ['something else', { exitCode: 2, stderr: 'panic: x' }, 'remote', /panic: x/],
  ];
  it.each(cases)('%s', async (_, { fixture, ...result }, code, words) => {
    const stderr = fixture === undefined ? '' : await readFile(path.join(fixtures, fixture), 'utf8');
    const thrown = await scan(async () => ({ ...ended(0, stderr), ...result })).catch(
      (error: unknown) => error,
    );
    expect(thrown).toBeInstanceOf(Failure);
    expect(thrown).toMatchObject({ category: code, message: expect.stringMatching(words) });
    expect(await readdir(temp)).toEqual([]);
  });

  it('success without a report, or with half of one', async () => {
    await expect(scan(async () => ended(0))).rejects.toMatchObject({ category: 'internal' });
    const half: Exec = async (_, __, { cwd = '' }) => {
      await mkdir(cwd, { recursive: true });
      await writeFile(path.join(cwd, 'report.json'), '{"SchemaVersion":2,"Res');
      return ended(0);
    };
    await expect(scan(half)).rejects.toMatchObject({ category: 'internal' });
  });
});

it('command line: offline, unfiltered, nothing read from the folder', () => {
  const args = scanArguments({
    target: { reference: 'ghcr.io/acme/api@sha256:0' },
    scanners: ['vuln', 'secret'],
    cacheDirectory: 'cache',
    output: 'report.json',
    minutes: 15,
  });
  for (const option of [
    '--skip-db-update',
    '--offline-scan',
    '--ignorefile=',
    '--config=',
    '--secret-config=',
  ])
    expect(args).toContain(option);
  expect(args).not.toContain('--ignore-unfixed');
  expect(args).not.toContain('--severity');
  expect(args.slice(-2)).toEqual(['--', 'ghcr.io/acme/api@sha256:0']);
  expect(args[args.indexOf('--image-config-scanners') + 1]).toBe('secret');
});
