/** The apps of a repository, and what follows from their configuration. */
import { posix } from 'node:path';
import { type AppConfig, isAppName } from '../../config/pipeline.ts';
import { configurationFailure } from '../../failure.ts';
import { formatPlatform, type Platform, parsePlatform } from '../../image/platform.ts';
import { formatImageName, parseImageName } from '../../image/reference.ts';
import type { PlanFacts } from './facts.ts';
import { MAX_PLATFORMS } from './limits.ts';

export type App = { readonly name: string; readonly config: AppConfig };

/**
 * By name, sorted; those that the run is limited to.
 * @throws Failure `plan/no-app`, `plan/unknown-app`, `plan/bad-app-name`
 */
export function listApps({ config, discovered, only, configFile }: PlanFacts): readonly App[] {
  const apps: App[] =
    config.apps === undefined
      ? discovered.map((name) => ({ name, config: {} }))
      : Object.entries(config.apps).map(([name, app]) => ({ name, config: app }));
  if (apps.length === 0)
    throw configurationFailure({
      code: 'plan/no-app',
      cause: `There is no app: no apps/<name>/Dockerfile, and ${configFile} names none.`,
      remedy: `Add a Dockerfile under apps/<name>/, or list the apps under "apps:" in ${configFile}.`,
    });
  const unknown = only.find((name) => !apps.some((app) => app.name === name));
  if (unknown !== undefined)
    throw configurationFailure({
      code: 'plan/unknown-app',
      cause: `The app "${unknown}" does not exist.`,
      remedy: `Use one of ${apps.map(({ name }) => name).join(', ')}.`,
    });
  for (const { name } of apps)
    if (!isAppName(name))
      throw configurationFailure({
        code: 'plan/bad-app-name',
        cause: `The folder name "${name}" under apps/ cannot be an app name.`,
        remedy: `Use lower-case letters, digits and ".", "_", "-" between them, or name the app in ${configFile}.`,
      });
  return (only.length === 0 ? apps : apps.filter(({ name }) => only.includes(name))).toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}

export const fileOf = ({ name, config }: App) => posix.normalize(config.file ?? `apps/${name}/Dockerfile`);
export const contextOf = ({ config }: App) => posix.normalize(config.context ?? '.');

/** @throws Failure `image/bad-reference` */
export function imageOf({ name, config }: App, { imagePrefix }: PlanFacts): string {
  // GitHub owners may have capitals, image names may not.
  return formatImageName(parseImageName(config.image ?? `${imagePrefix}/${name}`.toLowerCase()));
}

/**
 * By its image evidence is known to be an app's: two apps with one image would pass for each other.
 * @throws Failure `plan/shared-image`
 */
export function refuseSharedImages(apps: readonly App[], facts: PlanFacts): void {
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
export function platformsOf(app: App, { config, platforms }: PlanFacts): readonly Platform[] {
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
