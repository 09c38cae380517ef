/** The end of a machine: every process of a job is killed, and none of them can clean up. */
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

export type JobMark = { readonly runId: number; readonly job: string };

/** Milliseconds between two looks: what the runner starts meanwhile, to clean up, does not get far. */
const PAUSE = 30;

/**
 * Kills what the job has, and what it starts, until `over` says that the runner has given it up.
 * @returns how many processes were killed
 */
export async function killMachine(mark: JobMark, over: () => boolean): Promise<number> {
  let killed = 0;
  while (!over()) {
    for (const pid of await processesOf(mark))
      try {
        process.kill(pid, 'SIGKILL');
        killed += 1;
      } catch {
        // It ended by itself.
      }
    await sleep(PAUSE);
  }
  return killed;
}

/** Those with the job's variables, and all below them: tools are started with an environment of their own. */
async function processesOf({ runId, job }: JobMark): Promise<ReadonlySet<number>> {
  const parents = new Map<number, number>();
  const own = new Set<number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const pid = Number(name);
    const [status, environment] = await Promise.all(
      ['stat', 'environ'].map((file) => readFile(`/proc/${name}/${file}`, 'latin1').catch(() => '')),
    );
    // `pid (name) state parent …`, and a name may have brackets.
    parents.set(pid, Number(status?.slice(status.lastIndexOf(')') + 2).split(' ')[1]));
    const variables = `\0${environment}`;
    if (variables.includes(`\0GITHUB_RUN_ID=${runId}\0`) && variables.includes(`\0GITHUB_JOB=${job}\0`))
      own.add(pid);
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && parent > 1 && (own.has(parent) || isBelow(parent));
  };
  return new Set([...parents.keys()].filter((pid) => own.has(pid) || isBelow(pid)));
}
