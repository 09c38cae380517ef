import type { PullRequest } from '@sealift/github/pulls/pull-requests';
import type { OpsView } from '@sealift/github/repository/ops-repository';
import type { ChartResults } from '../deciding/chart-check.ts';
import type { Classification } from '../deciding/classify-targets.ts';
import type { Edits } from '../planning/edits.ts';

/** What became of the branch of a bump, and by what it was decided. */
export type Outcome = {
  readonly view: OpsView;
  /** The pull request that was open before. */
  readonly open: PullRequest | undefined;
  readonly classification: Classification;
  /** The edits against the base: what is deployed now. */
  readonly atBase: Edits;
  /** Of what was about to be written; empty when nothing was. */
  readonly charts: ChartResults;
  /** Head of the branch afterwards; undefined when neither branch nor pull request is needed. */
  readonly head: string | undefined;
  readonly committed: boolean;
  /** Sentences. */
  readonly warnings: readonly string[];
  /** A pull request for just this that a person has closed. */
  readonly declined: PullRequest | undefined;
};
