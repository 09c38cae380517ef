import { renderReleaseSummary, type Release as VerifiedRelease } from '@sealift/core/release/summary';
import { formatRepositoryName } from '@sealift/github/repository/repository';
import type { BumpResult } from '../apply-bump.ts';
import type { Context } from '../context.ts';
import { diffOf } from './outputs.ts';
import { renderSummary } from './summary.ts';

/** What the whole run says at its end: the diff of a dry run, that nothing was to be done, the job summary. */
export async function reportRun(
  { inputs, dependencies: { log, summary } }: Context,
  results: readonly BumpResult[],
  verified: readonly VerifiedRelease[],
): Promise<void> {
  const name = formatRepositoryName(results[0]?.outcome.view.repository ?? inputs.repository);
  if (inputs.dryRun) log.info(diffOf(results) || 'Nothing would be changed.');
  const idle = results.every(
    ({ pull, changed, outcome }) =>
      pull === undefined && !changed && outcome.classification.skipped.length === 0,
  );
  if (idle && !inputs.dryRun)
    log.notice(`${name} has these tags already; nothing was changed.`, { title: 'Bump' });
  if (verified.length > 0) await summary(renderReleaseSummary(verified));
  await summary(renderSummary(name, inputs.dryRun, results));
}
