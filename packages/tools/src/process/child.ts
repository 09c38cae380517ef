/**
 * A hold on the children of @actions/exec, which gives none. Node publishes every new ChildProcess before it is
 * started, in the async context of the code that makes it, so whoever set up that context gets the child that is its own.
 * https://nodejs.org/api/diagnostics_channel.html#child-process
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';

/** Milliseconds between asking a child to end and ending it. */
const GRACE = 5_000;

export type Supervision = {
  /** Milliseconds from now until the child is ended. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  readonly input: string | Uint8Array | undefined;
};

export type SupervisedChild = {
  /** Runs `start` so that the first process that it makes is this child. */
  readonly start: <T>(start: () => Promise<T>) => Promise<T>;
  /** -1 when the deadline or a signal ended it. */
  readonly exitCode: () => number;
  readonly timedOut: () => boolean;
  /** Why it could not be started. */
  readonly problem: () => Error | undefined;
  /** Lets go of timers, the signal, and pipes that a grandchild holds open. */
  readonly release: () => void;
};

type Expectation = { take: ((child: StartableProcess) => void) | undefined };

/** What `child_process.spawn` calls on the new object. It is not in Node's types. */
type StartableProcess = ChildProcess & { spawn(options: unknown): number };

const expectations = new AsyncLocalStorage<Expectation>();

subscribe('child_process', (message) => {
  const expected = expectations.getStore();
  const { take } = expected ?? {};
  if (expected === undefined || take === undefined) return;
  // Only the first: what runs because of the child's output is in the same context.
  expected.take = undefined;
  take((message as { readonly process: StartableProcess }).process);
});

/** Gives the next child its input, ends it at its deadline or when the job is cancelled. */
export function superviseChild({ timeout, signal, input }: Supervision): SupervisedChild {
  let child: StartableProcess | undefined;
  let problem: Error | undefined;
  let timedOut = false;
  let ending = false;
  const timers: NodeJS.Timeout[] = [];
  const end = () => {
    ending = true;
    child?.kill('SIGTERM');
    timers.push(setTimeout(() => child?.kill('SIGKILL'), GRACE));
  };
  timers.push(
    setTimeout(() => {
      timedOut = true;
      end();
    }, timeout),
  );
  signal?.addEventListener('abort', end, { once: true });
  const take = (published: StartableProcess) => {
    child = published;
    published.once('error', (error) => {
      problem = error;
    });
    startSafely(published, () => {
      // A child may end before it has read its input; its exit code says what happened.
      published.stdin?.on('error', () => {});
      published.stdin?.end(input);
      if (ending) published.kill('SIGTERM');
    });
  };
  return {
    start: (start) => expectations.run({ take }, start),
    exitCode: () => (timedOut ? -1 : (child?.exitCode ?? -1)),
    timedOut: () => timedOut,
    problem: () => problem,
    release: () => {
      for (const timer of timers) clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      child?.stdout?.destroy();
      child?.stderr?.destroy();
    },
  };
}

/**
 * Node throws some errors of a start (E2BIG for a command line that is too long) instead of emitting them, and
 * @actions/exec calls it where nobody catches: the process would end, and its promise never. They are emitted here.
 */
function startSafely(child: StartableProcess, started: () => void): void {
  const spawn = child.spawn.bind(child);
  child.spawn = (options) => {
    try {
      const result = spawn(options);
      started();
      return result;
    } catch (error) {
      process.nextTick(() => child.emit('error', error));
      return -1;
    }
  };
}
