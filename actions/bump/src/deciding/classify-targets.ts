/** What is deployed and proposed now, and which targets are left alone because of it. */

import { mapBounded } from '@sealift/core/bounded';
import { parseMarker } from '@sealift/deploy/pull-request/marker';
import type { PullRequest } from '@sealift/github/pulls/pull-requests';
import type { OpsView } from '@sealift/github/repository/ops-repository';
import type { Edits, TargetEdit } from '../planning/edits.ts';
import { placesOf, type Target } from '../planning/targets.ts';
import { PARALLEL } from '../reading/images.ts';
import type { Origin } from '../reading/releases.ts';
import type { DeploymentOrder, DowngradeCheck } from './downgrade-check.ts';

export type Skipped = {
  readonly app: string;
  readonly environment: string | undefined;
  /** A sentence. */
  readonly reason: string;
};

export type Classification = {
  /** In the order of the targets. */
  readonly active: readonly Target[];
  readonly skipped: readonly Skipped[];
  /** How what stands in the base's file relates to the release. */
  readonly orders: ReadonlyMap<Target, DeploymentOrder>;
};

export type ClassifyOptions = {
  readonly downgradeCheck: DowngradeCheck;
  readonly origin: Pick<Origin, 'repository'>;
  /** Goes backward when the user says so. */
  readonly allowRollback: boolean;
  /** undefined for direct commits. */
  readonly branch: string | undefined;
};

export async function survey(
  view: OpsView,
  atBase: Edits,
  atStart: Edits,
  options: ClassifyOptions,
): Promise<Classification> {
  const orders = new Map<Target, DeploymentOrder>();
  const skipped: Skipped[] = [];
  const active: Target[] = [];
  const targets = atBase.targets.map(({ target }) => target);
  const started = new Map(atStart.targets.map((edit) => [edit.target, edit]));
  const judged = await mapBounded(atBase.targets, PARALLEL, async (edit) => {
    const at = await options.downgradeCheck.order(edit.target.release, edit.deployed);
    const newer = options.allowRollback
      ? undefined
      : await newerThan(at, started.get(edit.target) ?? edit, targets, view, options);
    return { target: edit.target, atBase: at, newer };
  });
  for (const { target, atBase: order, newer } of judged) {
    orders.set(target, order);
    if (newer === undefined) active.push(target);
    else skipped.push({ app: target.app, environment: target.environment, reason: newer });
  }
  return { active, skipped, orders };
}

/** Why a target is left alone: something newer of the same history stands there already. */
async function newerThan(
  at: DeploymentOrder,
  { target, deployed: proposed }: TargetEdit,
  all: readonly Target[],
  view: OpsView,
  options: ClassifyOptions,
): Promise<string | undefined> {
  const { downgradeCheck } = options;
  const { release, app, file } = target;
  const ours = release.record?.source.commit.slice(0, 7) ?? release.tag;
  if (at.ancestry.relation === 'descendant')
    return `${file} deploys ${name(at)} of "${app}", which is ${at.ancestry.behind} commits newer than ${ours}: it is not moved backward. To go back, run bump with "rollback", or set "allow-rollback".`;
  const on = await downgradeCheck.order(release, proposed);
  if (on.ancestry.relation === 'descendant')
    return `The branch ${options.branch ?? ''} proposes ${name(on)} of "${app}" already, which is ${on.ancestry.behind} commits newer than ${ours}.`;
  const place = placesOf(all)[app];
  const proposals = view.pulls
    .flatMap((pull) => proposal(pull, target, place, options) ?? [])
    .filter(({ commit }) => commit !== release.record?.source.commit);
  const commits = await downgradeCheck.ancestry(
    release,
    proposals.map(({ commit }) => commit),
  );
  const newer = proposals.find(({ commit }) => commits.get(commit)?.relation === 'descendant');
  return newer === undefined
    ? undefined
    : `Pull request #${newer.number} proposes ${newer.commit.slice(0, 7)} of "${app}" already, which is newer than ${ours}.`;
}

const name = ({ commit }: DeploymentOrder) => commit?.slice(0, 7) ?? 'a release';

/** The commit of the app that another open bump of the same source is for. */
function proposal(
  pull: PullRequest,
  { app, environment }: Target,
  place: string | undefined,
  { origin }: ClassifyOptions,
): { readonly number: number; readonly commit: string } | undefined {
  if (pull.state !== 'open' || !pull.own) return undefined;
  const marker = parseMarker(pull.body);
  const commit = marker?.apps[app];
  if (marker === undefined || commit === undefined || commit === '' || marker.source !== origin.repository)
    return undefined;
  if (marker.places[app] !== place) return undefined;
  if (environment !== undefined && !marker.environments.includes(environment)) return undefined;
  return { number: pull.number, commit };
}
