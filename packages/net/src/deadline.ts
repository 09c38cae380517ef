/** A limit in time for one piece of work, joined with the signal that cancels the whole job. */
export type Deadline = {
  /** Aborts at the limit, or earlier with the parent. */
  readonly signal: AbortSignal;
  /** What ended it, whichever was first; undefined while it runs. */
  ended(): 'deadline' | 'cancelled' | undefined;
};

/**
 * @param milliseconds from now, by the clock on the wall
 * @param parent what cancels the work from outside
 */
export function startDeadline(milliseconds: number, parent?: AbortSignal): Deadline {
  const limit = AbortSignal.timeout(milliseconds);
  if (parent === undefined) return { signal: limit, ended: () => (limit.aborted ? 'deadline' : undefined) };
  const signal = AbortSignal.any([parent, limit]);
  return {
    signal,
    ended() {
      if (!signal.aborted) return undefined;
      return signal.reason === parent.reason ? 'cancelled' : 'deadline';
    },
  };
}
