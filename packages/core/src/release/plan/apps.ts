/** The apps of a repository, and what follows from their configuration. */
import { posix } from 'node:path';
import type { AppConfig } from '../../config/pipeline.ts';
import { configurationFailure } from '../../failure.ts';
import { formatPlatform, type Platform, parsePlatform } from '../../image/platform.ts';
import { formatImageName, parseImageName } from '../../image/reference.ts';
import type { PlanFacts } from './facts.ts';
import { MAX_PLATFORMS } from './limits.ts';

export type App = { readonly name: string; readonly config: AppConfig };

export const fileOf = ({ name, config }: App) => posix.normalize(config.file ?? `apps/${name}/Dockerfile`);
/** Without `./` before it and `/` after it; `.` is the repository. */
export const contextOf = ({ config }: App) =>
  posix.normalize(config.context ?? '.').replace(/(?<=.)\/+$/, '');

/** @throws Failure `image/bad-reference` */
export function imageOf({ name, config }: App, { imagePrefix }: Pick<PlanFacts, 'imagePrefix'>): string {
  // GitHub owners may have capitals, image names may not.
  return formatImageName(parseImageName(config.image ?? `${imagePrefix}/${name}`.toLowerCase()));
}

/**
 * Where its releases are copied to: named as its image is, behind other prefixes.
 * @throws Failure `image/bad-reference`, `plan/copy-of-itself`
 */
export function copiesOf(
  app: App,
  prefixes: readonly string[],
  facts: Pick<PlanFacts, 'imagePrefix'>,
): readonly string[] {
  const image = imageOf(app, facts);
  // That of a repository which is one app.
  const isPrefix = image === facts.imagePrefix.toLowerCase();
  const copies = prefixes.map((prefix) =>
    formatImageName(parseImageName((isPrefix ? prefix : `${prefix}/${app.name}`).toLowerCase())),
  );
  if (!copies.includes(image)) return [...new Set(copies)];
  throw configurationFailure({
    code: 'plan/copy-of-itself',
    cause: `The app "${app.name}" would be copied to ${image}, which is its own image.`,
    remedy: 'Remove that place from "copy-to".',
  });
}

/**
 * By its image evidence is known to be an app's: two apps with one image would pass for each other.
 * @throws Failure `plan/shared-image`
 */
export function refuseSharedImages(apps: readonly App[], facts: Pick<PlanFacts, 'imagePrefix'>): void {
  const owners = new Map<string, string>();
  for (const app of apps) {
    const image = imageOf(app, facts);
    const other = owners.get(image);
    if (other !== undefined)
      throw configurationFailure({
        code: 'plan/shared-image',
        cause: `The apps "${other}" and "${app.name}" have the same image, ${image}.`,
        remedy: 'Give each app an image of its own.',
      });
    owners.set(image, app.name);
  }
}

/** Each once, however it is written. @throws Failure `plan/too-many-platforms` */
export function platformsOf(
  app: App,
  { config, platforms }: Pick<PlanFacts, 'config' | 'platforms'>,
): readonly Platform[] {
  const all = (app.config.platforms ?? config.platforms ?? platforms).map(parsePlatform);
  const named = new Map(all.map((platform) => [formatPlatform(platform), platform]));
  if (named.size > MAX_PLATFORMS)
    throw configurationFailure({
      code: 'plan/too-many-platforms',
      cause: `The app "${app.name}" is built for ${named.size} platforms; at most ${MAX_PLATFORMS} can be released together.`,
      remedy: 'Name fewer platforms for it.',
    });
  return [...named.values()];
}
