/** What a run does: which apps, on which platforms, under which names and tags. Pure. */
import { configurationFailure } from '../../failure.ts';
import { gitTagOf } from '../naming/facts.ts';
import { appTagOf } from '../naming/git-tag.ts';
import { isAffected } from './affected.ts';
import { type App, listApps, refuseSharedImages } from './apps.ts';
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

/** @throws Failure `plan/…`, `image/bad-reference` */
export function planRelease(facts: PlanFacts): ReleasePlan {
  const apps = listApps(facts);
  const affected = apps.filter((app) => isMeant(app, facts) && isAffected(app, apps, facts));
  refuseSharedImages(apps, facts);
  const releases = affected.map((app) => releaseOf(app, facts));
  const jobs = releases.reduce((sum, { build }) => sum + build.length, 0);
  if (jobs > MATRIX_LIMIT)
    throw configurationFailure({
      code: 'plan/too-many-jobs',
      cause: `${affected.length} apps on their platforms make ${jobs} build jobs, more than the ${MATRIX_LIMIT} that a matrix may have.`,
      remedy:
        'Limit the run with the input "apps", or split the apps over several callers with their own config files.',
    });
  return {
    mode: jobs === 0 ? 'none' : facts.mode,
    releases,
    unaffected: apps.filter((app) => !affected.includes(app)).map(({ name }) => name),
  };
}

/** A git tag that is a version of one app (`api-v1.2.3`) releases that one. */
function isMeant({ name }: App, { ref, config, discovered }: PlanFacts): boolean {
  const tag = gitTagOf(ref);
  const all = config.apps === undefined ? discovered : Object.keys(config.apps);
  const of = tag === undefined ? undefined : appTagOf(tag, all);
  return of === undefined || of.app === name;
}
