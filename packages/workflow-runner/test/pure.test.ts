import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Entries, entries, fromData, NULL, text, toData } from '../src/expressions/data.ts';
import { evaluateCondition, evaluateExpression, type Scope } from '../src/expressions/evaluate.ts';
import { functionMap, jobStatusFunctions, stepStatusFunctions } from '../src/expressions/functions.ts';
import { hashFiles, matches, segmentMatches } from '../src/expressions/hash-files.ts';
import { parseCall, parseUses } from '../src/parse/reference.ts';
import { DEFAULT_READ, exceeding, READ_ALL, readOnly, WRITE_ALL } from '../src/permissions.ts';
import { arrive, EMPTY_GROUP, type Group, LONGEST_QUEUE, leave } from '../src/schedule/concurrency.ts';
import { together } from '../src/schedule/level.ts';
import { createPlaces } from '../src/schedule/places.ts';
import { createLineReader } from '../src/steps/process.ts';
import { chooseShell, scriptText, shellArguments, splitArguments } from '../src/steps/shell.ts';
import { inFolder } from './run-case.ts';

const scope = (contexts: Scope['contexts'], functions = stepStatusFunctions('success')): Scope => ({
  contexts,
  functions: functionMap(functions),
});

describe('expressions', () => {
  it.each([
    ["'it''s ''quoted'''", "it's 'quoted'"],
    ["format('a ''{0}'' b ''{1}''', 1, 2)", "a '1' b '2'"],
    ["github.event.constructor || 'none'", 'none'],
    ["inputs.missing.deep || 'none'", 'none'],
    ["join(github.event.list.*.name, '-')", 'a-b'],
    ['github.event.NAME', 'mona'],
    ['toJSON(github.event.flag)', 'true'],
  ])('%s', (expression, expected) => {
    const event = toData({ name: 'mona', flag: true, list: [{ name: 'a' }, { name: 'b' }] });
    expect(fromData(evaluateExpression(expression, scope({ github: entries({ event }) })))).toBe(expected);
  });

  it('says which expression is wrong', () => {
    expect(() => evaluateExpression("fromJSON('{')", scope({}))).toThrow(/fromJSON\('\{'\)/);
  });

  it('keeps case of names in env, and of nothing else', () => {
    const env = new Entries(
      [
        ['Path', text('1')],
        ['PATH', text('2')],
      ],
      true,
    );
    expect(
      fromData(evaluateExpression("format('{0}{1}{2}', env.Path, env.PATH, env.path)", scope({ env }))),
    ).toBe('12');
  });

  it('turns JSON into data and back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(!JSON.stringify(value).includes('__proto__'));
        const keys = (one: unknown): string[] =>
          typeof one === 'object' && one !== null
            ? Object.entries(one).flatMap(([key, item]) => [key, ...keys(item)])
            : [];
        const all = keys(value);
        fc.pre(new Set(all.map((key) => key.toLowerCase())).size === new Set(all).size);
        // JSON knows no -0.
        const plain = JSON.parse(JSON.stringify(value));
        expect(fromData(toData(plain))).toEqual(plain);
      }),
    );
    expect(toData(undefined)).toBe(NULL);
  });
});

describe('status functions', () => {
  const holds = (condition: string, functions: ReturnType<typeof stepStatusFunctions>) =>
    evaluateCondition(condition, scope({}, functions));
  it.each([
    ['success', [true, false, false]],
    ['failure', [false, true, false]],
    ['cancelled', [false, false, true]],
  ] as const)('of a step whose job is %s', (status, [success, failure, cancelled]) => {
    const functions = stepStatusFunctions(status);
    expect(['success()', 'failure()', 'cancelled()', 'always()'].map((one) => holds(one, functions))).toEqual(
      [success, failure, cancelled, true],
    );
  });
  it('of a job look at all jobs before it, or at those that are named', () => {
    const functions = jobStatusFunctions(
      new Map([
        ['a', 'success'],
        ['b', 'failure'],
        ['c', 'skipped'],
      ]),
      false,
    );
    expect(
      ['success()', "success('a')", 'failure()', "failure('a')", "success('C')"].map((one) =>
        holds(one, functions),
      ),
    ).toEqual([false, true, true, false, false]);
  });
  it('of a job in a cancelled run', () => {
    const functions = jobStatusFunctions(new Map([['a', 'failure']]), true);
    expect(['success()', 'failure()', 'cancelled()', 'always()'].map((one) => holds(one, functions))).toEqual(
      [false, false, true, true],
    );
  });
});

describe('a concurrency group', () => {
  const single = { queue: 'single', cancelInProgress: false } as const;
  const max = { queue: 'max', cancelInProgress: false } as const;
  it('lets one in, keeps one waiting, and drops the older of two', () => {
    const first = arrive(EMPTY_GROUP as Group<string>, 'a', single);
    const second = arrive(first.group, 'b', single);
    const third = arrive(second.group, 'c', single);
    expect([first.enters, second.enters, third.enters]).toEqual([true, false, false]);
    expect(third).toMatchObject({ dropped: ['b'], cancelled: undefined });
    expect(leave(third.group, 'a')).toEqual({ group: { running: 'c', pending: [] }, next: 'c' });
  });
  it('cancels the one that runs', () => {
    const running = arrive(EMPTY_GROUP as Group<string>, 'a', single).group;
    const next = arrive(running, 'b', { ...single, cancelInProgress: true });
    expect(next).toMatchObject({ enters: false, cancelled: 'a', group: { running: 'a', pending: ['b'] } });
  });
  it('with queue: max loses none, in their order, up to a hundred', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 130 }), (size) => {
        let group: Group<number> = EMPTY_GROUP;
        const dropped: number[] = [];
        for (let item = 0; item < size; item += 1) {
          const arrival = arrive(group, item, max);
          group = arrival.group;
          dropped.push(...arrival.dropped);
        }
        const ran: number[] = [];
        while (group.running !== undefined) {
          ran.push(group.running);
          group = leave(group, group.running).group;
        }
        expect(ran).toEqual(Array.from({ length: Math.min(size, LONGEST_QUEUE + 1) }, (_, index) => index));
        expect(dropped).toHaveLength(Math.max(0, size - LONGEST_QUEUE - 1));
      }),
    );
  });
  it('forgets one that went away while it waited', () => {
    expect(leave({ running: 'a', pending: ['b', 'c'] }, 'b')).toEqual({
      group: { running: 'a', pending: ['c'] },
      next: undefined,
    });
  });
});

describe('places', () => {
  it('are given in order; who is cancelled does not wait any more', async () => {
    const places = createPlaces(1);
    const signal = new AbortController().signal;
    const cancel = new AbortController();
    const first = await places.take(signal);
    const second = places.take(cancel.signal);
    const third = places.take(signal);
    cancel.abort();
    expect(await second).toBeUndefined();
    first?.();
    first?.();
    (await third)?.();
    expect(await places.take(cancel.signal)).toBeUndefined();
    expect(await createPlaces(undefined).take(signal)).toBeDefined();
  });
});

describe('results together', () => {
  it.each([
    [['success', 'failure', 'cancelled'], 'failure'],
    [['success', 'cancelled', 'skipped'], 'cancelled'],
    [['skipped', 'success'], 'success'],
    [['skipped', 'skipped'], 'skipped'],
    [[], 'success'],
  ] as const)('%j', (statuses, expected) => {
    expect(together(statuses)).toBe(expected);
  });
});

describe('permissions', () => {
  it('that go beyond a ceiling are named', () => {
    expect(exceeding({ contents: 'write', packages: 'read', issues: 'none' }, DEFAULT_READ)).toEqual([
      { scope: 'contents', asked: 'write', allowed: 'read' },
    ]);
    expect(exceeding(READ_ALL, WRITE_ALL)).toEqual([]);
  });
  it('of a fork only read, without an identity', () => {
    expect(readOnly({ contents: 'write', 'id-token': 'write', issues: 'none' })).toEqual({
      contents: 'read',
      issues: 'none',
    });
  });
});

describe('uses', () => {
  it.each([
    ['./a', { kind: 'workspace', path: './a' }],
    ['$/a/b/', { kind: 'same', path: 'a/b' }],
    ['acme/x@v1', { kind: 'repository', repository: 'acme/x', path: '', ref: 'v1' }],
    [
      'acme/x/sub/dir@feature/y',
      { kind: 'repository', repository: 'acme/x', path: 'sub/dir', ref: 'feature/y' },
    ],
    ['docker://alpine:3', { kind: 'docker', image: 'alpine:3' }],
    ['acme/x', { kind: 'unknown' }],
    ['acme@v1', { kind: 'unknown' }],
    ['$/../x', { kind: 'unknown' }],
    ['acme/x/../../y@v1', { kind: 'unknown' }],
    ['$/a@v1', { kind: 'unknown' }],
  ])('%s', (uses, expected) => {
    expect(parseUses(uses)).toEqual(expected);
  });
  it('of a workflow', () => {
    expect(parseCall('./.github/workflows/a.yml')).toEqual({
      repository: undefined,
      path: '.github/workflows/a.yml',
      ref: '',
    });
    expect(parseCall('a/b/.github/workflows/c.yaml@v1')).toEqual({
      repository: 'a/b',
      path: '.github/workflows/c.yaml',
      ref: 'v1',
    });
    expect([parseCall('./.github/workflows/sub/a.yml'), parseCall('a/b@v1'), parseCall('./a.yml')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('a shell', () => {
  const of = (shell: string | undefined, script = '/t/s') => {
    const chosen = chooseShell(shell);
    return chosen === undefined ? undefined : [chosen.programs[0], ...shellArguments(chosen, script)];
  };
  it.each([
    [undefined, ['bash', '-e', '/t/s']],
    ['bash', ['bash', '--noprofile', '--norc', '-e', '-o', 'pipefail', '/t/s']],
    ['sh', ['sh', '-e', '/t/s']],
    ['python', ['python', '/t/s']],
    ['perl {0}', ['perl', '/t/s']],
    ['node --eval "a b" {0}', ['node', '--eval', 'a b', '/t/s']],
    ['ruby', undefined],
    ['bash -e', undefined],
  ])('%s', (shell, expected) => {
    expect(of(shell)).toEqual(expected);
  });
  it('of PowerShell stops at errors', () => {
    const shell = chooseShell('pwsh');
    expect(shell && scriptText(shell, 'x')).toMatch(/^\$ErrorActionPreference = 'stop'\nx\n/);
    expect(of('pwsh')).toEqual(['pwsh', '-command', ". '/t/s'"]);
  });
  it.each([
    ['a  b\tc', ['a', 'b', 'c']],
    ['"a b"c ""', ['a bc', '']],
    ['a\\"b "c\\\\" d\\e', ['a"b', 'c\\', 'd\\e']],
    ['"a""b"', ['a"b']],
  ])('splits %s', (words, expected) => {
    expect(splitArguments(words)).toEqual(expected);
  });
});

describe('lines of a process', () => {
  it('end in three ways, wherever the chunks do', () => {
    const whole = Buffer.from('a\r\nb\rc\n\nd é');
    for (let cut = 0; cut <= whole.length; cut += 1) {
      const lines: string[] = [];
      const reader = createLineReader((line) => lines.push(line));
      reader.push(whole.subarray(0, cut));
      reader.push(whole.subarray(cut));
      reader.end();
      expect(lines, `cut at ${cut}`).toEqual(['a', 'b', 'c', '', 'd é']);
    }
  });
  it('without an end are shown in pieces', () => {
    const lines: string[] = [];
    createLineReader((line) => lines.push(line)).push(Buffer.alloc(1_000_001, 'x'));
    expect(lines).toHaveLength(1);
  });
});

describe('hashFiles', () => {
  it.each([
    ['a.txt', '*.txt', true],
    ['a.txt', '?.[st]xt', true],
    ['a.txt', '[!b].txt', true],
    ['a.txt', '[b-d].txt', false],
    ['a.txt', 'a*b*t', false],
    ['[x', '[x', true],
  ])('%s is %s: %s', (name, pattern, expected) => {
    expect(segmentMatches(name, pattern)).toBe(expected);
  });
  it('takes no exponential time over stars', () => {
    expect(segmentMatches('a'.repeat(5_000), `${'*a'.repeat(30)}b`)).toBe(false);
    expect(
      matches(
        Array.from({ length: 200 }, () => 'a'),
        [...Array.from({ length: 40 }, () => '**'), 'b'],
      ),
    ).toBe(false);
  });
  it('depends on contents and patterns', () =>
    inFolder(async (folder) => {
      await mkdir(path.join(folder, 'sub'));
      await writeFile(path.join(folder, 'a.lock'), '1');
      await writeFile(path.join(folder, 'sub', 'b.lock'), '2');
      await symlink(path.join(folder, 'a.lock'), path.join(folder, 'link.lock'));
      const all = hashFiles(folder, ['**/*.lock']);
      expect(all).toMatch(/^[0-9a-f]{64}$/);
      expect(hashFiles(folder, ['*.lock', 'sub'])).toBe(all);
      expect(hashFiles(folder, ['**/*.lock', '!sub/**'])).not.toBe(all);
      await symlink(folder, path.join(folder, 'sub', 'loop'));
      expect(hashFiles(folder, ['--follow-symbolic-links', 'nothing\n# comment'])).toBe('');
    }));
});
