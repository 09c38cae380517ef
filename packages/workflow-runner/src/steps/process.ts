/** One child process of a step: in a group of its own, with exactly the environment that it is given. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { StringDecoder } from 'node:string_decoder';
import type { Timing } from '../request.ts';

export type ProcessOptions = {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
  /** Told the process group as soon as it is there. */
  readonly onGroup: (group: number) => void;
  /** Ends the process: SIGINT, then SIGTERM, then SIGKILL to the whole group. */
  readonly signal: AbortSignal;
  readonly timing: Timing;
};

export type ProcessEnd = { readonly exitCode: number; readonly ended: 'itself' | 'aborted' };

/** Characters of a line. What is longer is shown in pieces, so that no step can fill the memory. */
const LONGEST_LINE = 1_000_000;

/** @throws Error when the file cannot be started */
export async function runProcess(options: ProcessOptions): Promise<ProcessEnd> {
  if (options.signal.aborted) return { exitCode: -1, ended: 'aborted' };
  const child = spawn(options.file, options.args, {
    cwd: options.cwd,
    env: { ...options.env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { promise: exited, resolve, reject } = Promise.withResolvers<number>();
  const closed = Promise.withResolvers<void>();
  child.once('error', reject);
  child.once('exit', (code, signal) =>
    resolve(code ?? (signal === null ? -1 : 128 + constants.signals[signal])),
  );
  child.once('close', () => closed.resolve());
  const readers = [child.stdout, child.stderr].map((stream) => {
    const reader = createLineReader(options.onLine);
    stream.on('data', (chunk: Buffer) => reader.push(chunk));
    return reader;
  });
  const stop = endGently(child.pid, options);
  try {
    if (child.pid !== undefined) options.onGroup(child.pid);
    const exitCode = await exited;
    await drained(closed.promise, options.timing.drain);
    child.stdout.destroy();
    child.stderr.destroy();
    for (const reader of readers) reader.end();
    return { exitCode, ended: options.signal.aborted ? 'aborted' : 'itself' };
  } finally {
    stop();
  }
}

/** Output is read to its end, but not for ever: a child that was left behind may hold the pipe. */
async function drained(closed: Promise<void>, limit: number): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, limit);
  await Promise.race([closed, late.promise]);
  clearTimeout(timer);
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation */
function endGently(pid: number | undefined, { signal, timing }: ProcessOptions): () => void {
  const timers: NodeJS.Timeout[] = [];
  const onAbort = () => {
    if (pid === undefined) return;
    signalGroup(pid, 'SIGINT');
    timers.push(setTimeout(() => signalGroup(pid, 'SIGTERM'), timing.interrupt));
    timers.push(setTimeout(() => signalGroup(pid, 'SIGKILL'), timing.interrupt + timing.terminate));
  };
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return () => {
    signal.removeEventListener('abort', onAbort);
    for (const timer of timers) clearTimeout(timer);
    // What was cancelled leaves nothing behind.
    if (signal.aborted && pid !== undefined) signalGroup(pid, 'SIGKILL');
  };
}

export function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // The group is gone, which is what is wanted.
  }
}

/** Whether a process group still has members; its number may be given to others when it has none. */
export function isAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}

/** Lines end at `\n`, `\r\n` or `\r`, as GitHub's runner reads them. */
export function createLineReader(onLine: (line: string) => void): {
  readonly push: (chunk: Buffer) => void;
  readonly end: () => void;
} {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let skipFeed = false;
  const read = (text: string) => {
    let start = 0;
    for (let at = 0; at < text.length; at += 1) {
      const character = text.charCodeAt(at);
      if (character === 10 && skipFeed && at === start) {
        start = at + 1;
        skipFeed = false;
        continue;
      }
      skipFeed = false;
      if (character !== 10 && character !== 13) continue;
      onLine(rest + text.slice(start, at));
      rest = '';
      start = at + 1;
      skipFeed = character === 13;
    }
    rest += text.slice(start);
    if (rest.length < LONGEST_LINE) return;
    onLine(rest);
    rest = '';
  };
  return {
    push: (chunk) => read(decoder.write(chunk)),
    end: () => {
      read(decoder.end());
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}
