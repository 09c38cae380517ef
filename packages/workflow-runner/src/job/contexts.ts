/** Contexts of a job. https://docs.github.com/en/actions/reference/workflows-and-actions/contexts */
import { count, type Data, entries, flag, NULL, text, toData } from '../expressions/data.ts';
import type { PlannedWorkflow } from '../parse/plan.ts';
import { type JobIdentity, type RunRequest, type WorkflowReference, workflowRef } from '../request.ts';
import type { JobFolders } from './folders.ts';
import type { RunningJob } from './job.ts';
import { servicesContext } from './service-containers.ts';

/** Days that GitHub keeps artifacts and logs by default. */
const RETENTION_DAYS = '90';

/** `github` as it is before a job has a machine. */
export function githubContext(
  request: RunRequest,
  root: PlannedWorkflow,
  event: Data,
): ReadonlyMap<string, Data> {
  const { repository, run, actor } = request;
  const { ref, sha, name, headRef, baseRef, refProtected } = request.event;
  const [owner = ''] = repository.name.split('/');
  const server = request.serverUrl ?? 'https://github.com';
  const workflow = root.chain[0];
  return new Map<string, Data>([
    ['ref', text(ref)],
    ['sha', text(sha)],
    ['repository', text(repository.name)],
    ['repository_owner', text(owner)],
    ['repository_owner_id', text(String(repository.ownerId))],
    ['repositoryUrl', text(`git://${new URL(server).host}/${repository.name}.git`)],
    ['repository_id', text(String(repository.id))],
    ['repository_visibility', text(repository.visibility ?? 'private')],
    ['run_id', text(run.id)],
    ['run_number', text(String(run.number))],
    ['run_attempt', text(String(run.attempt))],
    ['retention_days', text(RETENTION_DAYS)],
    ['artifact_cache_size_limit', text('10')],
    ['actor', text(actor.login)],
    ['actor_id', text(String(actor.id))],
    ['triggering_actor', text(request.triggeringActor ?? actor.login)],
    ['workflow', text(root.file.name ?? workflow.path)],
    ['workflow_ref', text(workflowRef(workflow))],
    ['workflow_sha', text(workflow.sha)],
    ['head_ref', text(headRef ?? '')],
    ['base_ref', text(baseRef ?? '')],
    ['event_name', text(name)],
    ['event', event],
    ['server_url', text(server)],
    ['api_url', text(request.apiUrl ?? 'https://api.github.com')],
    ['graphql_url', text(request.graphqlUrl ?? 'https://api.github.com/graphql')],
    ['ref_name', text(ref.replace(/^refs\/(?:heads|tags|pull)\//, ''))],
    ['ref_protected', flag(refProtected ?? false)],
    ['ref_type', text(ref.startsWith('refs/tags/') ? 'tag' : 'branch')],
    ['secret_source', text('Actions')],
  ]);
}

/** What a job on a machine adds. */
export const jobGithubContext = (
  identity: JobIdentity,
  jobId: string,
  token: string,
  folders: JobFolders,
  eventPath: string,
): readonly (readonly [string, Data])[] => {
  const called = identity.workflows.at(-1) ?? identity.workflows[0];
  return [
    ['token', text(token)],
    ['job', text(jobId)],
    ['job_workflow_sha', text(called.sha)],
    ['workspace', text(folders.workspace)],
    ['event_path', text(eventPath)],
  ];
};

export const runnerContext = ({ host, debug }: RunRequest, folders: JobFolders): Data =>
  entries({
    name: text(host.runner.name),
    os: text(process.platform === 'darwin' ? 'macOS' : 'Linux'),
    arch: text(process.arch === 'arm64' ? 'ARM64' : 'X64'),
    environment: text(host.runner.environment),
    temp: text(folders.temp),
    tool_cache: text(folders.toolCache),
    workspace: text(folders.work),
    ...(debug === true ? { debug: text('1') } : {}),
  });

/** `job`, which knows the file that holds the job, where `github` knows the file that the run started with. */
export function jobContext({ identity, status, containers }: RunningJob): Data {
  const own: WorkflowReference = identity.workflows.at(-1) ?? identity.workflows[0];
  return entries({
    status: text(status),
    check_run_id: count(identity.checkRunId),
    workflow_ref: text(workflowRef(own)),
    workflow_sha: text(own.sha),
    workflow_repository: text(own.repository),
    workflow_file_path: text(own.path),
    ...(containers.size === 0 ? {} : { services: servicesContext(containers) }),
  });
}

export const strategyContext = (
  failFast: boolean,
  index: number,
  total: number,
  maxParallel: number | undefined,
): Data =>
  entries({
    'fail-fast': flag(failFast),
    'job-index': count(index),
    'job-total': count(total),
    'max-parallel': count(maxParallel ?? total),
  });

export const matrixContext = (values: Readonly<Record<string, unknown>> | undefined): Data =>
  values === undefined ? NULL : toData(values);
