import { chmod, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { memoryLog } from '@sealift/testing/log';
import { failureOf } from '@sealift/testing/thrown';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { childEnvironment, createExec } from '../src/exec.ts';

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

test.each([
  ['a code', 'process.exit(3)', 'ended with 3 after'],
  ['a signal', 'process.kill(process.pid, "SIGKILL")', 'ended with a signal after'],
])('the debug log says that a child ended by %s', async (_, code, words) => {
  const log = memoryLog();
  await createExec(log)(node, script(code), options);
  expect(log.lines.join()).toContain(words);
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
  expect(failure.message).toMatch(/^\/nowhere\/tool could not be started: (?!Error: )./);
});

test('two children at the same time get their own deadlines, input and output', async () => {
  const run = (name: string, seconds: number, timeout: number) =>
    exec('sh', ['-c', `cat; exec sleep ${seconds}`], { env: {}, timeout, input: name });
  const results = await Promise.all([
    run('a', 60, 1_500),
    run('b', 2.5, 20_000),
    run('c', 60, 1_500),
    run('d', 2.5, 20_000),
  ]);
  expect(results.map(({ stdout, timedOut, exitCode }) => [stdout, timedOut, exitCode])).toEqual([
    ['a', true, -1],
    ['b', false, 0],
    ['c', true, -1],
    ['d', false, 0],
  ]);
}, 15_000);

test('a child that is started for a line of another one has its own deadline', async () => {
  const inner: Promise<unknown>[] = [];
  const outer = await exec(node, script('console.log(1); setTimeout(() => {}, 60_000)'), {
    env: {},
    timeout: 1_500,
    onLine: () =>
      inner.push(
        exec(node, script('setTimeout(() => process.exit(3), 2_500)'), { ...options, timeout: 20_000 }),
      ),
  });
  expect(outer.timedOut).toBe(true);
  expect(await Promise.all(inner)).toMatchObject([{ exitCode: 3, timedOut: false }]);
}, 15_000);

test('ends a child at its deadline that has a grandchild on its pipes', async () => {
  const code = `require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 9000)'], { stdio: 'inherit' }); console.log('rest'.repeat(3))`;
  const started = performance.now();
  const result = await exec(node, script(code), { env: {}, timeout: 500 });
  expect(result).toMatchObject({ timedOut: true, exitCode: -1 });
  expect(performance.now() - started).toBeLessThan(6_000);
}, 15_000);

test('a signal from elsewhere is exit code -1, and no deadline', async () => {
  const result = await exec(node, script('process.kill(process.pid, "SIGKILL")'), options);
  expect(result).toMatchObject({ exitCode: -1, timedOut: false });
});

test('characters that are split between chunks come out right', async () => {
  const lines: string[] = [];
  const code = `const b = Buffer.from('가나\\n'); process.stdout.write(b.subarray(0, 4)); setTimeout(() => process.stdout.write(b.subarray(4)), 100)`;
  const { stdout } = await exec(node, script(code), { ...options, onLine: (line) => lines.push(line) });
  expect([stdout, lines]).toEqual(['가나\n', ['가나']]);
});

test('keeps the end of what is too much, and hands on all of it', async () => {
  let lines = 0;
  const code = `const line = 'x'.repeat(1023) + '\\n'; let left = 70 * 1024; const more = () => { while (left-- > 0) if (!process.stdout.write(line)) return void process.stdout.once('drain', more); process.stdout.write('the end'); }; more()`;
  const { stdout } = await exec(node, script(code), {
    ...options,
    onLine: () => {
      lines += 1;
    },
  });
  expect(lines).toBe(70 * 1024 + 1);
  expect(stdout.length).toBeLessThanOrEqual(64 * 1024 * 1024);
  expect(stdout.length).toBeGreaterThan(63 * 1024 * 1024);
  expect(stdout.endsWith('the end')).toBe(true);
}, 30_000);

test('reads a long line without an end in linear time', async () => {
  const code = `const part = 'x'.repeat(1 << 20); let left = 48; const more = () => { while (left-- > 0) if (!process.stdout.write(part)) return void process.stdout.once('drain', more); }; more()`;
  const started = performance.now();
  const { stdout } = await exec(node, script(code), options);
  expect(stdout.length).toBe(48 << 20);
  expect(performance.now() - started).toBeLessThan(15_000);
}, 30_000);

test('nothing of a child, nor its command line, is on the own stdout', async () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const errors = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    await exec(node, script('console.log("::set-env::x"); console.error("::error::y")'), options);
    await failureOf(exec('/nowhere/tool', [], options));
    expect([...write.mock.calls, ...errors.mock.calls]).toEqual([]);
  } finally {
    write.mockRestore();
    errors.mockRestore();
  }
});

describe('a program', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sealift-exec-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const install = async (name: string, content = '#!/bin/sh\nprintf "%s|%s\\n" "$0" "$1"\n') => {
    const file = path.join(folder, name);
    await writeFile(file, content);
    await chmod(file, 0o755);
    return file;
  };

  test.each([
    'with space',
    'with "quotes"',
    "single 'quotes'",
    'back\\slash',
    'back\\" \\\\" slash',
    ' led',
    '$HOME;`x`',
  ])('is found when its name is <%s>, and gets its arguments as they are', async (name) => {
    const file = await install(name);
    for (const argument of ['', 'a b', '"a"', '\\"', "'", '$HOME `x` *', '--x=a b'])
      expect((await exec(file, [argument], options)).stdout).toBe(`${file}|${argument}\n`);
  });

  test('is looked for on the PATH that it is given, never on the own one or in relative folders', async () => {
    await install('tool');
    const inPath = (PATH: string) => exec('tool', ['x'], { ...options, env: { PATH }, cwd: folder });
    expect((await inPath(`/nowhere:${folder}`)).stdout).toBe(`${folder}/tool|x\n`);
    expect(await failureOf(inPath('.::/nowhere'))).toMatchObject({ code: 'process/not-started' });
    vi.stubEnv('PATH', folder);
    expect(await failureOf(inPath('/nowhere'))).toMatchObject({ code: 'process/not-started' });
    vi.unstubAllEnvs();
    expect((await exec('sh', ['-c', 'echo system'], options)).stdout).toBe('system\n');
  });

  test('with a relative path is meant from the folder that it runs in', async () => {
    await mkdir(path.join(folder, 'bin'));
    await install('bin/tool', '#!/bin/sh\npwd\n');
    expect((await exec('bin/tool', [], { ...options, cwd: folder })).stdout).toBe(`${folder}\n`);
  });

  test.each<[string, (file: string) => Parameters<typeof exec>]>([
    ['a name with white space at its end', (file) => [`${file} `, [], options]],
    ['a folder', () => [folder, [], options]],
    ['a folder to run in that does not exist', (file) => [file, [], { ...options, cwd: `${folder}/none` }]],
    ['a file to run in', (file) => [file, [], { ...options, cwd: file }]],
    ['a path below a file to run in', (file) => [file, [], { ...options, cwd: `${file}/x` }]],
    ['a zero byte in an argument', (file) => [file, ['a\0b'], options]],
    ['a zero byte in the environment', (file) => [file, [], { ...options, env: { A: '\0' } }]],
    ['a command line that is too long', (file) => [file, ['x'.repeat(4_000_000)], options]],
    ['an empty name', () => ['', [], options]],
  ])('does not start with %s, which is a failure', async (_, call) => {
    const file = await install('tool');
    await copyFile(file, `${file} `).catch(() => {});
    const failure = await failureOf(exec(...call(file)));
    expect(failure).toMatchObject({ category: 'remote', code: 'process/not-started' });
    expect(failure.message).toMatch(/ could not be started: .+\.$/);
  });

  test('that is no executable is not started', async () => {
    const file = await install('tool');
    await chmod(file, 0o644);
    expect((await failureOf(exec(file, [], options))).message).toContain('no such executable file');
  });
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
