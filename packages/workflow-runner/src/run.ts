import { configurationFailure } from '@sealift/core/failure';
import type { Conclusion } from './events.ts';
import { type Data, toData } from './expressions/data.ts';
import { evaluateString } from './expressions/evaluate.ts';
import { githubContext } from './job/contexts.ts';
import { type PlannedWorkflow, planRun } from './parse/plan.ts';
import { refuseUnsupported } from './parse/refuse.ts';
import type { Token } from './parse/tokens.ts';
import type { RunRequest, Timing } from './request.ts';
import type { RunResult } from './result.ts';
import { enterGroup } from './schedule/group.ts';
import { dispatchInputs } from './schedule/inputs.ts';
import { runLevel } from './schedule/level.ts';
import { createPlaces } from './schedule/places.ts';
import { fileScope, type RunState } from './schedule/run-state.ts';
import { createActionLoader } from './steps/action-files.ts';
import { messageOf } from './steps/attempt.ts';

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation */
const TIMING: Timing = { minute: 60_000, interrupt: 7_500, terminate: 2_500, drain: 5_000 };

/**
 * Reads a run's workflow with all that it calls, and refuses what GitHub or this runner would not run. Nothing starts.
 * @throws Failure `configuration`
 */
export async function planWorkflow(request: RunRequest): Promise<PlannedWorkflow> {
  const plan = await planRun(request);
  await refuseUnsupported(plan, request, createActionLoader(request.host));
  return plan;
}

/**
 * Runs one workflow as GitHub does.
 * @throws Failure `configuration` where GitHub would not start the workflow, or where it asks for what this runner does not do
 */
export async function runWorkflow(request: RunRequest): Promise<RunResult> {
  const startedAt = performance.now();
  const root = await planWorkflow(request);
  const dispatch = dispatchInputs(root.file, request.event.name, request.event.inputs);
  const payload =
    request.event.name === 'workflow_dispatch'
      ? { ...request.event.payload, inputs: dispatch.texts }
      : request.event.payload;
  const run: RunState = {
    request: { ...request, event: { ...request.event, payload }, debug: isDebug(request) },
    root,
    timing: { ...TIMING, ...request.timing },
    actions: createActionLoader(request.host),
    machines: createPlaces(request.host.machines),
    github: githubContext(request, root, toData(payload)),
    tell: request.onEvent ?? (() => undefined),
  };
  const name = runName(run, dispatch.inputs);
  const end = await runInGroup(run, name, dispatch.inputs);
  return { name, ...end, duration: performance.now() - startedAt };
}

/** https://docs.github.com/en/actions/how-tos/monitor-workflows/enable-debug-logging */
const isDebug = ({ debug, secrets, variables }: RunRequest): boolean =>
  debug ?? (secrets['ACTIONS_STEP_DEBUG'] ?? variables['ACTIONS_STEP_DEBUG']) === 'true';

type RunEnd = Pick<RunResult, 'conclusion' | 'annotations' | 'jobs'>;

async function runInGroup(run: RunState, name: string, inputs: Data): Promise<RunEnd> {
  const { root, request } = run;
  const controller = new AbortController();
  const onAbort = () => controller.abort('cancelled');
  request.signal?.addEventListener('abort', onAbort, { once: true });
  if (request.signal?.aborted === true) onAbort();
  // Told before the group is free for the next run.
  const ended = (end: RunEnd): RunEnd => {
    run.tell({ kind: 'run-ended', conclusion: end.conclusion });
    return end;
  };
  const early = (conclusion: RunEnd['conclusion'], message: string): RunEnd =>
    ended({ conclusion, annotations: [{ level: 'error', message }], jobs: [] });
  try {
    const group = await enterGroup(
      { run, scope: fileScope(run, inputs), held: new Set(), controller },
      root.file.concurrency,
      (group) => run.tell({ kind: 'run-pending', group }),
    );
    if (!group.entered) return early('cancelled', group.reason);
    run.tell({ kind: 'run-started', name });
    try {
      const level = await runLevel({
        run,
        workflow: root,
        inputs,
        secrets: request.secrets,
        path: [],
        keyPrefix: '',
        namePrefix: '',
        groups: group.held,
        cancelled: controller.signal,
      });
      const reason = group.cancelReason();
      return ended({
        conclusion: concluded(level.status, controller.signal.aborted),
        annotations: reason === undefined ? [] : [{ level: 'error', message: reason }],
        jobs: [...level.jobs.values()].flatMap(({ results }) => results),
      });
    } finally {
      group.leave();
    }
  } catch (error) {
    return early('failure', messageOf(error));
  } finally {
    request.signal?.removeEventListener('abort', onAbort);
  }
}

function concluded(status: Conclusion, cancelled: boolean): RunEnd['conclusion'] {
  if (cancelled) return 'cancelled';
  return status === 'skipped' ? 'success' : status;
}

/** `run-name`, or what GitHub shows without one: the commit's message, the pull request's title, the workflow's name. */
function runName(run: RunState, inputs: Data): string {
  const { file } = run.root;
  const { payload } = run.request.event;
  const own = file.runName === undefined ? '' : writtenRunName(run, file.runName, inputs);
  if (own !== '') return own;
  const commit = textAt(payload['head_commit'], 'message');
  const title = textAt(payload['pull_request'], 'title');
  return (commit ?? title ?? file.name ?? file.reference.path).split('\n')[0] ?? '';
}

function writtenRunName(run: RunState, token: Token, inputs: Data): string {
  try {
    return evaluateString(token, fileScope(run, inputs)).trim();
  } catch (error) {
    const { path } = run.root.file.reference;
    throw configurationFailure({
      code: 'workflow/bad-expression',
      cause: `The run-name of ${path} cannot be evaluated: ${messageOf(error)}.`,
      remedy: 'Correct its expression.',
      location: { file: path },
    });
  }
}

function textAt(value: unknown, key: string): string | undefined {
  const found = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return typeof found === 'string' && found !== '' ? found : undefined;
}
