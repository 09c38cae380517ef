import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A new folder that only this user may enter. Below RUNNER_TEMP where there is one: the runner empties that after the
 * job, even when this process was killed.
 * @param purpose part of its name
 */
export const makeTemporaryFolder = (env: Environment, purpose: string): Promise<string> =>
  mkdtemp(path.join(env['RUNNER_TEMP'] || tmpdir(), `sealift-${purpose}-`));

/** Runs `work` with such a folder and removes it afterwards, whatever happens. */
export async function withTemporaryFolder<T>(
  env: Environment,
  purpose: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await makeTemporaryFolder(env, purpose);
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
