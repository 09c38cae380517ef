/** What a run does: which apps, on which platforms, under which names and tags. Pure. */
import { configurationFailure } from '../../failure.ts';
import { gitTagOf } from '../naming/facts.ts';
import { appTagOf } from '../naming/git-tag.ts';
import { type Cause, createAffected } from './affected.ts';
import { type App, refuseSharedImages } from './apps.ts';
import { createBuildFiles } from './build-files.ts';
import type { Mode, PlanFacts } from './facts.ts';
import { type AppRelease, releaseOf } from './legs.ts';
import { MATRIX_LIMIT } from './limits.ts';

export type ReleasePlan = {
  readonly mode: Mode;
  /** Affected apps, by name. */
  readonly releases: readonly AppRelease[];
  /** Apps that exist but are not affected. */
  readonly unaffected: readonly string[];
};

/**
 * @param apps all that there are
 * @throws Failure `plan/…`, `image/bad-reference`
 */
export function planRelease(apps: readonly App[], facts: PlanFacts): ReleasePlan {
  refuseSharedImages(apps, facts);
  const affectedBy = createAffected(createBuildFiles(facts), facts);
  const releases: AppRelease[] = [];
  const unaffected: string[] = [];
  for (const app of apps) {
    if (facts.only.length > 0 && !facts.only.includes(app.name)) continue;
    if (!isMeant(app, apps, facts)) {
      unaffected.push(app.name);
      continue;
    }
    const cause: Cause | undefined =
      facts.only.length > 0 ? { is: 'named' } : affectedBy(app, facts.changes.get(app.name) ?? 'unknown');
    if (cause === undefined) unaffected.push(app.name);
    else releases.push(releaseOf(app, cause, facts));
  }
  const jobs = releases.reduce((sum, { build }) => sum + build.length, 0);
  if (jobs > MATRIX_LIMIT)
    throw configurationFailure({
      code: 'plan/too-many-jobs',
      cause: `${releases.length} apps on their platforms make ${jobs} build jobs, more than the ${MATRIX_LIMIT} that a matrix may have.`,
      remedy:
        'Limit the run with the input "apps", or split the apps over several callers with their own config files.',
    });
  return {
    mode: jobs === 0 ? 'none' : facts.mode,
    releases,
    unaffected,
  };
}

/** A git tag that is a version of one app (`api-v1.2.3`) releases that one. */
function isMeant({ name }: App, apps: readonly App[], { ref }: PlanFacts): boolean {
  const tag = gitTagOf(ref);
  const of =
    tag === undefined
      ? undefined
      : appTagOf(
          tag,
          apps.map((each) => each.name),
        );
  return of === undefined || of.app === name;
}
