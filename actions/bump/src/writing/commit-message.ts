import { formatImageName } from '@sealift/core/image/reference';
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
  return [title, '', ...[...new Set(lines)].slice(0, MAX_LINES)].join('\n');
}
