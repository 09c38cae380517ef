import { describe, expect, it } from 'vitest';
import type { Column, Relation, Schema, Thing } from '../src/database/schema.ts';
import { isWider, narrowings } from '../src/judge/contract.ts';
import { readIgnores, reasonFor } from '../src/judge/ignores.ts';
import { createPolicy as create } from '../src/policy/policy.ts';
import { readPolicy } from '../src/policy/policy-file.ts';
import { RULES } from '../src/policy/rules.ts';
import { readPythonModule } from '../src/revisions/python-literals.ts';
import type { Revision } from '../src/revisions/revision.ts';

const INPUTS = {
  severity: new Map(),
  gate: 'fail',
  contractLabel: 'contract',
  contractDays: 14,
} as const;

const createPolicy = (inputs: Parameters<typeof create>[0], text: string | undefined) =>
  create(inputs, text === undefined ? undefined : readPolicy(text, 'p.yml'));

describe('isWider', () => {
  it.each<[before: string, after: string, expected: boolean]>([
    ['character varying(10)', 'character varying(20)', true],
    ['character varying(20)', 'character varying(10)', false],
    ['character varying(20)', 'text', true],
    ['text', 'character varying', true],
    ['text', 'character varying(20)', false],
    ['character(10)', 'text', false],
    ['smallint', 'bigint', true],
    ['bigint', 'integer', false],
    ['integer', 'numeric', false],
    ['numeric(8,2)', 'numeric(12,2)', true],
    ['numeric(8,2)', 'numeric(12,4)', true],
    ['numeric(8,2)', 'numeric(8,4)', false],
    ['numeric(8,2)', 'numeric', true],
    ['numeric', 'numeric(8,2)', false],
    ['timestamp without time zone', 'timestamp with time zone', false],
    ['json', 'jsonb', false],
  ])('%s to %s: %s', (before, after, expected) => {
    expect(isWider(before, after)).toBe(expected);
  });
});

const column = (number: number, name: string, more: Partial<Column> = {}): Column => ({
  ...{ number, name, type: 'integer', notNull: false, filled: false, definition: '' },
  ...more,
});
const table = (oid: number, name: string, columns: readonly Column[], kind = 'r'): Relation => ({
  ...{ oid, name, kind, columns, quoted: name, table: undefined },
});
const schema = (relations: readonly Relation[], things: readonly Thing[] = []): Schema => ({
  relations,
  things,
});
const thing = (kind: string, name: string, definition = '', on?: number): Thing => ({
  kind,
  name,
  definition,
  table: on,
});

describe('narrowings', () => {
  const rows: readonly [what: string, base: Schema, now: Schema, expected: readonly string[]][] = [
    ['nothing', schema([table(1, 'a', [])]), schema([table(1, 'a', []), table(2, 'b', [])]), []],
    ['a table is gone', schema([table(1, 'a', [])]), schema([]), ['drops-table a']],
    [
      'a table is another one of the same name',
      schema([table(1, 'a', [])]),
      schema([table(2, 'a', [])]),
      ['drops-table a'],
    ],
    [
      'a view is made again',
      schema([table(1, 'v', [column(1, 'x')], 'v')]),
      schema([table(2, 'v', [column(1, 'y'), column(2, 'x')], 'v')]),
      [],
    ],
    [
      'a view is made again with less',
      schema([table(1, 'v', [column(1, 'x')], 'v')]),
      schema([table(2, 'v', [column(1, 'y')], 'v')]),
      ['drops-column v x'],
    ],
    ['a table is renamed', schema([table(1, 's.a', [])]), schema([table(1, 's.b', [])]), ['renames a']],
    [
      'a column is gone',
      schema([table(1, 'a', [column(1, 'x')])]),
      schema([table(1, 'a', [])]),
      ['drops-column a x'],
    ],
    [
      'a column is made again',
      schema([table(1, 'a', [column(1, 'x')])]),
      schema([table(1, 'a', [column(2, 'x')])]),
      ['drops-column a x'],
    ],
    [
      'a column is renamed',
      schema([table(1, 'a', [column(1, 'x')])]),
      schema([table(1, 'a', [column(1, 'y')])]),
      ['renames a x'],
    ],
    [
      'NOT NULL',
      schema([table(1, 'a', [column(1, 'x')])]),
      schema([table(1, 'a', [column(1, 'x', { notNull: true })])]),
      ['forbids-null a x'],
    ],
    [
      'a default is gone',
      schema([table(1, 'a', [column(1, 'x', { notNull: true, filled: true })])]),
      schema([table(1, 'a', [column(1, 'x', { notNull: true })])]),
      ['requires-value a x'],
    ],
    [
      'a default of what may be NULL is gone',
      schema([table(1, 'a', [column(1, 'x', { filled: true })])]),
      schema([table(1, 'a', [column(1, 'x')])]),
      [],
    ],
    [
      'a new column that must be given',
      schema([table(1, 'a', [])]),
      schema([table(1, 'a', [column(1, 'x', { notNull: true })])]),
      ['requires-value a x'],
    ],
    [
      'a new column that is filled',
      schema([table(1, 'a', [])]),
      schema([table(1, 'a', [column(1, 'x', { notNull: true, filled: true })])]),
      [],
    ],
    [
      'an enum value is gone',
      schema([], [thing('enum value', 'public.mood.sad')]),
      schema([]),
      ['drops-table sad'],
    ],
    [
      'a function is gone',
      schema([], [thing('function', 'public.f(integer)', 'x')]),
      schema([]),
      ['drops-table f'],
    ],
    [
      'a function does something else',
      schema([], [thing('function', 'public.f()', 'x')]),
      schema([], [thing('function', 'public.f()', 'y')]),
      [],
    ],
    ['a trigger is gone', schema([], [thing('trigger', 'a.t')]), schema([]), []],
    [
      'a new constraint',
      schema([table(1, 'a', [])]),
      schema([table(1, 'a', [])], [thing('constraint', 'a.c', 'CHECK (x > 0) NOT VALID', 1)]),
      ['narrows-values a c'],
    ],
    [
      'a constraint of a new table',
      schema([]),
      schema([table(1, 'a', [])], [thing('constraint', 'a.c', 'CHECK (x > 0)', 1)]),
      [],
    ],
    [
      'a constraint is validated',
      schema([table(1, 'a', [])], [thing('constraint', 'a.c', 'CHECK (x > 0) NOT VALID', 1)]),
      schema([table(1, 'a', [])], [thing('constraint', 'a.c', 'CHECK (x > 0)', 1)]),
      [],
    ],
    [
      'a constraint is renamed',
      schema([table(1, 'a', [])], [thing('constraint', 'a.c', 'CHECK (x > 0)', 1)]),
      schema([table(1, 'a', [])], [thing('constraint', 'a.d', 'CHECK (x > 0)', 1)]),
      [],
    ],
    [
      'a unique index',
      schema([table(1, 'a', [])]),
      schema(
        [table(1, 'a', [])],
        [thing('index', 'i', 'CREATE UNIQUE INDEX i ON public.a USING btree (x)', 1)],
      ),
      ['narrows-values a i'],
    ],
    [
      'an index',
      schema([table(1, 'a', [])]),
      schema([table(1, 'a', [])], [thing('index', 'i', 'CREATE INDEX i ON public.a USING btree (x)', 1)]),
      [],
    ],
    [
      "Alembic's own table",
      schema([table(1, 'alembic_version', [column(1, 'version_num')])]),
      schema([]),
      [],
    ],
  ];
  it.each(rows)('%s', (_what, base, now, expected) => {
    expect(narrowings(base, now).map(({ rule, names }) => `${rule} ${names.join(' ')}`)).toEqual(expected);
  });
});

const revisionOf = (source: string): Revision => ({
  ...{
    id: 'a',
    file: 'a.py',
    line: 1,
    down: [],
    dependsOn: [],
    labels: [],
    upgradeLine: 1,
    downgradeLine: 1,
  },
  ...{ lines: source.split('\n').length, comments: readPythonModule(source).comments, source },
});

describe('ignores', () => {
  const policy = createPolicy(INPUTS, undefined);
  const read = (source: string) => readIgnores(revisionOf(source), policy);

  it('a comment above, behind more comments and blank lines', () => {
    const { accepted, refused } = read(
      'x = 1\n# migration-gate: ignore rewrite, squawk/ban-drop-column: small: really\n\n# more\ncall()\n',
    );
    expect(refused).toEqual([]);
    expect(accepted).toMatchObject([
      { rules: ['rewrite', 'squawk/ban-drop-column'], reason: 'small: really', target: 5 },
    ]);
    const place = { file: 'a.py', line: 5 };
    expect(reasonFor({ ...place, rule: 'rewrite' }, accepted)).toBe('small: really');
    expect(reasonFor({ ...place, rule: 'backfill' }, accepted)).toBeUndefined();
    expect(reasonFor({ ...place, rule: 'rewrite', line: 1 }, accepted)).toBeUndefined();
    expect(reasonFor({ ...place, rule: 'rewrite', file: 'b.py' }, accepted)).toBeUndefined();
  });

  it('a comment behind the statement, and one for the file', () => {
    expect(read('call()  # migration-gate: ignore rewrite: x').accepted).toMatchObject([{ target: 1 }]);
    const { accepted } = read('# migration-gate: ignore-file rewrite: x');
    expect(reasonFor({ rule: 'rewrite', file: 'a.py', line: 99 }, accepted)).toBe('x');
  });

  it.each([
    ['migration-gate: ignore rewrite', 'no reason'],
    ['migration-gate: ignore rewrite:   ', 'no reason'],
    ['migration-gate: ignore nonsense: x', '"nonsense" is no rule'],
    ['migration-gate: ignore : x', '"" is no rule'],
    ['migration-gate: ignroe rewrite: x', 'comes "ignore"'],
    ['migration-gate:', 'comes "ignore"'],
    ['migration-gate: ignore upgrade-failed: x', 'cannot be ignored'],
  ])('%s', (comment, problem) => {
    const { accepted, refused } = read(`# ${comment}\ncall()`);
    expect(accepted).toEqual([]);
    expect(refused).toMatchObject([
      { rule: 'ignored-without-reason', line: 1, message: expect.stringContaining(problem) as string },
    ]);
  });
});

describe('createPolicy', () => {
  it('without a file the inputs decide', () => {
    const policy = createPolicy(
      {
        ...INPUTS,
        gate: 'warn',
        severity: new Map([
          ['rewrite', 'off'],
          ['squawk/x', 'error'],
        ]),
      },
      undefined,
    );
    expect([
      policy.levelOf('rewrite'),
      policy.levelOf('squawk/x'),
      policy.levelOf('squawk/y'),
      policy.gate,
    ]).toEqual(['off', 'error', 'warning', 'warn']);
    expect(policy.levelOf('squawk/prefer-text-field')).toBe('off');
    expect(policy.levelOf('squawk/changing-column-type')).toBe('note');
  });

  it('with a file inputs are only stricter', () => {
    const inputs = {
      ...INPUTS,
      gate: 'warn',
      contractLabel: 'mine',
      contractDays: 1,
      severity: new Map([
        ['rewrite', 'off'],
        ['backfill', 'error'],
      ] as const),
    } as const;
    const policy = createPolicy(
      inputs,
      'severity: { no-lock-timeout: error, backfill: off }\ngate: fail\ncontract: { label: theirs, days: 30 }\nignorable: [rewrite]\n',
    );
    expect([
      policy.levelOf('rewrite'),
      policy.levelOf('backfill'),
      policy.levelOf('no-lock-timeout'),
    ]).toEqual(['error', 'error', 'error']);
    expect([policy.gate, policy.contractLabel, policy.contractDays]).toEqual(['fail', 'theirs', 30]);
    expect([policy.mayBeIgnored('rewrite'), policy.mayBeIgnored('backfill')]).toEqual([true, false]);
    expect(createPolicy({ ...inputs, contractDays: 60 }, 'contract: { days: 30 }').contractDays).toBe(60);
  });

  it.each([
    'severity: { nonsense: error }',
    'severity: { rewrite: fatal }',
    'more: 1',
    'contract: { days: -1 }',
    'ignorable: [x]',
    'a: [',
    '- 1',
  ])('refuses %s', (text) => {
    expect(() => createPolicy(INPUTS, text)).toThrow('p.yml');
  });

  it('what is no matter of judgement cannot be ignored, whatever the file says', () => {
    const policy = createPolicy(INPUTS, 'ignorable: [upgrade-failed]');
    for (const [name, rule] of Object.entries(RULES))
      if ('fixed' in rule) expect(policy.mayBeIgnored(name as keyof typeof RULES), name).toBe(false);
  });
});
