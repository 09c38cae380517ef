/** The working folder, which somebody may take away while a rehearsal goes on: clean-ups of /tmp do. */
import { open, stat } from 'node:fs/promises';
import { remoteFailure } from '@sealift/core/failure';

export type Watch = {
  /** Milliseconds between two looks at the folder. */
  readonly interval: number;
  /** Milliseconds that the work has to come to its end when the folder is gone. */
  readonly grace: number;
};

const WATCH: Watch = { interval: 1_000, grace: 60_000 };

/**
 * Cancels work whose folder is gone, instead of letting it wait for what can no longer come.
 * @throws Failure `rehearsal/folder-gone` then, whatever the work made of it; else what the work throws
 */
export async function whileThere<T>(
  dir: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
  { interval, grace }: Watch = WATCH,
): Promise<T> {
  // Held open, so that no later folder can be given its number.
  const held = await open(dir);
  const { ino } = await held.stat();
  const gone = new AbortController();
  let last: NodeJS.Timeout | undefined;
  const late = Promise.withResolvers<never>();
  // Nobody waits for it any more when the work has ended before.
  late.promise.catch(() => undefined);
  const look = setInterval(async () => {
    const isThere = await stat(dir).then(
      (now) => now.ino === ino,
      () => false,
    );
    if (isThere || gone.signal.aborted) return;
    gone.abort(folderGone(dir));
    last = setTimeout(() => late.reject(gone.signal.reason), grace);
  }, interval);
  try {
    return await Promise.race([work(AbortSignal.any([signal, gone.signal])), late.promise]);
  } catch (error) {
    gone.signal.throwIfAborted();
    throw error;
  } finally {
    clearInterval(look);
    clearTimeout(last);
    await held.close();
  }
}

const folderGone = (dir: string) =>
  remoteFailure({
    code: 'rehearsal/folder-gone',
    cause: `The working folder ${dir} was removed while the rehearsal went on.`,
    remedy: 'Keep clean-ups of temporary files away from it, or name another place by TMPDIR.',
  });
