import { chmod, link, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ArtifactStore } from '@sealift/action-kit/artifacts';
import { createInputReader } from '@sealift/action-kit/inputs';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import { memoryLog } from '@sealift/testing/log';
import { zip } from '@sealift/testing/zip';
import { Header } from 'tar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadInputs } from '../src/inputs.ts';
import { run } from '../src/run.ts';

let root: string;
let log: ReturnType<typeof memoryLog>;
let stored: Map<string, Buffer>;
beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'prepare-test-'));
  await mkdir(path.join(root, 'temporary'));
  log = memoryLog();
  stored = new Map();
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** GitHub's store with raw downloads. */
const artifacts: ArtifactStore = {
  async uploadArtifact(name, files) {
    const bytes = zip(
      await Promise.all(
        files.map(async (file) => ({ name: path.basename(file), content: await readFile(file) })),
      ),
    );
    stored.set(name, bytes);
    return { id: 1, digest: digestOf(bytes).slice('sha256:'.length) };
  },
  async deleteArtifact(name) {
    if (stored.delete(name)) return { id: 1 };
    throw Object.assign(new Error('Artifact not found'), { name: 'ArtifactNotFoundError' });
  },
  async listArtifacts() {
    const all = [...stored].map(([name, bytes], id) => ({
      name,
      id,
      size: bytes.length,
      digest: digestOf(bytes),
    }));
    return { artifacts: all };
  },
  async downloadArtifact(id, options) {
    await writeFile(path.join(options?.path ?? '', 'artifact.zip'), [...stored.values()][id] ?? '');
    return {};
  },
};

async function workspace(name: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = path.join(root, name);
  await mkdir(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  return folder;
}

const dependencies = (folder: string) => ({
  env: { GITHUB_WORKSPACE: folder, RUNNER_TEMP: path.join(root, 'temporary') },
  log,
  artifacts,
});
const save = async (folder: string, ...files: string[]): Promise<string> =>
  (await run({ mode: 'save', name: 'prepared--api', files, retentionDays: 1 }, dependencies(folder))).digest;
const load = (folder: string, digest: Digest) => run({ mode: 'load', digest }, dependencies(folder));

describe('what one job saves', () => {
  it('another finds in its place, with its mode', async () => {
    const from = await workspace('from', {
      'build/libs/api.jar': 'jar',
      'build/libs/api-sources.jar': 'sources',
      'dist/bin/tool': '#!/bin/sh',
      'dist/.hidden': 'dot',
      '@odd/name': 'odd',
      'README.md': 'not asked for',
    });
    await chmod(path.join(from, 'dist/bin/tool'), 0o755);
    await link(path.join(from, 'build/libs/api.jar'), path.join(from, 'dist/copy.jar'));
    const digest = digestOf(Buffer.alloc(0));
    const saved = await save(from, 'build/libs/*.jar', '!build/libs/*-sources.jar', 'dist', '@odd/');
    expect(saved).not.toBe(digest);
    const to = await workspace('to', { 'build/libs/api.jar': 'old' });
    await load(to, saved as Digest);
    const read = (file: string) => readFile(path.join(to, file), 'utf8');
    expect(await read('build/libs/api.jar')).toBe('jar');
    expect(await read('dist/copy.jar')).toBe('jar');
    expect(await read('dist/.hidden')).toBe('dot');
    expect(await read('@odd/name')).toBe('odd');
    expect((await stat(path.join(to, 'dist/bin/tool'))).mode & 0o777).toBe(0o755);
    await expect(read('build/libs/api-sources.jar')).rejects.toThrow('ENOENT');
    await expect(read('README.md')).rejects.toThrow('ENOENT');
  });

  it('is the same for the same files', async () => {
    const first = await save(await workspace('a', { 'out/x': '1', 'out/y': '2' }), 'out');
    const second = await save(await workspace('b', { 'out/y': '2', 'out/x': '1' }), 'out/**');
    expect(second).toBe(first);
  });

  it('is never what says who may change the repository', async () => {
    const from = await workspace('from', { '.git/config': 'token', '.github/CODEOWNERS': '*', 'out/x': '1' });
    const to = await workspace('to');
    await load(to, (await save(from, '**')) as Digest);
    await expect(stat(path.join(to, '.git'))).rejects.toThrow('ENOENT');
    await expect(stat(path.join(to, '.github'))).rejects.toThrow('ENOENT');
  });

  it.each([
    ['target/*.jar', 'No file of the workspace matches "target/*.jar"'],
    ['link', 'link is a link or something else'],
  ])('is refused: %s', async (pattern, message) => {
    const from = await workspace('from', { 'out/x': '1' });
    await symlink('/etc/hostname', path.join(from, 'link'));
    await expect(save(from, 'out', pattern)).rejects.toThrow(message);
    expect(stored.size).toBe(0);
  });
});

/** As another program would pack it. */
function archive(
  name: string,
  type: 'File' | 'SymbolicLink' | 'Link' | 'CharacterDevice',
  linkpath = '',
): Buffer {
  const content = Buffer.from(type === 'File' ? 'x' : '');
  const block = Buffer.alloc(512);
  new Header({ path: name, type, size: content.length, mode: 0o644, linkpath }).encode(block);
  return Buffer.concat([block, content, Buffer.alloc(content.length === 0 ? 1024 : 1535)]);
}

const put = (content: Buffer, entry = 'prepared.tar'): Digest => {
  const bytes = zip([{ name: entry, content }]);
  stored.set('prepared--api', bytes);
  return digestOf(bytes);
};

describe('what comes in another form', () => {
  it.each([
    ['a way out', archive('../outside', 'File'), '../outside'],
    ['an absolute name', archive('/etc/outside', 'File'), '/etc/outside'],
    ['the git folder', archive('.git/config', 'File'), '.git/config'],
    ['the git folder on another file system', archive('.GIT/config', 'File'), '.GIT/config'],
    ['workflows', archive('.github/workflows/ci.yml', 'File'), '.github/workflows/ci.yml'],
    ['a link', archive('out/link', 'SymbolicLink', '/etc/passwd'), 'a SymbolicLink'],
    ['a second name', archive('out/link', 'Link', 'README.md'), 'a Link'],
    ['a device', archive('out/null', 'CharacterDevice'), 'a CharacterDevice'],
    ['no archive', Buffer.from('text'), 'cannot be unpacked'],
  ])('is refused: %s', async (_, content, message) => {
    const to = await workspace('to/inner');
    await expect(load(to, put(content))).rejects.toThrow(message);
    await expect(stat(path.join(root, 'to/outside'))).rejects.toThrow('ENOENT');
  });

  it('is refused by its name in the artifact', async () => {
    await expect(load(await workspace('to'), put(archive('x', 'File'), 'x'))).rejects.toThrow('it holds "x"');
  });

  it('does not go through a link of the checkout', async () => {
    const to = await workspace('to');
    await symlink(root, path.join(to, 'out'));
    await expect(load(to, put(archive('out/planted', 'File')))).rejects.toThrow('cannot be unpacked');
    await expect(stat(path.join(root, 'planted'))).rejects.toThrow('ENOENT');
  });
});

it('takes no other bytes than those that were saved', async () => {
  const from = await workspace('from', { 'out/x': '1' });
  const saved = (await save(from, 'out')) as Digest;
  put(archive('out/x', 'File'));
  await expect(load(from, saved)).rejects.toThrow('none of the 1 artifacts of this run has the digest');
});

it('does not believe the store', async () => {
  const lying = {
    ...artifacts,
    listArtifacts: async () => ({ artifacts: [{ name: 'x', id: 0, size: 1, digest: digestOf('x') }] }),
  };
  put(archive('out/x', 'File'));
  const folder = await workspace('to');
  await expect(
    run({ mode: 'load', digest: digestOf('x') }, { ...dependencies(folder), artifacts: lying }),
  ).rejects.toThrow('other bytes arrived');
});

describe('inputs', () => {
  const read = (given: Readonly<Record<string, string>>) =>
    loadInputs(createInputReader((name) => given[name] ?? (name === 'retention-days' ? '1' : '')));
  it.each([
    [{ mode: 'load' }, '"digest" is empty'],
    [{ mode: 'load', digest: 'latest' }, 'which is no digest'],
    [{ mode: 'load', digest: digestOf(''), files: 'out' }, 'belong to mode "save"'],
    [{ mode: 'save', name: 'x' }, 'names no file'],
    [{ mode: 'save', name: 'x', files: '!out' }, 'names no file'],
    [{ mode: 'save', name: '../x', files: 'out' }, 'cannot be the name of an artifact'],
    [{ mode: 'save', name: 'x', files: 'out', digest: digestOf('') }, 'belongs to mode "load"'],
    [{ mode: 'save', files: 'out' }, '"name" is empty'],
  ])('%j', (given, message) => {
    expect(() => read(given)).toThrow(message);
  });
});
