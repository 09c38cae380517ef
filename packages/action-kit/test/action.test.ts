import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { configurationFailure, policyFailure } from '@sealift/core/failure';
import { describe, expect, test } from 'vitest';
import { type Action, createRuntime, type Runtime, reportFailure, runStep } from '../src/action.ts';
import { createInputReader } from '../src/inputs.ts';
import { type Command, parseCommands } from './commands.ts';

const PAGE = 'https://github.com/sealift/sealift/blob/main/docs/troubleshooting.md#action-input';
const STEP = path.join(import.meta.dirname, 'fixtures/step.ts');

/** Starts the step as the runner does: by node, with files for outputs, state and summary. */
async function start(
  input: string,
  {
    env = {},
    cancelAt,
  }: { readonly env?: Readonly<Record<string, string>>; readonly cancelAt?: string } = {},
) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-test-'));
  const files = { GITHUB_OUTPUT: 'output', GITHUB_STATE: 'state', GITHUB_STEP_SUMMARY: 'summary' };
  const paths = Object.fromEntries(
    Object.entries(files).map(([name, file]) => [name, path.join(folder, file)]),
  );
  for (const file of Object.values(paths)) await writeFile(file, '');
  const child = spawn(process.execPath, ['--conditions=source', STEP], {
    env: { PATH: process.env['PATH'], RUNNER_DEBUG: '1', INPUT_DO: input, ...paths, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += String(chunk);
    if (cancelAt !== undefined && output.includes(cancelAt) && !child.killed) child.kill('SIGINT');
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  const written = async (name: keyof typeof files) => readFile(paths[name] ?? '', 'utf8');
  const annotations = parseCommands(output).filter(({ command }) => command === 'error');
  return { code, output, errors, annotations, written };
}

/** `name<<delimiter`, lines, `delimiter`, as the runner reads files of outputs and state. */
const values = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/^(\S+)<<(\S+)\n([\s\S]*?)\n\2$/gm)].map(([, name, , value]) => [name, value]),
  );

describe('a step', () => {
  test('ends well: outputs, state, summary', async () => {
    const { code, annotations, written } = await start('work');
    expect(code).toBe(0);
    expect(annotations).toEqual([]);
    expect(values(await written('GITHUB_OUTPUT'))).toEqual({ result: 'one\ntwo' });
    expect(values(await written('GITHUB_STATE'))).toEqual({ 'sealift-main-started': 'true', left: 'a\nb' });
    expect(await written('GITHUB_STEP_SUMMARY')).toBe('# Done\n');
  });

  test('the post step has what the main step saved', async () => {
    const env = { 'STATE_sealift-main-started': 'true', STATE_left: 'a' };
    const { code, output, written } = await start('work', { env });
    expect(code).toBe(0);
    expect(output).toContain('left: a');
    expect(await written('GITHUB_OUTPUT')).toBe('');
  });

  test('fails: one annotation with its place, exit 1, and what was put out before', async () => {
    const { code, annotations, written } = await start('fail');
    expect(code).toBe(1);
    expect(annotations).toEqual<readonly Command[]>([
      {
        command: 'error',
        properties: { title: 'Configuration error', file: 'a.yaml', line: '3' },
        message: `It is wrong. Put it right. More: ${PAGE}`,
      },
    ]);
    expect(values(await written('GITHUB_OUTPUT'))).toEqual({ early: 'yes' });
  });

  test.each([
    ['an input is missing', '', 'Configuration error', /"do" is empty/],
    ['it has a bug', 'bug', 'Internal error', /bug in Sealift/],
    [
      'a promise is rejected that nobody awaits',
      'reject',
      'Internal error',
      /nobody listens.*bug in Sealift/s,
    ],
    ['two of them', 'reject twice', 'Internal error', /nobody listens.*bug in Sealift/s],
    ['an error is thrown where nobody catches', 'throw', 'Internal error', /nobody listens.*bug in Sealift/s],
    [
      'what nobody awaits is for the user',
      'refuse',
      'Configuration error',
      new RegExp(`^It is wrong. Put it right. More: ${PAGE}$`),
    ],
  ])('%s: one annotation, exit 1', async (_name, input, title, message) => {
    const temporary = await mkdtemp(path.join(os.tmpdir(), 'sealift-test-'));
    const { code, annotations, errors } = await start(input, { env: { RUNNER_TEMP: temporary } });
    expect(code).toBe(1);
    expect(await readdir(temporary), 'folders left').toEqual([]);
    expect(annotations).toHaveLength(1);
    expect(annotations[0]?.properties['title']).toBe(title);
    expect(annotations[0]?.message).toMatch(message);
    expect(errors).toBe('');
  });

  test('is cancelled: the work is told, and may end in order', async () => {
    const { code, output } = await start('wait', { cancelAt: 'waiting' });
    expect(output).toContain('cancelled');
    expect(code).toBe(0);
  });

  test('ends although something still runs', async () => {
    expect((await start('linger')).code).toBe(0);
  });
});

describe('without a process', () => {
  function runtime(state: Readonly<Record<string, string>> = {}) {
    const saved: Record<string, string> = { ...state };
    const outputs: Record<string, string> = {};
    const made: Runtime = {
      ...createRuntime({}, new AbortController().signal),
      setOutput: (name, value) => {
        outputs[name] = value;
      },
      state: {
        save: (name, value) => {
          saved[name] = value;
        },
        load: (name) => saved[name],
      },
    };
    return { made, saved, outputs };
  }
  const reader = createInputReader(() => 'x');
  const calls: string[] = [];
  const action: Action<string, 'a'> = {
    loadInputs: (inputs) => inputs.required('x'),
    run: async (inputs) => {
      calls.push(`run ${inputs}`);
      return { a: inputs };
    },
  };

  test('an action without a post step keeps no state', async () => {
    const { made, saved, outputs } = runtime();
    await runStep(action, made, reader);
    expect(outputs).toEqual({ a: 'x' });
    expect(saved).toEqual({});
  });

  test('main first, post after it', async () => {
    const both = { ...action, post: async (inputs: string) => void calls.push(`post ${inputs}`) };
    const { made, saved } = runtime();
    calls.length = 0;
    await runStep(both, made, reader);
    await runStep(both, made, reader);
    expect(calls).toEqual(['run x', 'post x']);
    expect(saved).toEqual({ 'sealift-main-started': 'true' });
  });

  test('a runtime outside of a job writes no summary and has no token', async () => {
    const made = createRuntime({}, new AbortController().signal);
    await made.summary('# x');
    await expect(made.oidc('sigstore')).rejects.toMatchObject({ code: 'action/id-token-permission' });
    expect(made.state.load('none')).toBeUndefined();
  });
});

describe('what is said of a failure', () => {
  const report = (failure: Parameters<typeof reportFailure>[0]) => {
    const lines: unknown[][] = [];
    reportFailure(failure, {
      error: (...line) => void lines.push(['error', ...line]),
      debug: (line) => void lines.push(['debug', line]),
    });
    return lines;
  };

  test('cause and remedy for people, code and causes for the debug log', () => {
    const error = new Error('beneath');
    const lines = report(policyFailure({ code: 'gate/blocked', cause: 'No.', remedy: 'Fix.', error }));
    expect(lines[0]).toEqual(['error', 'No. Fix.', { title: 'Policy violation', code: 'gate/blocked' }]);
    expect(lines[1]).toEqual(['debug', 'code: gate/blocked']);
    expect(lines.slice(2).map(([, text]) => String(text).split('\n')[0])).toEqual([
      'Failure: No.',
      'Error: beneath',
    ]);
  });

  test('a file without a line; an error that is its own cause', () => {
    const error = new Error('circle');
    error.cause = error;
    const lines = report(
      configurationFailure({
        code: 'test/failure',
        cause: 'C.',
        remedy: 'R.',
        error,
        location: { file: 'f' },
      }),
    );
    expect(lines[0]).toEqual([
      'error',
      'C. R.',
      { title: 'Configuration error', code: 'test/failure', file: 'f' },
    ]);
    expect(lines[1]).toEqual(['debug', 'code: test/failure']);
    expect(lines).toHaveLength(4);
  });
});
