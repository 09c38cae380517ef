/** Releases of the sample's api, as small commits: what the scenes of a deployment are about. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { internalFailure } from '@sealift/core/failure';
import type { Change } from '../event.ts';
import { git } from '../sources.ts';

const API = 'apps/api';
const MAIN = `${API}/app/main.py`;
const FAULT = `${API}/app/fault.py`;
const VERSIONS = `${API}/migrations/versions`;

/** What happens to every `share`-th answer of /items. */
export type Fault = { readonly kind: 'error' | 'slow'; readonly share: number };

export type SampleChange = {
  readonly message: string;
  readonly fault?: Fault;
  /** Statements of PostgreSQL, as one more revision. */
  readonly migration?: {
    readonly name: string;
    readonly statements: readonly string[];
    /** What takes them back; without it the downgrade refuses. */
    readonly undo?: readonly string[];
  };
};

/**
 * One more commit on the sample's main branch: the api as it was at `base`, with the change.
 * @param app clone of the sample, whose main branch is checked out
 * @throws Failure `rehearsal/sample` when the sample has no place for the change
 */
export async function commitSampleChange(app: string, base: string, change: SampleChange): Promise<Change> {
  await rm(path.join(app, API), { recursive: true });
  await git(app, 'checkout', '--quiet', base, '--', API);
  if (change.migration !== undefined) await addMigration(app, change.migration);
  if (change.fault !== undefined) await addFault(app, change.fault);
  // A release without any other change is one too.
  await writeFile(path.join(app, API, 'app', 'release.py'), `"""${change.message}"""\n`);
  await git(app, 'add', '--all');
  await git(app, 'commit', '--quiet', '--message', change.message);
  return { from: app, commit: await git(app, 'rev-parse', 'HEAD') };
}

/** Paths of the api's migrations at a commit, the oldest first. */
export async function migrationFiles(app: string, commit: string): Promise<readonly string[]> {
  const names = (await git(app, 'ls-tree', '--name-only', commit, `${VERSIONS}/`)).split('\n');
  return names.filter((name) => name.endsWith('.py')).toSorted();
}

/** Newest revision of the api's migrations at a commit, e.g. `0005`. */
export async function migrationHead(app: string, commit: string): Promise<string> {
  return newest((await migrationFiles(app, commit)).map((name) => path.basename(name)));
}

/**
 * Commits that are on no branch: main, and what is checked out, are afterwards as before.
 * @param from commit that they are made on
 */
export async function besideMain<T>(app: string, from: string, work: () => Promise<T>): Promise<T> {
  await git(app, 'checkout', '--quiet', '--detach', from);
  try {
    return await work();
  } finally {
    await git(app, 'checkout', '--quiet', '--force', 'main');
  }
}

function newest(names: readonly string[]): string {
  const revisions = names.flatMap((name) => /^(\d{4})_\w+\.py$/.exec(name)?.[1] ?? []).toSorted();
  const last = revisions.at(-1);
  if (last === undefined) throw noPlace(VERSIONS);
  return last;
}

async function addMigration(
  app: string,
  { name, statements, undo }: NonNullable<SampleChange['migration']>,
): Promise<void> {
  const head = newest(await readdir(path.join(app, VERSIONS)));
  const next = String(Number(head) + 1).padStart(4, '0');
  const body = (lines: readonly string[]) =>
    ["SET lock_timeout = '2s'", "SET statement_timeout = '30s'", ...lines]
      .map((line) => `    op.execute(${JSON.stringify(line)})`)
      .join('\n');
  await writeFile(
    path.join(app, VERSIONS, `${next}_${name}.py`),
    `"""${name}

Phase: expand.
Revision: ${next}, after ${head}
"""

from alembic import op

revision = "${next}"
down_revision = "${head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
${body(statements)}


def downgrade() -> None:
${undo === undefined ? '    raise NotImplementedError' : body(undo)}
`,
  );
}

/** Inside of what measures requests, so that they are measured as users get them. */
const PLACE = 'app.add_middleware(MeasureRequests)';

async function addFault(app: string, { kind, share }: Fault): Promise<void> {
  const main = await readFile(path.join(app, MAIN), 'utf8');
  if (!main.includes(PLACE)) throw noPlace(MAIN);
  await writeFile(
    path.join(app, MAIN),
    main.replace(PLACE, `from app.fault import Fault  # noqa: E402\n\napp.add_middleware(Fault)\n${PLACE}`),
  );
  const happens =
    kind === 'slow'
      ? ['        await asyncio.sleep(0.9)', '        await self.app(scope, receive, send)']
      : [
          '        async def broken(message):',
          '            if message["type"] == "http.response.start":',
          '                message = {**message, "status": 500}',
          '            await send(message)',
          '',
          '        await self.app(scope, receive, broken)',
        ];
  await writeFile(
    path.join(app, FAULT),
    [
      '"""A release with a fault, made by a rehearsal."""',
      '',
      'import asyncio',
      'import itertools',
      '',
      '',
      'class Fault:',
      '    def __init__(self, app):',
      '        self.app = app',
      '        self.requests = itertools.count(1)',
      '',
      '    async def __call__(self, scope, receive, send):',
      `        if scope.get("path") != "/items" or next(self.requests) % ${share}:`,
      '            await self.app(scope, receive, send)',
      '            return',
      ...happens,
      '',
    ].join('\n'),
  );
}

const noPlace = (file: string) =>
  internalFailure({
    code: 'rehearsal/sample',
    cause: `The sample's ${file} is not as the scenes of a deployment expect it.`,
    remedy: 'Change packages/rehearsal/src/deploy/sample-changes.ts with the sample.',
  });
