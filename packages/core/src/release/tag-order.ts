/** Whether a release may take a floating tag from the one that has it: forward only. */
import { compareVersions, versionOfRelease } from './naming/version-order.ts';
import type { ReleaseRecord } from './record.ts';
import { compareRuns } from './run-order.ts';

/** What a record says of its release. */
export type TagRelease = {
  readonly app: string;
  readonly deployTag: string;
  readonly source: Pick<ReleaseRecord['source'], 'commit' | 'ref' | 'runId' | 'runAttempt'>;
};

/** What one commit is to another. */
export type Relation = 'same' | 'ancestor' | 'descendant' | 'diverged' | 'unknown';

/** The history of the source. */
export type History = {
  /** What `other` is to `head`. */
  relation(head: string, other: string): Promise<Relation>;
  /** Where a branch stands now; undefined when it is gone. */
  headOf(branch: string): Promise<string | undefined>;
};

/** `leave` is a clause about the tag. */
export type TagDecision = 'move' | { readonly leave: string };

/**
 * Of two versions, the higher one has the tag, whichever was made later: a fix of an old version takes no tag from a newer
 * one. Otherwise the newer commit has it. Of one commit, the newer run. Where none came first (a force push), the branch decides:
 * what it no longer holds is the past. A tag that was the own tag of a release is not taken from it.
 */
export async function decideTag(
  tag: string,
  release: TagRelease,
  holder: TagRelease,
  history: History,
): Promise<TagDecision> {
  const [own, other] = [release.source, holder.source];
  if (holder.deployTag === tag)
    return { leave: `is the own tag of a release, of commit ${other.commit}, and never moves` };
  const versions = byVersion(release, holder);
  if (versions !== undefined) return versions;
  // Each push to a pull request makes a merge commit of its own: none is the ancestor of the next.
  if (own.commit === other.commit || (own.ref === other.ref && own.ref.startsWith('refs/pull/')))
    return byRun(release, holder);
  switch (await history.relation(own.commit, other.commit)) {
    case 'same':
      return byRun(release, holder);
    case 'ancestor':
      return 'move';
    case 'descendant':
      return { leave: `names commit ${other.commit}, which is newer than ${own.commit}` };
    case 'diverged':
    case 'unknown':
      return byBranch(release, holder, history);
  }
}

/** Undefined where one of them is no version, or they have no order. */
function byVersion(release: TagRelease, holder: TagRelease): TagDecision | undefined {
  const [own, other] = [versionOfRelease(release), versionOfRelease(holder)];
  const order = own === undefined || other === undefined ? undefined : compareVersions(own, other);
  if (order === undefined) return undefined;
  // A rebuild of a version, or its git tag on another commit.
  if (order === 0) return byRun(release, holder);
  return order > 0 ? 'move' : { leave: `names version ${other}, which is higher than ${own}` };
}

const byRun = (release: TagRelease, holder: TagRelease): TagDecision =>
  compareRuns(release.source, holder.source) >= 0
    ? 'move'
    : { leave: `names what a later run, ${holder.source.runId}, made` };

async function byBranch(release: TagRelease, holder: TagRelease, history: History): Promise<TagDecision> {
  const { commit, ref } = release.source;
  const other = holder.source.commit;
  const neither = `names commit ${other}, and of it and ${commit} neither came first`;
  if (!ref.startsWith('refs/heads/')) return { leave: neither };
  const head = await history.headOf(ref.slice('refs/heads/'.length));
  if (head === undefined) return { leave: `${neither}; ${ref} is gone` };
  const holds = async (each: string) =>
    each === head || ['same', 'ancestor'].includes(await history.relation(head, each));
  if (!(await holds(commit))) return { leave: `names commit ${other}, and ${ref} no longer holds ${commit}` };
  return (await holds(other)) ? byRun(release, holder) : 'move';
}
