/** From options to evidence, with a sandbox that has GitHub's stand-in but no engines. */
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type StandIn, startStandIn } from '@sealift/fake-github/stand-in';
import type { Sandbox, startSandbox } from '@sealift/sandbox/sandbox';
import { afterEach, beforeEach, expect, it, type Mock, vi } from 'vitest';
import type { Options } from '../src/options.ts';
import { type RehearsalDependencies, rehearse } from '../src/rehearse.ts';
import { git } from '../src/sources.ts';

let folder: string;
let standIn: StandIn;
let lines: string[];
let stopped: number;
let start: Mock<typeof startSandbox>;
let given: RehearsalDependencies;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-rehearse-'));
  standIn = await startStandIn();
  lines = [];
  stopped = 0;
  start = vi.fn(async ({ dir, log }) => {
    await mkdir(dir, { recursive: true });
    log.info('the sandbox starts');
    return {
      ...{ dir, cacheDir: folder, github: standIn.github, env: {}, path: '/usr/bin:/bin', toolCache: folder },
      ...{
        ports: { ghcr: 1, mirror: 1 },
        proxy: { refused: new Map() },
        engines: { paths: {}, provided: {} },
      },
      stop: async () => {
        stopped += 1;
      },
    } as unknown as Sandbox;
  });
  given = {
    env: {},
    clock: { now: () => Date.now(), sleep: () => Promise.resolve() },
    signal: new AbortController().signal,
    write: (line) => lines.push(line),
    startSandbox: start,
  };
});
afterEach(async () => {
  await standIn.stop();
  await rm(folder, { recursive: true });
});

async function repository(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const to = path.join(folder, name);
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(to, file)), { recursive: true });
    await writeFile(path.join(to, file), text);
  }
  await git(to, 'init', '--quiet', '--initial-branch=main');
  await git(to, 'add', '--all');
  await git(to, 'commit', '--quiet', '--message', 'first');
  return to;
}
/** A caller whose job is never run, so that no tool is needed. */
const caller = `name: release
on: { push: {}, pull_request: {}, workflow_dispatch: {} }
permissions: {}
jobs:
  release:
    if: false
    uses: sealift/sealift/.github/workflows/build-and-push.yml@v1
    permissions: { contents: read, packages: write, security-events: write, id-token: write }
    with: { ops-repository: acme/ops }
`;
const options = (more: Partial<Options>): Options => ({
  ...{
    repo: undefined,
    ops: undefined,
    event: 'push',
    fork: false,
    keep: false,
    json: false,
    visibility: 'private',
    deploy: undefined,
    report: undefined,
    open: false,
  },
  ...more,
});

it('is no success when every job was skipped, and says what it did on the way', async () => {
  const repo = await repository('shop', { '.github/workflows/release.yml': caller });
  const ops = await repository('ops', { 'values.yaml': 'tag: a\n' });
  const report = vi.fn(async () => undefined);
  const evidence = await rehearse(options({ repo, ops }), { ...given, report });
  expect(report).toHaveBeenCalledExactlyOnceWith(evidence, undefined);
  expect(evidence).toMatchObject({
    ...{ success: false, event: 'push', releases: [], pullRequest: undefined },
    commit: await git(repo, 'rev-parse', 'HEAD'),
    failure: { job: '', step: '', reason: 'The run ended as "success".' },
  });
  expect(evidence.assertions.map(({ subject, ok }) => [subject, ok])).toEqual([
    ['GitHub', true],
    ['network', true],
  ]);
  expect(Object.keys(evidence.durations)).toEqual(['base images', 'pipeline', 'assertions']);
  const text = lines.join('\n');
  for (const part of ['the sandbox starts', 'looking at Dockerfiles', 'push of acme/shop', 'asking cosign'])
    expect(text).toContain(part);
  expect(stopped).toBe(1);
});

it('opens what a branch adds as a pull request, and nothing is published', async () => {
  const repo = await repository('shop', { '.github/workflows/release.yml': caller });
  await git(repo, 'checkout', '--quiet', '-b', 'feature');
  await writeFile(path.join(repo, 'new'), 'x');
  const evidence = await rehearse(options({ repo, event: 'pull_request', fork: true }), given);
  expect(evidence.event).toBe('pull_request');
  expect(evidence.assertions).toContainEqual({
    subject: 'pull request event',
    claim: 'nothing was pushed, signed or opened',
    ok: true,
    judge: 'registry',
    detail: 'the registry is empty',
  });
});

it('names the reader’s folder, not its copy, in a refusal, and starts nothing', async () => {
  const repo = await repository('shop', { readme: 'x' });
  const refusal = rehearse(options({ repo }), given);
  await expect(refusal).rejects.toMatchObject({
    code: 'rehearsal/no-caller',
    message: `No workflow in ${repo}/.github/workflows calls build-and-push.yml.`,
  });
  expect(start).not.toHaveBeenCalled();
  expect(lines).toEqual([]);
});

it('keeps the folder when asked, and ends the sandbox also after a failure', async () => {
  const repo = await repository('shop', {
    '.github/workflows/release.yml': caller,
    'apps/api/Dockerfile': 'FROM localhost:1/acme/base:1\n',
  });
  await expect(rehearse(options({ repo, keep: true }), given)).rejects.toMatchObject({
    location: { line: 1 },
    message: expect.stringContaining('nothing stands in for that registry'),
  });
  expect(stopped).toBe(1);
  const kept = lines.at(-1)?.replace('Kept, with all logs: ', '') ?? '';
  try {
    expect((await stat(kept)).isDirectory()).toBe(true);
    expect((await readdir(kept)).sort()).toEqual(['sandbox', 'sources']);
  } finally {
    await rm(kept, { recursive: true });
  }
});

it('ends when its folder is removed, and says that', async () => {
  const repo = await repository('shop', { '.github/workflows/release.yml': caller });
  start.mockImplementation(async ({ dir, signal }) => {
    await rm(path.dirname(dir), { recursive: true });
    return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  });
  await expect(rehearse(options({ repo }), given)).rejects.toMatchObject({
    code: 'rehearsal/folder-gone',
  });
});
