/** Opens the bump's pull request or updates the open one; everything in it may be done already. */

import { Failure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import { isBumpBody } from '@sealift/deploy/pull-request/body';
import { parseMarker } from '@sealift/deploy/pull-request/marker';
import { moveBranch } from '@sealift/github/git/refs';
import { mergeWhenReady } from '@sealift/github/pulls/auto-merge';
import { addAssignees, addLabels, requestReviewers, setMilestone } from '@sealift/github/pulls/metadata';
import {
  closePullRequest,
  openPullRequest,
  type PullRequest,
  updatePullRequest,
} from '@sealift/github/pulls/pull-requests';
import type { DowngradeCheck } from '../deciding/downgrade-check.ts';
import type { PullRequestInputs } from '../inputs.ts';
import { placesOf, type Target } from '../planning/targets.ts';
import type { Origin } from '../reading/releases.ts';
import type { Outcome } from './bump-branch.ts';
import type { Destination } from './destination.ts';

export type PullResult = { readonly pull: PullRequest | undefined; readonly created: boolean };

export type PullOptions = {
  readonly inputs: PullRequestInputs;
  readonly title: string;
  /** @param previous the present text of the one that is open */
  readonly body: (previous?: string) => string;
  readonly log: Log;
};

export async function upsertPullRequest(
  place: Destination,
  { open, head }: Pick<Outcome, 'open' | 'head'>,
  { inputs, title, body, log }: PullOptions,
): Promise<PullResult> {
  if (head === undefined) return { pull: undefined, created: false };
  const { client, repository, base, branch } = place;
  const opened =
    open === undefined
      ? await openPullRequest(client, repository, {
          head: branch,
          base,
          title,
          body: body(),
          draft: inputs.draft,
        })
      : { pull: open, created: false };
  if (opened === 'none') return { pull: undefined, created: false };
  const pull = opened.created ? opened.pull : await describe(opened.pull);
  log.info(`Pull request ${opened.created ? 'opened' : 'up to date'}: ${pull.url}`);
  await decorate(place, pull, opened.created, inputs, log);
  if (inputs.autoMerge !== 'off') await armMerge(place, pull, head, inputs.autoMerge, log);
  return { pull, created: opened.created };

  async function describe(existing: PullRequest): Promise<PullRequest> {
    if (isBumpBody(existing.body))
      return (await updatePullRequest(client, repository, existing, { title, body: body(existing.body) }))
        .pull;
    log.warning(`The text of ${existing.url} was written by a person and stays as it is.`, { title: 'Bump' });
    return existing;
  }
}

/** The change is made: a label that comes late or a reviewer who left is no reason to fail the deployment. */
async function decorate(
  { client, repository }: Destination,
  pull: PullRequest,
  created: boolean,
  inputs: PullRequestInputs,
  log: Log,
): Promise<void> {
  const attempt = async (what: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      log.warning(`${what}: ${failure.message} ${failure.remedy}`, { title: 'Bump' });
    }
  };
  await attempt('The labels were not added', () => addLabels(client, repository, pull, inputs.labels));
  // Whoever was taken off by hand is not put on again.
  if (!created) return;
  const { reviewers: users, teamReviewers: teams, assignees, milestone } = inputs;
  await attempt('No review was asked for', () =>
    requestReviewers(client, repository, pull, { users, teams }),
  );
  await attempt('Nobody was assigned', () => addAssignees(client, repository, pull, assignees));
  if (milestone !== undefined)
    await attempt('The milestone was not set', () => setMilestone(client, repository, pull, milestone));
}

async function armMerge(
  { client, repository }: Destination,
  pull: PullRequest,
  head: string,
  way: Exclude<PullRequestInputs['autoMerge'], 'off'>,
  log: Log,
): Promise<void> {
  const result = await mergeWhenReady(client, repository, pull, head, way);
  switch (result.kind) {
    case 'enabled':
      log.info(way === 'queue' ? 'It is in the merge queue.' : 'It merges when all requirements are met.');
      break;
    case 'merged':
      log.info('Nothing was required, so it was merged.');
      break;
    case 'refused':
      log.warning(`${result.failure.message} ${result.failure.remedy}`, { title: 'Bump' });
  }
}

/**
 * Closes older open bumps that this one replaces: of the same source and ref, opened by the same App or user, with no
 * app, place or environment that is not in this one, and for no commit that is not an ancestor of ours.
 */
export async function supersede(
  place: Destination,
  outcome: Pick<Outcome, 'view'>,
  by: PullRequest,
  replaced: {
    readonly targets: readonly Target[];
    readonly origin: Origin;
    readonly downgradeCheck: DowngradeCheck;
  },
  log: Log,
): Promise<void> {
  const { client, repository, base, branch } = place;
  const { view } = outcome;
  for (const pull of view.pulls) {
    const older = pull.state === 'open' && pull.own && pull.base === base && pull.branch !== branch;
    if (!older || pull.branch === undefined || pull.number >= by.number) continue;
    if (!(await isReplaced(pull, replaced))) continue;
    try {
      await closePullRequest(client, repository, pull, `Superseded by #${by.number}.`);
      const removed = await moveBranch(client, repository, view.id, {
        branch: pull.branch,
        from: pull.head,
        to: undefined,
      });
      log.info(
        `Pull request #${pull.number} is superseded and closed${removed === 'moved' ? '' : '; its branch has moved and stays'}.`,
      );
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      log.warning(`Pull request #${pull.number} was not closed: ${failure.message} ${failure.remedy}`, {
        title: 'Bump',
      });
    }
  }
}

async function isReplaced(
  pull: PullRequest,
  { targets, origin, downgradeCheck }: Parameters<typeof supersede>[3],
): Promise<boolean> {
  const marker = parseMarker(pull.body);
  if (marker === undefined || marker.source !== origin.repository || marker.ref !== origin.ref) return false;
  const environments = new Set(targets.map(({ environment }) => environment ?? ''));
  if (!marker.environments.every((environment) => environments.has(environment))) return false;
  const byApp = new Map(targets.map((target) => [target.app, target]));
  const places = placesOf(targets);
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
