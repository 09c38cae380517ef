/** Which older bumps a new one replaces. */
import { parseMarker } from '@sealift/deploy/pull-request/marker';
import { placeIds, type Target } from '@sealift/deploy/targets/target';
import type { PullRequest } from '@sealift/github/pulls/pull-requests';
import type { Context } from '../context.ts';

/**
 * Whether an older open bump is of the same source and ref, with no app, place or environment that is not in this one, and
 * for no commit that is not an ancestor of ours.
 * @param targets of this bump, those that it changes
 */
export async function isSuperseded(
  pull: PullRequest,
  targets: readonly Target[],
  { origin, downgradeCheck }: Pick<Context, 'origin' | 'downgradeCheck'>,
): Promise<boolean> {
  const marker = parseMarker(pull.body);
  if (marker === undefined || marker.source !== origin.repository || marker.ref !== origin.ref) return false;
  const environments = new Set(targets.map(({ environment }) => environment ?? ''));
  if (!marker.environments.every((environment) => environments.has(environment))) return false;
  const byApp = new Map(targets.map((target) => [target.app, target]));
  const places = placeIds(targets);
  const entries = Object.entries(marker.apps);
  if (entries.length === 0) return false;
  for (const [app, commit] of entries) {
    const target = byApp.get(app);
    if (target === undefined || marker.places[app] !== places[app]) return false;
    // Without a commit the order of runs has to do; a run has a larger number than those before it.
    if (commit === '' || target.release.record === undefined) {
      if (Number(marker.run) >= Number(origin.run)) return false;
      continue;
    }
    const ancestry = (await downgradeCheck.ancestry(target.release, [commit])).get(commit);
    const ours = target.release.record.source.commit;
    if (commit !== ours && ancestry?.relation !== 'ancestor' && ancestry?.relation !== 'same') return false;
  }
  return true;
}
