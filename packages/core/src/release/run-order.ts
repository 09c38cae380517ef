/** Which of two runs of one repository came later: GitHub counts runs up, and attempts of a run. */
import type { Source } from './record.ts';

type Run = Pick<Source, 'runId' | 'runAttempt'>;

/** Below, at or above zero. What is no number came before everything. */
export function compareRuns(a: Run, b: Run): number {
  const byRun = compare(numberOf(a.runId), numberOf(b.runId));
  return byRun === 0 ? compare(numberOf(a.runAttempt), numberOf(b.runAttempt)) : byRun;
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

const numberOf = (text: string): bigint => (/^[0-9]{1,20}$/.test(text) ? BigInt(text) : 0n);
