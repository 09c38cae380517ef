/** The run's workflow with all that it calls, read and checked before anything starts. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { DEFAULT_READ, exceeding, type Permissions } from '../permissions.ts';
import { type RepositoryFiles, type RunRequest, type WorkflowReference, workflowRef } from '../request.ts';
import { checkCall } from './call.ts';
import { parseCall } from './reference.ts';
import { showPlace } from './tokens.ts';
import { type CallJob, type Job, readWorkflow, type WorkflowFile } from './workflow.ts';

export type PlannedJob = {
  readonly job: Job;
  /** What its token may do, cut down to what its callers have. */
  readonly permissions: Permissions;
  /** Of a job that calls. */
  readonly called: PlannedWorkflow | undefined;
};

export type PlannedWorkflow = {
  readonly file: WorkflowFile;
  /** Where `$/` leads. */
  readonly files: RepositoryFiles;
  /** The run's workflow first, this one last. */
  readonly chain: readonly [WorkflowReference, ...WorkflowReference[]];
  readonly jobs: ReadonlyMap<string, PlannedJob>;
};

/** https://docs.github.com/en/actions/reference/workflows-and-actions/reusable-workflows#limitations */
const DEEPEST_LEVEL = 10;
const MOST_CALLED = 50;

type Level = {
  readonly files: RepositoryFiles;
  readonly chain: readonly [WorkflowReference, ...WorkflowReference[]];
  /** Permissions that a caller wrote down; undefined while nobody has. */
  readonly ceiling: Permissions | undefined;
  readonly caller: CallJob | undefined;
};

/** @throws Failure `configuration` where GitHub would not start the run */
export async function planRun(request: RunRequest): Promise<PlannedWorkflow> {
  const { repository, event, workflow } = request;
  const seen = new Set<string>();
  const reference = { repository: repository.name, path: workflow, ref: event.ref, sha: event.sha };
  const plan = await planWorkflow(request, seen, {
    files: repository.files,
    chain: [reference],
    ceiling: undefined,
    caller: undefined,
  });
  if (!plan.file.events.has(event.name))
    throw configurationFailure({
      code: 'workflow/other-event',
      cause: `The workflow ${workflow} does not run on the event ${event.name}: it names ${[...plan.file.events].join(', ')}.`,
      remedy: `Add ${event.name} to "on:" of the workflow, or start the run with another event.`,
      location: { file: workflow },
    });
  return plan;
}

async function planWorkflow(request: RunRequest, seen: Set<string>, level: Level): Promise<PlannedWorkflow> {
  const reference = level.chain.at(-1) ?? level.chain[0];
  const file = await readWorkflow(reference, await readText(level.files, reference, level.caller));
  const { caller } = level;
  if (caller !== undefined) checkCall(caller, file);
  if (caller !== undefined && file.permissions !== undefined)
    checkCeiling(request, level, caller, undefined, file.permissions);
  const inherited = file.permissions ?? level.ceiling;
  const jobs = new Map<string, PlannedJob>();
  for (const [id, job] of file.jobs) {
    if (caller !== undefined && job.permissions !== undefined)
      checkCeiling(request, level, caller, id, job.permissions);
    const written = job.permissions ?? inherited;
    jobs.set(id, {
      job,
      permissions: written ?? request.defaultPermissions ?? DEFAULT_READ,
      called: job.kind === 'call' ? await planCall(request, seen, level, job, written) : undefined,
    });
  }
  return { file, files: level.files, chain: level.chain, jobs };
}

async function planCall(
  request: RunRequest,
  seen: Set<string>,
  level: Level,
  job: CallJob,
  ceiling: Permissions | undefined,
): Promise<PlannedWorkflow> {
  const from = level.chain.at(-1) ?? level.chain[0];
  const target = parseCall(job.uses);
  if (target === undefined)
    throw callFailure(
      job,
      'does not name a workflow file',
      'Write ./.github/workflows/<file>.yml or owner/repository/.github/workflows/<file>.yml@<ref>.',
    );
  const repository = target.repository ?? from.repository;
  const ref = target.repository === undefined ? from.ref : target.ref;
  const files =
    target.repository === undefined ? level.files : await request.host.files(repository, target.ref);
  if (files === undefined)
    throw callFailure(job, 'was not found', `Check that ${repository} has a ref ${ref}.`);
  const reference: WorkflowReference = {
    repository,
    path: target.path,
    ref: target.repository === undefined ? ref : (files.ref ?? ref),
    sha: files.sha,
  };
  if (level.chain.some((one) => workflowRef(one) === workflowRef(reference)))
    throw callFailure(job, 'is called in a loop', 'Take one of the calls out.');
  if (level.chain.length >= DEEPEST_LEVEL)
    throw callFailure(
      job,
      `is nested deeper than ${DEEPEST_LEVEL} levels`,
      'Put jobs of the levels together.',
    );
  seen.add(workflowRef(reference));
  if (seen.size > MOST_CALLED)
    throw callFailure(
      job,
      `is one more than the ${MOST_CALLED} workflows that a run may call`,
      'Call fewer workflows.',
    );
  return planWorkflow(request, seen, {
    files,
    chain: [...level.chain, reference],
    ceiling,
    caller: job,
  });
}

const callFailure = (job: CallJob, what: string, remedy: string): Failure =>
  configurationFailure({
    code: 'workflow/bad-call',
    cause: `The workflow "${job.uses}" that the job "${job.id}" calls (${showPlace(job.place)}) ${what}.`,
    remedy,
    location: { file: job.place.file, line: job.place.line },
  });

/** Workflow files are small; a larger one is not read into memory. */
const LARGEST_FILE = 1024 * 1024;

async function readText(
  files: RepositoryFiles,
  reference: WorkflowReference,
  caller: CallJob | undefined,
): Promise<string> {
  const content = await readFile(path.join(files.folder, reference.path)).catch(() => undefined);
  if (content !== undefined && content.length <= LARGEST_FILE) return content.toString('utf8');
  const problem = content === undefined ? 'was not found' : 'is larger than 1 MiB';
  if (caller !== undefined)
    throw callFailure(caller, problem, `Put ${reference.path} into ${reference.repository} at that ref.`);
  throw configurationFailure({
    code: 'workflow/not-found',
    cause: `The workflow file ${reference.path} of ${reference.repository} ${problem}.`,
    remedy: 'Name a file in .github/workflows of the commit that runs.',
  });
}

/** A called workflow gets what its caller has, and asks for no more: otherwise GitHub does not start the run. */
function checkCeiling(
  request: RunRequest,
  level: Level,
  caller: CallJob,
  job: string | undefined,
  asked: Permissions,
): void {
  const ceiling = level.ceiling ?? request.defaultPermissions ?? DEFAULT_READ;
  const beyond = exceeding(asked, ceiling);
  if (beyond.length === 0) return;
  const wanted = beyond.map(({ scope, asked: access }) => `${scope}: ${access}`).join(', ');
  const allowed = beyond.map(({ scope, allowed: access }) => `${scope}: ${access}`).join(', ');
  const who = job === undefined ? 'The workflow' : `The nested job '${job}'`;
  throw configurationFailure({
    code: 'workflow/permissions',
    cause: `Error calling workflow '${caller.uses}' (${showPlace(caller.place)}). ${who} is requesting '${wanted}', but is only allowed '${allowed}'.`,
    remedy: `Add "${wanted}" to the permissions of the job "${caller.id}", or take it out of the called workflow.`,
    location: { file: caller.place.file, line: caller.place.line },
  });
}
