/** What is changed where: each app's places in the ops repository, from the configurations and the inputs. */
import { createHash } from 'node:crypto';
import {
  type DeployConfig,
  type DeployTarget,
  matchFiles,
  mergeDeployConfigs,
  parseDeployConfig,
  parseDeployMapping,
  resolveTargets,
} from '@sealift/core/deploy-config';
import { namesImage } from '@sealift/core/edits/edit-file';
import { configurationFailure } from '@sealift/core/failure';
import { formatImageName } from '@sealift/core/image';
import type { Inputs } from './inputs.ts';
import type { Release } from './releases.ts';

/** One file, or a pattern of files, for one app in one environment. */
export type Target = DeployTarget & { readonly release: Release };

/** @throws Failure `configuration`: an app without a place, or one that both configurations name */
export function planTargets(
  inputs: Pick<Inputs, 'config' | 'opsConfig' | 'targets' | 'environments'>,
  releases: readonly Release[],
  opsConfig: string | undefined,
): readonly Target[] {
  const config = readConfigs(inputs, opsConfig);
  const apps = releases.map(({ app }) => app);
  const byApp = new Map(releases.map((release) => [release.app, release]));
  return resolveTargets(config, inputs.targets, apps, inputs.environments).flatMap((target) => {
    const release = byApp.get(target.app);
    return release === undefined ? [] : [{ ...target, release }];
  });
}

function readConfigs(
  { config, opsConfig: file }: Pick<Inputs, 'config' | 'opsConfig'>,
  opsConfig: string | undefined,
): DeployConfig {
  return mergeDeployConfigs(
    config === undefined ? undefined : parseDeployMapping(config, 'the input "config"'),
    opsConfig === undefined ? undefined : parseDeployConfig(opsConfig, file),
  );
}

/** For each app a short name of all the places that are changed for it, the same in every run. */
export function placesOf(targets: readonly Target[]): Readonly<Record<string, string>> {
  const byApp = Map.groupBy(targets, ({ app }) => app);
  return Object.fromEntries(
    [...byApp].map(([app, own]) => {
      const places = own.map(({ file, find }) => JSON.stringify([file, find])).sort();
      return [app, createHash('sha256').update(places.join('\n')).digest('hex').slice(0, 12)];
    }),
  );
}

/** Patterns become the files that they match. Which of them hold the image is known when they are read. */
export function expandPatterns(
  targets: readonly Target[],
  paths: () => readonly string[],
): readonly Target[] {
  return targets.flatMap((target) => {
    if (!target.pattern) return [target];
    const files = matchFiles(target.file, paths());
    if (files.length > 0) return files.map((file) => ({ ...target, file }));
    throw configurationFailure({
      cause: `No file of the ops repository matches "${target.file}", where the tag of "${target.app}" should stand.`,
      remedy: 'Correct the pattern, or add the file.',
    });
  });
}

/**
 * Of the files that a pattern matched, those that name the app's image; a file that was named outright stays.
 * @throws Failure `configuration` when none does
 */
export function dropStrangers(
  targets: readonly Target[],
  text: (file: string) => string | undefined,
): readonly Target[] {
  const kept = targets.filter(
    (target) => !target.pattern || namesImage(text(target.file) ?? '', target.file, target.release.image),
  );
  for (const { app, pattern, release } of targets)
    if (pattern && !kept.some((target) => target.app === app))
      throw configurationFailure({
        cause: `None of the files that the patterns for "${app}" match names ${formatImageName(release.image)}.`,
        remedy: 'Correct the pattern, or name the file and the path of the tag.',
      });
  return kept;
}
