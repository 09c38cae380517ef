import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toAnnotation } from '../src/commands/annotation.ts';
import { parseCommand } from '../src/commands/command.ts';
import {
  addPath,
  isBlockedName,
  parseKeyValues,
  parsePathLines,
  withinLimits,
} from '../src/commands/key-value-file.ts';
import { createMasks, encodings, maskValues } from '../src/commands/masks.ts';
import { createStdoutReader, type StdoutTarget } from '../src/commands/stdout.ts';

const parse = (line: string) => {
  const command = parseCommand(line, (name) => ['error', 'set-output', 'debug'].includes(name.toLowerCase()));
  return command === undefined
    ? undefined
    : { ...command, properties: Object.fromEntries(command.properties) };
};

describe('a line as a command', () => {
  it.each([
    ['::error::plain', { name: 'error', properties: {}, data: 'plain' }],
    [
      '  ::error file=a.js,line=1::x::y',
      { name: 'error', properties: { file: 'a.js', line: '1' }, data: 'x::y' },
    ],
    ['::ERROR Title=a%2Cb%3Ac::%25%0A%0D', { name: 'ERROR', properties: { title: 'a,b:c' }, data: '%\n\r' }],
    ['::error title=a=b,empty=,=x::', { name: 'error', properties: { title: 'a=b' }, data: '' }],
    ['::error::%250A', { name: 'error', properties: {}, data: '%0A' }],
    [
      'text ##[error line=3;file=a%5Db]m',
      { name: 'error', properties: { line: '3', file: 'a]b' }, data: 'm' },
    ],
    ['##[debug]%3B', { name: 'debug', properties: {}, data: ';' }],
    ['::set-output name=a::b', { name: 'set-output', properties: { name: 'a' }, data: 'b' }],
  ])('%s', (line, expected) => {
    expect(parse(line)).toEqual(expected);
  });

  it.each(['', '::', '::error', 'x ::error::y', '::unknown::y', '##[error', '##[unknown]x'])(
    'is none: %s',
    (line) => {
      expect(parse(line)).toBeUndefined();
    },
  );

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (line) => void parse(`::error ${line}::${line}`)));
  });
});

describe('an annotation', () => {
  const of = (line: string) => {
    const command = parseCommand(line, () => true);
    if (command === undefined) throw new Error('no command');
    return toAnnotation('error', command, '/home/runner/shop', (text) => text.replaceAll('secret', '***'));
  };
  it.each([
    [
      '::error file=/home/runner/shop/src/a.js,line=2,endLine=4,title=T secret::m secret',
      { file: 'src/a.js', line: 2, endLine: 4, title: 'T ***', message: 'm ***' },
    ],
    ['::error file=/etc/a::m', { file: '/etc/a', message: 'm' }],
    ['::error line=2,col=3,endColumn=5::m', { line: 2, column: 3, endColumn: 5, message: 'm' }],
    ['::error endLine=2::m', { line: 2, endLine: 2, message: 'm' }],
    ['::error line=2,col=5,endColumn=3::m', { line: 2, message: 'm' }],
    ['::error line=2,endLine=3,col=1::m', { line: 2, endLine: 3, message: 'm' }],
    ['::error line=4,endLine=3::m', { message: 'm' }],
    ['::error line=x,col=2::m', { message: 'm' }],
  ])('%s', (line, expected) => {
    expect(of(line)).toEqual({ level: 'error', ...expected });
  });
  it('keeps 4096 characters of its message', () => {
    expect(of(`::error::${'x'.repeat(5000)}`).message).toHaveLength(4096);
  });
});

describe('files with names and values', () => {
  it.each([
    [
      'a=1\nb=x=y\n\nc=\n',
      [
        ['a', '1'],
        ['b', 'x=y'],
        ['c', ''],
      ],
    ],
    [
      'a<<E\nline 1\nline 2\nE\nb=2',
      [
        ['a', 'line 1\nline 2'],
        ['b', '2'],
      ],
    ],
    ['a<<E\nE\n', [['a', '']]],
    ['a<<E=F\nx\nE=F\n', [['a', 'x']]],
    ['a=b<<c\n', [['a', 'b<<c']]],
    ['a=1\r\n', [['a', '1\r']]],
    ['', []],
  ])('%j', (text, expected) => {
    expect([...parseKeyValues(text)]).toEqual(expected);
  });

  it.each([
    ['nothing', /Invalid format 'nothing'/],
    ['=x', /Name must not be empty/],
    ['<<E\nE', /Name must not be empty/],
    ['a<<\n', /delimiter must not be empty/],
    ['a<<E\nx', /Matching delimiter not found 'E'/],
  ])('refuses %j', (text, message) => {
    expect(() => [...parseKeyValues(text)]).toThrow(message);
  });

  it('give back any value behind a delimiter that it does not hold', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect([...parseKeyValues(`n<<__end__\n${value}\n__end__\n`)]).toEqual([['n', value]]);
      }),
    );
  });

  it('of folders: the newest stands last and once', () => {
    expect(parsePathLines('/a\r\n\n/b')).toEqual(['/a', '/b']);
    expect(addPath(['/a', '/b'], '/a')).toEqual(['/b', '/a']);
  });

  it('do not set NODE_OPTIONS', () => {
    expect([isBlockedName('node_options'), isBlockedName('NODE_ENV')]).toEqual([true, false]);
  });

  it('of outputs: 1 MB each and 50 MB together, counted in UTF-16', () => {
    const half = 'x'.repeat(512 * 1024);
    expect(
      withinLimits(
        new Map([
          ['a', half],
          ['b', `${half}x`],
        ]),
      ).tooLarge,
    ).toEqual(['b']);
    const many = new Map(Array.from({ length: 51 }, (_, index) => [`o${index}`, half]));
    expect(withinLimits(many).tooLarge).toEqual(['o50']);
  });
});

describe('masks', () => {
  it('hide every line of a value and what encodings make of it', () => {
    const { add, mask } = createMasks();
    add('first "line"\nsecond');
    add('');
    expect(mask('a first "line" b second c')).toBe('a *** b *** c');
    expect(mask(JSON.stringify({ v: 'first "line"' }))).toBe('{"v":"***"}');
    expect(mask(Buffer.from('second').toString('base64'))).toBe('***');
    expect(mask(Buffer.from('user:second').toString('base64'))).not.toContain(
      Buffer.from('ond').toString('base64'),
    );
    expect(mask('nothing')).toBe('nothing');
  });

  it('put what overlaps or touches together', () => {
    expect(maskValues('xabcdex', ['abc', 'cde'])).toBe('x***x');
    expect(maskValues('aaa', ['a'])).toBe('***');
    expect(maskValues('a-b-c', ['a', 'c'])).toBe('***-b-***');
  });

  it('leave nothing of a value', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), fc.string(), (secret, before, after) => {
        fc.pre(!'***'.includes(secret));
        const masked = maskValues(before + secret + after, encodings(secret));
        expect(masked).toContain('***');
        if (!(before + after).includes(secret) && !secret.includes('*'))
          expect(masked.split('***').join('\u0000').includes(secret)).toBe(false);
      }),
    );
  });
});

describe('output of a step', () => {
  function read(lines: readonly string[], variables: Readonly<Record<string, string>> = {}) {
    const told: string[] = [];
    const note = (what: string) => (one: string, two?: string) =>
      void told.push(two === undefined ? `${what} ${one}` : `${what} ${one}=${two}`);
    const target: StdoutTarget = {
      show: note('show'),
      debug: note('debug'),
      annotate: ({ level, message }) => void told.push(`${level} ${message}`),
      addMask: note('mask'),
      mask: (text) => text,
      setOutput: note('output'),
      saveState: note('state'),
      addPath: note('path'),
      setEnvironment: note('env'),
      fail: () => void told.push('fail'),
      variable: (name) => variables[name],
      workspace: '/w',
      isDebug: false,
    };
    const reader = createStdoutReader(target);
    for (const line of lines) reader(line);
    return told;
  }

  it.each<[readonly string[], readonly string[], Record<string, string>?]>([
    [
      ['a', '::group::G', '::endgroup::'],
      ['show a', 'show ##[group]G', 'show ##[endgroup]'],
    ],
    [
      ['::debug::d', '::notice::n', '::warning::w'],
      ['debug d', 'notice n', 'warning w'],
    ],
    [['::add-mask::s3cret'], ['mask s3cret']],
    [
      ['::stop-commands::tok', '::error::x', '::TOK::', '::error::y'],
      ['show ::stop-commands::tok', 'show ::error::x', 'show ::TOK::', 'error y'],
    ],
    [['::stop-commands::longtoken'], ['show ::stop-commands::longtoken', 'mask longtoken']],
    [
      ['::echo::on', '::group::G', '::add-mask::v', '::echo::OFF', '::group::H'],
      [
        'show ::group::G',
        'show ##[group]G',
        'show ::add-mask::***',
        'mask v',
        'show ::echo::OFF',
        'show ##[group]H',
      ],
    ],
    [['::add-matcher::m.json'], ['show This runner has no problem matchers: add-matcher does nothing.']],
    [
      ['::set-env name=A::b', '::add-path::/p'],
      ['env A=b', 'path /p'],
      { ACTIONS_ALLOW_UNSECURE_COMMANDS: 'true' },
    ],
  ])('%j', (lines, expected, variables) => {
    expect(read(lines, variables)).toEqual(expected);
  });

  it.each([
    ['::set-env name=A::b', /`set-env` command is disabled/],
    ['::add-path::/p', /`add-path` command is disabled/],
    ['::echo::maybe', /Invalid echo command value/],
    ['::stop-commands::error', /token that is empty or the name of a command/],
    ['::set-output::x', /'name' is missing/],
  ])('fails the step: %s', (line, message) => {
    const told = read([line]);
    expect(told.at(-1)).toBe('fail');
    expect(told.join('\n')).toMatch(message);
  });

  it('still takes set-output and save-state, with a warning', () => {
    const told = read(['::set-output name=a::1', '::save-state name=b::2']);
    expect(told.filter((line) => !line.startsWith('warning'))).toEqual(['output a=1', 'state b=2']);
    expect(told[0]).toMatch(/^warning The `set-output` command is deprecated/);
  });

  it('warns of an empty mask', () => {
    expect(read(['::add-mask:: '])[0]).toMatch(/^warning Can't add secret mask/);
  });
});
