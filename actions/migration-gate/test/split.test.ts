import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitStatements, wordsOf } from '../src/sql/split.ts';

const texts = (sql: string) => splitStatements(sql).map(({ text }) => text);

describe('splitStatements', () => {
  it.each<[what: string, sql: string, expected: readonly string[]]>([
    ['nothing', ' \n-- only a comment;\n/* ; */ ;;', []],
    ['two, the last without its end', 'SELECT 1; SELECT 2', ['SELECT 1', 'SELECT 2']],
    ['a string with a semicolon', "SELECT 'a;''b;'; SELECT 2", ["SELECT 'a;''b;'", 'SELECT 2']],
    ['a backslash that is one', "SELECT 'a\\'; SELECT 2", ["SELECT 'a\\'", 'SELECT 2']],
    ['a backslash that escapes', "SELECT E'a\\';b'; SELECT 2", ["SELECT E'a\\';b'", 'SELECT 2']],
    ['a name with a semicolon', 'SELECT 1 AS "a;""b"; SELECT 2', ['SELECT 1 AS "a;""b"', 'SELECT 2']],
    ['dollar quotes', 'DO $$ BEGIN a; END $$; SELECT 2', ['DO $$ BEGIN a; END $$', 'SELECT 2']],
    ['dollar quotes in others', 'DO $a$ $$;$$ $b$ ; $a$; SELECT 2', ['DO $a$ $$;$$ $b$ ; $a$', 'SELECT 2']],
    ['a parameter', 'SELECT $1; SELECT $2', ['SELECT $1', 'SELECT $2']],
    ['a word with a dollar', 'SELECT a$b$; SELECT 2', ['SELECT a$b$', 'SELECT 2']],
    ['nested comments', 'SELECT /* a /* b; */ ; */ 1; SELECT 2', ['SELECT /* a /* b; */ ; */ 1', 'SELECT 2']],
    [
      'a rule',
      'CREATE RULE r AS ON INSERT TO t DO (a; b); SELECT 2',
      ['CREATE RULE r AS ON INSERT TO t DO (a; b)', 'SELECT 2'],
    ],
    [
      'a body of SQL',
      'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT 3',
      [
        'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END',
        'SELECT 3',
      ],
    ],
    ['what never ends', "SELECT 'a; SELECT 2", ["SELECT 'a; SELECT 2"]],
    ['what was never begun', 'SELECT 1); SELECT 2', ['SELECT 1)', 'SELECT 2']],
  ])('%s', (_what, sql, expected) => {
    expect(texts(sql)).toEqual(expected);
  });

  it('knows the lines', () => {
    expect(splitStatements('-- a\nSELECT 1;\n\n/* b\n*/ SELECT\n2;SELECT 3').map(({ line }) => line)).toEqual(
      [2, 5, 6],
    );
  });

  // Anything but linear time would not come to an end.
  it('reads texts that are made to take long', () => {
    expect(texts("'".repeat(100_001))).toHaveLength(1);
    expect(texts(`${'/*'.repeat(50_000)};`)).toEqual([]);
  });
});

it('words are those outside of quotes and comments', () => {
  expect(wordsOf('/* BEGIN */ -- COMMIT\n alter table "begin" \'x\' add', 8)).toEqual([
    'ALTER',
    'TABLE',
    'ADD',
  ]);
});

/** What a statement may hold, each a whole of its own. */
const PIECES = [
  "'a;b'",
  '"c;d"',
  '$$ e; $$',
  '$x$ ; $$ $x$',
  '/* f; /* */ */',
  '(1; 2)',
  "E'\\';'",
  'word',
  '$1',
  '\n',
];

it('gives back statements that were put together', () => {
  const statement = fc
    .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 })
    .map((pieces) => `X ${pieces.join(' ')} Y`);
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 6 }), (statements) => {
      expect(texts(statements.join(' ;\n'))).toEqual(statements);
    }),
  );
});

it('finds every statement in any text, in its order and on its line', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...PIECES, ...';\'"$()*/-E \n') }), (text) => {
      let from = 0;
      for (const { text: found, line } of splitStatements(text)) {
        const at = text.indexOf(found, from);
        expect(at).toBeGreaterThanOrEqual(from);
        expect(text.slice(0, at).split('\n').length).toBeLessThanOrEqual(line);
        from = at + found.length;
      }
    }),
  );
});
