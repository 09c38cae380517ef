/** What a bump's branch holds beside its base: what bumps proposed, and what people did. */
import { failedWith } from '@sealift/core/failure';
import { type Proposal, parseProposals, proposalKey } from '@sealift/deploy/pull-request/proposal';
import type { PeopleCommit } from '@sealift/deploy/pull-request/text';
import { type BranchOnlyCommit, readDivergence } from '@sealift/github/git/divergence';
import { blobId } from '@sealift/github/git/files';
import { type Head, readFilesAt } from '@sealift/github/repository/ops-repository';
import type { BumpJob } from '../planning/bump-job.ts';
import { editsAt, NO_EDIT } from '../planning/edits.ts';

export type BranchContent = {
  /** With all the files below, like the other two. */
  readonly head: Head;
  /** Where the branch left its base. */
  readonly from: Head;
  readonly base: Head;
  /** Those that the base lacks, the oldest first. */
  readonly commits: readonly BranchOnlyCommit[];
  /** What bumps proposed; of each place, what was proposed last. */
  readonly proposals: readonly Proposal[];
  /** Of the branch alone. */
  readonly people: readonly PeopleCommit[];
  /** Path → id of the content, for files that differ from where the branch left its base. */
  readonly files: ReadonlyMap<string, string | undefined>;
  /** Bumps made all of it, and one commit with the proposals says the same: nothing of people's is lost by making it anew. */
  readonly plain: boolean;
};

/**
 * @param base as it was looked at, with the files of this run
 * @param head likewise
 */
export async function readBranchContent(
  job: BumpJob,
  viewer: string,
  base: Head,
  head: Head,
): Promise<BranchContent> {
  const { client, repository } = job.destination;
  const divergence = await readDivergence(client, repository, base.commit, head.commit);
  const { commits, files } = divergence;
  const { requireVerified } = job.context.inputs;
  const own = commits.filter((commit) => isOurs(commit, viewer, requireVerified));
  const proposals = newest(own.flatMap(({ message }) => parseProposals(message)));
  const asked = new Set(job.bump.targets.map(({ file }) => file));
  const all = [...new Set([...asked, ...proposals.map(({ target }) => target.file)])];
  const whole = async (seen: Head) =>
    all.every((file) => asked.has(file))
      ? seen
      : ((await readFilesAt(client, repository, seen.commit, all)) ?? seen);
  const wholeBase = await whole(base);
  const from =
    divergence.mergeBase === base.commit
      ? wholeBase
      : ((await readFilesAt(client, repository, divergence.mergeBase, all)) ?? wholeBase);
  const listed = divergence.complete && divergence.ahead === commits.length;
  const explained = listed && (await explains(job, from, proposals, files));
  const people = commits.filter(
    // "Update branch" merges the base into the branch: where that changed nothing else, it is no work of anybody's.
    (commit) => !own.includes(commit) && !(explained && commit.parents.length > 1),
  );
  return {
    ...{ head: await whole(head), from, base: wholeBase, commits, proposals, files },
    people: people.map(asPeople),
    plain: explained && people.length === 0,
  };
}

const asPeople = ({ sha, author, name, message }: BranchOnlyCommit): PeopleCommit => ({
  sha,
  author: author ?? name,
  title: message.split('\n', 1)[0] ?? '',
});

/** Commits of people on a branch whose pull request was closed: it starts anew without them. */
export async function peopleOf(
  { destination: { client, repository }, context }: BumpJob,
  viewer: string,
  base: Head,
  head: Head,
): Promise<readonly PeopleCommit[]> {
  const { commits } = await readDivergence(client, repository, base.commit, head.commit);
  return commits.filter((commit) => !isOurs(commit, viewer, context.inputs.requireVerified)).map(asPeople);
}

/** Anybody who may push can write any name into a commit: GitHub's signature says that this token made it. */
export const isOurs = (
  { author, verified }: BranchOnlyCommit,
  viewer: string,
  requireVerified: boolean,
): boolean => isViewer(author, viewer) && (verified || !requireVerified);

/** An App is `name[bot]` in one of GitHub's APIs and `name` in the other. */
export const isViewer = (author: string | undefined, viewer: string): boolean =>
  author?.replace(/\[bot\]$/, '').toLowerCase() === viewer.replace(/\[bot\]$/, '').toLowerCase();

const newest = (proposals: readonly Proposal[]): readonly Proposal[] => [
  ...new Map(proposals.map((proposal) => [proposalKey(proposal.target), proposal])).values(),
];

/** Whether the proposals, made where the branch left its base, give exactly the files that the branch has. */
async function explains(
  { destination: { repository } }: BumpJob,
  from: Head,
  proposals: readonly Proposal[],
  files: BranchContent['files'],
): Promise<boolean> {
  try {
    const edits = await editsAt(
      repository,
      from,
      proposals.map(({ target }) => target),
    );
    return (
      edits.files.length === files.size &&
      edits.files.every(({ path, text }) => files.get(path) === blobId(text))
    );
  } catch (failure) {
    if (!failedWith(failure, ...NO_EDIT)) throw failure;
    return false;
  }
}
