/** What people have closed a pull request of: it is not proposed again, neither alone nor among others. */
import { parseMarker } from '@sealift/deploy/pull-request/marker';
import type { Target } from '@sealift/deploy/targets/target';
import { readClosing } from '@sealift/github/pulls/closing';
import type { PullRequest } from '@sealift/github/pulls/pull-requests';
import type { OpsView } from '@sealift/github/repository/ops-repository';
import type { Destination } from '../planning/bump-job.ts';
import { type BranchContent, isViewer } from './branch-content.ts';

/** As a label on the closed pull request, or alone in a comment there, by somebody of the repository. */
export const RETRY = 'sealift: retry';

export type Declined = { readonly target: Target; readonly pull: PullRequest };

/**
 * Who closes a pull request does not want these releases again; a newer release is another one. What GitHub or bump itself
 * closed was declined by nobody.
 * @param content what the branch proposes now: that is not judged again
 */
export async function withoutDeclined(
  destination: Destination,
  view: OpsView,
  content: BranchContent | undefined,
  active: readonly Target[],
): Promise<{ readonly wanted: readonly Target[]; readonly declined: readonly Declined[] }> {
  const present = new Set(content?.proposals.map(({ target }) => releaseKey(target)));
  const asked = new Map<number, Promise<boolean>>();
  const stands = (pull: PullRequest): Promise<boolean> => {
    const answer = asked.get(pull.number) ?? isDeclined(destination, view, pull);
    asked.set(pull.number, answer);
    return answer;
  };
  const wanted: Target[] = [];
  const declined: Declined[] = [];
  for (const target of active) {
    const pull = present.has(releaseKey(target)) ? undefined : closedFor(destination, view, target);
    if (pull !== undefined && (await stands(pull))) declined.push({ target, pull });
    else wanted.push(target);
  }
  return { wanted, declined };
}

const releaseKey = ({ app, environment, release }: Target): string =>
  JSON.stringify([app, environment, release.digest]);

/** The newest of our pull requests from the branch that was closed and proposed just this. */
function closedFor({ base, branch }: Destination, { pulls }: OpsView, target: Target) {
  const commit = target.release.record?.source.commit;
  if (commit === undefined) return undefined;
  return pulls.find((pull) => {
    if (pull.state !== 'closed' || !pull.own || pull.branch !== branch || pull.base !== base) return false;
    const marker = parseMarker(pull.body);
    return marker?.apps[target.app] === commit && marker.environments.includes(target.environment ?? '');
  });
}

async function isDeclined(
  { client, repository }: Destination,
  { viewer }: OpsView,
  pull: PullRequest,
): Promise<boolean> {
  if (pull.labels.some(isRetry)) return false;
  const { by, comments } = await readClosing(client, repository, pull.number);
  return !isViewer(by, viewer) && !comments.some(isRetry);
}

const isRetry = (text: string): boolean => text.trim().toLowerCase() === RETRY;
