/** Of one thing measured several times. */
export type Times = {
  readonly runs: number;
  /** Milliseconds. */
  readonly minimum: number;
  readonly median: number;
};

/** @param values milliseconds, at least one */
export function timesOf(values: readonly number[]): Times {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const middle = Math.floor(sorted.length / 2);
  return {
    runs: sorted.length,
    minimum: at(0),
    median: sorted.length % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2,
  };
}

export async function measured<T>(
  work: () => Promise<T>,
): Promise<{ readonly time: number; readonly result: T }> {
  const started = performance.now();
  const result = await work();
  return { time: performance.now() - started, result };
}
