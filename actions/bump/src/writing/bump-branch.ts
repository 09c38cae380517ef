/**
 * Brings the bump's branch to the wanted state. Each round looks at what is there, decides, and moves the branch only
 * from the head that it looked at; when somebody else was faster, it looks again.
 */
import { asFailure, configurationFailure } from '@sealift/core/failure';
import { parseMarker } from '@sealift/deploy/pull-request/marker';
import { GitHubFailure } from '@sealift/github/client/github-failure';
import { type Divergence, readDivergence } from '@sealift/github/git/divergence';
import type { PullRequest } from '@sealift/github/pulls/pull-requests';
import { type Head, type OpsView, readFilesAt } from '@sealift/github/repository/ops-repository';
import { formatRepositoryName } from '@sealift/github/repository/repository';
import type { Classification, Skipped } from '../deciding/classify-targets.ts';
import { type Edits, editsAt } from '../planning/edits.ts';
import type { Target } from '../planning/targets.ts';
import { commitEdits } from './commit.ts';
import { baseOf, type CommitRules, type Destination, keptMoving, pause, ROUNDS } from './destination.ts';

export type Outcome = {
  readonly view: OpsView;
  readonly open: PullRequest | undefined;
  readonly survey: Classification;
  /** The edits against the base: what is deployed now. */
  readonly atBase: Edits;
  readonly skipped: readonly Skipped[];
  /** Head of the branch afterwards; undefined when neither branch nor pull request is needed. */
  readonly head: string | undefined;
  readonly committed: boolean;
  readonly warnings: readonly string[];
  /** A pull request for just this that a person has closed. */
  readonly declined: PullRequest | undefined;
};

export type BranchOptions = CommitRules & {
  /** Everything that is looked at, anew. */
  readonly look: () => Promise<OpsView>;
  /** Last look at the edits against the base before anything is written; throws to stop it. */
  readonly check: (atBase: Edits) => Promise<void>;
  /** What stands where, and which targets are left alone for it. */
  readonly survey: (view: OpsView, atBase: Edits, atStart: Edits) => Promise<Classification>;
  readonly message: (edits: Edits) => string;
  readonly keepPeopleCommits: boolean;
  /** App → commit of its release, to know a pull request for the same. */
  readonly commits: ReadonlyMap<string, string>;
};

/** @throws Failure `remote` when the branch keeps moving */
export async function pushBumpBranch(
  place: Destination,
  targets: readonly Target[],
  first: OpsView,
  options: BranchOptions,
): Promise<Outcome> {
  const { repository, branch } = place;
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round > 0) await pause(options, round);
    const view = round === 0 ? first : await options.look();
    const state = stateOf(place, view);
    const wholeBase = editsAt(repository, state.base, targets);
    const wholeStart = state.start === state.base ? wholeBase : onBranch(place, state.start, targets);
    const survey = await options.survey(view, wholeBase, wholeStart);
    const { active, skipped } = survey;
    const atBase = editsAt(repository, state.base, active);
    const atStart = state.start === state.base ? atBase : editsAt(repository, state.start, active);
    const common = { view, open: state.open, survey, atBase, skipped, declined: undefined };
    const declined = declinedBefore(state, options.commits, active);
    if (declined !== undefined)
      return { ...common, head: undefined, committed: false, warnings: [], declined };

    const divergence =
      state.reused && state.start.commit !== state.base.commit
        ? await readDivergence(place.client, repository, state.base.commit, state.start.commit)
        : undefined;
    if (!options.keepPeopleCommits && divergence !== undefined) refuseForeignCommits(place, view, divergence);
    const warnings = divergence === undefined ? [] : await conflicts(place, divergence, atBase);
    const result = { ...common, warnings };
    if (atStart.files.length === 0) {
      // Nothing to do at the base, and no open pull request that shows something else.
      const needless = state.open === undefined && atBase.files.length === 0;
      const branchCounts = state.reused && !needless && (active.length > 0 || state.open !== undefined);
      return { ...result, head: branchCounts ? state.start.commit : undefined, committed: false };
    }
    await options.check(atBase);
    if (options.dryRun) return { ...result, head: state.branchHead, committed: false };
    const { result: moved, sha } = await commitEdits(
      place,
      {
        repositoryId: view.id,
        from: state.branchHead,
        parents: state.parents,
        edits: atStart,
        message: options.message(atStart),
      },
      options,
    );
    if (moved === 'moved') return { ...result, head: sha, committed: true };
    options.log.info(`The branch ${branch} was moved by someone else meanwhile; looking again.`);
  }
  throw keptMoving(repository, branch);
}

type State = {
  readonly base: Head;
  readonly branchHead: string | undefined;
  readonly open: PullRequest | undefined;
  /** The newest pull request of the branch, when the branch has none that is open. */
  readonly over: PullRequest | undefined;
  /** The head that the edits are made on. */
  readonly start: Head;
  /** Whether that is the branch's own. */
  readonly reused: boolean;
  readonly parents: readonly [string, ...string[]];
};

/**
 * Where the next commit goes:
 * - no branch: on the base
 * - a branch with an open pull request, or with commits that never had one (a bump that was killed, or another that
 *   runs right now): on the branch, which keeps what is there, also commits of people
 * - a branch whose pull request was merged or closed: on the base, with the old head as second parent. That is a
 *   fast-forward of the branch, needs no force, and its pull request shows exactly the new edits.
 */
function stateOf(place: Destination, view: OpsView): State {
  const base = baseOf(view, place.base);
  const head = view.heads.get(place.branch);
  const own = view.pulls.filter(({ branch }) => branch === place.branch);
  const open = own.find((pull) => pull.state === 'open' && pull.base === place.base);
  const over = open === undefined ? own.find(({ state }) => state !== 'open') : undefined;
  const common = { base, open, over, branchHead: head?.commit };
  if (head === undefined) return { ...common, start: base, reused: false, parents: [base.commit] };
  const ended = open === undefined && own.some((pull) => pull.state !== 'open' && pull.head === head.commit);
  if (!ended) return { ...common, start: head, reused: true, parents: [head.commit] };
  return {
    ...common,
    start: base,
    reused: false,
    parents: head.commit === base.commit ? [base.commit] : [base.commit, head.commit],
  };
}

/** A person who closes a pull request does not want it again; a newer release is another one. */
function declinedBefore(
  { over, branchHead }: State,
  commits: ReadonlyMap<string, string>,
  active: readonly Target[],
): PullRequest | undefined {
  if (over?.state !== 'closed' || !over.own || (branchHead !== undefined && over.head !== branchHead))
    return undefined;
  const marker = parseMarker(over.body);
  if (marker === undefined || active.length === 0) return undefined;
  const same = active.every(({ app }) => {
    const commit = commits.get(app);
    return commit !== undefined && marker.apps[app] === commit;
  });
  return same ? over : undefined;
}

/** The base could be edited and the branch cannot: a file came later, or a person changed it on the branch. */
function onBranch({ repository, base, branch }: Destination, head: Head, targets: readonly Target[]): Edits {
  try {
    return editsAt(repository, head, targets);
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.category !== 'configuration' || failure instanceof GitHubFailure) throw thrown;
    throw configurationFailure({
      cause: `The branch ${branch} of the open bump cannot be edited although ${base} can: ${failure.message}`,
      remedy: `Update the branch from ${base} ("Update branch" on its pull request), or close the pull request: the next run then starts from ${base}.`,
      error: failure,
      ...(failure.location === undefined ? {} : { location: failure.location }),
    });
  }
}

function refuseForeignCommits(
  { branch, repository }: Destination,
  view: OpsView,
  { commits }: Divergence,
): void {
  const strangers = new Set(
    commits.filter(({ author }) => !isViewer(author, view.viewer)).map(({ author }) => author ?? 'somebody'),
  );
  if (strangers.size === 0) return;
  throw configurationFailure({
    cause: `The branch ${branch} of ${formatRepositoryName(repository)} holds commits of ${[...strangers].slice(0, 5).join(', ')}, and "people-commits" is "refuse".`,
    remedy: 'Merge or close its pull request, or set "people-commits: keep" to go on from them.',
  });
}

/** An App is `name[bot]` in one of GitHub's APIs and `name` in the other. */
const isViewer = (author: string | undefined, viewer: string): boolean =>
  author?.replace(/\[bot\]$/, '').toLowerCase() === viewer.replace(/\[bot\]$/, '').toLowerCase();

/** When the base has left the branch behind and changed the same values, the pull request cannot be merged as it is. */
async function conflicts(
  { client, repository, base, branch }: Destination,
  { mergeBase }: Divergence,
  atBase: Edits,
): Promise<readonly string[]> {
  if (mergeBase === atBase.head.commit) return [];
  const files = [...new Set(atBase.targets.map(({ target }) => target.file))];
  const parted = await readFilesAt(client, repository, mergeBase, files);
  if (parted === undefined) return [];
  return atBase.targets.flatMap(({ target, scalars }) => {
    const then = scalarsThen(parted, target, repository);
    return scalars.flatMap(({ path, before, after }, index) => {
      const was = then?.[index]?.before;
      if (was === undefined || was === before || before === after) return [];
      return [
        `${base} changed ${path} of "${target.app}" in ${target.file} from "${was}" to "${before}" after the branch ${branch} was made: the pull request is in conflict with it. Resolve it there, or close it, and the next run starts from ${base}.`,
      ];
    });
  });
}

function scalarsThen(head: Head, target: Target, repository: Destination['repository']) {
  try {
    return editsAt(repository, head, [target]).targets[0]?.scalars;
  } catch (thrown) {
    // The value may not have existed then.
    if (asFailure(thrown).category !== 'configuration') throw thrown;
    return undefined;
  }
}
