/**
 * In which order steps are shown. Stages of a Dockerfile run side by side, and lines of two commands that alternate
 * cannot be read: the lines of one step are shown as they come, in a group of its own, and what others print meanwhile
 * is held back until it has ended. Then the one that began next has its turn.
 */
import type { Log } from '@sealift/core/log';
import type { HeldOutput } from './held-output.ts';
import { shortName } from './step.ts';

export type ShownStep = {
  readonly title: string;
  /** In the order in which steps began. */
  readonly order: number;
};

export type StepLog = {
  /** @param text one line without control characters */
  print(step: ShownStep, text: string): void;
  /** @param ending the line that says how it ended */
  end(step: ShownStep, ending: string | undefined): void;
  /** Between the lines of steps, at once. */
  note(text: string): void;
  /** Shows everything that is held back. */
  flush(): void;
};

type Waiting = {
  readonly step: ShownStep;
  held: HeldOutput | undefined;
  ended: boolean;
  ending: string | undefined;
};

export function createStepLog(log: Pick<Log, 'info' | 'openGroup'>, hold: () => HeldOutput): StepLog {
  const waiting = new Map<number, Waiting>();
  let live: { readonly order: number; readonly close: () => void } | undefined;

  const wait = (step: ShownStep): Waiting => {
    const known = waiting.get(step.order);
    if (known !== undefined) return known;
    const added: Waiting = { step, held: undefined, ended: false, ending: undefined };
    waiting.set(step.order, added);
    return added;
  };
  const open = ({ title, order }: ShownStep) => {
    live = { order, close: log.openGroup(shortName(title)) };
  };
  const close = (ending: string | undefined) => {
    live?.close();
    live = undefined;
    if (ending !== undefined) log.info(ending);
  };
  /** Those that are over, until there is one that still runs: that one is shown live. */
  const showNext = () => {
    for (const next of [...waiting.values()].sort((a, b) => a.step.order - b.step.order)) {
      waiting.delete(next.step.order);
      if (next.held !== undefined) {
        open(next.step);
        next.held.drain(log.info);
      }
      if (!next.ended) return;
      close(next.ending);
    }
  };
  return {
    print(step, text) {
      if (live === undefined) open(step);
      if (live?.order === step.order) return log.info(text);
      const waits = wait(step);
      waits.held ??= hold();
      waits.held.add(text);
    },
    end(step, ending) {
      if (live === undefined || live.order === step.order) {
        close(ending);
        return showNext();
      }
      const waits = wait(step);
      waits.ended = true;
      waits.ending = ending;
    },
    note: (text) => log.info(text),
    flush() {
      for (const step of waiting.values()) step.ended = true;
      close(undefined);
      showNext();
    },
  };
}

/** Shows notes only. */
export const quietStepLog = (log: Pick<Log, 'info'>): StepLog => ({
  print: () => {},
  end: () => {},
  note: (text) => log.info(text),
  flush: () => {},
});
