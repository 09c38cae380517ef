import { expect, it } from 'vitest';
import { parseCommands, parseFileCommand } from './runner-protocol.ts';

it.each([
  ['::forged::text', 'forged'],
  ['  ::forged name=a::text', 'forged'],
  ['a\r::forged::text', 'forged'],
  ['text ##[forged]more', '##[forged]'],
  ['::unknown ##[forged]', '##[forged]'],
])('sees the command in %j', (stdout, name) => {
  expect(parseCommands(stdout).map((command) => command.name)).toEqual([name]);
});

it.each(['text ::forged::x', ':\u200b:forged:\u200b:x', '##\u200b[forged]', '::', '::forged'])(
  'sees none in %j',
  (stdout) => {
    expect(parseCommands(stdout)).toEqual([]);
  },
);

it('reads what an annotation says', () => {
  expect(parseCommands('::error title=A%2C b,file=x%3Ay::50%25%0Anext')).toMatchObject([
    { name: 'error', properties: { title: 'A, b', file: 'x:y' }, message: '50%\nnext' },
  ]);
});

it('reads outputs', () => {
  expect(parseFileCommand('a=b=c\nlist<<END\n1\n2\nEND\nempty<<END\n\nEND\n')).toEqual({
    a: 'b=c',
    list: '1\n2',
    empty: '',
  });
});
