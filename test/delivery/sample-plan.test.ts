/** Which change of the sample builds which of its images: what tests and tools are made of builds none. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { git, repositoryFromFiles } from '@sealift/rehearsal/sources';
import { fakeClock } from '@sealift/testing/clock';
import { memoryLog } from '@sealift/testing/log';
import { createExec } from '@sealift/tools/exec';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from '../../actions/plan/src/run.ts';

const SAMPLE = path.resolve(import.meta.dirname, '../../action-templates/sample');
let folder: string;
let sample: string;
let base: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sample-plan-'));
  sample = path.join(folder, 'shop');
  await repositoryFromFiles(SAMPLE, sample);
  base = await git(sample, 'rev-parse', 'HEAD');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Names of the apps that a push of a change to the file builds. */
async function built(file: string): Promise<readonly string[]> {
  await git(sample, 'checkout', '--quiet', '--detach', base);
  await writeFile(path.join(sample, file), '\n', { flag: 'a' });
  await git(sample, 'commit', '--quiet', '--all', '--message', `Change ${file}`);
  const head = await git(sample, 'rev-parse', 'HEAD');
  const event = path.join(folder, 'event.json');
  await writeFile(event, JSON.stringify({ before: base, after: head }));
  const log = memoryLog();
  const outputs = await run(
    {
      ...{ config: '.github/sealift.yml', apps: [], platforms: ['linux/amd64'], copyTo: [], ignoreFiles: [] },
      ...{ imagePrefix: 'ghcr.io/acme/shop', releases: undefined, token: undefined },
      ...{ prepared: false, mode: 'auto', rebuild: false },
    },
    {
      env: {
        ...{ PATH: process.env['PATH'], HOME: folder, GITHUB_WORKSPACE: sample },
        ...{ GITHUB_REPOSITORY: 'acme/shop', GITHUB_RUN_ID: '1', GITHUB_EVENT_NAME: 'push' },
        ...{ GITHUB_EVENT_PATH: event, GITHUB_REF: 'refs/heads/main', GITHUB_SHA: head },
      },
      ...{ log, clock: fakeClock(0), summary: async () => {}, exec: createExec(log) },
      fetch: () => Promise.reject(new Error('nobody asks GitHub')),
      signal: new AbortController().signal,
      resolveTool: () => Promise.reject(new Error('no tool is needed')),
    },
  );
  const matrix = JSON.parse(outputs['sign-matrix']) as {
    readonly include?: readonly { readonly app: string }[];
  };
  return (matrix.include ?? []).map(({ app }) => app);
}

it.each([
  ['e2e/tests/shop.spec.ts', []],
  ['e2e/package-lock.json', []],
  ['README.md', []],
  ['.github/workflows/ci.yml', []],
  ['apps/api/tests/test_items.py', []],
  ['apps/api/openapi.json', []],
  ['apps/web/tests/api.test.ts', []],
  ['apps/web/biome.json', []],
  ['apps/api/app/main.py', ['api']],
  ['apps/api/migrations/env.py', ['api']],
  ['apps/api/requirements.txt', ['api']],
  ['apps/web/lib/api.ts', ['web']],
  ['apps/web/package-lock.json', ['web']],
  ['apps/api/Dockerfile', ['api']],
])('a change of %s builds %j', async (file, apps) => {
  expect(await built(file)).toEqual(apps);
});
