/** What a round of a bump decides by, and what it comes to when nothing is written. */
import type { PeopleCommit } from '@sealift/deploy/pull-request/text';
import { placeIds } from '@sealift/deploy/targets/target';
import type { OpsView } from '@sealift/github/repository/ops-repository';
import type { BranchContent } from '../deciding/branch-content.ts';
import type { BranchState } from '../deciding/branch-state.ts';
import type { Carried } from '../deciding/carry-on.ts';
import type { Classification } from '../deciding/classify-targets.ts';
import type { Declined } from '../deciding/declined.ts';
import type { Edits } from '../planning/edits.ts';
import type { Outcome, Proposed } from './outcome.ts';

/** What there is, and what this run wants of it. */
export type Situation = {
  readonly view: OpsView;
  readonly state: BranchState;
  /** undefined: the branch starts at the base. */
  readonly content: BranchContent | undefined;
  readonly classification: Classification;
  readonly declined: readonly Declined[];
  /** Commits of people on a branch that starts anew, since its pull request was closed. */
  readonly left: readonly PeopleCommit[];
  readonly atBase: Edits;
};

export const idleOutcome = ({ view, state, classification, declined, atBase }: Situation): Outcome => ({
  ...{ view, open: state.open, classification, declined, atBase, charts: new Map(), warnings: [] },
  ...{ head: undefined, committed: false, needless: undefined, proposed: NOTHING_PROPOSED },
});

export const NOTHING_PROPOSED: Proposed = {
  ...{ edits: [], earlier: new Map(), orders: new Map(), places: {}, people: [], otherFiles: [] },
};

/** All that one commit of these edits changes. */
export const proposedOf = (
  { targets }: Pick<Edits, 'targets'>,
  { earlier }: Pick<Carried, 'earlier'>,
  orders: Proposed['orders'],
): Proposed => ({
  ...NOTHING_PROPOSED,
  edits: targets.filter(({ scalars }) => scalars.some(({ before, after }) => before !== after)),
  places: placeIds(targets.map(({ target }) => target)),
  ...{ earlier, orders },
});
