import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { remoteFailure } from '@sealift/core/failure';

export type Patience = {
  /** Milliseconds. */
  readonly limit: number;
  /** Why it need not be waited for any longer. */
  readonly broken?: () => string | undefined;
  /** File whose end tells what went wrong. */
  readonly log?: string;
};

/**
 * Asks every 50 ms until the answer is true; an error is a no.
 * @throws Failure `cluster/node-step` when the time is over
 */
export async function waitFor(
  what: string,
  ask: () => Promise<boolean>,
  { limit, broken, log }: Patience,
): Promise<void> {
  const deadline = Date.now() + limit;
  let last = 'it did not answer in time';
  for (;;) {
    const answer = await ask().catch((error: Error) => {
      last = error.message;
      return false;
    });
    if (answer) return;
    const why = broken?.();
    if (why === undefined && Date.now() < deadline) {
      await sleep(50);
      continue;
    }
    const tail = log === undefined ? '' : (await readFile(log, 'utf8').catch(() => '')).trimEnd();
    throw remoteFailure({
      code: 'cluster/node-step',
      cause: `${what} did not start: ${why ?? last}.\n${tail.split('\n').slice(-5).join('\n')}`.trimEnd(),
      remedy: `Read ${log ?? 'the logs of the node'}.`,
    });
  }
}
