/** Python with Alembic, made once in the cache of engines, as a user would install it in a job. */
import { execFile } from 'node:child_process';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { defaultCacheDir } from '@sealift/engines/cache';

const run = promisify(execFile);
const PACKAGES = ['alembic==1.20.1', 'sqlalchemy==2.1.0', 'psycopg[binary]==3.3.9'];

/** @returns the folder of its programs; `undefined`, said loudly, where it cannot be had */
export async function findAlembic(): Promise<string | undefined> {
  const folder = path.join(defaultCacheDir(process.env), 'python', 'alembic-1.20.1');
  const programs = path.join(folder, 'bin');
  const there = () =>
    access(path.join(programs, 'alembic')).then(
      () => true,
      () => false,
    );
  if (await there()) return programs;
  const draft = `${folder}.${process.pid}`;
  try {
    await mkdir(path.dirname(folder), { recursive: true });
    await run('python3', ['-m', 'venv', draft]);
    await run(path.join(draft, 'bin', 'pip'), ['install', '--quiet', ...PACKAGES], { timeout: 300_000 });
    // Its programs name the interpreter by its path.
    await run('sed', ['-i', `s#${draft}#${folder}#g`, path.join(draft, 'bin', 'alembic')]);
    await rename(draft, folder);
    if (await there()) return programs;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    process.stderr.write(`\n!!! NOT TESTED with a real Alembic: ${String(error).slice(0, 500)}\n\n`);
  }
  return undefined;
}
