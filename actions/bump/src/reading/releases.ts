/** What is to be deployed, from whichever input says it. */
import type { GitHubContext } from '@sealift/action-kit/github-context';
import { isAppName } from '@sealift/core/config/pipeline';
import { configurationFailure } from '@sealift/core/failure';
import type { Origin, Release } from '@sealift/deploy/targets/release';
import type { Inputs } from '../inputs.ts';
import { readRecords } from './evidence.ts';
import { parseImages, parseRollback } from './image-lines.ts';
import { originHere } from './origin.ts';

export type Releases = {
  readonly releases: readonly Release[];
  readonly origin: Origin;
  /** What of the evidence is not of this release, a sentence each. */
  readonly passedOver: readonly string[];
  /** Planned, and not released. */
  readonly notReleased: readonly string[];
  /** Planned, built again, and left at the release of an older commit. */
  readonly unchanged: readonly string[];
};

const WHOLE = { passedOver: [], notReleased: [], unchanged: [] } as const;

/**
 * The releases, in the order of their apps. What goes back has none yet: planning finds it in the history.
 * @throws Failure `bump/…`
 */
export async function readReleases(
  {
    releases: inputs,
    apps,
    ...expected
  }: Pick<Inputs, 'releases' | 'apps' | 'sourceCommit' | 'planned' | 'rebuild' | 'verification'>,
  run: GitHubContext,
): Promise<Releases> {
  switch (inputs.kind) {
    case 'rollback':
      return { releases: parseRollback(inputs.lines), origin: originHere(run), ...WHOLE };
    case 'evidence': {
      const { releases, ...rest } = await readRecords(inputs.folder, run, expected);
      return { releases: releases.length === 0 ? [] : selected(releases, apps), ...rest };
    }
    case 'images':
      return { releases: selected(parseImages(inputs.lines), apps), origin: originHere(run), ...WHOLE };
  }
}

/** @param apps none for all */
function selected(releases: readonly Release[], apps: readonly string[]): readonly Release[] {
  const seen = new Set<string>();
  for (const { app } of releases) {
    if (!isAppName(app))
      throw configurationFailure({
        code: 'bump/bad-release',
        cause: `"${app}" is not the name of an app.`,
        remedy: 'Use lower-case letters and digits with ".", "_" or "-" between, 63 characters at most.',
      });
    if (seen.has(app))
      throw configurationFailure({
        code: 'bump/bad-release',
        cause: `The app "${app}" is given twice.`,
        remedy: 'Give each app once: records of one run only.',
      });
    seen.add(app);
  }
  for (const app of apps)
    if (!seen.has(app))
      throw configurationFailure({
        code: 'bump/no-release',
        cause: `"apps" names "${app}", which is not among the releases of this run: ${[...seen].join(', ')}.`,
        remedy: 'Correct "apps", or leave it empty for all.',
      });
  return releases
    .filter(({ app }) => apps.length === 0 || apps.includes(app))
    .toSorted((a, b) => (a.app < b.app ? -1 : 1));
}
