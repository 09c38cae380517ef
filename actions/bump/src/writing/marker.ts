import { formatMarker, parseMarker } from '@sealift/deploy/pull-request/marker';
import { placeIds, type Target } from '@sealift/deploy/targets/target';
import type { BumpJob } from '../planning/bump-job.ts';

/** By which later runs know this pull request; what earlier runs put into it stays in it. */
export function markerOf(
  { bump, context: { origin } }: BumpJob,
  targets: readonly Target[],
  previous: string | undefined,
): string {
  const before = previous === undefined ? undefined : parseMarker(previous);
  const environments = targets.map(({ environment }) => environment ?? '');
  return formatMarker({
    v: 1,
    source: origin.repository,
    ref: origin.ref,
    group: bump.group,
    key: bump.key,
    run: /^[0-9]{1,20}$/.test(origin.run) ? origin.run : '',
    environments: [...new Set([...(before?.environments ?? []), ...environments])],
    apps: {
      ...before?.apps,
      ...Object.fromEntries(targets.map(({ app, release }) => [app, release.record?.source.commit ?? ''])),
    },
    places: { ...before?.places, ...placeIds(targets) },
  });
}
