import type { Target } from '@sealift/deploy/targets/target';
import { blobId } from '@sealift/github/git/files';
import type { Head } from '@sealift/github/repository/ops-repository';
import { type BaseChange, changesOnBase } from '../deciding/base-changes.ts';
import type { BranchContent } from '../deciding/branch-content.ts';
import { type Carried, carryOn, NOTHING_CARRIED, proposalsOfOthers } from '../deciding/carry-on.ts';
import { checkCharts } from '../deciding/chart-check.ts';
import { describePeople } from '../deciding/people.ts';
import type { BumpJob } from '../planning/bump-job.ts';
import { type Edits, editsAt } from '../planning/edits.ts';
import { commitEdits } from './commit.ts';
import { keepFromMerging } from './merging.ts';
import type { Outcome } from './outcome.ts';
import { removeNeedless } from './remove-needless.ts';
import { idleOutcome, NOTHING_PROPOSED, proposedOf, type Situation } from './situation.ts';

/** undefined when somebody else has moved the branch meanwhile. @throws Failure `github/…`, `bump/chart-check` */
export async function makeAnew(job: BumpJob, situation: Situation): Promise<Outcome | undefined> {
  const { inputs } = job.context;
  const { view, state, content, classification, atBase } = situation;
  const { active } = classification;
  const idle = idleOutcome(situation);
  // Nobody is asked to merge the branch, and this run has nothing to add to it.
  if (active.length === 0 && state.open === undefined) return idle;

  const { onto, changed } = await ontoWhat(job, situation);
  const carried = content === undefined ? NOTHING_CARRIED : await carry(job, content, situation, onto);
  const all = [...carried.targets, ...active];
  const edits = await editsAt(job.destination.repository, onto, all);
  const isBase = onto.commit === state.base.commit;
  const onBase = isBase ? edits : await editsAt(job.destination.repository, content?.base ?? onto, all);
  const orders = new Map([...carried.orders, ...classification.orders]);
  const warnings = [...carried.warnings, ...describe(job, changed, all, isBase), ...describeLeft(situation)];
  const outcome: Outcome = { ...idle, warnings, proposed: proposedOf(edits, carried, orders) };

  if (onBase.files.length === 0) {
    if (content === undefined || content.commits.length === 0)
      return { ...outcome, proposed: NOTHING_PROPOSED };
    return removeNeedless(job, { ...situation, content }, { ...idle, warnings: carried.warnings });
  }
  if (content !== undefined && isThere(content, edits, onto, state.open?.queued === true))
    return { ...outcome, head: content.head.commit };
  const charts = await checkCharts(job, atBase);
  if (inputs.dryRun) return { ...outcome, charts, head: state.head?.commit };
  await keepFromMerging(job, situation, outcome.proposed);
  const head = await commitEdits(job, {
    repositoryId: view.id,
    from: state.head?.commit,
    parents: [onto.commit],
    // What the base has already is proposed by nobody any more.
    edits: { ...edits, targets: outcome.proposed.edits },
    earlier: carried.earlier,
  });
  return head === undefined ? undefined : { ...outcome, charts, head, committed: true };
}

/** The head that the commit is made on, and what the base has changed since the branch left it. */
async function ontoWhat(
  job: BumpJob,
  { state, content }: Situation,
): Promise<{ readonly onto: Head; readonly changed: readonly BaseChange[] }> {
  if (content === undefined || content.commits.length === 0) return { onto: state.base, changed: [] };
  const changed = await changesOnBase(
    job,
    content,
    content.proposals.map(({ target }) => target),
  );
  const conflicts = changed.length > 0 || state.open?.conflicting === true;
  const { rebase } = job.context;
  const isLeft = rebase === 'never' || (rebase === 'conflict' && !conflicts);
  return { onto: isLeft ? content.from : content.base, changed };
}

const carry = (
  job: BumpJob,
  content: BranchContent,
  { classification: { active } }: Situation,
  onto: Head,
): Promise<Carried> =>
  carryOn(job, proposalsOfOthers(content, job.targets, active), onto, onto.commit !== content.from.commit);

function describe(
  { destination: { branch } }: BumpJob,
  changed: readonly BaseChange[],
  targets: readonly Target[],
  rebased: boolean,
): readonly string[] {
  const proposed = new Set(targets.map(({ app, file }) => JSON.stringify([app, file])));
  return changed.flatMap(({ target, what }) => {
    if (!proposed.has(JSON.stringify([target.app, target.file]))) return [];
    return rebased
      ? [`${what}: look whether that is meant to go.`]
      : [
          `${what}: the pull request is in conflict with it, and "rebase" is "never". Set "rebase: auto", or resolve it on the branch ${branch}.`,
        ];
  });
}

const describeLeft = ({ state: { over }, left }: Situation): readonly string[] =>
  over === undefined || left.length === 0
    ? []
    : [
        `The closed pull request #${over.number} holds commits of ${describePeople(left)}: they stay in refs/pull/${over.number}/head and are not in the new one.`,
      ];

/** Whether the branch is just this already. What waits in the merge queue would leave it for a new commit of the same. */
function isThere({ commits, files }: BranchContent, edits: Edits, onto: Head, queued: boolean): boolean {
  const same =
    edits.files.length === files.size &&
    edits.files.every(({ path, text }) => files.get(path) === blobId(text));
  const [only] = commits;
  const one = commits.length === 1 && only?.parents.length === 1 && only.parents[0] === onto.commit;
  return same && (one || queued);
}
