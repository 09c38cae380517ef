import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Exec } from '@sealift/tools/exec';
import { createExec } from '@sealift/tools/exec';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ENGINE_NAMES } from '../src/engine.ts';
import { planGoSteps } from '../src/go-build.ts';
import { engineManifest } from '../src/manifest.ts';
import { type SourceDependencies, sourcesOf } from '../src/sources.ts';
import { readZipMember } from '../src/zip.ts';
import { type Answer, execDouble } from './exec-double.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const quiet = { debug: () => {} };
const dependencies = (changes: Partial<SourceDependencies>): SourceDependencies => ({
  env: process.env,
  exec: createExec(quiet),
  fetch: async () => {
    throw new Error('no network in tests');
  },
  clock: { now: () => 0, sleep: async () => {} },
  log: quiet,
  releasesReachable: async () => false,
  ...changes,
});
const source = (
  provider: string,
  changes: Partial<SourceDependencies>,
  name: 'buildkitd' | 'zizmor' = 'buildkitd',
) => {
  const found = sourcesOf(name, 'linux/amd64', dependencies(changes)).find(
    (each) => each.provider === provider,
  );
  if (found === undefined) throw new Error(`no ${provider}`);
  return found;
};
const target = () => path.join(folder, 'executable');
const silent = () => {};

describe('the mirror', () => {
  const packed = 'buildkitd-0.32.2-linux-amd64.xz';
  const fill = async (content: string) => {
    const mirror = path.join(folder, 'mirror');
    await mkdir(mirror);
    await writeFile(path.join(mirror, 'plain'), content);
    execFileSync('xz', ['plain'], { cwd: mirror });
    await copyFile(path.join(mirror, 'plain.xz'), path.join(mirror, packed));
    return mirror;
  };

  it('refuses bytes that are not the pinned ones, whatever its own list says', async () => {
    const mirror = await fill('not buildkitd');
    const sum = createHash('sha256').update('not buildkitd').digest('hex');
    await writeFile(path.join(mirror, 'SHA256SUMS'), `${sum}  buildkitd-0.32.2-linux-amd64\n`);
    await expect(source('mirror', { mirror }).fetch(target(), silent)).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringContaining(`sha256 ${sum}, not the pinned`),
    });
  });

  it('says what it lacks', async () => {
    await expect(source('mirror', {}).fetch(target(), silent)).resolves.toContain('is not set');
    await expect(source('mirror', { mirror: folder }).fetch(target(), silent)).resolves.toContain(packed);
  });

  it('is asked over https', async () => {
    const asked: string[] = [];
    const fetch = (async (url: string) => {
      asked.push(url);
      return new Response('', { status: 404 });
    }) as typeof globalThis.fetch;
    const mirror = 'https://mirror.example/engines/';
    await expect(source('mirror', { mirror, fetch }).fetch(target(), silent)).resolves.toContain('has no');
    expect(asked).toEqual([`https://mirror.example/engines/${packed}`]);
  });
});

describe('a broken mirror', () => {
  const mirror = 'https://mirror.example';
  const brought = (fetch: typeof globalThis.fetch, exec = execDouble(() => undefined).exec) =>
    source('mirror', { mirror, fetch, exec }).fetch(target(), silent);

  it.each<[string, typeof globalThis.fetch]>([
    ['answered 500', async () => new Response('', { status: 500 })],
    [
      'cannot be reached (refused)',
      async () => {
        throw new Error('refused');
      },
    ],
  ])('is not passed over: it %s', async (message, fetch) => {
    await expect(brought(fetch)).rejects.toMatchObject({
      code: 'engines/mirror',
      message: expect.stringContaining(message),
    });
  });

  it('is named when xz cannot read what it gave', async () => {
    let given = '';
    const { exec, calls } = execDouble(async ({ args }) => {
      given = await readFile(args.at(-1) ?? '', 'utf8');
      return { exitCode: 1 };
    });
    await expect(brought(async () => new Response('no xz'), exec)).rejects.toMatchObject({
      code: 'engines/mirror',
      message: expect.stringContaining('cannot be unpacked by xz'),
    });
    expect(given).toBe('no xz');
    expect(calls[0]).toMatchObject({ file: 'xz', args: ['--decompress', '--force', `${target()}.xz`] });
  });
});

describe('the release', () => {
  it('is not waited for when github.com does not answer', async () => {
    await expect(source('release', {}).fetch(target(), silent)).resolves.toBe('github.com does not answer');
  });

  it('refuses other bytes', async () => {
    const fetch = async () => new Response('other');
    await expect(
      source('release', { fetch, releasesReachable: async () => true }).fetch(target(), silent),
    ).rejects.toMatchObject({ category: 'remote', message: expect.stringContaining('not the pinned') });
  });
});

describe('the wheel', () => {
  const pip =
    (result: { exitCode: number; stderr: string }, wheel?: string): Exec =>
    async (_file, args) => {
      const dest = args[args.indexOf('--dest') + 1] ?? '';
      if (wheel !== undefined) await writeFile(path.join(dest, 'x.whl'), wheel);
      return { stdout: '', timedOut: false, ...result };
    };

  it('asks pip for one file by its hash', async () => {
    let requirements = '';
    const exec: Exec = async (file, args) => {
      expect([file, ...args.slice(0, 3)]).toEqual(['python3', '-m', 'pip', 'download']);
      expect(args).toContain('--require-hashes');
      requirements = await readFile(args[args.indexOf('--requirement') + 1] ?? '', 'utf8');
      return { exitCode: 1, stdout: '', stderr: "/usr/bin/python3: No module named 'pip'", timedOut: false };
    };
    await expect(source('wheel', { exec }, 'zizmor').fetch(target(), silent)).resolves.toBe(
      'python3 has no pip',
    );
    const sha256 = engineManifest.zizmor.wheel?.wheels['linux/amd64']?.sha256;
    expect(requirements).toBe(`zizmor==1.32.0 --hash=sha256:${sha256}\n`);
  });

  it('refuses other bytes, even when pip has taken them', async () => {
    const exec = pip({ exitCode: 0, stderr: '' }, 'other');
    await expect(source('wheel', { exec }, 'zizmor').fetch(target(), silent)).rejects.toMatchObject({
      category: 'remote',
      message: expect.stringContaining('not the pinned'),
    });
  });

  it('stops when the index has other bytes', async () => {
    const stderr = 'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.';
    const exec = pip({ exitCode: 1, stderr });
    await expect(source('wheel', { exec }, 'zizmor').fetch(target(), silent)).rejects.toMatchObject({
      category: 'remote',
    });
  });

  it.each<[string, Answer]>([
    ['there is no python3 on PATH', new Error('no such file')],
    ['pip left no wheel', undefined],
  ])('lets the next provider try: %s', async (problem, answer) => {
    const { exec } = execDouble(() => answer);
    await expect(source('wheel', { exec }, 'zizmor').fetch(target(), silent)).resolves.toBe(problem);
    expect(await readdir(folder)).toEqual([]);
  });

  it('ends when it is cancelled', async () => {
    const { exec } = execDouble(() => new Error('ended'));
    const signal = AbortSignal.abort(new Error('cancelled'));
    await expect(source('wheel', { exec, signal }, 'zizmor').fetch(target(), silent)).rejects.toThrow(
      'cancelled',
    );
  });

  it('lets the next provider try when the index does not answer', async () => {
    const exec = pip({ exitCode: 1, stderr: 'WARNING: retry\nERROR: No matching distribution found' });
    await expect(source('wheel', { exec }, 'zizmor').fetch(target(), silent)).resolves.toContain(
      'No matching',
    );
  });
});

describe('zip archives', () => {
  it.each(['-0', '-9'])('are read (%s)', async (level) => {
    const content = 'hello '.repeat(10_000);
    await mkdir(path.join(folder, 'a'));
    await writeFile(path.join(folder, 'a', 'b'), content);
    await writeFile(path.join(folder, 'c'), 'c');
    const script = `import zipfile; z=zipfile.ZipFile('x.zip','w',zipfile.ZIP_${level === '-0' ? 'STORED' : 'DEFLATED'}); z.write('c'); z.write('a/b'); z.comment=b'PK'; z.close()`;
    execFileSync('python3', ['-c', script], { cwd: folder });
    const chunks: Uint8Array[] = [];
    await readZipMember(path.join(folder, 'x.zip'), 'a/b', (chunk) => void chunks.push(chunk));
    expect(Buffer.concat(chunks).toString()).toBe(content);
    await expect(readZipMember(path.join(folder, 'x.zip'), 'd', silent)).rejects.toThrow('no file named d');
  });

  it('that are none are refused', async () => {
    await writeFile(path.join(folder, 'x.zip'), 'PK');
    await expect(readZipMember(path.join(folder, 'x.zip'), 'a', silent)).rejects.toMatchObject({
      code: 'engines/bad-archive',
      message: expect.stringContaining('End of central directory record'),
    });
    await expect(readZipMember(path.join(folder, 'none.zip'), 'a', silent)).rejects.toMatchObject({
      code: 'engines/bad-archive',
    });
  });

  it('with damaged content are refused, and what the writer throws stays what it is', async () => {
    const script = `import zipfile; z=zipfile.ZipFile('y.zip','w',zipfile.ZIP_DEFLATED); z.writestr('a','b'*100000); z.close()`;
    execFileSync('python3', ['-c', script], { cwd: folder });
    const archive = path.join(folder, 'y.zip');
    const full = () => {
      throw new Error('the disk is full');
    };
    await expect(readZipMember(archive, 'a', full)).rejects.toThrow('the disk is full');
    const bytes = await readFile(archive);
    // Behind the local header, which is 30 bytes and the name.
    bytes.fill(0xff, 31, 60);
    await writeFile(archive, bytes);
    await expect(readZipMember(archive, 'a', silent)).rejects.toMatchObject({ code: 'engines/bad-archive' });
  });
});

describe('the manifest', () => {
  it('has a pinned way to every engine on amd64', () => {
    for (const name of ENGINE_NAMES)
      expect(
        sourcesOf(name, 'linux/amd64', dependencies({})).length > 0 || engineManifest[name].go,
        name,
      ).toBeTruthy();
  });

  it('pins by sha256 only', () => {
    const sums = JSON.stringify(engineManifest).matchAll(
      /"(?:sha256|executableSha256|linux\/[a-z0-9]+)":"([^"]*)"/g,
    );
    for (const [, sum] of sums) expect(sum).toMatch(/^[0-9a-f]{64}$/);
  });

  it('names versions that its Go modules require', async () => {
    for (const [name, { go }] of Object.entries(engineManifest)) {
      // The provider's version is of the schema that it is given.
      if (go === undefined || name === 'aws-schema-provider') continue;
      const of = go.versionOf ?? go.package;
      const file = new URL(`../go/${go.module}/go.mod`, import.meta.url);
      const required = [...(await readFile(file, 'utf8')).matchAll(/^\s*(?:require )?(\S+) v(\S+)/gm)];
      const found = required.find(([, module = '']) => of === module || of.startsWith(`${module}/`));
      expect(found?.[2], name).toBe(go.version);
    }
  });

  it('links programs together unless they stamp the same variable', () => {
    expect(
      planGoSteps(['buildkitd', 'fulcio', 'cosign', 'actionlint', 'trivy', 'dockerfile-frontend']),
    ).toEqual([
      {
        module: 'suite',
        engines: ['buildkitd', 'fulcio', 'dockerfile-frontend'],
        stamps: ['github.com/moby/buildkit/version.Version=v0.32.2'],
      },
      { module: 'suite', engines: ['cosign'], stamps: [expect.stringContaining('gitVersion=v3.1.2')] },
      {
        module: 'actionlint',
        engines: ['actionlint'],
        stamps: [expect.stringContaining('actionlint.version=')],
      },
    ]);
  });
});
