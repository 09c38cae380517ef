/** What earlier runs proposed on the branch and what goes on being proposed beside the releases of this run. */
import { mapBounded } from '@sealift/core/bounded';
import { type Proposal, proposalKey } from '@sealift/deploy/pull-request/proposal';
import type { Release } from '@sealift/deploy/targets/release';
import type { Target } from '@sealift/deploy/targets/target';
import type { Head } from '@sealift/github/repository/ops-repository';
import type { BumpJob } from '../planning/bump-job.ts';
import { type Images, PARALLEL } from '../reading/images.ts';
import { editOf } from './base-changes.ts';
import type { BranchContent } from './branch-content.ts';
import { type DeploymentOrder, isKnown } from './downgrade-check.ts';

export type Carried = {
  /** With their attested records, where these can be read. */
  readonly targets: readonly Target[];
  readonly earlier: ReadonlyMap<Target, Proposal>;
  /** How what stands where the branch left its base, or on the base, relates to each. */
  readonly orders: ReadonlyMap<Target, DeploymentOrder>;
  /** Sentences about what does not go on. */
  readonly warnings: readonly string[];
};

export const NOTHING_CARRIED: Carried = {
  targets: [],
  earlier: new Map(),
  orders: new Map(),
  warnings: [],
};

/**
 * The proposals that this run has nothing newer for. An app that this run changes in an environment is this run's there,
 * wherever its places were before.
 * @param all targets of this run
 * @param active those of them that it changes
 */
export function proposalsOfOthers(
  { proposals }: Pick<BranchContent, 'proposals'>,
  all: readonly Target[],
  active: readonly Target[],
): readonly Proposal[] {
  const mine = new Set(active.map(proposalKey));
  const places = new Set(all.map(proposalKey));
  const apps = new Set(active.map(appKey));
  return proposals.filter(({ target }) => {
    const key = proposalKey(target);
    return !mine.has(key) && (places.has(key) || !apps.has(appKey(target)));
  });
}

const appKey = ({ app, environment }: Target): string => JSON.stringify([app, environment]);

/**
 * The proposals as targets on top of a head. On a base that moved, one is left out whose place is gone, or where something
 * newer stands by now; one that stands there already changes nothing and needs no word.
 * @param moved whether the head is a base that the branch has not seen yet
 */
export async function carryOn(
  job: BumpJob,
  proposals: readonly Proposal[],
  onto: Head,
  moved: boolean,
): Promise<Carried> {
  const { repository, base } = job.destination;
  const { images, downgradeCheck } = job.context;
  const judged = await mapBounded(proposals, PARALLEL, async (proposal): Promise<Judged> => {
    const target = { ...proposal.target, release: await withRecord(proposal.target.release, images) };
    const { app, file } = target;
    const edit = await editOf(repository, onto, target);
    if (edit === undefined)
      return {
        kind: 'left',
        warning: `${base} has no place for "${app}" in ${file} any more: ${target.release.tag} of an earlier run is not proposed any longer.`,
      };
    const order = await downgradeCheck.orderOf(target.release, edit.deployed);
    const newer = order.ancestry.relation === 'descendant' || order.laterRun !== undefined;
    if (moved && newer)
      return {
        kind: 'left',
        warning: `${file} deploys a newer release of "${app}" by now than ${target.release.tag}, which is not proposed any longer.`,
      };
    return { kind: 'kept', target, proposal, order };
  });
  const kept = judged.flatMap((each) => (each.kind === 'kept' ? [each] : []));
  return {
    targets: kept.map(({ target }) => target),
    earlier: new Map(kept.map(({ target, proposal }) => [target, proposal])),
    orders: new Map(kept.map(({ target, order }) => [target, order])),
    warnings: judged.flatMap((each) => (each.kind === 'left' ? [each.warning] : [])),
  };
}

type Judged =
  | {
      readonly kind: 'kept';
      readonly target: Target;
      readonly proposal: Proposal;
      readonly order: DeploymentOrder;
    }
  | { readonly kind: 'left'; readonly warning: string };

/** Read again from the image itself: what a text or a message says of it is nobody's proof. */
async function withRecord(release: Release, images: Images): Promise<Release> {
  if (images.policy === undefined) return release;
  const { tag, digest } = release;
  const facts = await images.facts(release.image, { tag, digest });
  return isKnown(facts) ? { ...release, record: facts.record } : release;
}
