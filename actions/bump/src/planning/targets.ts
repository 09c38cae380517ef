/** What is changed where: each app's places in the ops repository, from the configurations and the inputs. */
import { createHash } from 'node:crypto';
import { DeployConfig, mergeDeployConfigs, parseOpsConfig } from '@sealift/core/config/deploy';
import { parseYamlConfig } from '@sealift/core/config/yaml-config';
import { configurationFailure, Failure } from '@sealift/core/failure';
import { formatImageName } from '@sealift/core/image/reference';
import { createMatcher, hasWildcard } from '@sealift/core/text/glob';
import { type DesiredImage, readDeployed } from '@sealift/deploy/edits/edit-file';
import { type DeployTarget, resolveTargets } from '@sealift/deploy/targets/resolve';
import type { Inputs, Mode } from '../inputs.ts';
import type { Release } from '../reading/releases.ts';

/** One file, or a pattern of files, for one app in one environment. */
export type Target = DeployTarget & {
  readonly release: Release;
  /** Template of what is written at a path. */
  readonly value: string | undefined;
  readonly pattern: boolean;
  /** Of the environment; undefined: as the inputs say. */
  readonly mode: Mode | undefined;
  readonly base: string | undefined;
};

type TargetInputs = Pick<Inputs, 'config' | 'opsConfig' | 'targets' | 'environments'>;

/** @throws Failure `configuration`: an app without a place, or one that both configurations name */
export function planTargets(
  inputs: TargetInputs,
  releases: readonly Release[],
  opsConfig: string | undefined,
): readonly Target[] {
  const config = readConfigs(inputs, opsConfig);
  const byApp = new Map(releases.map((release) => [release.app, release]));
  const { value, path, digestPath, chart, ...defaults } = inputs.targets;
  const given = {
    ...defaults,
    ...(path === undefined ? {} : { path }),
    ...(digestPath === undefined ? {} : { digestPath }),
    ...(chart === undefined ? {} : { chart }),
  };
  const named = (app: string) => Object.keys(config?.apps ?? {}).some((key) => key === app || key === '*');
  return resolveTargets(config, given, [...byApp.keys()], inputs.environments).flatMap((target) => {
    const release = byApp.get(target.app);
    const { mode, base } = config?.environments?.[target.environment ?? ''] ?? {};
    return release === undefined
      ? []
      : [
          {
            ...target,
            release,
            value: named(target.app) ? undefined : value,
            pattern: hasWildcard(target.file),
            mode,
            base,
          },
        ];
  });
}

function readConfigs(
  { config, opsConfig: file }: TargetInputs,
  opsConfig: string | undefined,
): DeployConfig | undefined {
  return mergeDeployConfigs(
    config === undefined
      ? undefined
      : parseYamlConfig(DeployConfig, config, 'The input "config"', 'schemas/sealift.schema.json', {
          isFile: false,
        }),
    opsConfig === undefined ? undefined : parseOpsConfig(opsConfig, file).deploy,
  );
}

export const wanted = ({ release, find, digestMode, writeName, value }: Target): DesiredImage => ({
  app: release.app,
  image: release.image,
  tag: release.tag,
  digest: release.digest,
  find,
  digestMode,
  writeName,
  ...(value === undefined ? {} : { value }),
});

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

/** Patterns become the files that they match. Which of them hold the app's image is known when they are read. */
export function expandPatterns(targets: readonly Target[], paths: readonly string[]): readonly Target[] {
  return targets.flatMap((target) => {
    if (!target.pattern) return [target];
    const files = paths.filter(createMatcher([target.file], 'wildcards'));
    if (files.length > 0) return files.map((file) => ({ ...target, file }));
    throw configurationFailure({
      cause: `No file of the ops repository matches "${target.file}", where the tag of "${target.app}" should stand.`,
      remedy: 'Correct the pattern, or add the file.',
    });
  });
}

/**
 * Of the files that a pattern matched, those that hold what is to be changed; a file that was named outright stays.
 * @throws Failure `configuration` when none does
 */
export function keepMatchingFiles(
  targets: readonly Target[],
  text: (file: string) => string | undefined,
): readonly Target[] {
  const kept = targets.filter((target) => !target.pattern || holds(text(target.file) ?? '', target));
  for (const { app, pattern, release } of targets)
    if (pattern && !kept.some((target) => target.app === app))
      throw configurationFailure({
        cause: `None of the files that the patterns for "${app}" match holds a place for ${formatImageName(release.image)}.`,
        remedy: 'Correct the pattern, or name the file and the path of the tag.',
      });
  return kept;
}

function holds(text: string, target: Target): boolean {
  try {
    readDeployed(text, target.file, [wanted(target)]);
    return true;
  } catch (failure) {
    if (failure instanceof Failure && failure.category === 'configuration') return false;
    throw failure;
  }
}
