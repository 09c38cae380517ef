import { formatImageName } from '@sealift/core/image/reference';
import { branchTrailer } from '@sealift/deploy/pull-request/branch-name';
import type { BumpJob } from '../planning/bump-job.ts';
import type { Edits } from '../planning/edits.ts';
import { renderTitle } from './title.ts';

const MAX_LINES = 200;

/** Only checked names, tags and digests go in: a commit message is read by tools that act on words in it. */
export function renderCommitMessage(job: BumpJob, { targets }: Edits): string {
  const title = renderTitle(
    job,
    targets.map(({ target }) => target),
  );
  const lines = targets.map(
    ({ target: { release } }) =>
      `- ${release.app}: ${formatImageName(release.image)}:${release.tag}@${release.digest}`,
  );
  const { base, branch } = job.destination;
  // Never of the base: whoever names a branch that is committed to directly could take it for a bump's.
  const trailer = branch === base ? undefined : branchTrailer(branch);
  return [
    ...[title, '', ...[...new Set(lines)].slice(0, MAX_LINES)],
    ...(trailer === undefined ? [] : ['', trailer]),
  ].join('\n');
}
