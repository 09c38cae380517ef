import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readLayout } from '@sealift/registry/layout';
import { buildLayout } from '@sealift/testing/image-layouts';
import { memoryLog } from '@sealift/testing/log';
import { failureOf } from '@sealift/testing/thrown';
import type { ContainerEngine } from '@sealift/tools/container-engine/find';
import { hostPlatform } from '@sealift/tools/container-engine/platform';
import { createExec, type Exec } from '@sealift/tools/exec';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tryImage, writeArchives } from '../src/try-image.ts';

const ENGINE: ContainerEngine = { name: 'docker', file: '/usr/bin/docker', version: '28.2.2' };
const TAG = { registry: 'docker.io', repository: 'library/api', tag: 'latest' };
const own = hostPlatform().split('/')[1] ?? '';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-try-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function setUp(
  architecture: string,
  inputs: { readonly load: boolean; readonly test: string | undefined },
) {
  const built = await buildLayout(architecture);
  const layout = await readLayout(built.directory);
  const config = layout.platformManifests[0]?.manifest.config.digest ?? '';
  const log = memoryLog();
  const calls: string[] = [];
  const real = createExec({ debug: () => {} });
  // Docker is scripted; the shell of the test is real.
  const exec: Exec = async (file, args, options) => {
    if (file !== ENGINE.file) return real(file, args, options);
    calls.push(args.slice(0, 2).join(' '));
    return { exitCode: 0, stdout: args[0] === 'image' ? config : '', stderr: '', timedOut: false };
  };
  const env = {
    PATH: process.env['PATH'],
    RUNNER_TEMP: folder,
    SHOP: 'open',
    INPUT_PASSWORD: 'hunter2',
    ACTIONS_RUNTIME_TOKEN: 'runtime',
    GITHUB_ENV: '/nowhere',
  };
  const dependencies = {
    env,
    log,
    exec,
    signal: new AbortController().signal,
  };
  const trying = tryImage(ENGINE, { ...inputs, tags: [TAG] }, layout, folder, dependencies).finally(() =>
    rm(built.directory, { recursive: true }),
  );
  return { trying, config, calls, log, layout, built };
}

describe('a test', () => {
  test('sees the image by its digest, and nothing that is not its own', async () => {
    const { trying, config, calls, log } = await setUp(own, {
      load: false,
      test: 'echo "$SEALIFT_IMAGE {image}"\nenv | sort > env.txt\necho "::error::x" >&2',
    });
    await trying;
    expect(log.lines).toContain(`info ${config} ${config}`);
    expect(log.lines).toContain('info ::error::x');
    const env = await readFile(path.join(folder, 'env.txt'), 'utf8');
    expect(env).toContain('SHOP=open');
    expect(env).toContain(`SEALIFT_ENGINE=${ENGINE.file}`);
    expect(env).not.toMatch(/hunter2|runtime|GITHUB_ENV/);
    expect(calls).toEqual(['load --input', 'image inspect', 'image rm']);
    expect(await readdir(folder)).toEqual(['env.txt']);
  });

  test.each([
    ['exit 3', 'ended with 3'],
    ['false | true', 'ended with 1'],
    ['cat /does/not/exist', 'No such file'],
  ])('that does "%s" fails the step', async (script, words) => {
    const { trying, calls } = await setUp(own, { load: true, test: script });
    const failure = await failureOf(trying);
    expect([failure.code, failure.remedy]).toEqual([
      'build-push/test-failed',
      expect.stringContaining('nothing was pushed'),
    ]);
    expect(failure.message).toContain(words);
    expect(calls.at(-1)).toBe('image rm');
  });
});

test('of one platform the image is loaded, whatever this machine is', async () => {
  const { trying, log } = await setUp('s390x', { load: true, test: undefined });
  await trying;
  expect(log.lines.join()).toContain('as docker.io/library/api:latest');
});

describe('an archive', () => {
  test('replaces what is there, under the names of the image', async () => {
    const { trying, layout, log } = await setUp(own, { load: true, test: undefined });
    await trying;
    const built = await buildLayout(own);
    const archives = [
      { destination: 'out/a.tar', names: [] },
      { destination: 'out/a.tar', names: [{ ...TAG, tag: '2' }] },
    ];
    await writeArchives({ archives, tags: [TAG] }, await readLayout(built.directory), folder, log);
    await rm(built.directory, { recursive: true });
    const list = execFileSync('tar', ['xOf', path.join(folder, 'out', 'a.tar'), 'manifest.json'], {
      encoding: 'utf8',
    });
    expect(JSON.parse(list)[0].RepoTags).toEqual(['docker.io/library/api:2']);
    expect(log.lines.at(-1)).toContain(`out/a.tar holds the image ${layout.platformManifests[0]?.digest}`);
  });

  test('that cannot be written is said', async () => {
    const built = await buildLayout(own);
    const layout = await readLayout(built.directory);
    await writeFile(path.join(folder, 'file'), '');
    const archives = [{ destination: 'file/a.tar', names: [] }];
    const failure = await failureOf(writeArchives({ archives, tags: [] }, layout, folder, memoryLog()));
    expect(failure.code).toBe('build-push/no-archive');
    await rm(built.directory, { recursive: true });
  });
});
