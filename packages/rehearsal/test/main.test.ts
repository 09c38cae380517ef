/** What somebody sees who calls the command wrongly, or asks how to call it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { FAILURE_CODES } from '../src/failure-codes.ts';
import { USAGE } from '../src/options.ts';
import { git } from '../src/sources.ts';

let folder: string;
const argv = process.argv;
let stdout: string;
let stderr: string;
let exits: number;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-main-'));
  await git(folder, 'init', '--quiet', '--initial-branch=main');
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  vi.resetModules();
  [stdout, stderr, exits] = ['', '', 0];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += String(text);
    return true;
  });
  vi.spyOn(process, 'exit').mockImplementation((() => {
    exits += 1;
  }) as () => never);
  // Handlers of the command must not outlive it here.
  vi.spyOn(process, 'on').mockReturnValue(process);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.argv = argv;
});

/** The command in this process; its exit is only noted. */
async function command(...args: readonly string[]): Promise<number> {
  process.argv = [...argv.slice(0, 2), ...args];
  vi.stubEnv('INIT_CWD', folder);
  const before = process.exitCode;
  await import('../src/main.ts');
  const code = process.exitCode;
  process.exitCode = before;
  expect(exits).toBe(1);
  return Number(code);
}

it('shows its usage', async () => {
  expect(await command('--help')).toBe(0);
  expect(stdout).toBe(USAGE);
  expect(stderr).toBe('');
});

it.each([
  [['--event', 'deploy'], 'There is no event "deploy".', 'Use one of push, pull_request, workflow_dispatch.'],
  [['--fork'], 'Only a pull request can come from a fork.', 'Add --event pull_request, or leave out --fork.'],
  [['--ops', '.'], '--ops is given without --repo.', 'Name the app repository with --repo PATH as well.'],
  [['--repo', 'absent'], '--repo absent is not a git repository.', 'Give the folder that holds .git.'],
])('refuses %j on stderr, with cause, remedy and usage', async (args, cause, remedy) => {
  expect(await command(...args)).toBe(1);
  expect(stderr).toBe(`\n${cause}\n${remedy}\n\n${USAGE}\n`);
  expect(stdout).toBe('');
});

it('tells a failure of the rehearsal without a stack, and ends with 1', async () => {
  expect(await command('--repo', '.', '--json')).toBe(1);
  expect(stderr).toContain('calls build-and-push.yml.\nAdd a workflow there');
  expect(stderr).not.toContain('    at ');
  expect(stdout).toBe('');
});

it('gives each of its failures a code of its own', () => {
  expect(FAILURE_CODES).toContain('rehearsal/no-caller');
  expect(new Set(FAILURE_CODES).size).toBe(FAILURE_CODES.length);
});
