import { formatImageName } from '@sealift/core/image/reference';
import { renderCommitMessage as render } from '@sealift/deploy/pull-request/commit-message';
import type { BumpJob } from '../planning/bump-job.ts';
import type { Edits } from '../planning/edits.ts';
import { namedChange, titled } from './title.ts';

/** Of what the edits change; what stands there already is not named. @param trailers the last lines */
export const renderCommitMessage = (job: BumpJob, { targets }: Edits, trailers: readonly string[]): string =>
  render({
    ...titled(job),
    changes: targets
      .filter(({ scalars }) => scalars.some(({ before, after }) => before !== after))
      .map(({ target }) => ({
        ...namedChange(target),
        image: formatImageName(target.release.image),
        digest: target.release.digest,
      })),
    templates: job.context.inputs.pullRequest.templates,
    trailers,
  });
