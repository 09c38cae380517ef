import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureSystemPackage, ensureSystemTree, newPackages } from '../src/system-packages.ts';
import { ensureSystemProgram, findOnPath } from '../src/system-programs.ts';
import { type Answer, type Call, execDouble } from './exec-double.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

// One that no machine has: a program of the real PATH would be found.
const NAME = 'sealift-keyring';
const KNOWN = { stdout: `${NAME}:\n  Installed: (none)\n  Candidate: 2025.1\n` };
const UNKNOWN = { stdout: `${NAME}:\n  Installed: (none)\n  Candidate: (none)\n` };

/** A Debian: downloads leave a package, unpacking leaves a file. Answers may be replaced. */
function debian(answers: { readonly [command: string]: (call: Call) => Answer | Promise<Answer> } = {}) {
  const told: string[] = [];
  const double = execDouble(async (call) => {
    const { file, args, options } = call;
    const command = file === 'apt-get' ? `${file} ${args[0]}` : file;
    const own = answers[command];
    if (own !== undefined) return own(call);
    if (command === 'apt-cache') return KNOWN;
    if (command === 'apt-get download') await writeFile(path.join(options.cwd ?? '', `${NAME}_1.deb`), 'deb');
    if (command === 'dpkg-deb') {
      await mkdir(path.join(args[2] ?? '', 'usr/bin'), { recursive: true });
      await writeFile(path.join(args[2] ?? '', 'content'), await readFile(args[1] ?? '', 'utf8'));
      await writeFile(path.join(args[2] ?? '', 'usr/bin/mmdebstrap'), '#!/bin/sh\n', { mode: 0o755 });
    }
    return undefined;
  });
  const options = {
    cacheDir: folder,
    env: { PATH: '/nowhere', APT_CONFIG: '/etc/own', TOKEN: 't' },
    exec: double.exec,
    log: { info: (text: string) => void told.push(text) },
  };
  return { ...double, told, options };
}

const system = () => readdir(path.join(folder, 'system'));

describe('a package of the system', () => {
  it('is unpacked once into the cache', async () => {
    const { options, asked, told, calls } = debian();
    const unpacked = await ensureSystemPackage(NAME, options);
    expect(unpacked).toBe(path.join(folder, 'system', NAME));
    expect(await readFile(path.join(unpacked, 'content'), 'utf8')).toBe('deb');
    expect(asked()).toEqual(['apt-cache policy', 'apt-get download', 'dpkg-deb --extract']);
    expect(calls[1]?.args).toEqual(['download', '--quiet', '-oAPT::Sandbox::User=root', NAME]);
    expect(calls[1]?.options.env).toEqual({ PATH: '/nowhere', APT_CONFIG: '/etc/own', LC_ALL: 'C' });
    expect(told).toEqual([expect.stringContaining(NAME)]);
    await expect(ensureSystemPackage(NAME, options)).resolves.toBe(unpacked);
    expect(calls).toHaveLength(3);
    expect(await system()).toEqual([NAME]);
  });

  it('is fetched once when two ask at the same time', async () => {
    const { options, calls } = debian();
    const [first, second] = await Promise.all([
      ensureSystemPackage(NAME, options),
      ensureSystemPackage(NAME, options),
    ]);
    expect(second).toBe(first);
    expect(calls).toHaveLength(3);
  });

  it('is looked for in fresh lists of its own when the system has none', async () => {
    const { options, asked, calls } = debian({ 'apt-cache': () => UNKNOWN });
    await ensureSystemPackage(NAME, options);
    expect(asked()).toEqual(['apt-cache policy', 'apt-get update', 'apt-get download', 'dpkg-deb --extract']);
    for (const call of calls.slice(1, 3)) {
      const draft = call.options.cwd;
      expect(call.args).toContain(`-oDir::State::Lists=${draft}/state/lists`);
      expect(call.args).toContain(`-oDir::Cache::Archives=${draft}/cache/archives`);
    }
  });

  it('is looked for in fresh lists when the listed version is gone', async () => {
    let downloads = 0;
    const { options, asked } = debian({
      'apt-get download': async ({ options: { cwd } }) => {
        if (++downloads === 1) return { exitCode: 100, stderr: '404 Not Found' };
        await writeFile(path.join(cwd ?? '', `${NAME}_2.deb`), 'newer');
        return undefined;
      },
    });
    const unpacked = await ensureSystemPackage(NAME, options);
    expect(asked().slice(1, 4)).toEqual(['apt-get download', 'apt-get update', 'apt-get download']);
    expect(await readFile(path.join(unpacked, 'content'), 'utf8')).toBe('newer');
  });

  it.each<[string, string, Answer, string]>([
    [
      'lists cannot be fetched',
      'apt-get update',
      { exitCode: 100, stderr: 'a\nE: no network\n' },
      'E: no network',
    ],
    ['it cannot be fetched', 'apt-get download', { exitCode: 100, stderr: 'E: gone' }, 'could not fetch'],
    ['nothing was left', 'apt-get download', undefined, 'left no package'],
    ['nothing is said', 'dpkg-deb', { exitCode: 2 }, '"dpkg-deb --extract" failed: it said nothing'],
    ['it cannot be unpacked', 'dpkg-deb', { exitCode: 2, stderr: 'not an archive' }, 'not an archive'],
  ])('fails, and leaves nothing, when %s', async (_, command, answer, message) => {
    const { options } = debian({ 'apt-cache': () => UNKNOWN, [command]: () => answer });
    await expect(ensureSystemPackage(NAME, options)).rejects.toMatchObject({
      code: 'engines/packages',
      message: expect.stringContaining(message),
    });
    expect(await system()).toEqual([]);
  });

  it('says that there is no apt, unless the job was cancelled', async () => {
    const { options } = debian({ 'apt-cache': () => new Error('no such file') });
    await expect(ensureSystemPackage(NAME, options)).rejects.toMatchObject({
      code: 'engines/no-program',
      message: expect.stringContaining(`no apt to fetch the package ${NAME}`),
    });
    const ending = new AbortController();
    const cancelled = debian({
      'apt-cache': () => {
        ending.abort(new Error('cancelled'));
        return new Error('ended');
      },
    });
    await expect(ensureSystemPackage(NAME, { ...cancelled.options, signal: ending.signal })).rejects.toThrow(
      'cancelled',
    );
  });
});

describe('what apt would install', () => {
  it.each<[string, string, readonly string[]]>([
    ['nothing', 'redis-server is already the newest version.\n', ['redis-server']],
    [
      'the package with what it needs',
      'Inst liblzf1 (3.6-3 Debian:12.15/oldstable [amd64])\nInst redis-server (5:7.0.15-1 Debian-Security:12/x [amd64])\nConf liblzf1 (3.6-3 Debian:12.15/oldstable [amd64])\n',
      ['liblzf1', 'redis-server'],
    ],
    [
      'newer packages in the place of installed ones, which stay',
      'Inst libpq-dev [15.18-0+deb12u1] (15.20-0+deb12u1 Debian-Security:12/x [amd64]) []\nInst ssl-cert (1.1 Debian:12 [all])\n',
      ['ssl-cert', 'redis-server'],
    ],
  ])('%s', (_, said, expected) => {
    expect(newPackages(said, 'redis-server')).toEqual(expected);
  });

  it('is unpacked together, once', async () => {
    const { options, asked, calls } = debian({
      'apt-get install': () => ({ stdout: 'Inst liba (1 x)\nInst libb [1] (2 x)\n' }),
    });
    const tree = await ensureSystemTree(NAME, options);
    expect(tree).toBe(path.join(folder, 'system', `${NAME}.tree`));
    expect(asked()).toEqual([
      'apt-cache policy',
      'apt-get install',
      ...['apt-get download', 'dpkg-deb --extract', 'apt-get download', 'dpkg-deb --extract'],
    ]);
    expect(calls.filter(({ args }) => args[0] === 'download').map(({ args }) => args.at(-1))).toEqual([
      'liba',
      NAME,
    ]);
    await expect(ensureSystemTree(NAME, options)).resolves.toBe(tree);
    expect(calls).toHaveLength(6);
  });

  it('says what apt says when it cannot', async () => {
    const { options } = debian({
      'apt-get install': () => ({ exitCode: 100, stderr: 'E: unmet dependencies' }),
    });
    await expect(ensureSystemTree(NAME, options)).rejects.toMatchObject({
      code: 'engines/packages',
      message: expect.stringContaining('unmet dependencies'),
    });
    expect(await system()).toEqual([]);
  });
});

// Administrators' folders are always looked at: a machine that has it there cannot show the other way.
const installed = await findOnPath('mmdebstrap', {});

describe('a program of the system', () => {
  it('is that of PATH where there is one', async () => {
    const file = path.join(folder, 'runc');
    await writeFile(file, '', { mode: 0o755 });
    const { options, calls } = debian();
    await expect(ensureSystemProgram('runc', { ...options, env: { PATH: folder } })).resolves.toBe(file);
    expect(calls).toEqual([]);
  });

  it('is not found under a name that nobody has, also without a PATH', async () => {
    await expect(findOnPath(NAME, {})).resolves.toBeUndefined();
  });

  describe.skipIf(installed !== undefined)('without one on PATH', () => {
    it('is that of the unpacked package', async () => {
      const { options, calls } = debian({ ldd: () => ({ stdout: '\tlibc.so.6 => /lib/libc.so.6\n' }) });
      const file = await ensureSystemProgram('mmdebstrap', options);
      expect(file).toBe(path.join(folder, 'system', 'mmdebstrap', 'usr/bin/mmdebstrap'));
      expect(calls.at(-1)).toMatchObject({ file: 'ldd', args: [file] });
    });

    it('is taken where libraries cannot be asked for', async () => {
      const { options } = debian({ ldd: () => new Error('no ldd') });
      await expect(ensureSystemProgram('mmdebstrap', options)).resolves.toContain('usr/bin/mmdebstrap');
    });

    it('is started with libraries that were unpacked where the system has them not', async () => {
      const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
      const { options } = debian({
        ldd: ({ options: { env } }) => ({
          stdout: env['LD_LIBRARY_PATH'] === undefined ? '\tliba.so.1 => not found\n' : '',
        }),
        'dpkg-deb': async ({ args: [, , to = ''] }) => {
          for (const below of [`usr/lib/${triplet}`, 'usr/bin'])
            await mkdir(path.join(to, below), { recursive: true });
          await writeFile(path.join(to, `usr/lib/${triplet}/liba.so.1`), '');
          const script = '#!/bin/sh\necho "$LD_LIBRARY_PATH" "$@"\n';
          await writeFile(path.join(to, 'usr/bin/mmdebstrap'), script, { mode: 0o755 });
          return undefined;
        },
      });
      const file = await ensureSystemProgram('mmdebstrap', options);
      const tree = path.join(folder, 'system/mmdebstrap.tree');
      expect(file).toBe(path.join(tree, '.sealift/mmdebstrap'));
      const said = execFileSync(file, ['a b', "c'd"], { encoding: 'utf8' });
      expect(said).toBe(`${tree}/usr/lib/${triplet} a b c'd\n`);
    });

    it('is refused when libraries are missing', async () => {
      const stdout = '\tliba.so.1 => not found\n\tlibc.so.6 => /lib/libc.so.6\n\tlibb.so.2 => not found\n';
      const { options } = debian({ ldd: () => ({ stdout }) });
      await expect(ensureSystemProgram('mmdebstrap', options)).rejects.toMatchObject({
        code: 'engines/libraries',
        message: expect.stringContaining('liba.so.1, libb.so.2.'),
      });
    });
  });
});
