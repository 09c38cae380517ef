/** One run of the pipeline in a sandbox: the event, the workflow, and what it left behind. */
import { mkdir, mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import type { Run } from '@sealift/fake-github/run';
import type { Sandbox } from '@sealift/sandbox/sandbox';
import type { RunEvent } from '@sealift/workflow-runner/events';
import type { RunRequest } from '@sealift/workflow-runner/request';
import type { RunResult } from '@sealift/workflow-runner/result';
import { runWorkflow } from '@sealift/workflow-runner/run';
import { type EventOptions, type TriggeringEvent, trigger } from './event.ts';
import { type Repositories, secretsOf, variablesOf } from './repositories.ts';
import { exportSealift, SEALIFT_COMMIT } from './sealift.ts';
import { git } from './sources.ts';
import { signingWorkflowRef } from './workflow/caller.ts';
import { createHost, type Machine } from './workflow/host.ts';
import { createJobLogs } from './workflow/job-logs.ts';

/** A workflow of the app repository that is not the one that releases. */
export type OtherWorkflow = {
  readonly file: string;
  readonly name: string;
  /** Ids of the jobs that run. */
  readonly jobs: readonly string[];
};

export type PipelineOptions = EventOptions & {
  /** In place of the one that releases. */
  readonly workflow?: OtherWorkflow;
  /** What jobs find on their machine besides. */
  readonly machine?: Machine;
  /** Secrets and variables of the app repository besides those that the ops repository needs. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  /** The attempt before this one, of the same run. */
  readonly rerunOf?: Run;
  /** Text by path of files of this repository, for a test that varies one. */
  readonly instead?: Readonly<Record<string, string>>;
  readonly onEvent: (event: RunEvent) => void;
  /** Told of the run before its first job starts. */
  readonly onStart?: (run: Run) => void;
  readonly signal?: AbortSignal;
};

export type PipelineResult = {
  readonly result: RunResult;
  readonly event: TriggeringEvent;
  readonly run: Run;
  /** Certificate identity that signatures of the run carry. */
  readonly identity: string;
};

const ACTOR = 'octocat';

/** A run whose jobs were all skipped has shown nothing. */
export const succeeded = ({ conclusion, jobs }: RunResult): boolean =>
  conclusion === 'success' && jobs.some((job) => job.conclusion === 'success');

/**
 * @throws Failure `configuration` where GitHub would not start the workflow, or for what is not rehearsed
 * @throws the signal's reason when it was cancelled: jobs, their `always()` and post steps have ended by then
 */
export async function runPipeline(
  sandbox: Sandbox,
  repositories: Repositories,
  options: PipelineOptions,
): Promise<PipelineResult> {
  const { app, caller } = repositories;
  const event = await trigger(sandbox, app, options);
  const runs = path.join(sandbox.dir, 'runs');
  await mkdir(runs, { recursive: true });
  const dir = await mkdtemp(path.join(runs, 'run-'));
  const run = await startRun(sandbox, repositories, event, options);
  options.onStart?.(run);
  const logs = await createJobLogs(path.join(dir, 'logs'));
  const jobs = path.join(dir, 'jobs');
  await mkdir(jobs);
  const host = createHost(
    sandbox,
    run,
    caller,
    await exportSealift(path.join(dir, 'sealift'), options.instead),
    options.machine,
  );
  try {
    const result = await runWorkflow({
      ...requestOf(repositories, event, run, options),
      host,
      folder: jobs,
      repository: {
        name: app.fullName,
        id: app.id,
        ownerId: app.owner.id,
        visibility: app.private ? 'private' : 'public',
        defaultBranch: app.defaultBranch,
        files: {
          folder: await checkOut(app.gitDir, event.sha, path.join(dir, 'repository')),
          sha: event.sha,
        },
      },
      onEvent: (told) => {
        logs.write(told);
        options.onEvent(told);
      },
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    options.signal?.throwIfAborted();
    return { result, event, run, identity: `https://github.com/${signingWorkflowRef(caller)}` };
  } finally {
    await logs.close();
  }
}

/** The workflow file of the commit that the run is for. */
async function checkOut(gitDir: string, sha: string, folder: string): Promise<string> {
  await git(path.dirname(folder), 'clone', '--quiet', '--no-checkout', gitDir, folder);
  await git(folder, 'fetch', '--quiet', 'origin', sha);
  await git(folder, 'checkout', '--quiet', '--detach', sha);
  return folder;
}

function startRun(
  { github }: Sandbox,
  { app, caller }: Repositories,
  event: TriggeringEvent,
  { workflow: other, rerunOf }: PipelineOptions,
): Promise<Run> {
  const { file, name } = other ?? caller;
  const workflowRef = `${app.fullName}/${file}@${event.ref}`;
  return github.startRun({
    repository: app.fullName,
    event: event.name,
    ref: event.ref,
    sha: event.sha,
    ...(event.baseRef === '' ? {} : { baseRef: event.baseRef, headRef: event.headRef }),
    actor: ACTOR,
    workflow: name,
    workflowRef,
    workflowSha: event.sha,
    jobWorkflowRef: other === undefined ? signingWorkflowRef(caller) : workflowRef,
    jobWorkflowSha: other === undefined ? SEALIFT_COMMIT : event.sha,
    fork: event.fork,
    jobs: {},
    ...(rerunOf === undefined ? {} : { rerunOf }),
  });
}

const requestOf = (
  repositories: Repositories,
  event: TriggeringEvent,
  run: Run,
  { workflow: other, secrets = {}, variables = {} }: PipelineOptions,
): Omit<RunRequest, 'host' | 'folder' | 'repository'> => ({
  github: repositories.scheduler,
  workflow: (other ?? repositories.caller).file,
  ...(other === undefined ? {} : { only: other.jobs }),
  event: {
    name: event.name,
    payload: event.payload,
    ref: event.ref,
    sha: event.sha,
    ...(event.baseRef === '' ? {} : { baseRef: event.baseRef, headRef: event.headRef }),
  },
  run: { id: String(run.runId), number: run.runNumber, attempt: run.runAttempt },
  actor: { login: run.actor.login, id: run.actor.id },
  secrets: event.fork ? {} : { ...secretsOf(repositories), ...secrets },
  variables: event.fork ? {} : { ...variablesOf(repositories), ...variables },
  fork: event.fork,
});
