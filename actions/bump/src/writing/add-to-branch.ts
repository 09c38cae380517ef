/** A branch with commits of people, or with changes that no bump explains: it stays, and what is new goes on top. */
import { parseProposals } from '@sealift/deploy/pull-request/proposal';
import type { Target } from '@sealift/deploy/targets/target';
import { changesOnBase, editOf } from '../deciding/base-changes.ts';
import { type BranchContent, isOurs } from '../deciding/branch-content.ts';
import { type Carried, carryOn, proposalsOfOthers } from '../deciding/carry-on.ts';
import { checkCharts } from '../deciding/chart-check.ts';
import { describePeople } from '../deciding/people.ts';
import type { BumpJob } from '../planning/bump-job.ts';
import { editsAt, type TargetEdit } from '../planning/edits.ts';
import { commitEdits } from './commit.ts';
import { keepFromMerging } from './merging.ts';
import type { Outcome, Proposed } from './outcome.ts';
import { idleOutcome, proposedOf, type Situation } from './situation.ts';

/** undefined when somebody else has moved the branch meanwhile. @throws Failure `github/…`, `bump/chart-check` */
export async function addToBranch(
  job: BumpJob,
  situation: Situation & { readonly content: BranchContent },
): Promise<Outcome | undefined> {
  const { destination } = job;
  const { view, state, content, classification, atBase } = situation;
  const { active } = classification;
  const idle = idleOutcome(situation);
  if (active.length === 0 && state.open === undefined) return idle;
  const edits = await editsAt(destination.repository, content.head, active);
  const carried = await standing(job, content, active);
  const proposed = await proposedOn(job, content, carried, active, classification.orders);
  const changed = await changesOnBase(job, content, [...carried.targets, ...active]);
  const whose =
    content.people.length === 0
      ? 'it holds more than bump has put there'
      : `it holds commits of ${describePeople(content.people)}`;
  const outcome: Outcome = {
    ...idle,
    proposed,
    warnings: changed.map(
      ({ what }) =>
        `${what}: the pull request is in conflict with it. The branch ${destination.branch} is not made anew, since ${whose}: resolve the conflict there.`,
    ),
  };
  if (edits.files.length === 0) return { ...outcome, head: content.head.commit };
  const charts = await checkCharts(job, atBase);
  if (job.context.inputs.dryRun) return { ...outcome, charts, head: content.head.commit };
  await keepFromMerging(job, situation, proposed);
  const { parent, replaced } = onTopOf(job, view.viewer, content);
  const again = proposalsOfOthers({ ...content, proposals: replaced }, job.targets, active);
  const head = await commitEdits(job, {
    repositoryId: view.id,
    from: content.head.commit,
    parents: [parent],
    edits: { ...edits, targets: [...again.map(asEdit), ...edits.targets] },
    earlier: new Map(again.map((proposal) => [proposal.target, proposal])),
  });
  return head === undefined ? undefined : { ...outcome, charts, head, committed: true };
}

const asEdit = ({ target }: { readonly target: Target }): TargetEdit => ({
  ...{ target, scalars: [], deployed: {}, warnings: [] },
});

/** Commits of bumps at the very end are made one; what they proposed is said by the new one. */
function onTopOf({ context }: BumpJob, viewer: string, { head, commits }: BranchContent) {
  const byId = new Map(commits.map((commit) => [commit.sha, commit]));
  const replaced: ReturnType<typeof parseProposals>[number][] = [];
  let parent = head.commit;
  for (;;) {
    const commit = byId.get(parent);
    const [before, ...others] = commit?.parents ?? [];
    const proposals = commit === undefined ? [] : parseProposals(commit.message);
    const single = before !== undefined && others.length === 0 && proposals.length > 0;
    if (commit === undefined || !single || !isOurs(commit, viewer, context.inputs.requireVerified)) break;
    replaced.unshift(...proposals);
    parent = before;
  }
  return { parent, replaced };
}

/** What bumps proposed and people left as it was. */
export async function standing(
  job: BumpJob,
  content: BranchContent,
  active: readonly Target[],
): Promise<Carried> {
  const { repository } = job.destination;
  const proposals = [];
  for (const proposal of proposalsOfOthers(content, job.targets, active)) {
    const edit = await editOf(repository, content.head, proposal.target);
    if (edit?.scalars.every(({ before, after }) => before === after) === true) proposals.push(proposal);
  }
  return carryOn(job, proposals, content.from, false);
}

/** Everything that the branch changes, against where it left its base: that is what the pull request shows. */
export async function proposedOn(
  job: BumpJob,
  content: BranchContent,
  carried: Carried,
  own: readonly Target[],
  orders: Proposed['orders'],
): Promise<Proposed> {
  const { repository } = job.destination;
  const edits: TargetEdit[] = [];
  for (const target of [...carried.targets, ...own]) {
    const edit =
      (await editOf(repository, content.from, target)) ?? (await editOf(repository, content.base, target));
    if (edit !== undefined) edits.push(edit);
  }
  const proposed = proposedOf({ targets: edits }, carried, new Map([...carried.orders, ...orders]));
  const ours = new Set(proposed.edits.map(({ target }) => target.file));
  return {
    ...proposed,
    people: content.people,
    otherFiles: [...content.files.keys()].filter((file) => !ours.has(file)).toSorted(),
  };
}
