/** One step from its condition to its conclusion: what all steps have in common, whatever they do. */
import { Failure } from '@sealift/core/failure';
import type { Conclusion } from '../events.ts';
import {
  evaluateBoolean,
  evaluateCondition,
  evaluateNumber,
  evaluateTexts,
  type Scope,
} from '../expressions/evaluate.ts';
import { worsen } from '../job/job.ts';
import type { Token } from '../parse/tokens.ts';
import { type Frame, scopeOf, surroundingEnv } from './frame.ts';

export type Attempt = {
  readonly frame: Frame;
  readonly condition: string;
  readonly env: Token | undefined;
  readonly continueOnError: Token | undefined;
  readonly timeoutMinutes: Token | undefined;
  /** Ends the step whatever its condition says: the step around it ran out of time, or `cancel:` names it. */
  readonly stop: AbortSignal | undefined;
  /** Called when its environment is known and before its condition is looked at. */
  readonly onReady: (scope: Scope) => void;
  /** `overrides` is what `env:` of this step and of the steps around it say. */
  readonly run: (
    env: ReadonlyMap<string, string>,
    overrides: ReadonlyMap<string, string>,
    signal: AbortSignal,
  ) => Promise<Result>;
};

export type Result = Exclude<Conclusion, 'skipped'>;
export type Ended = { readonly outcome: Conclusion; readonly conclusion: Conclusion };

const SKIPPED: Ended = { outcome: 'skipped', conclusion: 'skipped' };
const FAILED: Ended = { outcome: 'failure', conclusion: 'failure' };

/** Why a step's signal was aborted. */
export type Reason = 'timeout' | 'cancelled' | 'stopped';

export async function attempt(options: Attempt): Promise<Ended> {
  const { frame } = options;
  const env = surroundingEnv(frame);
  const own = tryTo(frame, () => evaluateTexts(options.env, scopeOf(frame, env)));
  if (own !== undefined) for (const [name, value] of own) env.set(name, value);
  options.onReady(scopeOf(frame, env));
  if (own === undefined) return FAILED;

  const controller = new AbortController();
  const abort = (reason: Reason) => controller.abort(reason);
  const onCancel = () => {
    worsen(frame.job, 'cancelled');
    const goesOn = tryTo(frame, () => evaluateCondition(options.condition, scopeOf(frame, env))) ?? false;
    if (!goesOn) abort('cancelled');
  };
  const onStop = () => abort('stopped');
  const { cancelled } = frame.job;
  if (cancelled.aborted) worsen(frame.job, 'cancelled');
  else cancelled.addEventListener('abort', onCancel, { once: true });
  options.stop?.addEventListener('abort', onStop, { once: true });
  if (options.stop?.aborted === true) onStop();
  try {
    const holds = tryTo(frame, () => evaluateCondition(options.condition, scopeOf(frame, env)));
    if (holds === undefined) return FAILED;
    if (!holds) return SKIPPED;
    const overrides = new Map([...frame.env, ...own]);
    const outcome = await runInTime(options, env, overrides, controller);
    return { outcome, conclusion: concluded(options, env, outcome) };
  } finally {
    cancelled.removeEventListener('abort', onCancel);
    options.stop?.removeEventListener('abort', onStop);
  }
}

async function runInTime(
  options: Attempt,
  env: ReadonlyMap<string, string>,
  overrides: ReadonlyMap<string, string>,
  controller: AbortController,
): Promise<Result> {
  const { frame } = options;
  const minutes = tryTo(frame, () =>
    Math.trunc(evaluateNumber(options.timeoutMinutes, scopeOf(frame, env)) ?? 0),
  );
  const isLimited = minutes !== undefined && minutes > 0;
  const timer = isLimited
    ? setTimeout(() => controller.abort('timeout' satisfies Reason), minutes * frame.job.timing.minute)
    : undefined;
  try {
    const result = await options.run(env, overrides, controller.signal);
    if (!controller.signal.aborted) return result;
    if (controller.signal.reason === 'timeout') {
      const message = `The action '${frame.log.label().name}' has timed out after ${minutes} minutes.`;
      frame.log.annotate({ level: 'error', message });
      return 'failure';
    }
    if (controller.signal.reason === 'cancelled' && frame.inputs === undefined)
      frame.log.annotate({ level: 'error', message: 'The operation was canceled.' });
    return 'cancelled';
  } catch (error) {
    frame.log.annotate({ level: 'error', message: frame.job.masks.mask(messageOf(error)) });
    return 'failure';
  } finally {
    clearTimeout(timer);
  }
}

function concluded(
  { frame, continueOnError }: Attempt,
  env: ReadonlyMap<string, string>,
  outcome: Result,
): Result {
  if (outcome !== 'failure') return outcome;
  const goesOn = tryTo(frame, () => evaluateBoolean(continueOnError, scopeOf(frame, env), false));
  return goesOn === true ? 'success' : 'failure';
}

/** An expression that cannot be evaluated is the step's failure, not the runner's. */
function tryTo<T>(frame: Frame, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    frame.log.annotate({ level: 'error', message: frame.job.masks.mask(messageOf(error)) });
    return undefined;
  }
}

/** What an annotation says of something that was thrown. */
export function messageOf(error: unknown): string {
  if (error instanceof Failure) return `${error.message} ${error.remedy}`;
  return error instanceof Error ? error.message : String(error);
}
