import type { Proposal } from '@sealift/deploy/pull-request/proposal';
import type { PeopleCommit } from '@sealift/deploy/pull-request/text';
import type { Target } from '@sealift/deploy/targets/target';
import type { PullRequest } from '@sealift/github/pulls/pull-requests';
import type { OpsView } from '@sealift/github/repository/ops-repository';
import type { ChartResults } from '../deciding/chart-check.ts';
import type { Classification } from '../deciding/classify-targets.ts';
import type { Declined } from '../deciding/declined.ts';
import type { DeploymentOrder } from '../deciding/downgrade-check.ts';
import type { Edits, TargetEdit } from '../planning/edits.ts';

/** All that a branch changes against its base, whoever put it there. */
export type Proposed = {
  /** Of apps, each with at least one value that differs. */
  readonly edits: readonly TargetEdit[];
  /** Those of them that earlier runs proposed. */
  readonly earlier: ReadonlyMap<Target, Proposal>;
  readonly orders: ReadonlyMap<Target, DeploymentOrder>;
  /** App → short name of all its places, also of those that do not change. */
  readonly places: Readonly<Record<string, string>>;
  readonly people: readonly PeopleCommit[];
  /** Files with no change of an app. */
  readonly otherFiles: readonly string[];
};

/** What became of the branch of a bump, and by what it was decided. */
export type Outcome = {
  readonly view: OpsView;
  /** The pull request that was open before. */
  readonly open: PullRequest | undefined;
  /** `active`: what this run proposes. */
  readonly classification: Classification;
  /** What this run proposes, against the base: what is deployed now. */
  readonly atBase: Edits;
  readonly proposed: Proposed;
  /** Of what was about to be written; empty when nothing was. */
  readonly charts: ChartResults;
  /** Head of the branch afterwards; undefined when neither branch nor pull request is needed. */
  readonly head: string | undefined;
  readonly committed: boolean;
  /** Sentences. */
  readonly warnings: readonly string[];
  /** What people have closed a pull request of. */
  readonly declined: readonly Declined[];
  /** The pull request that was closed, since the base has all that it proposed. */
  readonly needless: PullRequest | undefined;
};
