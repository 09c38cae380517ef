import { readFileSync } from 'node:fs';
import { fakeClock } from '@sealift/testing/clock';
import { memoryLog } from '@sealift/testing/log';
import { describe, expect, test } from 'vitest';
import { buildFailure } from '../../src/buildx/problem.ts';
import { createProgress, seconds } from '../../src/buildx/progress.ts';

/** Recorded from buildx 0.36.1 with BuildKit 0.32.2, without the "statuses" documents. */
const recorded = (name: string): readonly string[] =>
  readFileSync(new URL(`fixtures/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

function follow(lines: readonly string[]) {
  const log = memoryLog();
  const clock = fakeClock();
  const progress = createProgress({ log, clock, dockerfile: 'apps/api/Dockerfile' });
  for (const line of lines) progress.line(line);
  const failure = () =>
    buildFailure({
      steps: progress.steps(),
      words: progress.words(),
      exitCode: 1,
      dockerfile: 'apps/api/Dockerfile',
    });
  return { progress, log, clock, failure, shown: log.lines.filter((line) => !line.startsWith('debug')) };
}

describe('what is shown', () => {
  test('one line per finished step, with its time', () => {
    expect(follow(recorded('ok')).shown).toEqual([
      'info => [base 1/2] COPY busybox /bin/busybox  0.0s',
      'info => [base 2/2] RUN ["/bin/busybox", "--install", "-s", "/bin"]  0.5s',
      'info => [build 1/2] RUN echo "hello world" > /greeting && sleep 1  1.1s',
      `info => [build 2/2] RUN echo '::error::pwned' && echo 'x ##[add-mask]y' >&2  0.2s`,
      'info => [stage-2 1/1] COPY --from=build /greeting /greeting  0.0s',
    ]);
  });

  test('cached steps without a time', () => {
    const { shown, progress } = follow(recorded('cached'));
    expect(shown[0]).toBe('info => CACHED [base 1/2] COPY busybox /bin/busybox');
    expect(progress.steps().filter(({ instruction, cached }) => instruction && cached)).toHaveLength(5);
  });

  test('steps of several platforms', () => {
    const { progress } = follow(recorded('multi'));
    expect(progress.steps().filter(({ instruction }) => instruction)).toHaveLength(3);
  });

  test('output of commands only in the debug log', () => {
    const { log } = follow(recorded('ok'));
    expect(log.lines).toContain('debug ::error::pwned');
  });

  test('lint warnings as annotations at their lines, each once', () => {
    const { shown } = follow([...recorded('warn'), ...recorded('warn')]);
    expect(shown.filter((line) => line.startsWith('warning'))).toEqual([
      "warning StageNameCasing: Stage name 'Base' should be lowercase (line 1) (apps/api/Dockerfile:1)",
      "warning FromAsCasing: 'as' and 'FROM' keywords' casing do not match (line 1) (apps/api/Dockerfile:1)",
      'warning SecretsUsedInArgOrEnv: Do not use ARG or ENV instructions for sensitive data (ARG "PASSWORD") (line 2) (apps/api/Dockerfile:2)',
      'warning SecretsUsedInArgOrEnv: Do not use ARG or ENV instructions for sensitive data (ENV "API_TOKEN") (line 3) (apps/api/Dockerfile:3)',
    ]);
  });

  test('a step that takes long says so every half minute, with its last line', () => {
    const { progress, log, clock } = follow([]);
    const vertex = { digest: 'sha256:1', name: '[2/3] RUN npm ci', started: '2026-11-23T12:00:00Z' };
    progress.line(JSON.stringify({ vertexes: [vertex] }));
    progress.line(JSON.stringify({ logs: [{ vertex: 'sha256:1', data: btoa('fetching\nhalf a li') }] }));
    clock.time += 31_000;
    progress.line(JSON.stringify({ statuses: [] }));
    progress.line(JSON.stringify({ statuses: [] }));
    expect(log.lines.filter((line) => line.startsWith('info'))).toEqual([
      'info    [2/3] RUN npm ci  31.0s so far: fetching',
    ]);
  });

  test('names of steps lose control characters, line breaks and excess length', () => {
    const { progress, log } = follow([]);
    const name = `[1/1] RUN a\u001b[2K\r\n::set-output::x ${'y'.repeat(500)}`;
    const times = { started: '2026-11-23T12:00:00Z', completed: '2026-11-23T12:00:01Z' };
    progress.line(JSON.stringify({ vertexes: [{ digest: 'd', name, ...times }] }));
    expect(log.lines).toHaveLength(1);
    for (const character of ['\u001b', '\r', '\n']) expect(log.lines[0]).not.toContain(character);
    expect(log.lines[0]?.length).toBeLessThan(200);
  });

  test.each(['{"vertexes":', '{"vertexes":[{"name":5}]}', 'not JSON', '{}'])('survives %j', (line) => {
    expect(() => follow([line])).not.toThrow();
  });
});

describe('why a build failed', () => {
  test('a command: its step, exit code, last lines and place', () => {
    const failure = follow(recorded('fail')).failure();
    expect(failure.category).toBe('configuration');
    expect(failure.message).toContain('The build failed at "[3/3] RUN echo preparing;');
    expect(failure.message).toContain('it ended with exit code: 7. Its last lines were:\npreparing\n');
    expect(failure.message).toContain('npm ERR! missing script: build');
    expect(failure.location).toEqual({ file: 'apps/api/Dockerfile', line: 4 });
  });

  test.each([
    ['missing', 'configuration', '"/nothere": not found', 2],
    ['syntax', 'configuration', 'unknown instruction: RUNN', 2],
    ['base', 'remote', 'failed to resolve source metadata for registry.invalid/nope:1', 1],
  ] as const)('%s is %s', (name, code, words, line) => {
    const failure = follow(recorded(name)).failure();
    expect(failure).toMatchObject({ category: code, location: { file: 'apps/api/Dockerfile', line } });
    expect(failure.message).toContain(words);
  });

  test.each([
    ['pull access denied, repository does not exist or may require authorization', 'configuration'],
    ['unexpected status from GET request: 401 Unauthorized', 'configuration'],
    ['unexpected status from HEAD request: 429 Too Many Requests', 'remote'],
    ['rpc error: code = Unavailable desc = error reading from server: EOF', 'remote'],
    ['process "/bin/sh -c curl" did not complete successfully: exit code: 429', 'configuration'],
    ['target stage "nope" could not be found', 'configuration'],
  ])('%s is %s', (words, code) => {
    const { failure } = follow([`ERROR: failed to build: failed to solve: ${words}`]);
    expect(failure().category).toBe(code);
  });

  test('nothing was said at all', () => {
    expect(follow([]).failure().message).toBe('The build failed: buildx ended with 1.');
  });

  test('steps that were only canceled are not the reason', () => {
    const times = { started: '2026-11-23T12:00:00Z', completed: '2026-11-23T12:00:01Z' };
    const vertexes = [
      {
        digest: 'a',
        name: '[a 1/1] RUN x',
        ...times,
        error: 'rpc error: code = Canceled desc = context canceled',
      },
      {
        digest: 'b',
        name: '[b 1/1] RUN y',
        ...times,
        error: 'process "y" did not complete successfully: exit code: 1',
      },
    ];
    const { failure, shown } = follow([JSON.stringify({ vertexes })]);
    expect(failure().message).toContain('[b 1/1] RUN y');
    expect(shown[0]).toContain('=> CANCELED [a 1/1]');
  });
});

test.each([
  [0, '0.0s'],
  [59_900, '59.9s'],
  [65_000, '1m 05s'],
])('%i ms are %s', (milliseconds, text) => {
  expect(seconds(milliseconds)).toBe(text);
});
