/** Releases, and what an ops repository shows of bumps. */
import { type Ops, record } from '../../../actions/bump/test/ops.ts';

export const both = [record('api'), record('web')];

export const at = (app: string, commit: string, run = '17') =>
  record(app, {
    deployTag: `sha-${commit}`,
    tags: [`sha-${commit}`],
    source: { ...record(app).source, commit, runId: run },
  });

export const statesOf = (ops: Ops) => ops.pulls().map(({ number, state }) => `${number} ${state}`);

export const warningsOf = (ops: Ops) => ops.log.filter((line) => /^warning: (?!No signature)/.test(line));
