import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { besideMain, commitSampleChange, migrationHead } from '../../src/deploy/sample-changes.ts';
import { ROOT } from '../../src/sealift.ts';
import { git, repositoryFromFiles } from '../../src/sources.ts';

let app: string;
let base: string;
beforeEach(async () => {
  app = path.join(await mkdtemp(path.join(tmpdir(), 'sealift-sample-')), 'app');
  await repositoryFromFiles(path.join(ROOT, 'action-templates/sample'), app);
  base = await git(app, 'rev-parse', 'HEAD');
});
afterEach(() => rm(path.dirname(app), { recursive: true }));

const changed = async (commit: string) =>
  (await git(app, 'diff', '--name-only', base, commit)).split('\n').filter((name) => name !== '');

it('a release with a fault changes the api alone, inside of what measures requests', async () => {
  const { commit } = await commitSampleChange(app, base, {
    message: 'Slow',
    fault: { kind: 'slow', share: 5 },
  });
  expect(await changed(commit)).toEqual([
    'apps/api/app/fault.py',
    'apps/api/app/main.py',
    'apps/api/app/release.py',
  ]);
  const main = await readFile(path.join(app, 'apps/api/app/main.py'), 'utf8');
  expect(main.indexOf('app.add_middleware(Fault)')).toBeLessThan(
    main.indexOf('app.add_middleware(MeasureRequests)'),
  );
  expect(await readFile(path.join(app, 'apps/api/app/fault.py'), 'utf8')).toContain('% 5');
});

it('a migration follows the newest one', async () => {
  const head = await migrationHead(app, base);
  const { commit } = await commitSampleChange(app, base, {
    message: 'More',
    migration: { name: 'more', statements: ['SELECT "x"'] },
  });
  const next = String(Number(head) + 1).padStart(4, '0');
  expect(await migrationHead(app, commit)).toBe(next);
  expect(await changed(commit)).toContain(`apps/api/migrations/versions/${next}_more.py`);
  const text = await readFile(path.join(app, `apps/api/migrations/versions/${next}_more.py`), 'utf8');
  expect(text).toContain(`down_revision = "${head}"`);
  expect(text).toContain('op.execute("SELECT \\"x\\"")');
});

it('a change beside main leaves main as it is, and a migration may be undone', async () => {
  const { commit } = await besideMain(app, base, () =>
    commitSampleChange(app, base, {
      message: 'More',
      migration: { name: 'more', statements: ['SELECT 1'], undo: ['SELECT 2'] },
    }),
  );
  expect(await git(app, 'rev-parse', 'HEAD')).toBe(base);
  expect(await git(app, 'status', '--porcelain')).toBe('');
  const [file = ''] = (await changed(commit)).filter((name) => name.endsWith('_more.py'));
  const [upgrade = '', downgrade = ''] = (await git(app, 'show', `${commit}:${file}`)).split(
    'def downgrade()',
  );
  expect(upgrade).toContain('op.execute("SELECT 1")');
  expect(downgrade).toContain('op.execute("SELECT 2")');
});

it('each release is the base with its own change, not with those before', async () => {
  const first = await commitSampleChange(app, base, {
    message: 'Errors',
    fault: { kind: 'error', share: 6 },
    migration: { name: 'gone', statements: [] },
  });
  const second = await commitSampleChange(app, base, { message: 'Fine' });
  expect(await changed(second.commit)).toEqual(['apps/api/app/release.py']);
  expect(await git(app, 'rev-parse', `${second.commit}^`)).toBe(first.commit);
});

it('says so when the sample has no place for a fault', async () => {
  const without = await commitSampleChange(app, base, { message: 'Other' });
  await git(app, 'rm', '--quiet', '-r', '--cached', 'apps/api/migrations');
  await git(app, 'commit', '--quiet', '--message', 'No migrations');
  const commit = await git(app, 'rev-parse', 'HEAD');
  expect(commit).not.toBe(without.commit);
  await expect(migrationHead(app, commit)).rejects.toMatchObject({ code: 'rehearsal/sample' });
});
