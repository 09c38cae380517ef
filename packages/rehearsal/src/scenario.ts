/** One run of the pipeline in a world: repositories, the event, the workflow, and what it left behind. */
import path from 'node:path';
import { internalFailure } from '@sealift/core/failure';
import type { Run } from '@sealift/fake-github/runs';
import type { Repository } from '@sealift/fake-github/state';
import type { RehearsalEvent } from './options.ts';
import type { World } from './sandbox.ts';
import { git } from './sources.ts';
import type { ActEvent } from './workflow/act-log.ts';
import { type Caller, findCaller } from './workflow/caller.ts';
import {
  calledWorkflowRef,
  callingWorkflowRef,
  runWorkflow,
  type TriggeringEvent,
  type WorkflowResult,
} from './workflow/run-workflow.ts';
import { readCalledWorkflow } from './workflow/suite.ts';

/** The two repositories, in the GitHub of the world, and the App that may write to the ops one. */
export type Site = {
  readonly app: Repository;
  readonly ops: Repository | undefined;
  readonly caller: Caller;
  readonly opsApp: { readonly id: number; readonly privateKeyPem: string } | undefined;
};

export type SiteOptions = {
  /** Folder of the app's git repository. */
  readonly app: string;
  readonly appName: string;
  /** Folder of the ops git repository. */
  readonly ops: string | undefined;
};

export async function createSite(world: World, options: SiteOptions): Promise<Site> {
  const caller = await findCaller(options.app);
  const app = await world.github.createRepository({
    ...ownerAndName(options.appName),
    from: options.app,
    private: true,
  });
  const opsName = caller.inputs['ops-repository'];
  if (options.ops === undefined || opsName === undefined)
    return { app, ops: undefined, caller, opsApp: undefined };
  const ops = await world.github.createRepository({
    ...ownerAndName(opsName),
    from: options.ops,
    private: true,
  });
  const opsApp = world.github.createApp({
    slug: `sealift-${ops.fullName.replace(/[^a-z0-9]+/gi, '-')}`,
    permissions: { contents: 'write', pull_requests: 'write' },
    repositories: [ops.fullName],
  });
  return { app, ops, caller, opsApp };
}

const ownerAndName = (fullName: string) => {
  const [owner = '', name = ''] = fullName.split('/');
  return { owner, name };
};

export type ScenarioOptions = {
  readonly event: RehearsalEvent;
  readonly fork: boolean;
  /** Folder with a commit that the event is about, when it is not the head of the default branch. */
  readonly change?: { readonly from: string; readonly commit: string };
  /** Text of the reusable workflow, when not the one of this repository. */
  readonly workflow?: string;
  readonly onEvent: (event: ActEvent) => void;
  readonly signal?: AbortSignal;
};

export type ScenarioResult = {
  readonly workflow: WorkflowResult;
  readonly event: TriggeringEvent;
  readonly run: Run;
  /** Certificate identity that signatures of the run carry. */
  readonly identity: string;
};

const ACTOR = 'octocat';
let count = 0;

export async function runScenario(
  world: World,
  site: Site,
  options: ScenarioOptions,
): Promise<ScenarioResult> {
  count += 1;
  const event = await triggeringEvent(world, site, options);
  let run: Run | undefined;
  const workflow = await runWorkflow({
    dir: path.join(world.dir, 'runs', String(count)),
    repository: { fullName: site.app.fullName, gitDir: site.app.gitDir },
    event,
    actor: ACTOR,
    workflow: options.workflow ?? (await readCalledWorkflow()),
    start: async (jobs, caller) => {
      const started = await world.github.startRun({
        repository: site.app.fullName,
        event: event.name,
        ref: event.ref,
        sha: event.sha,
        ...(event.baseRef === '' ? {} : { baseRef: event.baseRef, headRef: event.headRef }),
        actor: ACTOR,
        workflowRef: callingWorkflowRef(site.app.fullName, event, caller),
        workflowSha: event.sha,
        jobWorkflowRef: calledWorkflowRef(caller),
        jobWorkflowSha: SUITE_COMMIT,
        fork: event.fork,
        callerPermissions: caller.ceiling,
        jobs: Object.fromEntries([[caller.job, caller.ceiling], ...jobs]),
      });
      run = started;
      return {
        runId: String(started.runId),
        runNumber: String(started.runNumber),
        token: (job) => started.token(job),
        services: (job) => ({
          resultsUrl: 'https://results-receiver.actions.githubusercontent.com/',
          runtimeToken: started.runtimeToken(job),
          idToken: started.idTokenRequest(job),
        }),
      };
    },
    secrets: (caller) => secretsOf(site, caller),
    variables: site.opsApp === undefined ? {} : { OPS_APP_ID: String(site.opsApp.id) },
    env: world.env,
    act: world.engines.paths.act,
    path: world.path,
    onEvent: options.onEvent,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  if (run === undefined)
    throw internalFailure({
      cause: 'The run was never started.',
      remedy: 'Report this as a bug in Sealift.',
    });
  return { workflow, event, run, identity: `https://github.com/${calledWorkflowRef(site.caller)}` };
}

/** What the certificate says of the called workflow's commit; this working tree may have none yet. */
const SUITE_COMMIT = 'd'.repeat(40);

/** The private key goes where the caller names it; other secrets of the repository are not known here. */
function secretsOf({ opsApp }: Site, caller: Caller): Record<string, string> {
  if (opsApp === undefined) return {};
  const name = caller.secrets === 'inherit' ? 'ops-app-private-key' : caller.secrets['ops-app-private-key'];
  return name === undefined ? {} : { [name]: opsApp.privateKeyPem };
}

async function triggeringEvent(world: World, site: Site, options: ScenarioOptions): Promise<TriggeringEvent> {
  const { app } = site;
  const branch = app.defaultBranch;
  const head = await git(app.gitDir, 'rev-parse', `refs/heads/${branch}`);
  const repository = { full_name: app.fullName, default_branch: branch, private: app.private };
  if (options.event === 'pull_request') {
    const change = options.change ?? { from: app.gitDir, commit: head };
    const request = {
      repository: app.fullName,
      base: branch,
      head: { branch: 'rehearsal', ...change },
      title: 'Rehearsal',
    };
    const opened = options.fork
      ? await world.github.openForkPullRequest({ ...request, fork: 'stranger' })
      : await world.github.openPullRequest(request);
    if (opened.mergeSha === undefined)
      throw internalFailure({
        cause: 'The change conflicts with its base.',
        remedy: 'Merge the base into it first.',
      });
    return {
      name: 'pull_request',
      payload: opened.event,
      ref: `refs/pull/${opened.number}/merge`,
      sha: opened.mergeSha,
      headRef: 'rehearsal',
      baseRef: branch,
      fork: options.fork,
    };
  }
  if (options.change !== undefined) {
    await git(app.gitDir, 'fetch', '--quiet', options.change.from, options.change.commit);
    await git(app.gitDir, 'update-ref', `refs/heads/${branch}`, options.change.commit);
  }
  const sha = options.change?.commit ?? head;
  const ref = `refs/heads/${branch}`;
  const push = {
    ref,
    before: options.change === undefined ? '0'.repeat(40) : head,
    after: sha,
    deleted: false,
  };
  return {
    name: options.event,
    payload: options.event === 'push' ? { ...push, repository } : { ref, inputs: {}, repository },
    ref,
    sha,
    headRef: '',
    baseRef: '',
    fork: false,
  };
}
