/**
 * Apps that the event's own change does not affect are compared with their last release besides: what an earlier run did
 * not release, because it failed, was cancelled or skipped, is released now.
 */
import { mapBounded } from '@sealift/core/bounded';
import type { Log } from '@sealift/core/log';
import type { App } from '@sealift/core/release/plan/apps';
import type { AppChanges } from '@sealift/core/release/plan/facts';
import type { Comparison } from './changes.ts';
import type { Git } from './git.ts';
import type { LastRelease, ReleaseQuestion } from './last-release.ts';

/** Apps at once. */
const PARALLEL = 8;
/** Commits before this one whose own tags are looked for, where no tag of the branch names a release. */
const COMMITS = 20;

export type Unaffected = { readonly app: App; readonly image: string };

/**
 * What changed for each of these apps since its last release.
 * @param branchTags tags that move with the branch
 * @returns nothing for an app of which the event's base has to do
 */
export async function changesSinceRelease(
  apps: readonly Unaffected[],
  branchTags: (app: App) => readonly string[],
  lastRelease: (question: ReleaseQuestion) => Promise<LastRelease>,
  { git, comparison, log }: { readonly git: Git; readonly comparison: Comparison; readonly log: Log },
): Promise<ReadonlyMap<string, AppChanges>> {
  const before = (await git.before(COMMITS)).map((commit) => `sha-${commit}`);
  const changes = new Map<string, AppChanges>();
  const unknown = new Map<string, string[]>();
  await mapBounded(apps, PARALLEL, async ({ app, image }) => {
    const found = await lastRelease({ app: app.name, image, tags: [...branchTags(app), ...before] });
    if (found.is === 'none') changes.set(app.name, 'unreleased');
    else if (found.is === 'unknown')
      unknown.set(found.reason, [...(unknown.get(found.reason) ?? []), app.name]);
    // A run that is run again when a newer commit is released has nothing to add to it.
    else if (!(await git.isDescendant(found.commit)))
      changes.set(app.name, await comparison.since(found.commit, app));
  });
  for (const [reason, names] of unknown)
    log.notice(
      `The last release of ${shown(names)} cannot be known (${reason}): only this push is looked at. What an earlier run did not release is released with a later push, or by naming the app.`,
      { title: 'Last release' },
    );
  return changes;
}

const SHOWN = 10;

const shown = (names: readonly string[]): string =>
  names.toSorted().slice(0, SHOWN).join(', ') +
  (names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '');
