/** What is deployed and proposed now, and which targets are left alone because of it. */

import { mapBounded } from '@sealift/core/bounded';
import { parseMarker } from '@sealift/deploy/pull-request/marker';
import { type Proposal, proposalKey } from '@sealift/deploy/pull-request/proposal';
import { placeIds, type Target } from '@sealift/deploy/targets/target';
import type { PullRequest } from '@sealift/github/pulls/pull-requests';
import type { OpsView } from '@sealift/github/repository/ops-repository';
import type { BumpJob } from '../planning/bump-job.ts';
import type { Edits, TargetEdit } from '../planning/edits.ts';
import { type Deployed, PARALLEL } from '../reading/images.ts';
import type { DeploymentOrder } from './downgrade-check.ts';

export type Skipped = {
  readonly app: string;
  readonly environment: string | undefined;
  /** A sentence. */
  readonly reason: string;
  /** The one file that is left out; undefined for all of the app. */
  readonly file?: string;
};

export type Classification = {
  /** In the order of the targets. */
  readonly active: readonly Target[];
  readonly skipped: readonly Skipped[];
  /** How what stands in the base's file relates to the release. */
  readonly orders: ReadonlyMap<Target, DeploymentOrder>;
};

/**
 * @param atBase the edits of all targets against the base
 * @param atStart the same against the head that the next commit goes on
 * @param branchProposals what bumps proposed in commits of the branch, which may not have a pull request yet
 */
export async function classifyTargets(
  job: BumpJob,
  view: OpsView,
  atBase: Edits,
  atStart: Edits,
  branchProposals: readonly Proposal[],
): Promise<Classification> {
  const { inputs, downgradeCheck } = job.context;
  const mayGoBack = inputs.allowRollback || job.kind === 'rollback';
  const targets = atBase.targets.map(({ target }) => target);
  const started = new Map(atStart.targets.map((edit) => [edit.target, edit]));
  const judged = await mapBounded(atBase.targets, PARALLEL, async (edit) => {
    const { target } = edit;
    const order = await downgradeCheck.orderOf(target.release, edit.deployed);
    const reason = mayGoBack
      ? undefined
      : await newerThan(job, { view, branchProposals }, order, started.get(target) ?? edit, targets);
    return { target, order, reason };
  });
  return {
    active: judged.flatMap(({ target, reason }) => (reason === undefined ? [target] : [])),
    skipped: judged.flatMap(({ target: { app, environment }, reason }) =>
      reason === undefined ? [] : [{ app, environment, reason }],
    ),
    orders: new Map(judged.map(({ target, order }) => [target, order])),
  };
}

/** Why a target is left alone: something newer of the same history stands there already. */
async function newerThan(
  { context: { downgradeCheck, origin }, bump }: BumpJob,
  { view, branchProposals }: { readonly view: OpsView; readonly branchProposals: readonly Proposal[] },
  deployed: DeploymentOrder,
  { target, deployed: onBranch }: TargetEdit,
  all: readonly Target[],
): Promise<string | undefined> {
  const { release, app, file } = target;
  const ours = release.record?.source.commit.slice(0, 7) ?? release.tag;
  if (deployed.ancestry.relation === 'descendant')
    return `${file} deploys ${name(deployed)} of "${app}", which is ${deployed.ancestry.behind} commits newer than ${ours}: it is not moved backward. To go back, run bump with "rollback", or set "allow-rollback".`;
  if (deployed.laterRun !== undefined)
    return `${file} deploys what the later run ${deployed.laterRun} made of ${ours} for "${app}": it is not moved backward. To go back, run bump with "rollback", or set "allow-rollback".`;
  const proposed = await downgradeCheck.orderOf(release, onBranch);
  if (proposed.ancestry.relation === 'descendant')
    return `The branch ${bump.branch ?? ''} proposes ${name(proposed)} of "${app}" already, which is ${proposed.ancestry.behind} commits newer than ${ours}.`;
  const place = placeIds(all)[app];
  if (proposed.laterRun !== undefined)
    return `The branch ${bump.branch ?? ''} proposes what the later run ${proposed.laterRun} made of ${ours} for "${app}" already.`;
  const proposals = [
    ...view.pulls.flatMap((pull) => proposalOf(pull, target, place, origin.repository) ?? []),
    ...branchProposals.filter((proposal) => stands(proposal, target, onBranch)),
  ].filter(({ commit }) => commit !== release.record?.source.commit);
  const commits = await downgradeCheck.ancestry(
    release,
    proposals.map(({ commit }) => commit),
  );
  const newer = proposals.find(({ commit }) => commits.get(commit)?.relation === 'descendant');
  if (newer === undefined) return undefined;
  const where = 'number' in newer ? `Pull request #${newer.number}` : `The branch ${bump.branch ?? ''}`;
  return `${where} proposes ${newer.commit.slice(0, 7)} of "${app}" already, which is newer than ${ours}.`;
}

/** Whether it is of the same place, and what it proposed is what stands there on the branch. */
const stands = (proposal: Proposal, target: Target, { tag, digest }: Deployed): boolean =>
  proposal.commit !== '' &&
  proposalKey(proposal.target) === proposalKey(target) &&
  (digest === undefined ? proposal.target.release.tag === tag : proposal.target.release.digest === digest);

const name = ({ commit }: DeploymentOrder) => commit?.slice(0, 7) ?? 'a release';

/** The commit of the app that another open bump of the same source is for. */
function proposalOf(
  pull: PullRequest,
  { app, environment }: Target,
  place: string | undefined,
  source: string,
): { readonly number: number; readonly commit: string } | undefined {
  if (pull.state !== 'open' || !pull.own) return undefined;
  const marker = parseMarker(pull.body);
  const commit = marker?.apps[app];
  if (marker === undefined || commit === undefined || commit === '' || marker.source !== source)
    return undefined;
  if (marker.places[app] !== place) return undefined;
  if (environment !== undefined && !marker.environments.includes(environment)) return undefined;
  return { number: pull.number, commit };
}
