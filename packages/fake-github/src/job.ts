/** One job of a run with its tokens. */
import { randomUUID } from 'node:crypto';
import { ACTIONS_BOT, randomText } from './identity.ts';
import { createGrant, downgradeForFork, excess, intersect, readPermissions } from './permissions.ts';
import type { Job, JobOptions, Run, WrittenJob } from './run.ts';
import type { GitHubState } from './state.ts';

/** Milliseconds. No job of a hosted runner lives longer than 6 hours; a token ends with its job. */
export const TOKEN_LIFE = 6 * 3_600_000;

const isDetailed = (written: WrittenJob): written is JobOptions =>
  typeof written === 'object' && 'permissions' in written;

export function createJob(world: GitHubState, run: Run, id: string, written: WrittenJob): Job {
  const { options, repository } = run;
  const details: JobOptions = isDetailed(written) ? written : { permissions: written };
  const asked = readPermissions(details.permissions);
  const ceiling = readPermissions(details.ceiling ?? options.callerPermissions ?? 'write-all');
  const allowed = intersect(asked, ceiling);
  const grant = createGrant(options.fork ? downgradeForFork(allowed) : allowed);
  const backendId = randomUUID();
  const name = details.name ?? id;
  return {
    id,
    name,
    backendId,
    grant,
    excess: excess(asked, ceiling),
    environment: details.environment,
    workflow: details.workflow ?? {
      ref: options.jobWorkflowRef ?? options.workflowRef,
      sha: options.jobWorkflowSha ?? options.workflowSha ?? options.sha,
    },
    checkRunId: details.checkRunId,
    token: world.tokens.issue(
      'ghs_',
      {
        kind: 'job',
        account: ACTIONS_BOT,
        grant,
        repositories: new Set([repository.id]),
        owner: repository.owner.login,
        origin: { who: `job ${name}`, runId: run.runId, job: id },
      },
      world.clock.now() + TOKEN_LIFE,
    ),
    idTokenRequest:
      grant.permissions['id-token'] === 'write'
        ? {
            url: `${world.urls.idToken}/1//idtoken/${run.backendId}/${backendId}?api-version=2.0`,
            token: randomText(64),
          }
        : undefined,
  };
}
