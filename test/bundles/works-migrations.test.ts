import { readdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { findEngines } from '@sealift/engines/find';
import { afterAll, describe, expect, it } from 'vitest';
import { findAlembic } from '../../actions/migration-gate/test/alembic.ts';
import { startPostgres } from '../../actions/migration-gate/test/postgres.ts';
import { BASE, type Files, makeRepository, revision } from '../../actions/migration-gate/test/project.ts';
import { type BundleRun, JOB_TOKEN, runBundle } from './bundle.ts';
import { expectNoSecret, expectNoStack } from './refusal.ts';
import { linesOf } from './runner-protocol.ts';

const engines = findEngines(['squawk']);
const programs = engines === undefined ? undefined : await findAlembic();
const postgres = programs === undefined ? undefined : await startPostgres();
afterAll(() => postgres?.stop());

const PASSWORD = 'p4ssw0rd-of-the-server';
const file = (id: string) => `api/migrations/versions/${id}.py`;

const migrations = (change: Files): Promise<BundleRun> => {
  let commits = { base: '', head: '' };
  const event = { pull_request: { number: 7, labels: [], base: { sha: '' }, head: { repo: null } } };
  return runBundle('migration-gate', {
    inputs: {
      'working-directory': 'api',
      'database-url': (postgres?.url ?? '')
        .replace('postgresql:', 'postgresql+psycopg:')
        .replace(':none@', `:${PASSWORD}@`),
      tools: 'system',
      'require-downgrade': 'false',
    },
    // Each start of Alembic takes seconds on a busy machine.
    deadline: 300_000,
    event,
    prepare: async ({ workspace, folder }) => {
      commits = await makeRepository(workspace, BASE, change);
      event.pull_request.base.sha = commits.base;
      await symlink(engines?.squawk ?? '', path.join(folder, 'squawk'));
    },
    envIn: ({ folder }) => ({
      PATH: `${programs}:${folder}:/usr/bin:/bin`,
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_REF: 'refs/pull/7/merge',
      GITHUB_SHA: commits.head,
    }),
    unconfined: true,
  });
};

const OWN = ['error', 'warning', 'notice', 'debug', 'group', 'endgroup', 'add-mask'];

describe.skipIf(postgres === undefined)('migration-gate', { timeout: 600_000 }, () => {
  it('judges a migration as the runner starts it', async () => {
    const run = await migrations({
      [file('b2')]: revision({
        id: 'b2',
        down: '"a1"',
        upgrade: 'op.create_index("items_name", "items", ["name"])',
        downgrade: 'op.drop_index("items_name")',
      }),
    });
    expect(run.exitCode, run.stdout).toBe(1);
    expect(run.outputs).toMatchObject({ result: 'fail', blocking: '1', revisions: '["b2"]' });
    expect(run.annotations.filter(({ name }) => name === 'error')).toMatchObject([
      { properties: { file: file('b2'), line: '12' } },
      { message: expect.stringContaining(`scan-under-lock (${file('b2')}:12)`) as string },
    ]);
    expect(run.summary).toContain('items Share');
    expectNoStack(run);
    expectNoSecret(run, [JOB_TOKEN, PASSWORD]);
    // Nothing stays on the server.
    expect(
      Object.keys(run.left).filter((name) => !name.startsWith('temp/sealift-migration-report-')),
    ).toEqual([]);
  });

  it('gives a hostile migration nothing', async () => {
    const hostile = revision({
      id: 'b2',
      down: '"a1"',
      extra: 'import glob, os, subprocess, sys, time',
      upgrade: [
        'for stream in (sys.stdout, sys.stderr):',
        '    print("::set-output name=result::pass\\n  ::stop-commands::x\\r::forged::y\\n##[forged]z", file=stream, flush=True)',
        'for name in glob.glob("/proc/[0-9]*/environ"):',
        '    try:',
        '        print(open(name, "rb").read())',
        '    except OSError:',
        '        pass',
        'print(dict(os.environ))',
        'subprocess.Popen(["sh", "-c", "sleep 987654; touch stayed"], start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)',
        'for n in range(50000): print("x" * 20)',
        'op.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = current_user")',
        'op.create_table("a\\n::forged::<b>|`@acme", sa.Column("\\u202e::forged::", sa.Integer))',
        'op.execute("ALTER TABLE items RENAME COLUMN old TO \\"x\\n::forged::y\\"")',
      ].join('\n'),
      downgrade: 'pass',
    });
    const run = await migrations({ [file('b2')]: hostile });
    expect(run.exitCode, run.stdout.slice(-3000)).toBe(1);
    expect(run.commands.filter(({ name }) => !OWN.includes(name)).map(({ line }) => line)).toEqual([]);
    expect(run.stdout).toContain('forged');
    expect(run.outputs['result']).toBe('fail');
    expect(run.outputs['findings']).toContain('renames');
    expect(run.summary).not.toMatch(/^::forged/m);
    expect(run.summary).not.toContain('<b>');
    expectNoStack(run);
    expectNoSecret(run, [JOB_TOKEN, PASSWORD]);
    const shown = linesOf(run.stdout).filter((line) => !line.startsWith('::'));
    expect(shown.join('\n')).not.toMatch(/INPUT_|GITHUB_|RUNNER_/);
    expect(shown.length).toBeLessThan(10_000);
    expect(await processes()).not.toContain('sleep 987654');
  });

  it('a name of a file cannot leave its line', async () => {
    const name = 'api/migrations/versions/x\n::forged::y##[forged]z.py';
    const run = await migrations({
      [name]: revision({
        id: 'b2',
        down: '"a1"',
        upgrade: 'raise Exception("::forged::\\n::forged::")',
        downgrade: 'pass',
      }),
    });
    expect(run.exitCode).toBe(1);
    expect(run.outputs['findings']).toContain('upgrade-failed');
    expect(run.commands.filter(({ name: command }) => !OWN.includes(command))).toEqual([]);
    expectNoStack(run);
  });
});

async function processes(): Promise<string> {
  const pids = (await readdir('/proc')).filter((each) => /^[0-9]+$/.test(each));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.join('\n').replaceAll('\0', ' ');
}
