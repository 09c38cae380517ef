/** One `uses:` of a job, with what its action needs between its stages, and the uses inside of it. */
import { createStepsContext, type StepsContext } from '../job/steps-context.ts';
import type { CompositeAction } from '../parse/action.ts';
import { parseUses } from '../parse/reference.ts';
import type { UsesStep } from '../parse/step.ts';
import { ActionError, type ActionLoader, type LoadedAction, type Origin } from './action-files.ts';
import { actionNames } from './names.ts';

export type ActionUse = {
  readonly step: UsesStep;
  /** `github.action` */
  readonly name: string;
  /** Where the step stands. */
  readonly origin: Origin;
  readonly depth: number;
  /** undefined until it runs, for an action in the workspace: nothing is there before. */
  loaded: LoadedUse | undefined;
  /** Saved by one stage for the next. */
  readonly state: Map<string, string>;
  /** It has run so far that its post stage is due. */
  isPostDue: boolean;
};

export type LoadedUse = {
  readonly action: LoadedAction;
  /** By the position of the step, for steps of a composite action that use actions. */
  readonly inner: ReadonlyMap<number, ActionUse>;
  /** `steps` inside of the composite action, from its pre to its post stage. */
  readonly steps: StepsContext;
};

/** Composite actions within composite actions. */
const DEEPEST_ACTION = 10;

export const isLocal = (step: UsesStep): boolean => parseUses(step.uses).kind === 'workspace';

export function createUse(step: UsesStep, name: string, origin: Origin, depth: number): ActionUse {
  return { step, name, origin, depth, loaded: undefined, state: new Map(), isPostDue: false };
}

/**
 * Loads the action and, of a composite one, those that it uses, except those in the workspace.
 * @throws ActionError
 */
export async function loadUse(use: ActionUse, loader: ActionLoader, workspace: string): Promise<LoadedUse> {
  if (use.loaded !== undefined) return use.loaded;
  const { uses } = use.step;
  if (use.depth > DEEPEST_ACTION)
    throw new ActionError(`Composite action depth exceeded max depth ${DEEPEST_ACTION}`);
  if (parseUses(uses).kind === 'docker') throw dockerError(uses);
  const action = await loader.load(uses, use.origin, workspace);
  if (action.file.runs.kind === 'docker') throw dockerError(uses);
  const inner =
    action.file.runs.kind === 'composite'
      ? await loadInner(use, action, action.file.runs, loader, workspace)
      : new Map<number, ActionUse>();
  use.loaded = { action, inner, steps: createStepsContext() };
  return use.loaded;
}

const dockerError = (uses: string): ActionError =>
  new ActionError(`The action "${uses}" runs in a container, which this runner does not do.`);

async function loadInner(
  use: ActionUse,
  action: LoadedAction,
  { steps }: CompositeAction,
  loader: ActionLoader,
  workspace: string,
): Promise<ReadonlyMap<number, ActionUse>> {
  const names = actionNames(steps);
  const inner = new Map<number, ActionUse>();
  for (const [index, step] of steps.entries()) {
    if (step.kind !== 'uses') continue;
    const one = createUse(step, names[index] ?? '', action.origin, use.depth + 1);
    if (!isLocal(step)) await loadUse(one, loader, workspace);
    inner.set(index, one);
  }
  return inner;
}

/** An action in the workspace has no pre stage: it is not there yet. */
export function hasPre(use: ActionUse): boolean {
  const runs = use.loaded?.action.file.runs;
  if (runs === undefined || isLocal(use.step)) return false;
  if (runs.kind === 'javascript') return runs.pre !== undefined;
  return [...(use.loaded?.inner.values() ?? [])].some(hasPre);
}

export function hasPost(use: ActionUse): boolean {
  const runs = use.loaded?.action.file.runs;
  if (runs === undefined) return isLocal(use.step);
  if (runs.kind === 'javascript') return runs.post !== undefined;
  return [...(use.loaded?.inner.values() ?? [])].some(hasPost);
}

/** Condition of a stage: the action's own, composite actions always. */
export function stageCondition(use: ActionUse, stage: 'pre' | 'post'): string {
  const runs = use.loaded?.action.file.runs;
  if (runs?.kind !== 'javascript') return 'always()';
  return stage === 'pre' ? runs.preIf : runs.postIf;
}
