/** What outlives a run: the concurrency groups of all repositories, and the counter of check runs. */
import { arrive, EMPTY_GROUP, type Group, type GroupPolicy, leave } from './schedule/concurrency.ts';

export type Membership = {
  /** `group` of `concurrency:`; upper and lower case are the same. */
  readonly name: string;
  /** Groups are a repository's own. */
  readonly repository: string;
  readonly policy: GroupPolicy;
  /** Called when it has to wait. */
  readonly onPending: () => void;
  /** Called when a newer one wants its place, while it runs. */
  readonly onCancel: (reason: string) => void;
  /** Ends waiting. */
  readonly signal: AbortSignal;
};

export type Entered =
  /** `leave` must be called in the end. */
  | { readonly entered: true; readonly leave: () => void }
  | { readonly entered: false; readonly reason: string };

export type GitHub = {
  /** Waits until the group is free. */
  readonly enterGroup: (membership: Membership) => Promise<Entered>;
  readonly nextCheckRunId: () => number;
};

type Member = {
  readonly membership: Membership;
  readonly decide: (entered: boolean, reason: string) => void;
};

/** One GitHub for all runs that shall know of each other. */
export function createGitHub(): GitHub {
  const groups = new Map<string, Group<Member>>();
  let checkRunId = 40_000_000_000;

  const goAway = (key: string, member: Member) => {
    const { group, next } = leave(groups.get(key) ?? EMPTY_GROUP, member);
    if (group.running === undefined && group.pending.length === 0) groups.delete(key);
    else groups.set(key, group);
    next?.decide(true, '');
  };

  const enterGroup = (membership: Membership): Promise<Entered> => {
    const key = `${membership.repository}\n${membership.name}`.toLowerCase();
    const { promise, resolve } = Promise.withResolvers<Entered>();
    const onAbort = () => {
      goAway(key, member);
      member.decide(false, 'The operation was canceled.');
    };
    const member: Member = {
      membership,
      decide: (entered, reason) => {
        membership.signal.removeEventListener('abort', onAbort);
        resolve(entered ? { entered, leave: () => goAway(key, member) } : { entered, reason });
      },
    };
    if (membership.signal.aborted)
      return Promise.resolve({ entered: false, reason: 'The operation was canceled.' });
    const arrival = arrive(groups.get(key) ?? EMPTY_GROUP, member, membership.policy);
    groups.set(key, arrival.group);
    const reason = `Canceling since a higher priority waiting request for ${membership.name} exists`;
    for (const dropped of arrival.dropped)
      dropped.decide(
        false,
        dropped === member ? `Canceling since the queue of ${membership.name} is full` : reason,
      );
    if (arrival.enters) member.decide(true, '');
    else if (!arrival.dropped.includes(member)) {
      membership.signal.addEventListener('abort', onAbort, { once: true });
      membership.onPending();
      arrival.cancelled?.membership.onCancel(reason);
    }
    return promise;
  };

  return { enterGroup, nextCheckRunId: () => ++checkRunId };
}
