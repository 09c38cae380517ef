/** A lock between processes of one machine, also when they run in containers that share only a folder. */
import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import type { Clock } from '@sealift/core/log';

/** A holder shows that it is alive this often… */
const HEARTBEAT = 5_000;
/** …and is taken for dead after so long without. Milliseconds. */
const DEAD_AFTER = 30_000;
const POLL = 250;

/**
 * Runs `work` while no other process does with the same file. Whoever waited should look first whether the work is
 * done already.
 */
export async function withLock<T>(
  file: string,
  clock: Clock,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const mark = randomUUID();
  while (!(await take(file, mark, clock))) {
    signal?.throwIfAborted();
    await clock.sleep(POLL, signal);
  }
  const heartbeat = setInterval(() => {
    const now = clock.now() / 1000;
    utimes(file, now, now).catch(() => {});
  }, HEARTBEAT);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    // Somebody who took this process for dead owns the file now.
    if ((await readFile(file, 'utf8').catch(() => '')) === mark) await rm(file, { force: true });
  }
}

async function take(file: string, mark: string, clock: Clock): Promise<boolean> {
  try {
    await writeFile(file, mark, { flag: 'wx', mode: 0o600 });
    const now = clock.now() / 1000;
    await utimes(file, now, now);
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const held = await stat(file).catch(() => undefined);
  if (held !== undefined && clock.now() - held.mtimeMs > DEAD_AFTER) await rm(file, { force: true });
  return false;
}
