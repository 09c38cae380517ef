/** Processes that a job's steps have left behind: they end with the job. */
import { readdir, readFile } from 'node:fs/promises';
import { signalGroup } from './process.ts';

/** In the environment of every process of a job. */
export const TRACKING_VARIABLE = 'RUNNER_TRACKING_ID';

/**
 * Ends what is left of the process groups, and what has left its group but still has the job's mark in its environment.
 * @returns how many processes had to be ended that had left their group
 */
export async function endOrphans(groups: Iterable<number>, trackingId: string): Promise<number> {
  for (const group of groups) signalGroup(group, 'SIGKILL');
  const mark = Buffer.from(`${TRACKING_VARIABLE}=${trackingId}\0`);
  let ended = 0;
  const names = await readdir('/proc').catch(() => []);
  for (const name of names) {
    if (!/^\d+$/.test(name)) continue;
    const environment = await readFile(`/proc/${name}/environ`).catch(() => undefined);
    if (environment?.includes(mark) !== true) continue;
    try {
      process.kill(Number(name), 'SIGKILL');
      ended += 1;
    } catch {
      // It ended by itself in the meantime.
    }
  }
  return ended;
}
