import type { Runtime } from '@sealift/action-kit/action';
import { configurationFailure } from '@sealift/core/failure';
import { shortRef } from '@sealift/deploy/pull-request/branch-name';
import type { Origin } from '@sealift/deploy/targets/release';

/** Of images that are given without a record: this job's repository and ref. @throws Failure `bump/no-workflow` */
export const originHere = (env: Runtime['env']): Origin => ({
  ...thisRun(env),
  repository: variable(env, 'GITHUB_REPOSITORY'),
  ref: shortRef(variable(env, 'GITHUB_REF')),
});

export function thisRun(env: Runtime['env']): Pick<Origin, 'run' | 'runUrl'> {
  const { GITHUB_RUN_ID: run, GITHUB_REPOSITORY: repository, GITHUB_SERVER_URL: server } = env;
  return {
    run: run ?? '',
    runUrl: run && repository && server ? `${server}/${repository}/actions/runs/${run}` : undefined,
  };
}

function variable(env: Runtime['env'], name: string): string {
  const value = env[name];
  if (value) return value;
  throw configurationFailure({
    code: 'bump/no-workflow',
    cause: `${name} is not set, so the branch of the bump cannot be named.`,
    remedy: 'Run this action in a GitHub Actions workflow.',
  });
}
