/** Does what a step says, in a job or in a composite action. */
import { type Data, text, texts } from '../expressions/data.ts';
import { evaluateString } from '../expressions/evaluate.ts';
import type { Status } from '../expressions/functions.ts';
import type { CompositeAction } from '../parse/action.ts';
import type { ExecutedStep, RunStep } from '../parse/step.ts';
import { attempt, type Ended, type Reason, type Result } from './attempt.ts';
import { showValues } from './child.ts';
import { createEffects, type StepEffects } from './file-commands.ts';
import { type Frame, isShownId, scopeOf } from './frame.ts';
import { evaluateInputs } from './inputs.ts';
import { runJavaScript, type Stage } from './javascript.ts';
import { actionNames } from './names.ts';
import { runScript } from './script.ts';
import { type ActionUse, hasPost, hasPre, isLocal, type LoadedUse, loadUse, stageCondition } from './use.ts';

/** A step at one of its stages. */
export type Work =
  | { readonly kind: 'run'; readonly step: RunStep }
  | { readonly kind: 'use'; readonly use: ActionUse; readonly stage: Stage };

export type Environment = {
  /** The `env` context. */
  readonly env: ReadonlyMap<string, string>;
  /** What of it `env:` says, which holds inside of a composite action too. */
  readonly overrides: ReadonlyMap<string, string>;
};

/** @param setOutput where outputs of the step go */
export async function execute(
  frame: Frame,
  work: Work,
  { env, overrides }: Environment,
  setOutput: (name: string, value: string) => void,
  signal: AbortSignal,
): Promise<Result> {
  let failed = false;
  const state = work.kind === 'use' ? work.use.state : new Map<string, string>();
  const effects = createEffects(frame, setOutput, state, () => {
    failed = true;
  });
  const result =
    work.kind === 'run'
      ? await runScript(withAction(frame, undefined), work.step, env, effects, signal)
      : await runUse(frame, work.use, work.stage, { env, overrides }, effects, signal);
  return failed && result === 'success' ? 'failure' : result;
}

/** What `github` says of the action that runs. */
const withAction = (
  frame: Frame,
  published: { readonly repository: string; readonly ref: string } | undefined,
): Frame => ({
  ...frame,
  github: new Map<string, Data>([
    ...frame.github,
    ['action_repository', text(published?.repository ?? '')],
    ['action_ref', text(published?.ref ?? '')],
  ]),
});

async function runUse(
  frame: Frame,
  use: ActionUse,
  stage: Stage,
  environment: Environment,
  effects: StepEffects,
  signal: AbortSignal,
): Promise<Result> {
  const loaded = await loadUse(use, frame.job.actions, frame.job.folders.workspace);
  const { action } = loaded;
  if (stage !== 'post' && hasPost(use)) use.isPostDue = true;
  const here = withAction(frame, action.published);
  const fixed = action.published === undefined ? {} : frame.job.request.host.actionInputs?.(action.published);
  const { values, warnings } = evaluateInputs(use.step, action.file, scopeOf(here, environment.env), fixed);
  if (stage === 'main')
    for (const message of warnings)
      frame.log.annotate({ level: 'warning', message: frame.job.masks.mask(message) });
  const { runs } = action.file;
  if (stage === 'main' && isLocal(use.step) && runs.kind === 'javascript' && runs.pre !== undefined)
    frame.log.annotate({
      level: 'warning',
      message: `\`pre\` execution is not supported for local action from '${use.step.uses}'`,
    });
  if (runs.kind === 'composite')
    return runComposite(here, use, loaded, runs, stage, values, environment, effects, signal);
  if (runs.kind !== 'javascript') return 'failure';
  const script = runs[stage];
  if (script === undefined) return 'success';
  const run = { uses: use.step.uses, action, script, stage, inputs: values, state: use.state };
  return runJavaScript(here, run, environment.env, effects, signal);
}

async function runComposite(
  frame: Frame,
  use: ActionUse,
  loaded: LoadedUse,
  composite: CompositeAction,
  stage: Stage,
  inputs: ReadonlyMap<string, string>,
  { overrides }: Environment,
  effects: StepEffects,
  signal: AbortSignal,
): Promise<Result> {
  const { job } = frame;
  let status: Status = 'success';
  const inner: Frame = {
    ...frame,
    siblings: loaded.steps,
    origin: loaded.action.origin,
    github: new Map<string, Data>([...frame.github, ['action_path', text(loaded.action.folder)]]),
    inputs: texts(Object.fromEntries(inputs)),
    env: overrides,
    // Before and after the job's steps it is the job that counts.
    status: stage === 'main' ? () => (job.cancelled.aborted ? 'cancelled' : status) : () => job.status,
  };
  if (stage === 'main') {
    frame.log.line(`##[group]Run ${use.step.uses}`, 'header');
    showValues(frame, 'with:', inputs);
    frame.log.line('##[endgroup]', 'header');
  }
  const stop = stopOf(signal);
  for (const item of itemsOf(composite, loaded, stage)) {
    const { conclusion } = await runInner(inner, item, stop);
    if (conclusion === 'cancelled' || (conclusion === 'failure' && status === 'success')) status = conclusion;
  }
  if (stage === 'main') {
    const scope = scopeOf(inner, new Map([...job.env, ...overrides]));
    for (const { name, value } of composite.outputs) effects.setOutput(name, evaluateString(value, scope));
  }
  return status;
}

/** A cancelled job leaves it to each inner step whether it goes on; a step that is out of time ends them all. */
function stopOf(signal: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const onAbort = () => {
    if ((signal.reason as Reason) !== 'cancelled') controller.abort();
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return controller.signal;
}

type InnerItem = {
  readonly step: ExecutedStep;
  readonly name: string;
  readonly condition: string;
  readonly work: Work;
};

/** Steps of a stage: all in the main one, else those whose action has that stage; post stages run backwards. */
function itemsOf({ steps }: CompositeAction, { inner }: LoadedUse, stage: Stage): readonly InnerItem[] {
  const names = actionNames(steps);
  const items: InnerItem[] = [];
  for (const [index, step] of steps.entries()) {
    const name = names[index] ?? '';
    const use = inner.get(index);
    if (step.kind === 'run' && stage === 'main')
      items.push({ step, name, condition: step.condition, work: { kind: 'run', step } });
    if (step.kind !== 'uses' || use === undefined) continue;
    const work: Work = { kind: 'use', use, stage };
    if (stage === 'main') items.push({ step, name, condition: step.condition, work });
    else if (stage === 'pre' ? hasPre(use) : use.isPostDue)
      items.push({ step, name, condition: stageCondition(use, stage), work });
  }
  return stage === 'post' ? items.reverse() : items;
}

async function runInner(inner: Frame, item: InnerItem, stop: AbortSignal): Promise<Ended> {
  const { step, work } = item;
  const frame: Frame = {
    ...inner,
    github: new Map<string, Data>([...inner.github, ['action', text(item.name)]]),
  };
  const isMain = work.kind === 'run' || work.stage === 'main';
  const setOutput = (name: string, value: string) => {
    if (isShownId(step.id)) inner.siblings.setOutput(step.id, name, value);
  };
  const ended = await attempt({
    frame,
    condition: item.condition,
    env: step.env,
    continueOnError: step.continueOnError,
    timeoutMinutes: undefined,
    stop,
    onReady: () => undefined,
    run: (env, overrides, signal) => execute(frame, work, { env, overrides }, setOutput, signal),
  });
  if (isMain && isShownId(step.id)) inner.siblings.setResult(step.id, ended.outcome, ended.conclusion);
  return ended;
}
