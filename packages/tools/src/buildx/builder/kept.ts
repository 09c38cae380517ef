/** What an earlier step of the job has started: builds of one job share a builder and what it has cached. */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import type { CreatedBuilder } from './create.ts';
import type { NewBuilder } from './options.ts';

const Kept = v.object({ key: v.string(), name: v.string(), folder: v.string() });

type Environment = Readonly<Record<string, string | undefined>>;

/** Below RUNNER_TEMP, which the runner empties before and after each job. */
const fileOf = (env: Environment): string =>
  path.join(env['RUNNER_TEMP'] || tmpdir(), 'sealift-builder.json');

/** One hash for builders that are made alike. */
export const keyOf = (wanted: NewBuilder): string =>
  createHash('sha256').update(JSON.stringify(wanted)).digest('hex').slice(0, 16);

/** The builder that was made alike, if this job has one. */
export async function findKept(wanted: NewBuilder, env: Environment): Promise<CreatedBuilder | undefined> {
  try {
    const kept = v.parse(Kept, JSON.parse(await readFile(fileOf(env), 'utf8')));
    return kept.key === keyOf(wanted) ? { name: kept.name, folder: kept.folder } : undefined;
  } catch {
    return undefined;
  }
}

export async function rememberKept(
  wanted: NewBuilder,
  created: CreatedBuilder,
  env: Environment,
): Promise<void> {
  await writeFile(fileOf(env), JSON.stringify({ key: keyOf(wanted), ...created }), { mode: 0o600 });
}
