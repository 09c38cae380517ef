/** All steps of a job: pre stages, steps, background steps, post stages. */
import type { StepLabel } from '../events.ts';
import { text } from '../expressions/data.ts';
import { evaluateBoolean } from '../expressions/evaluate.ts';
import type { ControlStep, ExecutedStep, Step } from '../parse/step.ts';
import type { Origin } from '../steps/action-files.ts';
import { attempt, type Ended, messageOf, type Result } from '../steps/attempt.ts';
import { execute, type Work } from '../steps/execute.ts';
import { type Deferred, type Frame, isShownId, scopeOf } from '../steps/frame.ts';
import { actionNames, controlName, stepName } from '../steps/names.ts';
import { type ActionUse, createUse, hasPre, isLocal, loadUse, stageCondition } from '../steps/use.ts';
import { type Background, createBackground } from './background.ts';
import { type RunningJob, worsen } from './job.ts';
import type { StepLog } from './job-log.ts';
import { startServices } from './service-containers.ts';
import { createStepsContext, type StepsContext } from './steps-context.ts';

/** A step of the job with what it needs while the job runs. */
type Item = {
  readonly step: Step;
  /** `github.action` */
  readonly name: string;
  readonly use: ActionUse | undefined;
};

type Steps = {
  readonly job: RunningJob;
  readonly items: readonly Item[];
  readonly siblings: StepsContext;
  readonly background: Background;
  readonly origin: Origin;
  /** In the order in which their post stages became due, with the names of their main stages. */
  readonly posts: { readonly use: ActionUse; readonly name: string }[];
};

/** @returns the `steps` context, for the outputs of the job */
export async function runSteps(job: RunningJob): Promise<StepsContext> {
  const own = job.workflow.chain.at(-1) ?? job.workflow.chain[0];
  const origin = { repository: own.repository, ref: own.ref, files: job.workflow.files };
  const names = actionNames(job.definition.steps);
  const siblings = createStepsContext();
  const steps: Steps = {
    job,
    siblings,
    background: createBackground(job, siblings),
    origin,
    posts: [],
    items: job.definition.steps.map((step, index) => {
      const name = names[index] ?? '';
      return { step, name, use: step.kind === 'uses' ? createUse(step, name, origin, 1) : undefined };
    }),
  };
  if (!(await setUp(steps)) || !(await initializeContainers(steps))) return siblings;
  for (const { step, use, name } of steps.items)
    if (use !== undefined && step.kind === 'uses' && hasPre(use))
      await runTop(steps, step, name, { kind: 'use', use, stage: 'pre' });
  for (const item of steps.items) await runItem(steps, item);
  await finishBackground(steps);
  for (const { use, name } of steps.posts.toReversed())
    await runTop(steps, use.step, use.name, { kind: 'use', use, stage: 'post' }, name);
  return siblings;
}

/** Fetches actions before the first step, as GitHub does: one that is missing fails the job there. */
const setUp = ({ job, items }: Steps): Promise<boolean> =>
  runSetUp(job, 'Set up job', async (log) => {
    log.line(`Runner name: '${job.request.host.runner.name}'`, 'runner');
    log.line(`GITHUB_TOKEN Permissions: ${JSON.stringify(job.identity.permissions)}`, 'runner');
    for (const { step, use } of items)
      if (use !== undefined && step.kind === 'uses' && !isLocal(step)) {
        const { action } = await loadUse(use, job.actions, job.folders.workspace);
        log.line(`Prepared action '${step.uses}' (${action.file.name})`, 'runner');
      }
    log.line(`Complete job name: ${job.identity.name}`, 'runner');
  });

/** What the job's `services:` ask for, before anything else of it. */
async function initializeContainers(steps: Steps): Promise<boolean> {
  const { job } = steps;
  if (job.definition.services === undefined) return true;
  return runSetUp(job, 'Initialize containers', (log) =>
    startServices(job, log, scopeOf(topFrame(steps, log, '', undefined), job.env)),
  );
}

/** A step before those of the file: when it fails, so does the job, and none of them runs. */
async function runSetUp(
  job: RunningJob,
  name: string,
  work: (log: StepLog) => Promise<void>,
): Promise<boolean> {
  const log = job.log.step(name, undefined, 'setup');
  log.start();
  try {
    await work(log);
    log.end('success', 'success', {});
    return true;
  } catch (error) {
    log.annotate({ level: 'error', message: job.masks.mask(messageOf(error)) });
    log.end('failure', 'failure', {});
    worsen(job, 'failure');
    return false;
  }
}

async function runItem(steps: Steps, { step, name, use }: Item): Promise<void> {
  if (step.kind !== 'run' && step.kind !== 'uses') return runControl(steps, step);
  const work: Work | undefined =
    step.kind === 'run'
      ? { kind: 'run', step }
      : use === undefined
        ? undefined
        : { kind: 'use', use, stage: 'main' };
  if (work === undefined) return;
  if (step.background) startBackground(steps, step, name, work);
  else await runTop(steps, step, name, work);
}

const topFrame = (
  { job, siblings, origin }: Steps,
  log: StepLog,
  name: string,
  deferred: Deferred | undefined,
): Frame => ({
  job,
  log,
  siblings,
  origin,
  github: new Map([['action', text(name)]]),
  inputs: undefined,
  env: new Map(),
  status: () => job.status,
  deferred,
});

/** @param mainName what the main stage was called, for a post stage */
async function runTop(
  steps: Steps,
  step: ExecutedStep,
  name: string,
  work: Work,
  mainName?: string,
): Promise<void> {
  const { job, siblings } = steps;
  const stage = work.kind === 'run' ? 'main' : work.stage;
  const log = job.log.step('', step.id, stage);
  const outputs = new Map<string, string>();
  const setOutput = (key: string, value: string) => {
    outputs.set(key, value);
    if (stage === 'main' && isShownId(step.id)) siblings.setOutput(step.id, key, value);
  };
  const ended = await attemptTop(steps, topFrame(steps, log, name, undefined), step, work, {
    mainName,
    stop: job.forced,
    run: async (frame, environment, signal) => execute(frame, work, environment, setOutput, signal),
  });
  if (stage === 'main' && isShownId(step.id)) siblings.setResult(step.id, ended.outcome, ended.conclusion);
  log.end(ended.outcome, ended.conclusion, Object.fromEntries(outputs));
  if (ended.conclusion === 'failure') worsen(job, 'failure');
}

type Environment = Parameters<typeof execute>[2];
type TopOptions = {
  readonly mainName: string | undefined;
  readonly stop: AbortSignal | undefined;
  readonly run: (frame: Frame, environment: Environment, signal: AbortSignal) => Promise<Result>;
};

function attemptTop(
  steps: Steps,
  frame: Frame,
  step: ExecutedStep,
  work: Work,
  { mainName, stop, run }: TopOptions,
): Promise<Ended> {
  const stage = work.kind === 'run' ? 'main' : work.stage;
  const condition =
    work.kind === 'run' || work.stage === 'main' ? step.condition : stageCondition(work.use, work.stage);
  return attempt({
    frame,
    condition,
    env: step.env,
    continueOnError: step.continueOnError,
    timeoutMinutes: step.timeoutMinutes,
    stop,
    onReady: (scope) => {
      const main = mainName ?? stepName(step, scope);
      frame.log.rename(stage === 'main' ? main : `${stage === 'pre' ? 'Pre' : 'Post'} ${main}`);
      frame.log.start();
    },
    run: async (env, overrides, signal) => {
      try {
        return await run(frame, { env, overrides }, signal);
      } finally {
        if (work.kind === 'use' && work.use.isPostDue && !steps.posts.some(({ use }) => use === work.use))
          steps.posts.push({ use: work.use, name: frame.log.label().name.replace(/^Pre /, '') });
      }
    },
  });
}

/** Its condition is looked at now; what it changes is seen by those that wait for it. */
function startBackground(steps: Steps, step: ExecutedStep, name: string, work: Work): void {
  const { job, background, siblings } = steps;
  const log = job.log.step('', step.id?.startsWith('__') ? undefined : step.id, 'main');
  const deferred: Deferred = { outputs: new Map(), env: new Map(), path: [] };
  const stop = new AbortController();
  // A background step ends with its job, whatever its condition says.
  const onCancel = () => stop.abort();
  job.cancelled.addEventListener('abort', onCancel, { once: true });
  const run = async (): Promise<Ended> => {
    const ended = await attemptTop(steps, topFrame(steps, log, name, deferred), step, work, {
      mainName: undefined,
      stop: stop.signal,
      run: async (frame, environment, signal) => {
        const giveBack = await background.takePlace();
        try {
          return await execute(
            frame,
            work,
            environment,
            (key, value) => deferred.outputs.set(key, value),
            signal,
          );
        } finally {
          giveBack();
        }
      },
    });
    job.cancelled.removeEventListener('abort', onCancel);
    if (ended.outcome === 'skipped' && isShownId(step.id)) siblings.setResult(step.id, 'skipped', 'skipped');
    log.end(ended.outcome, ended.conclusion, Object.fromEntries(deferred.outputs));
    return ended;
  };
  const ended = run();
  background.add({ id: step.id ?? name, name: log.label().name, deferred, stop, ended });
}

async function runControl(steps: Steps, step: ControlStep): Promise<void> {
  const { background } = steps;
  const ids = step.kind === 'wait-all' ? background.open() : step.ids;
  await runWaiting(steps, controlName(step), step.id, step, async (log) => {
    if (step.kind === 'cancel') {
      log.line(`Cancelling background step(s): ${background.describe(ids)}`, 'runner');
      await background.cancel(ids);
      return 'success';
    }
    log.line(`Waiting for background step(s) to complete: ${background.describe(ids)}`, 'runner');
    return background.wait(ids);
  });
}

/** Steps that wait run always, also when the job has failed or is cancelled. */
async function runWaiting(
  steps: Steps,
  name: string,
  id: string | undefined,
  step: ControlStep | undefined,
  work: (log: StepLog) => Promise<StepOutcome>,
): Promise<void> {
  const { job, siblings } = steps;
  const log = job.log.step(name, id, 'main' satisfies StepLabel['phase']);
  log.start();
  const outcome = await work(log);
  const frame = topFrame(steps, log, name, undefined);
  const goesOn =
    outcome === 'failure' && evaluateBoolean(step?.continueOnError, scopeOf(frame, job.env), false);
  const conclusion = goesOn ? 'success' : outcome;
  if (isShownId(id)) siblings.setResult(id, outcome, conclusion);
  log.end(outcome, conclusion, {});
  if (job.cancelled.aborted) worsen(job, 'cancelled');
  else if (conclusion === 'failure') worsen(job, 'failure');
}

type StepOutcome = Ended['outcome'];

/** Nobody has waited for some: the job does, and takes their failures as its own. */
async function finishBackground(steps: Steps): Promise<void> {
  const { job, background } = steps;
  const open = background.open();
  if (open.length > 0)
    await runWaiting(steps, 'Wait for all background steps', undefined, undefined, () =>
      background.wait(open),
    );
  const result = background.result();
  if (result === 'failure' || (result === 'cancelled' && job.cancelled.aborted)) worsen(job, result);
  else if (result === 'cancelled') worsen(job, 'failure');
}
