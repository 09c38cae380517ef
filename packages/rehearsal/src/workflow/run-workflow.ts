import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure } from '@sealift/core/failure';
import { git } from '../sources.ts';
import { runAct } from './act.ts';
import type { ActEvent, Annotation } from './act-log.ts';
import { type Caller, findCaller } from './caller.ts';
import { exceeding, type Permissions } from './permissions.ts';
import { type JobServices, type RewriteContext, workflowPermissions } from './rewrite.ts';
import { checkoutReferences, copyCheckout, copySuite, rewriteInPlace } from './suite.ts';

/** What happened in the app repository, as GitHub tells it. */
export type TriggeringEvent = {
  readonly name: 'push' | 'pull_request' | 'workflow_dispatch';
  /** Webhook payload. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** github.ref: `refs/heads/main`, `refs/pull/1/merge` … */
  readonly ref: string;
  readonly sha: string;
  readonly headRef: string;
  readonly baseRef: string;
  /** Comes from a fork: no secrets, no variables, a token that only reads. */
  readonly fork: boolean;
};

/** What the GitHub of this rehearsal gives to the run. */
export type RunServices = {
  readonly runId: string;
  readonly runNumber: string;
  readonly token: (job: string) => string;
  readonly services: (job: string, permissions: Permissions) => JobServices;
};

export type WorkflowRun = {
  readonly dir: string;
  /** Bare repository of the app. */
  readonly repository: { readonly fullName: string; readonly gitDir: string };
  readonly event: TriggeringEvent;
  readonly actor: string;
  /** Text of the reusable workflow to run: the one of this repository, or a test's variation. */
  readonly workflow: string;
  readonly start: (jobs: ReadonlyMap<string, Permissions>, caller: Caller) => Promise<RunServices>;
  /** Values of the repository's secrets and variables, by name. */
  readonly secrets: (caller: Caller) => Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
  /** Environment of every step: proxy, trust anchors, BuildKit … */
  readonly env: Readonly<Record<string, string>>;
  readonly act: string;
  readonly path: string;
  readonly onEvent: (event: ActEvent) => void;
  readonly signal?: AbortSignal;
};

export type JobResult = {
  readonly job: string;
  readonly failedStep: string | undefined;
  readonly annotations: readonly Annotation[];
  readonly summary: string;
};

export type WorkflowResult = {
  readonly success: boolean;
  readonly jobs: readonly JobResult[];
  readonly problems: readonly string[];
  readonly logFile: string;
};

/**
 * Runs the app repository's caller, and with it the reusable workflow, for one event.
 * @throws Failure `configuration` where GitHub would refuse to start the workflow
 */
export async function runWorkflow(run: WorkflowRun): Promise<WorkflowResult> {
  const workspace = path.join(run.dir, 'workspace');
  await mkdir(run.dir, { recursive: true });
  await git(run.dir, 'clone', '--quiet', '--no-checkout', run.repository.gitDir, workspace);
  await git(workspace, 'fetch', '--quiet', 'origin', run.event.sha);
  await git(workspace, 'checkout', '--quiet', '--detach', run.event.sha);

  const caller = await findCaller(workspace);
  const asked = workflowPermissions(run.workflow);
  if (!run.event.fork) refuseExcess(asked, caller);
  const services = await run.start(asked, caller);
  const context = rewriteContext(run, caller, asked, services);

  const suite = path.join(run.dir, 'suite');
  const checkout = path.join(run.dir, 'checkout');
  await copySuite(suite, run.workflow, context);
  await copyCheckout(checkout, context);
  await rewriteInPlace(path.join(workspace, caller.file), context);
  const file = async (name: string, text: string) => {
    await writeFile(path.join(run.dir, name), text, { mode: 0o600 });
    return path.join(run.dir, name);
  };
  const home = path.join(run.dir, 'home');
  await mkdir(home, { recursive: true });
  const logFile = path.join(run.dir, 'act.log');
  const observed = observe(run.onEvent);
  const { exitCode, problems } = await runAct({
    act: run.act,
    path: run.path,
    home,
    workspace,
    workflowFile: path.join(workspace, caller.file),
    event: run.event.name,
    eventFile: await file('event.json', JSON.stringify(run.event.payload)),
    actor: run.actor,
    localRepositories: new Map([
      [`${caller.slug}@${caller.ref}`, suite],
      ...checkoutReferences(run.workflow).map((reference) => [reference, checkout] as const),
    ]),
    runnerLabels: ['ubuntu-latest', 'ubuntu-24.04-arm', 'ubuntu-24.04', 'ubuntu-22.04'],
    secretsFile: await file('secrets.env', run.event.fork ? '' : dotenv(run.secrets(caller))),
    variables: run.event.fork ? {} : run.variables,
    env: { ...run.env, ...runnerEnvironment(run, caller, services) },
    actionCache: path.join(run.dir, 'action-cache'),
    logFile,
    onEvent: observed.onEvent,
    ...(run.signal === undefined ? {} : { signal: run.signal }),
  });
  run.signal?.throwIfAborted();
  const jobs = observed.jobs();
  return {
    // act reports a failed job by its exit code; a job that it skipped silently would not show there.
    success: exitCode === 0 && jobs.length > 0 && jobs.every(({ failedStep }) => failedStep === undefined),
    jobs,
    problems,
    logFile,
  };
}

/** GitHub checks this before the first job starts. */
function refuseExcess(asked: ReadonlyMap<string, Permissions>, caller: Caller): void {
  for (const [job, permissions] of asked) {
    const missing = exceeding(permissions, caller.ceiling);
    if (missing.length === 0) continue;
    throw configurationFailure({
      cause: `GitHub would not start ${caller.file}: the job "${job}" of the called workflow asks for ${missing.map((scope) => `"${scope}"`).join(' and ')}, which the calling job "${caller.job}" does not have.`,
      remedy: `Add ${missing.map((scope) => `"${scope}"`).join(' and ')} to the permissions of the job "${caller.job}".`,
      location: { file: caller.file },
    });
  }
}

/** The called workflow as OIDC claims and certificates name it. */
export const calledWorkflowRef = ({ slug, ref }: Caller): string =>
  `${slug}/.github/workflows/build-and-push.yml@${fullRef(ref)}`;

function fullRef(ref: string): string {
  if (ref.startsWith('refs/') || /^[0-9a-f]{40}$/.test(ref)) return ref;
  return /^v?[0-9]/.test(ref) ? `refs/tags/${ref}` : `refs/heads/${ref}`;
}

function rewriteContext(
  run: WorkflowRun,
  caller: Caller,
  asked: ReadonlyMap<string, Permissions>,
  services: RunServices,
): RewriteContext {
  const tokens = Object.fromEntries([...asked.keys(), caller.job].map((job) => [job, services.token(job)]));
  return {
    slug: caller.slug,
    ref: caller.ref,
    tokenExpression: `fromJSON('${JSON.stringify(tokens)}')[github.job]`,
    contexts: {
      'github.workflow_ref': callingWorkflowRef(run.repository.fullName, run.event, caller),
      'github.workflow_sha': run.event.sha,
      'github.sha': run.event.sha,
      'github.ref': run.event.ref,
      'github.run_id': services.runId,
      'github.triggering_actor': run.actor,
      'job.workflow_ref': calledWorkflowRef(caller),
      'job.workflow_repository': caller.slug,
      // Engines built from source have no release hash to be pinned by.
      'inputs.tools': 'system',
    },
    services: services.services,
    secretNames: Object.keys(run.secrets(caller)),
  };
}

/** The workflow of the app repository, likewise. */
export const callingWorkflowRef = (
  repository: string,
  { ref }: Pick<TriggeringEvent, 'ref'>,
  { file }: Pick<Caller, 'file'>,
): string => `${repository}/${file}@${ref}`;

/** https://docs.github.com/en/actions/reference/workflows-and-actions/variables */
function runnerEnvironment(run: WorkflowRun, caller: Caller, services: RunServices): Record<string, string> {
  const { event } = run;
  return {
    GITHUB_REPOSITORY: run.repository.fullName,
    GITHUB_REPOSITORY_OWNER: run.repository.fullName.split('/')[0] ?? '',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
    GITHUB_REF: event.ref,
    GITHUB_REF_NAME: event.ref.replace(/^refs\/(?:heads|tags|pull)\//, ''),
    GITHUB_REF_TYPE: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_SHA: event.sha,
    GITHUB_HEAD_REF: event.headRef,
    GITHUB_BASE_REF: event.baseRef,
    GITHUB_EVENT_NAME: event.name,
    GITHUB_RUN_ID: services.runId,
    GITHUB_RUN_NUMBER: services.runNumber,
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_ACTOR: run.actor,
    GITHUB_TRIGGERING_ACTOR: run.actor,
    GITHUB_WORKFLOW_REF: callingWorkflowRef(run.repository.fullName, run.event, caller),
    GITHUB_WORKFLOW_SHA: event.sha,
    RUNNER_ENVIRONMENT: 'github-hosted',
  };
}

/** Double quotes: `\n` stands for a line break in act's dotenv reader. */
const dotenv = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${value.replace(/["\\$]/g, '\\$&').replaceAll('\n', '\\n')}"\n`)
    .join('');

/** Collects what act tells by job. */
function observe(forward: (event: ActEvent) => void) {
  const jobs = new Map<
    string,
    { failedStep: string | undefined; annotations: Annotation[]; summary: string[] }
  >();
  return {
    onEvent: (event: ActEvent) => {
      const job = jobs.get(event.job) ?? { failedStep: undefined, annotations: [], summary: [] };
      jobs.set(event.job, job);
      if (event.kind === 'annotation') job.annotations.push(event.annotation);
      if (event.kind === 'summary') job.summary.push(event.markdown);
      if (event.kind === 'step' && event.result === 'failure') job.failedStep ??= event.step ?? event.stage;
      forward(event);
    },
    jobs: (): readonly JobResult[] =>
      [...jobs].map(([job, { failedStep, annotations, summary }]) => ({
        job,
        failedStep,
        annotations,
        summary: summary.join('\n'),
      })),
  };
}
