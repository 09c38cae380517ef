import { fakeClock } from '@sealift/testing/clock';
import { memoryLog } from '@sealift/testing/log';
import { failureOf } from '@sealift/testing/thrown';
import type { Exec } from '@sealift/tools/exec';
import { describe, expect, test } from 'vitest';
import { askDockerfile } from '../src/call.ts';
import { inputsOf } from './given.ts';

/** As buildx 0.36.1 answers `--call check,format=json`, without the sources. */
const ranges = (line: number) => ({ location: { ranges: [{ start: { line }, end: { line } }] } });
const FOUND = {
  warnings: [
    {
      ruleName: 'ConsistentInstructionCasing',
      description: 'All commands within the Dockerfile should use the same casing (either upper or lower)',
      url: 'https://docs.docker.com/go/dockerfile/rule/consistent-instruction-casing/',
      detail: "Command 'COPY' should match the case of the command majority (lowercase)",
      ...ranges(2),
    },
  ],
};
const BROKEN = {
  warnings: null,
  buildError: { message: 'dockerfile parse error on line 2: unknown instruction: COPYY', ...ranges(2) },
};
const TARGETS = 'TARGET    DESCRIPTION\n(default) \n';

async function ask(call: string, stdout: string, exitCode = 0, stderr: readonly string[] = []) {
  const log = memoryLog();
  let command: readonly string[] = [];
  const exec: Exec = async (_file, args, { onLine }) => {
    command = args;
    for (const line of stdout.split('\n')) onLine?.(line, 'stdout');
    for (const line of stderr) onLine?.(line, 'stderr');
    return { exitCode, stdout, stderr: '', timedOut: false };
  };
  const inputs = inputsOf({ call });
  const asking = askDockerfile(
    {
      inputs,
      source: {
        context: '/ws/app',
        buildContexts: [],
        title: 'app/Dockerfile',
        dockerfile: '/ws/app/Dockerfile',
        dockerfilePath: 'app/Dockerfile',
        commit: undefined,
        epoch: undefined,
        readsEpoch: false,
      },
      context: {
        eventName: undefined,
        payload: {},
        repository: undefined,
        sha: undefined,
        ref: undefined,
        runId: undefined,
        runAttempt: undefined,
        apiUrl: '',
        serverUrl: 'https://github.com',
      },
      workspace: '/ws',
      secrets: [],
      keys: [],
      buildx: { file: 'buildx', prefix: [], version: '0.36.1', docker: undefined },
      builder: { name: 'b', description: 'b', env: {}, close: async () => {} },
      environment: {},
      scratch: '/scratch',
      caches: { imports: [], exports: [], notes: [] },
    },
    call,
    {
      env: {},
      log,
      exec,
      clock: fakeClock(),
      signal: new AbortController().signal,
    },
  );
  return { asking, log, command: () => command };
}

describe('a check of the Dockerfile', () => {
  test('that finds nothing passes', async () => {
    const { asking, log, command } = await ask('check', JSON.stringify({ warnings: null, sources: [] }));
    expect(await asking).toBe('{"warnings":[]}');
    expect(log.lines.at(-1)).toContain('no warnings found');
    expect(command().join(' ')).toContain('--call check,format=json');
    expect(command()).not.toContain('--output');
  });

  test('fails at the line of what it finds, and warns of each', async () => {
    const { asking, log } = await ask('check', JSON.stringify(FOUND), 1);
    expect(await failureOf(asking)).toMatchObject({
      code: 'build-push/check-failed',
      message: expect.stringContaining('found a problem'),
      location: { file: 'app/Dockerfile', line: 2 },
    });
    expect(log.lines).toContainEqual(
      expect.stringMatching(
        /^warning Command 'COPY' should match.*ConsistentInstructionCasing.*app\/Dockerfile:2/,
      ),
    );
  });

  test('says why a Dockerfile cannot be built', async () => {
    const { asking } = await ask('check', JSON.stringify(BROKEN), 1);
    expect(await failureOf(asking)).toMatchObject({
      code: 'build-push/check-failed',
      message: expect.stringContaining('unknown instruction: COPYY'),
      location: { line: 2 },
    });
  });

  test('that answers something else is not understood', async () => {
    const { asking } = await ask('check', 'Checked!');
    expect((await failureOf(asking)).code).toBe('build-push/bad-answer');
  });

  test('that does not come to an answer fails as a build does', async () => {
    const { asking } = await ask('check', '', 1, ['ERROR: failed to dial: no such host']);
    expect((await failureOf(asking)).code).toMatch(/^buildx\//);
  });
});

test('other answers are shown as they are', async () => {
  const { asking, log, command } = await ask('targets', TARGETS);
  expect(await asking).toBe(TARGETS.trim());
  expect(log.lines).toContain('info TARGET    DESCRIPTION');
  expect(command().join(' ')).toContain('--call targets --');
});
