/** What each app is compared with: the commit before, as the event says, and its last release. */
import type { GitHubContext } from '@sealift/action-kit/github-context';
import { tagByForm, tagOfRef } from '@sealift/core/image/tag';
import { branchOf } from '@sealift/core/release/naming/facts';
import { planTags } from '@sealift/core/release/naming/tags';
import { type App, imageOf } from '@sealift/core/release/plan/apps';
import type { AppChanges, PlanFacts } from '@sealift/core/release/plan/facts';
import { planRelease } from '@sealift/core/release/plan/plan';
import type { Comparison } from './changes.ts';
import { changesSince } from './event-base.ts';
import type { Git } from './git.ts';
import { type ReleaseDependencies, type ReleaseTrust, withLastReleases } from './last-release.ts';
import { changesSinceRelease } from './release-base.ts';

type Known = {
  readonly facts: Omit<PlanFacts, 'changes'>;
  readonly context: GitHubContext;
  readonly comparison: Comparison;
  readonly git: Git;
  readonly trust: ReleaseTrust | undefined;
};

type Changes = ReadonlyMap<string, AppChanges>;

export async function findChanges(
  apps: readonly App[],
  { facts, context, comparison, git, trust }: Known,
  dependencies: ReleaseDependencies,
): Promise<Changes> {
  const { log } = dependencies;
  const changes = await changesSince(context, apps, comparison, log);
  const branch = branchOf(facts.ref);
  if (trust === undefined || facts.mode !== 'publish' || branch === undefined) return changes;
  // Those that the event affects are built in any case: for them nobody is asked.
  const { unaffected } = planRelease(apps, { ...facts, changes });
  const quiet = apps
    .filter(({ name }) => unaffected.includes(name))
    .map((app) => ({ app, image: imageOf(app, facts) }));
  if (quiet.length === 0) return changes;
  const images = quiet.map(({ image }) => image);
  const since = await withLastReleases(images, trust, dependencies, (lastRelease) =>
    changesSinceRelease(quiet, (app) => movingTags(app, branch, facts), lastRelease, {
      git,
      comparison,
      log,
    }),
  );
  return new Map([...changes, ...since]);
}

/** More of them name no other release. */
const MAX_TAGS = 3;

/** Tags that move with the branch, its own name first. */
function movingTags(app: App, branch: string, facts: Omit<PlanFacts, 'changes'>): readonly string[] {
  const own = tagOfRef('branch', branch)?.name;
  return planTags({ ...facts, app: app.name, appConfig: app.config })
    .tags.filter((tag) => tagByForm(tag).kind === 'floating')
    .toSorted((a, b) => Number(b === own) - Number(a === own))
    .slice(0, MAX_TAGS);
}
