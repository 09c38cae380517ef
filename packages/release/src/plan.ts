/** What is to be done on a commit of the default branch: it follows from git alone, so that every run finds the same. */
import { type Change, readChange } from './change.ts';
import {
  type Git,
  readCommits,
  readIntroduction,
  readReleaseTags,
  readTagCommit,
  readVersionAt,
} from './history.ts';
import { floatingTags, isNewer, isVersion, newest, nextVersion, patchAfter } from './version.ts';

export type Plan =
  /** The commit is the one with which package.json came to a version that is not out. */
  | { readonly mode: 'release'; readonly version: string }
  /** The newest release is out, and a run that was ended has left the floating tags behind. */
  | { readonly mode: 'complete'; readonly version: string; readonly commit: string }
  | {
      readonly mode: 'propose';
      readonly version: string;
      readonly since: string | undefined;
      readonly changes: readonly Change[];
      /** The version that package.json says and that will not be out, with the reason. */
      readonly skipped: Skipped | undefined;
    }
  | { readonly mode: 'none' };

/** `too-small`: its commit changes more than it says. `unfinished`: the run of its commit did not end well. */
export type Skipped = {
  readonly version: string;
  readonly why: 'too-small' | 'unfinished';
  readonly commit: string;
};

/** @param head commit of the default branch @throws Failure `release/no-history` */
export async function planRelease(git: Git, head: string): Promise<Plan> {
  const tags = await readReleaseTags(git);
  const released = newest(tags.map(({ version }) => version));
  const declared = await readVersionAt(git, head);
  const from = tags.find(({ version }) => version === released)?.commit;
  if (declared !== undefined && isVersion(declared) && isNewer(declared, released)) {
    const { commit, parent } = await readIntroduction(git, head);
    const before = parent === undefined ? [] : await changesBetween(git, from, parent);
    const needed = nextVersion(released, before);
    // Something was merged between the pull request and its merge that asks for more.
    const small = needed !== undefined && isNewer(needed, declared);
    // Provenance names the commit of the run: another one cannot be released by it.
    if (!small && commit === head) return { mode: 'release', version: declared };
    const skipped: Skipped = { version: declared, why: small ? 'too-small' : 'unfinished', commit };
    return propose(git, { from, head, released, skipped });
  }
  if (released !== undefined && from !== undefined && !(await isComplete(git, released, from)))
    return from === head
      ? { mode: 'release', version: released }
      : { mode: 'complete', version: released, commit: from };
  return propose(git, { from, head, released, skipped: undefined });
}

async function changesBetween(git: Git, from: string | undefined, to: string): Promise<readonly Change[]> {
  return (await readCommits(git, from, to)).flatMap((commit) => readChange(commit) ?? []);
}

/** A run that was ended after the release was out may have left the floating tags behind. */
async function isComplete(git: Git, version: string, commit: string): Promise<boolean> {
  const places = await Promise.all(floatingTags(version).map((tag) => readTagCommit(git, tag)));
  return places.every((place) => place === commit);
}

async function propose(
  git: Git,
  {
    from,
    head,
    released,
    skipped,
  }: {
    readonly from: string | undefined;
    readonly head: string;
    readonly released: string | undefined;
    readonly skipped: Skipped | undefined;
  },
): Promise<Plan> {
  const changes = await changesBetween(git, from, head);
  const needed = nextVersion(released, changes);
  // A version that was merged once is not used for anything else.
  const version =
    skipped !== undefined && !isNewer(needed ?? skipped.version, skipped.version)
      ? patchAfter(skipped.version)
      : needed;
  return version === undefined
    ? { mode: 'none' }
    : { mode: 'propose', version, since: released, changes, skipped };
}
