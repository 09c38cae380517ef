/** What a pull request says of each target: compared with what the base deploys. */
import { mapBounded } from '@sealift/core/bounded';
import { compareImages } from '@sealift/core/comparison/compare';
import type { Comparison } from '@sealift/core/comparison/facts';
import { formatImageName } from '@sealift/core/image/reference';
import type { ReleaseRecord } from '@sealift/core/release/record';
import type { AppChange, CommitRange } from '@sealift/deploy/pull-request/text';
import { formatRepositoryName } from '@sealift/github/repository/repository';
import { type ChartResults, describeProblem } from '../deciding/chart-check.ts';
import { type DeploymentOrder, isKnown } from '../deciding/downgrade-check.ts';
import type { BumpJob } from '../planning/bump-job.ts';
import type { TargetEdit } from '../planning/edits.ts';
import { type Images, PARALLEL } from '../reading/images.ts';
import type { Outcome } from './outcome.ts';

export const changesOf = (job: BumpJob, { atBase, classification, charts }: Outcome) =>
  mapBounded(atBase.targets, PARALLEL, async (edit): Promise<AppChange> => {
    const order = classification.orders.get(edit.target);
    const compared = await comparisonOf(edit, order, job.context.images);
    return { ...changeOf(job, edit, order, charts), ...compared };
  });

function changeOf(
  { bump, context: { images, origin }, destination }: BumpJob,
  { target, scalars, deployed }: TargetEdit,
  order: DeploymentOrder | undefined,
  charts: ChartResults,
): Omit<AppChange, 'comparison' | 'notCompared'> {
  const { release, file, app, environment } = target;
  const { record, signer, image, digest, tag } = release;
  const chart = charts.get(target);
  const commits = record === undefined ? undefined : commitRangeOf(record, order);
  return {
    proposed: 'now',
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
    verification:
      images.policy === undefined
        ? { kind: 'off' }
        : { kind: 'verified', policy: release.verifiedBy ?? images.policy, by: origin.runUrl ?? '' },
    ...(commits === undefined ? {} : { commits }),
    ...(chart === undefined
      ? {}
      : { chart: { problems: chart.problems.map(describeProblem), notes: chart.notes } }),
    // How to go back once it is merged.
    ...(bump.branch === undefined
      ? {}
      : { rollback: `gh pr revert ${bump.branch} --repo ${formatRepositoryName(destination.repository)}` }),
  };
}

type Compared = { readonly comparison: Comparison } | { readonly notCompared: string };

/** Both sides from their attestations; the new image is read only when there is something to compare it with. */
async function comparisonOf(
  { target: { release } }: TargetEdit,
  order: DeploymentOrder | undefined,
  images: Images,
): Promise<Compared> {
  const before = order?.facts ?? { unknown: 'nothing is known of it' };
  if (!isKnown(before)) return { notCompared: before.unknown };
  const after = await images.facts(
    release.image,
    { tag: release.tag, digest: release.digest },
    release.knownBy,
  );
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
