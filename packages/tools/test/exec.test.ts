import { expect, test } from 'vitest';
import { childEnvironment, createExec } from '../src/exec.ts';
import { failureOf, memoryLog } from './seams.ts';

const node = process.execPath;
const exec = createExec(memoryLog());
const script = (code: string) => ['-e', code];
const options = { env: {}, timeout: 20_000 };

test('gives exit code and both outputs, and never throws for a code', async () => {
  const result = await exec(
    node,
    script('console.log("out"); console.error("err"); process.exitCode = 7'),
    options,
  );
  expect(result).toEqual({ exitCode: 7, stdout: 'out\n', stderr: 'err\n', timedOut: false });
});

test('splits output into lines, whatever the chunks', async () => {
  const lines: string[] = [];
  const code = `process.stdout.write('a\\nb'); setTimeout(() => process.stdout.write('c\\r\\n\\n::error::d'), 50)`;
  await exec(node, script(code), { ...options, onLine: (line, stream) => lines.push(`${stream} ${line}`) });
  expect(lines).toEqual(['stdout a', 'stdout bc', 'stdout ', 'stdout ::error::d']);
});

test('hands on a line without an end in pieces', async () => {
  const lengths: number[] = [];
  const code = `process.stdout.write('x'.repeat(3_000_000))`;
  await exec(node, script(code), { ...options, onLine: (line) => lengths.push(line.length) });
  expect(lengths.length).toBeGreaterThan(1);
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(3_000_000);
});

test('passes nothing on that is not in env', async () => {
  process.env['SEALIFT_TEST_TOKEN'] = 'secret';
  try {
    const code = `console.log(JSON.stringify(process.env))`;
    const { stdout } = await exec(node, script(code), { ...options, env: { ONLY: 'this' } });
    expect(JSON.parse(stdout)).toEqual({ ONLY: 'this' });
  } finally {
    delete process.env['SEALIFT_TEST_TOKEN'];
  }
});

test('writes input, also to a child that does not read it', async () => {
  const echo = await exec(node, script('process.stdin.pipe(process.stdout)'), { ...options, input: 'hello' });
  expect(echo.stdout).toBe('hello');
  const deaf = await exec(node, script('process.exit(0)'), { ...options, input: 'x'.repeat(1_000_000) });
  expect(deaf.exitCode).toBe(0);
});

test('ends a child at its deadline', async () => {
  const started = performance.now();
  const result = await exec(node, script('setInterval(() => {}, 1000)'), { env: {}, timeout: 300 });
  expect(result).toMatchObject({ timedOut: true, exitCode: -1 });
  expect(performance.now() - started).toBeLessThan(4_000);
});

test('kills a child that ignores the request to end', async () => {
  const code = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)`;
  const result = await exec(node, script(code), { env: {}, timeout: 500 });
  expect(result.timedOut).toBe(true);
}, 15_000);

test('does not wait for a grandchild that keeps the pipes open', async () => {
  const code = `require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 8000)'], { stdio: 'inherit' }).unref(); console.log('done')`;
  const started = performance.now();
  const result = await exec(node, script(code), options);
  expect(result).toMatchObject({ exitCode: 0, stdout: 'done\n' });
  expect(performance.now() - started).toBeLessThan(6_000);
}, 15_000);

test('ends a child when the job is cancelled', async () => {
  const cancel = new AbortController();
  const running = exec(node, script('setInterval(() => {}, 1000)'), { ...options, signal: cancel.signal });
  setTimeout(() => cancel.abort(), 200);
  expect(await failureOf(running)).toMatchObject({ category: 'remote' });
  expect((await failureOf(exec(node, ['-v'], { ...options, signal: cancel.signal }))).message).toContain(
    'cancelled',
  );
});

test('a program that does not exist is a failure with its name', async () => {
  const failure = await failureOf(exec('/nowhere/tool', [], options));
  expect(failure).toMatchObject({ category: 'remote' });
  expect(failure.message).toContain('/nowhere/tool could not be started');
});

test('childEnvironment has no token in it, unless it is named', () => {
  const own = {
    PATH: '/bin',
    HOME: '/home/me',
    GITHUB_TOKEN: 't',
    ACTIONS_RUNTIME_TOKEN: 'r',
    HTTPS_PROXY: 'p',
  };
  expect(childEnvironment(own)).toEqual({ PATH: '/bin', HOME: '/home/me', HTTPS_PROXY: 'p' });
  expect(childEnvironment(own, ['ACTIONS_RUNTIME_TOKEN', 'ABSENT'], { HOME: '/other' })).toEqual({
    PATH: '/bin',
    HOME: '/other',
    HTTPS_PROXY: 'p',
    ACTIONS_RUNTIME_TOKEN: 'r',
  });
});
