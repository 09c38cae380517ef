/** What is to be deployed, from whichever input says it. */
import type { GitHubContext } from '@sealift/action-kit/github-context';
import { isAppName } from '@sealift/core/config/pipeline';
import { configurationFailure } from '@sealift/core/failure';
import type { Origin, Release } from '@sealift/deploy/targets/release';
import { isNamed } from '../inputs/releases.ts';
import type { Inputs } from '../inputs.ts';
import { readRecords } from './evidence.ts';
import type { Releases } from './found-releases.ts';
import { namesEvery, parseAppLines, parseImages } from './image-lines.ts';
import type { Images } from './images.ts';
import { originHere } from './origin.ts';
import { fromRegistry, plannedReleases } from './registry-records.ts';

/** Where releases are found, before anything is asked. */
export type ReleaseSource = {
  readonly origin: Origin;
  /** As far as they are known already: whose files are looked for, and whose registries are asked. */
  readonly expected: readonly Release[];
  /** What is found in registries beside what is known. @throws Failure `registry/…` */
  readonly find: (images: Images) => Promise<Releases>;
};

const WHOLE = { passedOver: [], notReleased: [], unchanged: [], lost: [] } as const;

/**
 * The releases, in the order of their apps. What goes back or is promoted has none yet: planning finds it in the ops
 * repository.
 * @throws Failure `bump/…`
 */
export async function readReleases(
  {
    releases: inputs,
    apps,
    ...expected
  }: Pick<Inputs, 'releases' | 'apps' | 'sourceCommit' | 'planned' | 'rebuild' | 'verification'>,
  run: GitHubContext,
): Promise<ReleaseSource> {
  switch (inputs.kind) {
    case 'promote':
    case 'rollback':
    case 'drift':
      return known(namedReleases(inputs.lines, apps, []), originHere(run));
    case 'evidence': {
      const { releases, origin, ...rest } = await readRecords(inputs.folder, run, expected);
      const chosen = (found: readonly Release[]) => (found.length === 0 ? [] : selected(found, apps));
      const planned = plannedReleases(expected);
      if (planned === undefined) return known(chosen(releases), origin, { ...rest, lost: [] });
      return {
        origin,
        expected: planned,
        find: async (images) => {
          const found = await fromRegistry(
            images,
            planned,
            { ...rest, hints: releases },
            { ...expected, run },
          );
          return { ...found, releases: chosen(found.releases) };
        },
      };
    }
    case 'images':
      return known(selected(parseImages(inputs.lines), apps), originHere(run));
  }
}

const known = (
  expected: readonly Release[],
  origin: Origin,
  rest: Omit<Releases, 'releases'> = WHOLE,
): ReleaseSource => ({ origin, expected, find: async () => ({ releases: expected, ...rest }) });

/**
 * Apps whose release is found in the ops repository.
 * @param configured apps that its configuration names: `*` stands for them where no apps are asked for
 */
export function namedReleases(
  lines: readonly string[],
  apps: readonly string[],
  configured: readonly string[],
): readonly Release[] {
  const every = apps.length > 0 ? apps : configured;
  const releases = parseAppLines(lines, every);
  return releases.length === 0 ? [] : selected(releases, apps);
}

/** Whose registries are asked: also of lines that stand for apps that are not known yet. */
export const registriesOf = (
  { releases: inputs }: Pick<Inputs, 'releases'>,
  { expected }: Pick<ReleaseSource, 'expected'>,
): readonly Pick<Release, 'image'>[] => (isNamed(inputs) ? parseAppLines(inputs.lines, ['app']) : expected);

/**
 * Of "*" it is known what it stands for when the configuration was read.
 * @throws Failure `bump/no-release`
 */
export function completed(
  { releases: inputs, apps }: Pick<Inputs, 'releases' | 'apps'>,
  releases: readonly Release[],
  configured: readonly string[],
): readonly Release[] {
  if (!isNamed(inputs) || !namesEvery(inputs.lines)) return releases;
  const found = namedReleases(inputs.lines, apps, configured);
  if (found.length > 0) return found;
  throw configurationFailure({
    code: 'bump/no-release',
    cause: '"*" in "images" stands for no app: neither "apps" nor the configuration names one.',
    remedy: 'Name the apps in "apps", or under deploy.apps in .sealift.yml of the ops repository.',
  });
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
