/** `concurrency:` of a run, a job or a called workflow. */
import { isBooleanData, isDictionary, isNull } from '../expressions/data.ts';
import { asString, EvaluationError, evaluateToken, type Scope } from '../expressions/evaluate.ts';
import type { Token } from '../parse/tokens.ts';
import type { GroupPolicy } from './concurrency.ts';
import type { RunState } from './run-state.ts';

export type GroupContext = {
  readonly run: RunState;
  readonly scope: Scope;
  /** Groups that this is already in, through its run and its callers: waiting for one of them would never end. */
  readonly held: ReadonlySet<string>;
  /** Aborted when a newer one takes the place. */
  readonly controller: AbortController;
};

export type GroupEntry =
  | {
      readonly entered: true;
      readonly held: ReadonlySet<string>;
      readonly leave: () => void;
      /** Set when a newer one has taken the place. */
      readonly cancelReason: () => string | undefined;
    }
  | { readonly entered: false; readonly reason: string };

/** @throws EvaluationError */
export function readConcurrency(
  token: Token | undefined,
  scope: Scope,
): { readonly name: string; readonly policy: GroupPolicy } | undefined {
  if (token === undefined) return undefined;
  const value = evaluateToken(token, scope);
  if (!isDictionary(value)) {
    const name = asString(value);
    return name === '' ? undefined : { name, policy: { queue: 'single', cancelInProgress: false } };
  }
  const group = value.get('group');
  const name = group === undefined || isNull(group) ? '' : asString(group);
  if (name === '') throw new EvaluationError("Unexpected value '' of the concurrency group");
  const cancel = value.get('cancel-in-progress');
  if (cancel !== undefined && !isBooleanData(cancel))
    throw new EvaluationError(`Unexpected value '${cancel.coerceString()}' of cancel-in-progress`);
  const queue = value.get('queue')?.coerceString() === 'max' ? 'max' : 'single';
  return { name, policy: { queue, cancelInProgress: cancel?.value ?? false } };
}

/** Waits for the group, if there is one. */
export async function enterGroup(
  { run, scope, held, controller }: GroupContext,
  token: Token | undefined,
  onPending: (name: string) => void,
): Promise<GroupEntry> {
  const concurrency = readConcurrency(token, scope);
  let reason: string | undefined;
  const cancelReason = () => reason;
  if (concurrency === undefined) return { entered: true, held, leave: () => undefined, cancelReason };
  const { name, policy } = concurrency;
  if (held.has(name.toLowerCase()))
    return {
      entered: false,
      reason: `Canceling since a deadlock was detected for concurrency group: '${name}' between a top level workflow and a job in it`,
    };
  const entry = await run.request.github.enterGroup({
    name,
    repository: run.request.repository.name,
    policy,
    onPending: () => onPending(name),
    onCancel: (why) => {
      reason = why;
      controller.abort('concurrency');
    },
    signal: controller.signal,
  });
  if (!entry.entered) return entry;
  return { entered: true, held: new Set([...held, name.toLowerCase()]), leave: entry.leave, cancelReason };
}
