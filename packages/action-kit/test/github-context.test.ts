import { mkdtemp, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readGitHubContext, requireContext, runUrlOf } from '../src/github-context.ts';

const folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-test-'));
const eventFile = async (text: string): Promise<string> => {
  const file = path.join(folder, `${Math.random()}.json`);
  await writeFile(file, text);
  return file;
};

const RUN = {
  GITHUB_EVENT_NAME: 'push',
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_SHA: 'a'.repeat(40),
  GITHUB_REF: 'refs/heads/main',
  GITHUB_RUN_ID: '19700000001',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_API_URL: 'https://ghe.acme.example/api/v3/',
  GITHUB_SERVER_URL: 'https://ghe.acme.example',
};

test('a run', async () => {
  const env = { ...RUN, GITHUB_EVENT_PATH: await eventFile('{"before":"b"}') };
  const context = await readGitHubContext(env);
  expect(context).toEqual({
    eventName: 'push',
    payload: { before: 'b' },
    repository: { owner: 'acme', repo: 'shop' },
    sha: 'a'.repeat(40),
    ref: 'refs/heads/main',
    runId: '19700000001',
    runAttempt: '2',
    apiUrl: 'https://ghe.acme.example/api/v3',
    serverUrl: 'https://ghe.acme.example',
  });
  expect(runUrlOf(context)).toBe('https://ghe.acme.example/acme/shop/actions/runs/19700000001');
});

test('outside of a run nothing but the addresses is known', async () => {
  const context = await readGitHubContext({ GITHUB_SHA: '', GITHUB_API_URL: '' });
  expect(context).toEqual({
    eventName: undefined,
    payload: {},
    repository: undefined,
    sha: undefined,
    ref: undefined,
    runId: undefined,
    runAttempt: undefined,
    apiUrl: 'https://api.github.com',
    serverUrl: 'https://github.com',
  });
  expect(runUrlOf(context)).toBeUndefined();
  expect(runUrlOf({ ...context, repository: { owner: 'a', repo: 'b' } })).toBeUndefined();
  expect(requireContext(context, 'apiUrl')).toBe('https://api.github.com');
  expect(() => requireContext(context, 'sha')).toThrow('GITHUB_SHA is not set.');
  expect(() => requireContext(context, 'repository')).toThrow('GITHUB_REPOSITORY is not set.');
});

test("the process's own environment is read, and never changed", async () => {
  const own = process.env;
  await readGitHubContext(RUN);
  await readGitHubContext({ ...RUN, GITHUB_SHA: 'x' }).catch(() => {});
  expect(process.env).toBe(own);
  expect((await readGitHubContext(process.env)).apiUrl).toMatch(/^https:/);
});

describe('what no runner sets', () => {
  test.each([
    ['GITHUB_REPOSITORY', 'acme'],
    ['GITHUB_REPOSITORY', 'a/b/c'],
    ['GITHUB_SHA', 'A'.repeat(40)],
    ['GITHUB_SHA', 'a'.repeat(39)],
    ['GITHUB_REF', 'main'],
    ['GITHUB_REF', 'refs/heads/a b'],
    ['GITHUB_RUN_ID', '12x'],
    ['GITHUB_RUN_ATTEMPT', '-1'],
    ['GITHUB_API_URL', 'api.github.com'],
    ['GITHUB_SERVER_URL', 'javascript:alert(1)'],
  ])('%s=%s', async (name, value) => {
    await expect(readGitHubContext({ ...RUN, [name]: value })).rejects.toMatchObject({
      category: 'configuration',
      code: 'action/context',
      message: `${name} is "${value}", which is not what a runner sets.`,
    });
  });
});

describe('an event that cannot be read', () => {
  const read = (file: string) => readGitHubContext({ ...RUN, GITHUB_EVENT_PATH: file });
  test.each([
    ['is not there', async () => path.join(folder, 'none'), /cannot be read \(ENOENT\)/],
    ['is a folder', async () => folder, /is no file/],
    ['is no JSON', () => eventFile('{"secret": nonsense'), /is not JSON\.$/],
    ['is a list', () => eventFile('[]'), /holds no object/],
    ['is null', () => eventFile('null'), /holds no object/],
  ])('%s', async (_name, file, message) => {
    await expect(file().then(read)).rejects.toMatchObject({
      code: 'action/event',
      message: expect.stringMatching(message),
    });
  });

  test('it is too large', async () => {
    const file = await eventFile('{}');
    await truncate(file, 32 * 1024 * 1024 + 1);
    await expect(read(file)).rejects.toMatchObject({ message: expect.stringContaining('has more than') });
  });
});
