import { describe, expect, it } from 'vitest';
import { versionFolders } from '../src/revisions/alembic-config.ts';
import { readAlembicRevision } from '../src/revisions/alembic-revision.ts';
import { readPythonModule } from '../src/revisions/python-literals.ts';
import { headsOf, inOrder, type Revision } from '../src/revisions/revision.ts';
import { downPart, sqlRevisions, upPart } from '../src/revisions/sql-files.ts';

const read = (source: string) => readAlembicRevision(source, 'v/a.py');
const head = (text: string) => `${text}\n\ndef upgrade() -> None:\n    pass\n`;

describe('readAlembicRevision', () => {
  it.each<[what: string, source: string, expected: object]>([
    [
      'as Alembic writes it',
      'revision: str = "a1"\ndown_revision: Union[str, Sequence[str], None] = None',
      { id: 'a1', down: [], line: 1 },
    ],
    [
      'a merge',
      "revision = 'm'\ndown_revision = (\n    'a1',  # one\n    \"b2\",\n)",
      { id: 'm', down: ['a1', 'b2'] },
    ],
    ['a list', 'revision = "m"\ndown_revision = ["a1"]', { down: ['a1'] }],
    ['brackets that are none', 'revision = ("m")\ndown_revision = ("a1")', { id: 'm', down: ['a1'] }],
    [
      'labels and dependencies',
      'revision = "m"\nbranch_labels = ("side",)\ndepends_on = "a1"',
      { labels: ['side'], dependsOn: ['a1'] },
    ],
    ['in a docstring', '"""\nrevision = "wrong"\n"""\nrevision = "a1"', { id: 'a1', line: 4 }],
    ['in a string that goes on', 'x = "\\\nrevision = 1"\nrevision = "a1"', { id: 'a1' }],
    ['in a function', 'def f():\n    revision = "wrong"\nrevision = "a1"', { id: 'a1' }],
  ])('%s', (_what, source, expected) => {
    expect(read(head(source))).toMatchObject(expected);
  });

  it.each<[what: string, source: string, reason: string]>([
    ['is computed', 'revision = make()', '"revision" is no plain string'],
    ['is put together', 'revision = "a" "b"', '"revision" is no plain string'],
    ['is an f-string', 'revision = f"a"', '"revision" is no plain string'],
    ['has escapes', 'revision = "\\x61"', '"revision" is no plain string'],
    ['is an option', 'revision = "--sql"', '"revision" is no plain string'],
    ['is not there', '', 'it has an upgrade and no "revision"'],
    [
      'follows what is computed',
      'revision = "a"\ndown_revision = ("a", x)',
      '"down_revision" is no plain string',
    ],
    [
      'follows twice',
      'revision = "a"\ndown_revision = "b"\ndown_revision = "c"',
      '"down_revision" is given more than once',
    ],
    [
      'follows an unpacked list',
      'revision = "a"\ndown_revision = [*x]',
      '"down_revision" is no plain string',
    ],
  ])('refuses one that %s', (_what, source, reason) => {
    expect(read(head(source))).toMatchObject({ reason: expect.stringContaining(reason) as string });
  });

  it('a module that is no revision', () => {
    expect(read('def helper():\n    pass\n')).toBeUndefined();
  });

  it('where upgrade and downgrade begin', () => {
    expect(read('revision = "a"\n\n\ndef upgrade():\n  pass\n\nasync def downgrade(): ...\n')).toMatchObject({
      upgradeLine: 4,
      downgradeLine: 7,
      lines: 8,
    });
    expect(read('revision = "a"\ndef upgrade(): ...')).toMatchObject({ downgradeLine: undefined });
  });
});

it('comments are those of Python', () => {
  expect(readPythonModule('# a\nx = "# no" # b\n"""\n# no\n"""\n').comments).toEqual([
    { text: 'a', line: 1 },
    { text: 'b', line: 2 },
  ]);
});

// Anything but linear time would not come to an end.
it('reads files that are made to take long', () => {
  readPythonModule(`x = ${'('.repeat(200_000)}`);
  readPythonModule('"'.repeat(200_001));
  readPythonModule(`x = "${'\n'.repeat(200_000)}`);
  expect(readPythonModule(`x = ${'"a"'.repeat(200_000)}`).assignments).toHaveLength(1);
});

describe('versionFolders', () => {
  const ini = (text: string) =>
    versionFolders(`[other]\nscript_location = no\n[alembic]\n${text}\n[more]\n`, 'alembic.ini');
  it.each<[what: string, text: string, expected: readonly string[]]>([
    ['a relative folder', 'script_location = migrations', ['migrations/versions']],
    ['%(here)s', 'script_location: %(here)s/db', ['db/versions']],
    ['locations', 'script_location = m\nversion_locations = %(here)s/a m/b, c', ['a', 'm/b', 'c']],
    [
      'locations by a separator',
      'script_location = m\npath_separator = os\nversion_locations = a:b',
      ['a', 'b'],
    ],
    [
      'locations by lines',
      'script_location = m\nversion_path_separator = newline\nversion_locations =\n  a\n  b',
      ['a', 'b'],
    ],
    ['another key', 'root = x\nscript_location = %(root)s/m', ['x/m/versions']],
  ])('%s', (_what, text, expected) => {
    expect(ini(text)).toEqual(expected);
  });

  it.each<[what: string, text: string, cause: string]>([
    ['no location', 'x = 1', 'has no "script_location"'],
    ['a package', 'script_location = app:migrations', 'which is no folder beside it'],
    ['another place', 'script_location = ../m', 'which is no folder beside it'],
    ['an absolute place', 'script_location = /etc', 'which is no folder beside it'],
    ['an unknown key', 'script_location = %(nowhere)s/m', 'uses "%(nowhere)s"'],
    [
      'a separator of its own',
      'script_location = m\npath_separator = |\nversion_locations = a|b',
      'unknown path separator',
    ],
  ])('refuses %s', (_what, text, cause) => {
    expect(() => ini(text)).toThrow(cause);
  });

  it('from the folder of the file', () => {
    expect(versionFolders('[alembic]\nscript_location = %(here)s/m', 'db/alembic.ini')).toEqual([
      'db/m/versions',
    ]);
  });
});

describe('files of SQL', () => {
  const files = new Map([
    ['m/V10__c.sql', 'SELECT 10;'],
    ['m/V2__b.up.sql', 'SELECT 2;'],
    ['m/V2__b.down.sql', 'SELECT -2;'],
    ['m/V1__a.sql', '-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT -1;\n'],
  ]);
  it('run in the order of their numbers', () => {
    expect(sqlRevisions(files).map(({ id, down, downgradeLine }) => [id, down, downgradeLine])).toEqual([
      ['V1__a', [], 1],
      ['V2__b', ['V1__a'], 1],
      ['V10__c', ['V2__b'], undefined],
    ]);
  });
  it('have what undoes them beside or behind', () => {
    expect(upPart(files.get('m/V1__a.sql') ?? '')).toBe('-- migrate:up\nSELECT 1;\n');
    expect(downPart('m/V1__a.sql', files)).toEqual({
      file: 'm/V1__a.sql',
      source: '\n\n-- migrate:down\nSELECT -1;\n',
    });
    expect(downPart('m/V2__b.up.sql', files)).toEqual({ file: 'm/V2__b.down.sql', source: 'SELECT -2;' });
    expect(downPart('m/V10__c.sql', files)).toBeUndefined();
  });
});

describe('the graph', () => {
  const node = (id: string, down: readonly string[], more: Partial<Revision> = {}): Revision => ({
    ...{
      id,
      down,
      file: `${id}.py`,
      line: 1,
      dependsOn: [],
      labels: [],
      upgradeLine: 1,
      downgradeLine: 1,
      lines: 1,
    },
    ...{ comments: [], source: '' },
    ...more,
  });
  it('heads are what nothing follows', () => {
    expect(headsOf([node('a', []), node('b', ['a']), node('c', ['a'])]).map(({ id }) => id)).toEqual([
      'b',
      'c',
    ]);
  });
  it('each comes behind what it follows, or depends on by a label', () => {
    const order = inOrder([
      node('d', ['b', 'c']),
      node('c', ['a'], { dependsOn: ['side'] }),
      node('b', ['a'], { labels: ['side'] }),
      node('a', []),
    ]);
    expect(order?.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
  });
  it('a circle has no order', () => {
    expect(inOrder([node('a', ['b']), node('b', ['a'])])).toBeUndefined();
  });
});
