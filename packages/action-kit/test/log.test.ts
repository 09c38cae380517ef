import { afterEach, describe, expect, test, vi } from 'vitest';
import { runnerLog } from '../src/log.ts';
import { parseCommands } from './commands.ts';

function capture(work: () => unknown): string {
  let text = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  try {
    work();
  } finally {
    spy.mockRestore();
  }
  return text;
}
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('annotations, as the runner reads them', () => {
  test.each(['notice', 'warning', 'error'] as const)('%s with place', (level) => {
    const place = { title: 'Scan: a, b', file: 'a,b:c.yaml', startLine: 7 };
    const text = capture(() => runnerLog[level]('100 % of\nlines', place));
    expect(parseCommands(text)).toEqual([
      {
        command: level,
        properties: { title: 'Scan: a, b', file: 'a,b:c.yaml', line: '7' },
        message: '100 % of\nlines',
      },
    ]);
  });

  test('without place', () => {
    expect(parseCommands(capture(() => runnerLog.error('x')))).toEqual([
      { command: 'error', properties: {}, message: 'x' },
    ]);
  });

  test.each(['notice', 'warning', 'error'] as const)(
    '%s of a failure ends with the link to its page',
    (level) => {
      vi.stubEnv('GITHUB_ACTION_REPOSITORY', 'sealift/sealift');
      vi.stubEnv('GITHUB_ACTION_REF', 'v1');
      const text = capture(() => runnerLog[level]('Cause. Remedy.', { title: 'T', code: 'edits/not-found' }));
      expect(parseCommands(text)).toEqual([
        {
          command: level,
          properties: { title: 'T' },
          message:
            'Cause. Remedy. More: https://github.com/sealift/sealift/blob/v1/docs/troubleshooting.md#edits-not-found',
        },
      ]);
    },
  );

  test('debug', () => {
    expect(parseCommands(capture(() => runnerLog.debug('x')))).toEqual([
      { command: 'debug', properties: {}, message: 'x' },
    ]);
  });
});

describe('text from outside is no command', () => {
  test.each(['::set-output name=x::y', '  ::add-mask::x', 'ok\n::error::x', '##[group]x', 'ok\r::error::x'])(
    '%j',
    (line) => {
      expect(parseCommands(capture(() => runnerLog.info(line)))).toEqual([]);
      expect(parseCommands(capture(() => runnerLog.warning(line)))).toHaveLength(1);
    },
  );
});

test('a group is folded under its title and closed, whatever happens inside', async () => {
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => lines.push(String(chunk)) > 0);
  const failed = runnerLog
    .group('Push\n::error::x', async () => {
      runnerLog.info('inside');
      throw new Error('x');
    })
    .catch((error: unknown) => error);
  expect(await failed).toBeInstanceOf(Error);
  vi.restoreAllMocks();
  const commands = parseCommands(lines.join(''));
  expect(commands.map(({ command }) => command)).toEqual(['group', 'endgroup']);
});

test('secrets are masked; what is too short to be one would blot out other text', () => {
  expect(parseCommands(capture(() => runnerLog.secret('abcd')))).toEqual([
    { command: 'add-mask', properties: {}, message: 'abcd' },
  ]);
  expect(capture(() => runnerLog.secret('abc'))).toBe('');
});

test.each(['std::x', 'Foo::Bar', '[::1]:5000', '2001:db8::1', 'a\nkey: ::1'])(
  '%j comes out as it is',
  (text) => {
    expect(capture(() => runnerLog.info(text))).toBe(`${text}\n`);
    expect(parseCommands(capture(() => runnerLog.warning(text)))).toMatchObject([{ message: text }]);
  },
);
