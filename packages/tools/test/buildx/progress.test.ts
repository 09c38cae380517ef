import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fakeClock } from '@sealift/testing/clock';
import { memoryLog } from '@sealift/testing/log';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { buildFailure } from '../../src/buildx/problem.ts';
import { createHolder } from '../../src/buildx/progress/held-output.ts';
import { collectPrinted } from '../../src/buildx/progress/printed.ts';

import { createProgress } from '../../src/buildx/progress.ts';

/** Recorded from buildx 0.36.1 with BuildKit 0.32.2, without the "statuses" documents. */
const recorded = (name: string): readonly string[] =>
  readFileSync(new URL(`fixtures/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

const scratch = mkdtempSync(path.join(tmpdir(), 'sealift-progress-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function follow(lines: readonly string[]) {
  const log = memoryLog();
  const clock = fakeClock();
  const progress = createProgress({
    log,
    clock,
    dockerfile: 'apps/api/Dockerfile',
    scratch: mkdtempSync(path.join(scratch, 'held-')),
  });
  for (const line of lines) progress.line(line);
  if (lines.length > 0) progress.end();
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
  test('each step with its time, and what it prints in a group', () => {
    expect(follow(recorded('ok')).shown).toEqual([
      'info => [base 1/2] COPY busybox /bin/busybox  0.0 s',
      'info => [base 2/2] RUN ["/bin/busybox", "--install", "-s", "/bin"]  0.5 s',
      'info => [build 1/2] RUN echo "hello world" > /greeting && sleep 1  1.1 s',
      `group [build 2/2] RUN echo '::error::pwned' && echo 'x ##[add-mask]y' >&2`,
      // The log of the runner neutralises both.
      'info ::error::pwned',
      'info x ##[add-mask]y',
      'endgroup',
      `info => [build 2/2] RUN echo '::error::pwned' && echo 'x ##[add-mask]y' >&2  0.2 s`,
      'info => [stage-2 1/1] COPY --from=build /greeting /greeting  0.0 s',
    ]);
  });

  test('stages that run side by side one after the other, in the order in which they began', () => {
    const { shown } = follow(recorded('parallel'));
    const a = '[a 1/1] RUN for i in 1 2 3 4; do echo "a $i"; sleep 0.4; done';
    const from = shown.findIndex((line) => line.startsWith('group'));
    expect(shown.slice(from, from + 14).map((line) => line.slice(0, 70))).toEqual(
      [
        `group ${a}`,
        'info a 1',
        'info a 2',
        'info a 3',
        'info a 4',
        'endgroup',
        `info => ${a}  2.1 s`,
        'group [b 1/1] RUN for i in 1 2 3 4; do echo "b $i ::error::no"; sleep 0.3; done',
        'info b 1 ::error::no',
        'info b 2 ::error::no',
        'info b 3 ::error::no',
        'info b 4 ::error::no',
        'info 100%',
        'endgroup',
      ].map((line) => line.slice(0, 70)),
    );
  });

  test('cached steps without a time', () => {
    const { shown, progress } = follow(recorded('cached'));
    expect(shown[0]).toBe('info => CACHED [base 1/2] COPY busybox /bin/busybox');
    expect(progress.steps().filter(({ instruction, cached }) => instruction && cached)).toHaveLength(5);
  });

  test('a cached step that is unpacked later stays a cached one, and is told once', () => {
    const vertex = { digest: 'sha256:a', name: '[1/1] COPY root /', started: '2026-01-01T00:00:00Z' };
    const { shown, progress } = follow(
      [
        { ...vertex, completed: '2026-01-01T00:00:00Z', cached: true },
        { ...vertex, started: '2026-01-01T00:00:01Z' },
        { ...vertex, started: '2026-01-01T00:00:01Z', completed: '2026-01-01T00:00:02Z' },
      ].map((each) => JSON.stringify({ vertexes: [each] })),
    );
    expect(shown).toEqual(['info => CACHED [1/1] COPY root /']);
    expect(progress.steps()).toMatchObject([{ cached: true }]);
  });

  test('steps of several platforms', () => {
    const { progress } = follow(recorded('multi'));
    expect(progress.steps().filter(({ instruction }) => instruction)).toHaveLength(3);
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

  test('what runs is said by the clock, with its last line, also when nothing comes', () => {
    const { progress, log, clock } = follow([]);
    const vertex = { digest: 'sha256:1', name: '[2/3] RUN npm ci', started: '2026-11-23T12:00:00Z' };
    progress.line(JSON.stringify({ vertexes: [vertex] }));
    progress.line(JSON.stringify({ logs: [{ vertex: 'sha256:1', data: btoa('fetching\nhalf a li') }] }));
    clock.time += 31_000;
    progress.beat();
    clock.time += 30_000;
    progress.line(JSON.stringify({ statuses: [] }));
    progress.beat();
    expect(log.lines).toEqual([
      'group [2/3] RUN npm ci',
      'info fetching',
      'info … Running: [2/3] RUN npm ci, for 31 s: fetching. The builder has said nothing for 31 s.',
      'info … Running: [2/3] RUN npm ci, for 1 min 1 s: fetching.',
    ]);
  });

  test('a builder that does nothing is named, too', () => {
    const { progress, log, clock } = follow([]);
    clock.time += 60_000;
    progress.beat();
    expect(log.lines).toEqual(['info … No step is running. The builder has said nothing for 1 min 0 s.']);
  });

  test('when the build ends early, nothing that was held back is lost', () => {
    const { log } = follow(recorded('parallel').slice(0, 20));
    expect(log.lines.filter((line) => line === 'endgroup')).toHaveLength(2);
    expect(log.lines).toContain('info b 1 ::error::no');
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

describe('what commands print', () => {
  const printed = (...chunks: readonly (string | Uint8Array)[]) => {
    const lines: string[] = [];
    const output = collectPrinted((line) => lines.push(line));
    for (const chunk of chunks) output.add(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    output.end();
    return lines;
  };

  test.each<[string, readonly string[]]>([
    ['a\nb\n', ['a', 'b']],
    ['a\r\nb\r\n', ['a', 'b']],
    ['\n\nx', ['', '', 'x']],
    ['10%\r50%\r100%\n', ['100%']],
    ['10%\r50%', ['50%']],
    ['\u001b[1;31mred\u001b[0m \u001b[38;5;4mblue\u001b[m\n', ['red blue']],
    ['\u001b[2K\u001b[1Gdone\n', ['done']],
    ['\u001b]0;title\u0007text\u001b]8;;https://x\u001b\\link\u001b]8;;\u001b\\\n', ['textlink']],
    ['\u001b(Bplain\u001b7\n', ['plain']],
    ['\u001b[31::error::x\n', ['rror::x']],
    ['\u001b[31', ['�[31']],
    ['bell\u0007 back\u0008\n', ['bell� back�']],
  ])('%j', (text, lines) => {
    expect(printed(text)).toEqual(lines);
  });

  test('characters that are cut in two', () => {
    const bytes = Buffer.from('grüße\n');
    expect(printed(bytes.subarray(0, 3), bytes.subarray(3))).toEqual(['grüße']);
  });

  test('a long line in pieces, of which none is lost', () => {
    const lines = printed('x'.repeat(100_000), '\n');
    expect(lines.join('')).toHaveLength(100_000);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(32_768 + 8_192);
  });

  test('a megabyte of half sequences is read at once', () => {
    const started = performance.now();
    printed(`${'\u001b['.repeat(300_000)}${'\u001b]'.repeat(300_000)}${'\u001b[0'.repeat(100_000)}\n`);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('whatever the chunks are, the lines are the same', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', '\n', '\r', 'ü') })), (chunks) => {
        expect(printed(...chunks)).toEqual(printed(chunks.join('')));
      }),
    );
  });
});

describe('output that waits', () => {
  test('a hundred megabytes do not stay in memory, and come back in order', () => {
    const folder = mkdtempSync(path.join(scratch, 'spill-'));
    const held = createHolder(folder)();
    const before = process.memoryUsage().heapUsed;
    const line = 'ü'.repeat(500);
    for (let index = 0; index < 100_000; index += 1) held.add(`${index} ${line}`);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(60_000_000);
    let next = 0;
    held.drain((text) => {
      if (text !== `${next} ${line}`) throw new Error(`line ${next} is ${text.slice(0, 40)}`);
      next += 1;
    });
    expect(next).toBe(100_000);
    expect(readdirSync(folder)).toEqual([]);
    held.drain(() => expect.unreachable());
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
