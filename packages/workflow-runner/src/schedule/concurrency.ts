/**
 * Who may go on in a concurrency group, and who has to make room. Pure: what follows is told, not done.
 * https://docs.github.com/en/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency
 */

export type GroupPolicy = {
  /** `single`: one waits, and a newer one takes its place. `max`: up to 100 wait in line. */
  readonly queue: 'single' | 'max';
  readonly cancelInProgress: boolean;
};

/** A group with the one that runs and those that wait, oldest first. */
export type Group<T> = { readonly running: T | undefined; readonly pending: readonly T[] };

export type Arrival<T> = {
  readonly group: Group<T>;
  /** Whether the arrived one may go on at once. */
  readonly enters: boolean;
  /** Those that waited and shall not run any more; the arrived one itself where the line is full. */
  readonly dropped: readonly T[];
  /** The one that runs and shall be cancelled. */
  readonly cancelled: T | undefined;
};

export const EMPTY_GROUP: Group<never> = { running: undefined, pending: [] };
/** How many wait with `queue: max`. */
export const LONGEST_QUEUE = 100;

export function arrive<T>(group: Group<T>, item: T, policy: GroupPolicy): Arrival<T> {
  if (group.running === undefined)
    return { group: { running: item, pending: [] }, enters: true, dropped: [], cancelled: undefined };
  const cancelled = policy.cancelInProgress ? group.running : undefined;
  if (policy.queue === 'max' && !policy.cancelInProgress) {
    if (group.pending.length >= LONGEST_QUEUE) return { group, enters: false, dropped: [item], cancelled };
    return { group: { ...group, pending: [...group.pending, item] }, enters: false, dropped: [], cancelled };
  }
  return { group: { ...group, pending: [item] }, enters: false, dropped: group.pending, cancelled };
}

/** The one that ran, or one that waited, goes away. `next` may go on now. */
export function leave<T>(
  group: Group<T>,
  item: T,
): { readonly group: Group<T>; readonly next: T | undefined } {
  if (group.running !== item)
    return { group: { ...group, pending: group.pending.filter((one) => one !== item) }, next: undefined };
  const [next, ...pending] = group.pending;
  return { group: { running: next, pending }, next };
}
