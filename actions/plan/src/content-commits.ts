/** Which commit the content of an app is from: what a rebuild says of itself, so that nothing new is nothing new. */
import { createAffected } from '@sealift/core/release/plan/affected';
import type { App } from '@sealift/core/release/plan/apps';
import { createBuildFiles } from '@sealift/core/release/plan/build-files';
import type { ContentCommit, PlanFacts } from '@sealift/core/release/plan/facts';
import type { Comparison } from './changes.ts';
import type { Git } from './git.ts';

/** Commits that are looked through at most. */
const MAX_COMMITS = 10_000;

/**
 * Of each app the newest commit of the branch that changed what it is built from, by name. With its time and its name in
 * labels, two builds from one content are the same image, whatever else was committed between them. An app is not among
 * them when the history does not tell.
 * @param dateOf milliseconds since 1970; undefined where git does not know the commit
 */
export async function contentCommits(
  apps: readonly App[],
  facts: Omit<PlanFacts, 'changes'>,
  comparison: Comparison,
  git: Pick<Git, 'before'>,
  dateOf: (commit: string) => Promise<number | undefined>,
): Promise<ReadonlyMap<string, ContentCommit>> {
  const history = [facts.commit, ...(await git.before(MAX_COMMITS))];
  const affectedBy = createAffected(createBuildFiles(facts), facts);
  const differs = async (app: App, at: number): Promise<boolean> => {
    const changes = await comparison.since(history[at] ?? facts.commit, app);
    return affectedBy(app, changes) !== undefined;
  };
  const contents = new Map<string, ContentCommit>();
  for (const app of apps) {
    const commit = history[await lastSame(history.length, (at) => differs(app, at))];
    const date = commit === undefined ? undefined : await dateOf(commit);
    if (commit !== undefined && date !== undefined) contents.set(app.name, { commit, date });
  }
  return contents;
}

/** Position of the oldest that does not differ from the first, where all older than one that differs do, too. */
async function lastSame(count: number, differs: (at: number) => Promise<boolean>): Promise<number> {
  let [same, different] = [0, count];
  while (different - same > 1) {
    const middle = Math.floor((same + different) / 2);
    if (await differs(middle)) different = middle;
    else same = middle;
  }
  return same;
}
