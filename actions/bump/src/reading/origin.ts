import { type GitHubContext, runUrlOf } from '@sealift/action-kit/github-context';
import { configurationFailure } from '@sealift/core/failure';
import { shortRef } from '@sealift/deploy/pull-request/branch-name';
import type { Origin } from '@sealift/deploy/targets/release';

/** Of images that are given without a record: this job's repository and ref. @throws Failure `bump/no-workflow` */
export function originHere(run: GitHubContext): Origin {
  const { repository, ref } = run;
  if (repository !== undefined && ref !== undefined)
    return { ...thisRun(run), repository: `${repository.owner}/${repository.repo}`, ref: shortRef(ref) };
  throw configurationFailure({
    code: 'bump/no-workflow',
    cause: `${repository === undefined ? 'GITHUB_REPOSITORY' : 'GITHUB_REF'} is not set, so the branch of the bump cannot be named.`,
    remedy: 'Run this action in a GitHub Actions workflow.',
  });
}

export const thisRun = (run: GitHubContext): Pick<Origin, 'run' | 'runUrl'> => ({
  run: run.runId ?? '',
  runUrl: runUrlOf(run),
});
