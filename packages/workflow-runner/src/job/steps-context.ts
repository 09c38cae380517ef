/** The `steps` context of a job or of one composite action: it knows only steps with an id, from their end on. */

import type { Conclusion } from '../events.ts';
import { type Data, Entries, entries, text, texts } from '../expressions/data.ts';

export type StepsContext = {
  readonly setOutput: (id: string, name: string, value: string) => void;
  readonly setResult: (id: string, outcome: Conclusion, conclusion: Conclusion) => void;
  readonly data: () => Data;
};

type StepRecord = {
  readonly id: string;
  readonly outputs: Map<string, string>;
  result: { readonly outcome: Conclusion; readonly conclusion: Conclusion } | undefined;
};

export function createStepsContext(): StepsContext {
  const records = new Map<string, StepRecord>();
  const recordOf = (id: string): StepRecord => {
    const known = records.get(id.toLowerCase());
    if (known !== undefined) return known;
    const record: StepRecord = { id, outputs: new Map(), result: undefined };
    records.set(id.toLowerCase(), record);
    return record;
  };
  return {
    setOutput: (id, name, value) => recordOf(id).outputs.set(name, value),
    setResult: (id, outcome, conclusion) => {
      recordOf(id).result = { outcome, conclusion };
    },
    data: () =>
      new Entries(
        [...records.values()].map(({ id, outputs, result }) => [
          id,
          entries({
            outputs: texts(Object.fromEntries(outputs)),
            ...(result === undefined
              ? {}
              : { outcome: text(result.outcome), conclusion: text(result.conclusion) }),
          }),
        ]),
      ),
  };
}
