/**
 * Runs what a pull request wrote: with an environment of its own, for a bounded time, and with nothing of it left
 * afterwards. It runs as the user of the job all the same: what that user may do on the machine, it may do.
 */
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { mapBounded } from '@sealift/core/bounded';
import type { Log } from '@sealift/core/log';
import { childEnvironment, type Exec } from '@sealift/tools/exec';

export type Confinement = {
  /** Words in front of a command; none where the machine does not let it have a world of processes of its own. */
  readonly prefix: readonly string[];
  /** Value of a variable by which processes that stay are found where the prefix is empty. */
  readonly mark: string;
};

const MARK = 'SEALIFT_GATE_RUN';
/** A namespace of processes: none of the job is seen, and all of them end with the first one. */
const NAMESPACE = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'];
const AS_USER = ['--user', '--map-current-user'];

export async function findConfinement(
  mark: string,
  { exec, env, log }: { readonly exec: Exec; readonly env: Environment; readonly log: Pick<Log, 'notice'> },
): Promise<Confinement> {
  for (const prefix of [NAMESPACE, [...NAMESPACE, ...AS_USER]]) {
    const [program = '', ...args] = prefix;
    const tried = await exec(program, [...args, 'true'], {
      env: childEnvironment(env),
      timeout: 10_000,
    }).catch(() => undefined);
    if (tried?.exitCode === 0) return { prefix, mark };
  }
  log.notice(
    'This machine lets nobody make a namespace of processes: migrations can see those of the job, and what they leave behind is looked for by a mark.',
  );
  return { prefix: [], mark };
}

type Environment = Readonly<Record<string, string | undefined>>;

export type ConfinedCommand = {
  /** At least one. */
  readonly words: readonly string[];
  readonly cwd: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly timeout: number;
};

export type Ended = {
  readonly success: boolean;
  /** In words, when it was no success. */
  readonly reason: string;
  /** The last lines of its output; outside text. */
  readonly lastLines: readonly string[];
};

/** Lines and characters of one command that are shown. */
const SHOWN_LINES = 2_000;
const SHOWN_TEXT = 256 * 1024;
const LAST_LINES = 12;
const LAST_TEXT = 500;

/** @throws Failure `process/…` */
export async function runConfined(
  command: ConfinedCommand,
  { prefix, mark }: Confinement,
  {
    exec,
    log,
    signal,
  }: { readonly exec: Exec; readonly log: Pick<Log, 'info'>; readonly signal: AbortSignal },
): Promise<Ended> {
  const [program = '', ...args] = [...prefix, ...command.words];
  const last: string[] = [];
  const show = limitedLines(log);
  const { exitCode, timedOut } = await exec(program, args, {
    cwd: command.cwd,
    env: { ...command.env, [MARK]: mark },
    timeout: command.timeout,
    signal,
    onLine: (line) => {
      show.line(line);
      last.push(line.slice(0, LAST_TEXT));
      if (last.length > LAST_LINES) last.shift();
    },
  });
  show.end();
  if (prefix.length === 0) await endMarked(mark);
  const minutes = Math.round(command.timeout / 60_000);
  return {
    success: exitCode === 0 && !timedOut,
    reason: timedOut
      ? `it was ended after ${minutes} minute${minutes === 1 ? '' : 's'}`
      : exitCode === -1
        ? 'a signal ended it'
        : `it ended with ${exitCode}`,
    lastLines: last,
  };
}

/** All that a person would read; the rest is counted. */
function limitedLines(log: Pick<Log, 'info'>) {
  let lines = 0;
  let text = 0;
  return {
    line(line: string) {
      lines += 1;
      text += line.length;
      if (lines <= SHOWN_LINES && text <= SHOWN_TEXT) log.info(line);
    },
    end() {
      if (lines > SHOWN_LINES || text > SHOWN_TEXT)
        log.info(`(${lines} lines, ${text} characters in all; the rest is left out)`);
    },
  };
}

/** Looks, and looks again: one that was being started meanwhile is seen by the next look. */
const LOOKS = 100;
const CLEAN_LOOKS = 2;
/** Milliseconds. */
const BETWEEN_LOOKS = 20;

/** Ends processes that carry the mark, which they may have taken off, and waits until they are gone. */
async function endMarked(mark: string): Promise<void> {
  let clean = 0;
  for (let look = 0; look < LOOKS && clean < CLEAN_LOOKS; look += 1) {
    if (look > 0) await sleep(BETWEEN_LOOKS);
    const marked = await findMarked(mark);
    clean = marked.length === 0 ? clean + 1 : 0;
    for (const pid of marked)
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended meanwhile.
      }
  }
}

async function findMarked(mark: string): Promise<readonly number[]> {
  const wanted = `${MARK}=${mark}`;
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^[0-9]+$/.test(name));
  const marked = await mapBounded(pids, 16, async (pid) =>
    (await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '')).split('\0').includes(wanted),
  );
  return pids.filter((_, index) => marked[index]).map(Number);
}
