/** A job gets its folders, contexts and environment. */
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Masks } from '../commands/masks.ts';
import { type Data, texts } from '../expressions/data.ts';
import { evaluateString, evaluateTexts, type Scope } from '../expressions/evaluate.ts';
import type { JobIdentity, JobServices } from '../request.ts';
import { jobGithubContext, runnerContext } from './contexts.ts';
import { createFolders, type JobFolders } from './folders.ts';
import type { JobContexts, RunningJob } from './job.ts';
import type { JobInput } from './job-input.ts';
import type { JobLog } from './job-log.ts';

export type Created = {
  readonly running: RunningJob;
  readonly cancel: AbortController;
  readonly force: AbortController;
};

/** @throws EvaluationError when the environment or the defaults cannot be evaluated */
export async function createJob(
  input: JobInput,
  identity: JobIdentity,
  services: JobServices,
  masks: Masks,
  log: JobLog,
): Promise<Created> {
  const { run, definition, workflow } = input;
  const { request } = run;
  const folders = await createFolders(
    request.folder,
    identity.key,
    request.repository.name,
    request.host.toolCache,
  );
  const contexts = await createContexts(input, identity, services, folders);
  const scope: Scope = {
    ...input.scope,
    contexts: { ...input.scope.contexts, secrets: contexts.secrets, vars: contexts.vars },
  };
  const env = new Map([...evaluateTexts(workflow.file.env, scope), ...evaluateTexts(definition.env, scope)]);
  const withEnv = { ...scope, contexts: { ...scope.contexts, env: texts(Object.fromEntries(env)) } };
  const cancel = new AbortController();
  const force = new AbortController();
  const running: RunningJob = {
    definition,
    workflow,
    identity,
    services,
    containers: new Map(),
    request,
    timing: run.timing,
    folders,
    masks,
    log,
    actions: run.actions,
    contexts,
    defaults: readDefaults(input, withEnv),
    trackingId: `github_${randomUUID()}`,
    groups: new Set(),
    cancelled: cancel.signal,
    forced: force.signal,
    env,
    path: [],
    status: 'success',
  };
  return { running, cancel, force };
}

async function createContexts(
  { run, definition, scope, secrets }: JobInput,
  identity: JobIdentity,
  services: JobServices,
  folders: JobFolders,
): Promise<JobContexts> {
  const { request } = run;
  const eventPath = path.join(folders.temp, '_github_workflow', 'event.json');
  await mkdir(path.dirname(eventPath), { recursive: true });
  await writeFile(eventPath, JSON.stringify(request.event.payload, undefined, 2));
  const own = request.environments?.[identity.environment ?? ''];
  const none = texts({});
  const github = new Map<string, Data>([
    ...run.github,
    ...jobGithubContext(identity, definition.id, services.token, folders, eventPath),
  ]);
  return {
    github,
    inputs: scope.contexts.inputs ?? none,
    matrix: scope.contexts.matrix ?? none,
    needs: scope.contexts.needs ?? none,
    strategy: scope.contexts.strategy ?? none,
    runner: runnerContext(request, folders),
    secrets: texts({ ...secrets, ...own?.secrets, GITHUB_TOKEN: services.token }),
    vars: texts({ ...request.variables, ...own?.variables }),
  };
}

/** Of the job, where it has none of the workflow. */
function readDefaults({ workflow, definition }: JobInput, scope: Scope): RunningJob['defaults'] {
  const of = (key: 'shell' | 'workingDirectory') => {
    const token = definition.defaults[key] ?? workflow.file.defaults[key];
    return token === undefined ? undefined : evaluateString(token, scope);
  };
  return { shell: of('shell'), workingDirectory: of('workingDirectory') };
}
