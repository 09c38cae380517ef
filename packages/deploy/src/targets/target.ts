/** What is changed where: one app's image in one file, with the release that it is to say. */
import { createHash } from 'node:crypto';
import type { DeployConfig } from '@sealift/core/config/deploy';
import { hasWildcard } from '@sealift/core/text/glob';
import type { DesiredImage } from '../edits/desired-image.ts';
import type { Release } from './release.ts';
import { type DeployTarget, resolveTargets, type TargetDefaults } from './resolve.ts';

export const MODES = ['pull-request', 'commit'] as const;
export type Mode = (typeof MODES)[number];

/** One file, or a pattern of files, for one app in one environment. */
export type Target = DeployTarget & {
  readonly release: Release;
  /** Template of what is written at a path. */
  readonly value: string | undefined;
  /** The pattern that the file comes from, or is. */
  readonly pattern: string | undefined;
  /** Of the environment; undefined: as the inputs say. */
  readonly mode: Mode | undefined;
  readonly base: string | undefined;
  /** Environment that its own is promoted from, and gets nothing otherwise. */
  readonly from: string | undefined;
};

/**
 * Where each release is deployed.
 * @param defaults for apps that no configuration names; `value` is theirs alone
 * @param selected environments; none for all
 * @throws Failure `configuration`: an app without a target, or a target that contradicts itself
 */
export function targetsOf(
  config: DeployConfig | undefined,
  defaults: TargetDefaults & { readonly value: string | undefined },
  releases: readonly Release[],
  selected: readonly string[],
): readonly Target[] {
  const byApp = new Map(releases.map((release) => [release.app, release]));
  const apps = config?.apps ?? {};
  return resolveTargets(config, defaults, [...byApp.keys()], selected).flatMap((target) => {
    const release = byApp.get(target.app);
    if (release === undefined) return [];
    const { mode, base, from } = config?.environments?.[target.environment ?? ''] ?? {};
    const isConfigured = Object.hasOwn(apps, target.app) || Object.hasOwn(apps, '*');
    return [
      {
        ...target,
        release,
        value: isConfigured ? undefined : defaults.value,
        pattern: hasWildcard(target.file) ? target.file : undefined,
        mode,
        base,
        from,
      },
    ];
  });
}

/** What the target's file is to say. */
export const desiredImage = ({
  release,
  find,
  digestMode,
  writeName,
  value,
  mirrors,
  only,
  create,
}: Target): DesiredImage => ({
  app: release.app,
  image: release.image,
  tag: release.tag,
  digest: release.digest,
  find,
  digestMode,
  writeName,
  ...(value === undefined ? {} : { value }),
  ...(mirrors === undefined ? {} : { mirrors }),
  ...(only === undefined ? {} : { only }),
  ...(create === undefined ? {} : { create }),
});

/** For each app a short name of all the places that are changed for it, the same in every run. */
export function placeIds(targets: readonly Target[]): Readonly<Record<string, string>> {
  const byApp = Map.groupBy(targets, ({ app }) => app);
  return Object.fromEntries(
    [...byApp].map(([app, own]) => {
      const places = own.map(({ file, find }) => JSON.stringify([file, find])).sort();
      return [app, createHash('sha256').update(places.join('\n')).digest('hex').slice(0, 12)];
    }),
  );
}
