/** What a pull request says of each target: compared with what the base deploys. */
import { mapBounded } from '@sealift/core/bounded';
import { compareImages } from '@sealift/core/comparison/compare';
import type { Comparison } from '@sealift/core/comparison/facts';
import { formatImageName } from '@sealift/core/image/reference';
import type { ReleaseRecord } from '@sealift/core/release/record';
import type { Proposal } from '@sealift/deploy/pull-request/proposal';
import type { AppChange, CommitRange, Verification } from '@sealift/deploy/pull-request/text';
import type { Release } from '@sealift/deploy/targets/release';
import type { Context } from '../context.ts';
import { type ChartResults, describeProblem } from '../deciding/chart-check.ts';
import { type DeploymentOrder, isKnown } from '../deciding/downgrade-check.ts';
import type { BumpJob } from '../planning/bump-job.ts';
import type { TargetEdit } from '../planning/edits.ts';
import { type Images, PARALLEL } from '../reading/images.ts';
import type { Outcome } from './outcome.ts';

/** All that the branch changes for apps, also what earlier runs proposed. */
export const changesOf = (job: BumpJob, { proposed, charts }: Pick<Outcome, 'proposed' | 'charts'>) =>
  mapBounded(proposed.edits, PARALLEL, async (edit): Promise<AppChange> => {
    const order = proposed.orders.get(edit.target);
    const compared = await comparisonOf(edit, order, job.context.images);
    const earlier = proposed.earlier.get(edit.target);
    return { ...changeOf(job, edit, order, charts, earlier), ...compared };
  });

function changeOf(
  job: BumpJob,
  { target, scalars, deployed }: TargetEdit,
  order: DeploymentOrder | undefined,
  charts: ChartResults,
  earlier: Proposal | undefined,
): Omit<AppChange, 'comparison' | 'notCompared'> {
  const { images } = job.context;
  const { release, file, app, environment } = target;
  const { record, signer, image, digest, tag } = release;
  const chart = charts.get(target);
  const commits = record === undefined ? undefined : commitRangeOf(record, order);
  return {
    proposed: earlier === undefined ? 'now' : 'earlier',
    app,
    ...(environment === undefined ? {} : { environment }),
    image: formatImageName(image),
    digest,
    edits: scalars.map(({ path, line, before, after }) => ({ file, path, line, before, after })),
    before: deployed,
    after: { tag, digest },
    ...(record === undefined ? {} : { record }),
    // Nobody has verified it: of what was, the policy says whose it is.
    ...(signer === undefined || images.policy !== undefined ? {} : { signer }),
    verification: verificationOf(job.context, release, earlier),
    ...(commits === undefined ? {} : { commits }),
    ...(chart === undefined
      ? {}
      : { chart: { problems: chart.problems.map(describeProblem), notes: chart.notes } }),
  };
}

function verificationOf(
  { images, origin }: Pick<Context, 'images' | 'origin'>,
  { verifiedBy, knownBy, record }: Release,
  earlier: Proposal | undefined,
): Verification {
  const { policy } = images;
  const by = origin.runUrl ?? '';
  if (policy === undefined) return { kind: 'off' };
  if (earlier === undefined) return { kind: 'verified', policy: verifiedBy ?? policy, by };
  // A record of its own was read for it by this run, from a release of any ref.
  return record === undefined
    ? { kind: 'earlier', by: earlier.run }
    : { kind: 'verified', policy: { ...(knownBy ?? policy), sourceRef: undefined }, by };
}

type Compared = { readonly comparison: Comparison } | { readonly notCompared: string };

/** Both sides from their attestations, which are read only when there is something to compare with. */
async function comparisonOf(
  { target: { release } }: TargetEdit,
  order: DeploymentOrder | undefined,
  images: Images,
): Promise<Compared> {
  const { image, tag, digest, knownBy } = release;
  if (order === undefined) return { notCompared: 'nothing is known of it' };
  if (!isKnown(order.known)) return { notCompared: order.known.unknown };
  const before = await images.facts(image, order.deployed, knownBy);
  if (!isKnown(before)) return { notCompared: before.unknown };
  const after = await images.facts(image, { tag, digest }, knownBy);
  return isKnown(after) ? { comparison: compareImages(before, after) } : { notCompared: after.unknown };
}

function commitRangeOf(
  { source }: ReleaseRecord,
  order: DeploymentOrder | undefined,
): CommitRange | undefined {
  if (order?.commit === undefined) return undefined;
  const { relation, ahead, behind, commits } = order.ancestry;
  const server = URL.canParse(source.runUrl) ? new URL(source.runUrl).origin : 'https://github.com';
  return {
    compareUrl: `${server}/${source.repository}/compare/${order.commit}...${source.commit}`,
    relation,
    ahead,
    behind,
    list: commits,
  };
}
