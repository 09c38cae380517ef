/** What the numbers of an AnalysisTemplate's metrics mean to a reader. */

/** `result[0] < 0.005` in a success condition. */
const LIMIT = /result\[0\] ?(<=|>=|<|>) ?(\d{1,12}(?:\.\d{1,12})?)/;

export type Limit = { readonly operator: string; readonly value: number };

const SIGNS: Readonly<Record<string, string>> = { '<=': '≤', '>=': '≥' };

export function limitOf(successCondition: string): Limit | undefined {
  const [, operator, value] = LIMIT.exec(successCondition) ?? [];
  return operator === undefined ? undefined : { operator: SIGNS[operator] ?? operator, value: Number(value) };
}

/** By the metric's name, which ends with the unit: https://prometheus.io/docs/practices/naming/ */
export function formatOf(name: string): (value: number) => string {
  if (name.endsWith('rate')) return (value) => `${digits(value * 100)} %`;
  if (name.endsWith('seconds'))
    return (value) => (value < 1 ? `${Math.round(value * 1_000)} ms` : `${digits(value)} s`);
  return digits;
}

const digits = (value: number): string => String(Number(value.toPrecision(value < 100 ? 2 : 3)));
