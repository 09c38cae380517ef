/** A lock between processes, also when they run in containers or on machines that share only a folder. */
import { randomUUID } from 'node:crypto';
import { readFile, readlink, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '@sealift/core/log';
import * as v from 'valibot';

export type FileLock = {
  /** Leaves the file alone when another process has taken it over. */
  readonly release: () => Promise<void>;
};

export type FileLockOptions = {
  /** Of the heartbeat and of the pauses. Default: the clock on the wall. */
  readonly clock?: Clock | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called once when another process has the lock. */
  readonly onWait?: () => void;
};

/** A holder shows that it is alive this often… */
const HEARTBEAT = 5_000;
/** …and is taken for dead after so long without, by those who cannot see its process. Milliseconds. */
const DEAD_AFTER = 30_000;
const POLL = 250;

const WALL_CLOCK: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
};

/** Which process has the lock. Who is not Linux has no words for the second and third. */
const Mark = v.object({
  id: v.string(),
  /** Which kernel and which list of processes `pid` belongs to. */
  processes: v.optional(v.string()),
  /** Process and the time when it started: numbers are used again. */
  process: v.optional(v.string()),
});
type Mark = v.InferOutput<typeof Mark>;

/**
 * Takes the lock, or answers undefined when another process (or another part of this one) has it. A holder that ended
 * without letting go is noticed at once where its process could be seen, else 30 seconds after its last heartbeat.
 * @param file made for the lock and removed with it; its folder must exist
 * @throws what the file system says, e.g. EACCES
 */
export async function tryLock(file: string, clock: Clock = WALL_CLOCK): Promise<FileLock | undefined> {
  const mark: Mark = { id: randomUUID(), ...(await ownProcess()) };
  const text = JSON.stringify(mark);
  const beat = () => utimes(file, clock.now() / 1000, clock.now() / 1000);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await writeFile(file, text, { flag: 'wx', mode: 0o600 });
      await beat();
      break;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (attempt === 2 || !(await removeDead(file, clock))) return undefined;
  }
  const heartbeat = setInterval(() => void beat().catch(() => {}), HEARTBEAT);
  // A lock alone keeps no process alive.
  heartbeat.unref();
  return {
    release: async () => {
      clearInterval(heartbeat);
      if ((await read(file)) === text) await rm(file, { force: true });
    },
  };
}

/**
 * Runs `work` while no other process does with the same file; waits for it as long as it takes. Whoever waited should
 * look first whether the work is done already.
 * @throws the signal's reason when it is aborted while waiting; see {@link tryLock}
 */
export async function withFileLock<T>(
  file: string,
  { clock = WALL_CLOCK, signal, onWait }: FileLockOptions,
  work: () => Promise<T>,
): Promise<T> {
  for (let told = false; ; told = true) {
    signal?.throwIfAborted();
    const lock = await tryLock(file, clock);
    if (lock !== undefined)
      try {
        return await work();
      } finally {
        await lock.release();
      }
    if (!told) onWait?.();
    await clock.sleep(POLL, signal).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw error;
    });
  }
}

/**
 * Removes the lock of a dead holder; false when there is a living one. One process does this at a time: another one may
 * have judged the same, removed it and taken the lock since.
 */
async function removeDead(file: string, clock: Clock): Promise<boolean> {
  const state = await look(file, clock);
  if (state !== 'dead') return state === 'none';
  const guard = `${file}.takeover`;
  try {
    await writeFile(guard, '', { flag: 'wx', mode: 0o600 });
  } catch {
    const made = await stat(guard).catch(() => undefined);
    // Left by one that ended in the few milliseconds of this.
    if (made !== undefined && Date.now() - made.mtimeMs > DEAD_AFTER) await rm(guard, { force: true });
    return false;
  }
  try {
    if ((await look(file, clock)) === 'dead') await rm(file, { force: true });
    return true;
  } finally {
    await rm(guard, { force: true });
  }
}

async function look(file: string, clock: Clock): Promise<'none' | 'held' | 'dead'> {
  const text = await read(file);
  const held = await stat(file).catch(() => undefined);
  if (text === undefined || held === undefined) return 'none';
  const alive = (await isAlive(text)) ?? clock.now() - held.mtimeMs <= DEAD_AFTER;
  return alive ? 'held' : 'dead';
}

const read = (file: string): Promise<string | undefined> => readFile(file, 'utf8').catch(() => undefined);

/** Undefined when its process cannot be seen from here: on another machine, in another container, not on Linux. */
async function isAlive(text: string): Promise<boolean | undefined> {
  const mark = parseMark(text);
  const own = await ownProcess();
  if (mark?.process === undefined || mark.processes === undefined || mark.processes !== own.processes)
    return undefined;
  return mark.process === (await processMark(mark.process.split(' ', 1)[0] ?? ''));
}

function parseMark(text: string): Mark | undefined {
  try {
    return v.parse(Mark, JSON.parse(text));
  } catch {
    return undefined;
  }
}

async function ownProcess(): Promise<Partial<Pick<Mark, 'process' | 'processes'>>> {
  const [boot, namespace, own] = await Promise.all([
    read('/proc/sys/kernel/random/boot_id'),
    readlink('/proc/self/ns/pid').catch(() => undefined),
    processMark(String(process.pid)),
  ]);
  if (boot === undefined || namespace === undefined || own === undefined) return {};
  return { processes: `${boot.trim()} ${namespace}`, process: own };
}

/** Number and start time; https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html field 22. */
async function processMark(pid: string): Promise<string | undefined> {
  if (!/^[0-9]{1,10}$/.test(pid)) return undefined;
  const status = await read(`/proc/${pid}/stat`);
  // The second field is the program's name in brackets: it may hold spaces and brackets of its own.
  const fields = status?.slice(status.lastIndexOf(')') + 2).split(' ');
  // A zombie has ended.
  if (fields === undefined || fields[0] === 'Z') return undefined;
  return `${pid} ${fields[19]}`;
}
