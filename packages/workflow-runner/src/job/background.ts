/** Background steps of a job: they run beside the others until somebody waits for them. */

import { addPath } from '../commands/key-value-file.ts';
import type { Conclusion } from '../events.ts';
import type { Ended } from '../steps/attempt.ts';
import { type Deferred, isShownId } from '../steps/frame.ts';
import type { RunningJob } from './job.ts';
import type { StepsContext } from './steps-context.ts';

export type BackgroundStep = {
  readonly id: string;
  readonly name: string;
  readonly deferred: Deferred;
  /** Ends it, whatever it does. */
  readonly stop: AbortController;
  readonly ended: Promise<Ended>;
};

export type Background = {
  readonly add: (step: BackgroundStep) => void;
  /** Resolves when one of the ten places is free; the place must be given back. */
  readonly takePlace: () => Promise<() => void>;
  /**
   * Waits, and makes what the steps have changed visible.
   * @returns the worst conclusion
   */
  readonly wait: (ids: readonly string[]) => Promise<Conclusion>;
  /** Ids of those that nobody has waited for yet. */
  readonly open: () => readonly string[];
  readonly cancel: (ids: readonly string[]) => Promise<void>;
  /** Names for the log. */
  readonly describe: (ids: readonly string[]) => string;
  /** The worst of all, those left out that a `cancel:` ended. */
  readonly result: () => Conclusion;
};

/** Background steps that run at once. */
const PLACES = 10;
const RANK: Readonly<Record<Conclusion, number>> = { success: 0, skipped: 0, failure: 1, cancelled: 2 };
const worse = (one: Conclusion, other: Conclusion): Conclusion => (RANK[other] > RANK[one] ? other : one);

export function createBackground(job: RunningJob, siblings: StepsContext): Background {
  const steps = new Map<string, BackgroundStep>();
  const results = new Map<string, Ended>();
  const waited = new Set<string>();
  const stopped = new Set<string>();
  const queue: (() => void)[] = [];
  let free = PLACES;

  const giveBack = () => {
    const next = queue.shift();
    if (next === undefined) free += 1;
    else next();
  };
  const find = (id: string) => [...steps.values()].find((step) => step.id.toLowerCase() === id.toLowerCase());

  const wait = async (ids: readonly string[]): Promise<Conclusion> => {
    let worst: Conclusion = 'success';
    const known = ids.flatMap((id) => find(id) ?? []);
    const ended = await Promise.all(known.map(async (step) => ({ step, end: await step.ended })));
    for (const { step, end } of ended) {
      if (!waited.has(step.id)) publish(step, end);
      waited.add(step.id);
      worst = worse(worst, end.conclusion);
    }
    return worst;
  };

  const publish = ({ id, deferred }: BackgroundStep, end: Ended) => {
    for (const [name, value] of deferred.env) job.env.set(name, value);
    for (const folder of deferred.path) job.path = addPath(job.path, folder);
    if (!isShownId(id)) return;
    for (const [name, value] of deferred.outputs) siblings.setOutput(id, name, value);
    siblings.setResult(id, end.outcome, end.conclusion);
  };

  return {
    add: (step) => {
      steps.set(step.id, step);
      void step.ended.then((end) => results.set(step.id, end));
    },
    takePlace: async () => {
      if (free > 0) free -= 1;
      else {
        const { promise, resolve } = Promise.withResolvers<void>();
        queue.push(resolve);
        await promise;
      }
      return giveBack;
    },
    wait,
    open: () => [...steps.keys()].filter((id) => !waited.has(id)),
    cancel: async (ids) => {
      for (const step of ids.flatMap((id) => find(id) ?? [])) {
        stopped.add(step.id);
        if (!results.has(step.id)) step.stop.abort();
      }
      await wait(ids);
    },
    describe: (ids) => ids.map((id) => find(id)?.name ?? id).join(', ') || '(none)',
    result: () =>
      [...results].reduce<Conclusion>(
        (worst, [id, { conclusion }]) =>
          stopped.has(id) && conclusion === 'cancelled' ? worst : worse(worst, conclusion),
        'success',
      ),
  };
}
