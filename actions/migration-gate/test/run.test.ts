import { afterAll, describe, expect, it } from 'vitest';
import { findAlembic } from './alembic.ts';
import { type GateOptions, type GateRun, runGate } from './gate.ts';
import { startPostgres } from './postgres.ts';
import { BASE, type Files, revision } from './project.ts';

const programs = await findAlembic();
const postgres = programs === undefined ? undefined : await startPostgres();
afterAll(() => postgres?.stop());

const gate = (change: Files, more: Partial<GateOptions> = {}): Promise<GateRun> =>
  runGate({ base: BASE, change, url: postgres?.url ?? '', programs: programs ?? '', ...more });

const DOWNGRADE = { 'require-downgrade': 'true' };
const file = (id: string) => `api/migrations/versions/${id}.py`;
/** What counts, as `rule file-without-folder:line`. */
const errors = ({ findings }: GateRun) =>
  findings
    .filter(({ level, ignored }) => level === 'error' && ignored === undefined)
    .map(({ rule, file: where, line }) => `${rule} ${where.split('/').at(-1)}:${line}`);
const own = ({ findings }: GateRun) =>
  findings
    .filter(({ rule }) => !rule.startsWith('squawk/'))
    .map(({ rule, level, line }) => `${rule} ${level} ${line}`);

const SAFE = revision({
  id: 'b2',
  down: '"a1"',
  upgrade:
    'op.execute("SET LOCAL lock_timeout = \'3s\'")\nop.add_column("items", sa.Column("note", sa.Text))',
  downgrade: 'op.drop_column("items", "note")',
});

describe.skipIf(postgres === undefined)('with a real Alembic and PostgreSQL', { timeout: 600_000 }, () => {
  it('a safe migration passes', async () => {
    const run = await gate({ [file('b2')]: SAFE }, { inputs: DOWNGRADE });
    expect(run.failure, run.log.join('\n')).toBeUndefined();
    expect(own(run)).toEqual([]);
    expect(run.outputs).toMatchObject({ result: 'pass', blocking: '0', revisions: '["b2"]' });
    expect(JSON.parse(run.outputs['locks'] ?? '')).toEqual([
      {
        revision: 'b2',
        file: 'api/migrations/versions/b2.py',
        line: 13,
        statement: 'ALTER TABLE items ADD COLUMN note TEXT',
        locks: [{ table: 'items', mode: 'AccessExclusiveLock' }],
        rewritten: [],
        scanned: [],
        lockTimeout: 3000,
      },
    ]);
  });

  it('each finding stands on its own line of the migration', async () => {
    const unsafe = revision({
      id: 'b2',
      down: '"a1"',
      upgrade: [
        'op.create_table("tags", sa.Column("id", sa.Integer, primary_key=True))',
        'op.create_index("tags_id", "tags", ["id"])',
        'op.create_index("items_name", "items", ["name"])',
        'for name in ("x", "y"):',
        '    op.add_column("items", sa.Column(name, sa.Integer, nullable=False))',
        'op.alter_column("items", "id", type_=sa.BigInteger)',
        'op.drop_column(',
        '    "items",',
        '    "old",',
        ')',
      ].join('\n'),
      downgrade: 'raise RuntimeError("there is no way back")',
    });
    const run = await gate({ [file('b2')]: unsafe }, { inputs: DOWNGRADE });
    expect(run.failure?.message).toContain('findings count against the migrations');
    expect(errors(run)).toEqual([
      'scan-under-lock b2.py:14',
      'scan-under-lock b2.py:16',
      'rewrite b2.py:17',
      'drops-column b2.py:18',
      'requires-value b2.py:16',
      'requires-value b2.py:16',
      'downgrade-failed b2.py:24',
    ]);
    expect(run.findings.find(({ rule }) => rule === 'downgrade-failed')?.message).toContain(
      'there is no way back',
    );
    // A table of the migration's own is nobody else's.
    expect(run.outputs['locks']).not.toContain('tags');
    const results = (
      JSON.parse(run.sarif) as { runs: { results: { ruleId: string; locations: unknown }[] }[] }
    ).runs[0]?.results;
    expect(results?.find(({ ruleId }) => ruleId === 'rewrite')?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'api/migrations/versions/b2.py' },
          region: { startLine: 17 },
        },
      },
    ]);
    expect(run.summary).toContain(
      'items is rewritten as a whole under AccessExclusiveLock: nobody can read or write it meanwhile.',
    );
  });

  it('a revision of several heads, a merge of branches with labels', async () => {
    const branch = (id: string, extra = '') =>
      revision({
        id,
        down: '"a1"',
        upgrade: `op.create_table("${id}", sa.Column("id", sa.Integer))`,
        downgrade: `op.drop_table("${id}")`,
        extra,
      });
    const two = {
      [file('b2')]: branch('b2'),
      [file('c3')]: branch('c3', 'branch_labels = ("side",)').replace('branch_labels = None\n', ''),
    };
    const heads = await gate(two);
    expect(errors(heads)).toEqual(['several-heads b2.py:5', 'several-heads c3.py:5']);
    expect(heads.outputs['revisions']).toBe('["b2","c3"]');

    const merge = revision({ id: 'd4', down: '("b2", "c3")', upgrade: 'pass', downgrade: 'pass' });
    const merged = await gate({ ...two, [file('d4')]: merge }, { inputs: DOWNGRADE });
    expect(merged.failure, merged.log.join('\n')).toBeUndefined();
    expect(own(merged)).toEqual([]);
    expect(merged.outputs['revisions']).toBe('["b2","c3","d4"]');
  });

  it('an index outside of a transaction, and what cannot be made offline', async () => {
    const index = revision({
      id: 'b2',
      down: '"a1"',
      upgrade: [
        'rows = op.get_bind().execute(sa.text("SELECT count(*) FROM items")).scalar()',
        'assert rows == 2, rows',
        'with op.get_context().autocommit_block():',
        '    op.create_index("items_name", "items", ["name"], postgresql_concurrently=True)',
      ].join('\n'),
      downgrade:
        'with op.get_context().autocommit_block():\n    op.drop_index("items_name", postgresql_concurrently=True)',
    });
    const run = await gate(
      { [file('b2')]: index, 'data.sql': null },
      {
        base: { ...BASE, 'data.sql': "INSERT INTO items VALUES (1, 'a'), (2, 'b');" },
        inputs: { 'sample-data': 'data.sql', ...DOWNGRADE },
      },
    );
    expect(run.failure, run.log.join('\n')).toBeUndefined();
    expect(JSON.parse(run.outputs['locks'] ?? '')).toMatchObject([
      { line: 15, locks: [{ table: 'items', mode: 'ShareUpdateExclusiveLock' }], rewritten: [] },
    ]);
  });

  it('what PostgreSQL refuses, with its own words on the line', async () => {
    const run = await gate({
      [file('b2')]: revision({
        id: 'b2',
        down: '"a1"',
        upgrade: 'x = 1\nop.execute("CREATE INDEX CONCURRENTLY i ON items (id)")',
        downgrade: 'pass',
      }),
    });
    expect(errors(run)).toEqual(['upgrade-failed b2.py:13']);
    expect(run.findings[0]?.message).toContain('cannot run inside a transaction block (25001)');
  });

  it('a downgrade that forgets, and an upgrade that fails because of it', async () => {
    const run = await gate(
      {
        [file('b2')]: revision({
          id: 'b2',
          down: '"a1"',
          upgrade:
            'op.execute("CREATE TYPE mood AS ENUM (\'a\')")\nop.create_table("moods", sa.Column("id", sa.Integer))',
          downgrade: 'op.drop_table("moods")',
        }),
      },
      { inputs: DOWNGRADE },
    );
    expect(own(run)).toEqual(['upgrade-again-differs error 12', 'downgrade-differs warning 16']);
    expect(run.summary).toContain('with type public\\.mood e'.replace('\\.', '.'));
  });

  it('a comment with a reason takes a finding out, and one without takes nothing out', async () => {
    const run = await gate({
      [file('b2')]: revision({
        id: 'b2',
        down: '"a1"',
        upgrade: [
          '# migration-gate: ignore scan-under-lock, no-lock-timeout: ten rows | <b>ever</b>',
          'op.create_index("items_name", "items", ["name"])',
          '# migration-gate: ignore scan-under-lock',
          'op.create_index("items_old", "items", ["old"])',
          '# migration-gate: ignore upgrade-failed: because',
        ].join('\n'),
        downgrade: 'op.drop_index("items_old")\nop.drop_index("items_name")',
      }),
    });
    expect(errors(run)).toEqual([
      'scan-under-lock b2.py:15',
      'ignored-without-reason b2.py:14',
      'ignored-without-reason b2.py:16',
    ]);
    expect(run.summary).toContain('ten rows \\| &lt;b&gt;ever&lt;/b&gt;');
    expect(run.findings.find(({ ignored }) => ignored !== undefined)).toMatchObject({
      rule: 'scan-under-lock',
      line: 13,
    });
  });

  it("the base's policy cannot be weakened by the change", async () => {
    const policy = '.github/migration-gate.yml';
    const strict = 'severity: { no-lock-timeout: error }\nignorable: []\n';
    const sloppy = SAFE.replace(
      /op.execute\(.*\)\n/,
      'pass # migration-gate: ignore-file no-lock-timeout: I want to\n',
    );
    const run = await gate(
      { [file('b2')]: sloppy, [policy]: 'severity: { no-lock-timeout: off }\n' },
      { base: { ...BASE, [policy]: strict }, inputs: { severity: 'no-lock-timeout=off' } },
    );
    expect(errors(run)).toEqual(['no-lock-timeout b2.py:13', 'ignored-without-reason b2.py:12']);
    expect(run.summary).toContain('policy of the base');
  });

  it('a merged migration that is changed or removed', async () => {
    const removed = await gate({ [file('a1')]: null, [file('b2')]: SAFE.replace('"a1"', 'None') });
    expect(errors(removed)[0]).toBe('edited-revision a1.py:5');
    const changed = await gate({
      [file('a1')]: BASE['api/migrations/versions/a1.py']?.replace('String(50)', 'String(60)') ?? '',
    });
    expect(errors(changed)).toEqual(['edited-revision a1.py:12']);
  });

  describe('a column is removed', () => {
    const drop = {
      [file('b2')]: revision({
        id: 'b2',
        down: '"a1"',
        upgrade: 'op.execute("SET LOCAL lock_timeout = 3000")\nop.drop_column("items", "old")',
        downgrade: 'op.add_column("items", sa.Column("old", sa.Text))',
      }),
    };
    const DAY = 86_400;
    const now = Math.floor(Date.now() / 1000);

    it('without the label', async () => {
      expect(errors(await gate(drop, { baseTime: now - 30 * DAY }))).toEqual(['drops-column b2.py:13']);
    });

    it('with the label, unused for long enough', async () => {
      const run = await gate(drop, { baseTime: now - 30 * DAY, labels: ['contract'] });
      expect(run.failure, run.log.join('\n')).toBeUndefined();
      expect(own(run)).toEqual(['drops-column note 13']);
      expect(run.findings[0]?.evidence ?? run.summary).toContain('mentions "old"');
    });

    it('with the label, and used at the base', async () => {
      const base = { ...BASE, 'api/app.py': 'SQL = "select OLD from items"\n' };
      const run = await gate(
        { ...drop, 'api/app.py': 'SQL = ""\n' },
        { base, baseTime: now - 30 * DAY, labels: ['contract'] },
      );
      expect(errors(run)).toEqual(['drops-column b2.py:13']);
      expect(run.findings[0]?.message).toContain('"old" is mentioned by the application at the base');
    });

    it('with the label, in a history that is too short', async () => {
      const run = await gate(drop, { baseTime: now - 3 * DAY, labels: ['contract'] });
      expect(run.findings[0]?.message).toContain('no commit of the base branch from before');
    });
  });

  it("the base's tests on the new schema", async () => {
    const test =
      'import os, psycopg\nurl = os.environ["DATABASE_URL"].replace("+psycopg", "")\npsycopg.connect(url).execute("select old from items")\n';
    const run = await gate(
      {
        [file('b2')]: revision({
          id: 'b2',
          down: '"a1"',
          upgrade: 'op.drop_column("items", "old")',
          downgrade: 'op.add_column("items", sa.Column("old", sa.Text))',
        }),
        'api/check.py': 'pass\n',
      },
      { base: { ...BASE, 'api/check.py': test }, inputs: { 'old-app-test': 'python3 check.py' } },
    );
    expect(errors(run)).toContain('old-app-failed b2.py:11');
    expect(run.log.join('\n')).toContain('column "old" does not exist');
  });

  it('an event whose job has rights is refused before anything runs', async () => {
    const run = await gate({ [file('b2')]: SAFE }, { event: 'pull_request_target' });
    expect(run.failure).toMatchObject({ code: 'migration-gate/privileged-event' });
    expect(run.log).toEqual([]);
  });
});
