/** A repository with an application whose migrations are Alembic's: a base commit, and a change on top. */
import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export type Files = Readonly<Record<string, string | null>>;

/** As `alembic init` writes it, shortened. */
export const ALEMBIC: Files = {
  'api/alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n\n[loggers]\nkeys = root\n',
  'api/migrations/env.py': `import os
from alembic import context
from sqlalchemy import create_engine

if context.is_offline_mode():
    context.configure(url="postgresql+psycopg://", literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    with create_engine(os.environ["DATABASE_URL"]).connect() as connection:
        context.configure(connection=connection, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
`,
  'api/app.py': 'ITEMS = "select id, name from items"\n',
};

export type RevisionText = {
  readonly id: string;
  /** As it stands in the file. */
  readonly down?: string;
  readonly upgrade: string;
  readonly downgrade?: string;
  /** Lines at the top of the module. */
  readonly extra?: string;
};

const indent = (text: string): string =>
  text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');

export const revision = ({ id, down = 'None', upgrade, downgrade, extra = '' }: RevisionText): string =>
  `"""${id}"""
from alembic import op
import sqlalchemy as sa

revision = "${id}"
down_revision = ${down}
branch_labels = None
depends_on = None
${extra}

def upgrade() -> None:
${indent(upgrade)}
${downgrade === undefined ? '' : `\n\ndef downgrade() -> None:\n${indent(downgrade)}\n`}`;

export const FIRST = revision({
  id: 'a1',
  upgrade:
    'op.create_table("items", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(50)), sa.Column("old", sa.Text))',
  downgrade: 'op.drop_table("items")',
});

/** The base of most tests. */
export const BASE: Files = { ...ALEMBIC, 'api/migrations/versions/a1.py': FIRST };

export type Commits = { readonly base: string; readonly head: string };

/** Commits `base`, then `change` on top; `null` removes a file. */
export async function makeRepository(
  folder: string,
  base: Files,
  change: Files,
  /** Seconds since 1970 of the base. */
  baseTime = Math.floor(Date.now() / 1000) - 60,
): Promise<Commits> {
  const git = (time: number, ...args: readonly string[]) =>
    execFileSync('git', ['-C', folder, ...args], {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'Alice',
        GIT_AUTHOR_EMAIL: 'alice@example.invalid',
        GIT_COMMITTER_NAME: 'Alice',
        GIT_COMMITTER_EMAIL: 'alice@example.invalid',
        GIT_AUTHOR_DATE: `${time} +0000`,
        GIT_COMMITTER_DATE: `${time} +0000`,
      },
    }).trim();
  const commit = async (files: Files, time: number) => {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folder, name);
      if (text === null) await rm(file);
      else {
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, text);
      }
    }
    git(time, 'add', '--all');
    git(time, 'commit', '--quiet', '--allow-empty', '--no-gpg-sign', '-m', 'x');
    return git(time, 'rev-parse', 'HEAD');
  };
  await mkdir(folder, { recursive: true });
  git(baseTime, 'init', '--quiet', '--initial-branch=main');
  return { base: await commit(base, baseTime), head: await commit(change, Math.floor(Date.now() / 1000)) };
}
