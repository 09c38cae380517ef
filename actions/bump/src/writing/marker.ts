import { formatMarker } from '@sealift/deploy/pull-request/marker';
import type { BumpJob } from '../planning/bump-job.ts';
import type { Proposed } from './outcome.ts';

/**
 * By which later runs know this pull request: all that it proposes, also what earlier runs put there.
 * @param head that the text is about
 */
export function markerOf(
  { bump, context: { origin } }: BumpJob,
  { edits, earlier, places }: Proposed,
  head: string | undefined,
): string {
  const targets = edits.map(({ target }) => target);
  return formatMarker({
    v: 1,
    source: origin.repository,
    ref: origin.ref,
    group: bump.group,
    key: bump.key,
    run: /^[0-9]{1,20}$/.test(origin.run) ? origin.run : '',
    environments: [...new Set(targets.map(({ environment }) => environment ?? ''))],
    apps: Object.fromEntries(
      targets.map((target) => [
        target.app,
        earlier.get(target)?.commit ?? target.release.record?.source.commit ?? '',
      ]),
    ),
    ...(head === undefined ? {} : { head }),
    places,
  });
}
