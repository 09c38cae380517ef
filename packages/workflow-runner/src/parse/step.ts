/** A step as written, of a job or of a composite action. */
import {
  conditionOf,
  itemsOf,
  literalFlag,
  literalText,
  type Place,
  placeOf,
  propertiesOf,
  type Token,
  textsOf,
} from './tokens.ts';

type Common = {
  readonly id: string | undefined;
  readonly name: Token | undefined;
  readonly place: Place;
  readonly continueOnError: Token | undefined;
};

type Executed = Common & {
  readonly condition: string;
  readonly env: Token | undefined;
  readonly timeoutMinutes: Token | undefined;
  readonly background: boolean;
};

export type RunStep = Executed & {
  readonly kind: 'run';
  readonly run: Token;
  readonly shell: Token | undefined;
  readonly workingDirectory: Token | undefined;
};

export type UsesStep = Executed & {
  readonly kind: 'uses';
  readonly uses: string;
  readonly with: Token | undefined;
};

/** Ids are those of `id:`, or those that background steps without one get. */
export type WaitStep = Common & { readonly kind: 'wait'; readonly ids: readonly string[] };
export type WaitAllStep = Common & { readonly kind: 'wait-all' };
export type CancelStep = Common & { readonly kind: 'cancel'; readonly ids: readonly string[] };

export type ExecutedStep = RunStep | UsesStep;
export type ControlStep = WaitStep | WaitAllStep | CancelStep;
export type Step = ExecutedStep | ControlStep;

/** `parallel:` becomes background steps and one that waits for them, which is what GitHub makes of it. */
export function readSteps(token: Token | undefined, file: string): readonly Step[] {
  const steps: Step[] = [];
  let groups = 0;
  for (const item of itemsOf(token)) {
    const parallel = propertiesOf(item).get('parallel');
    if (parallel === undefined) {
      steps.push(readStep(item, file));
      continue;
    }
    groups += 1;
    const members = readSteps(parallel, file).map((member, index) => ({
      ...member,
      id: member.id ?? `__parallel_${groups}_${index + 1}`,
      background: true,
    }));
    steps.push(...members, {
      kind: 'wait',
      id: undefined,
      name: undefined,
      place: placeOf(item, file),
      continueOnError: undefined,
      ids: members.map(({ id }) => id),
    });
  }
  return steps;
}

function readStep(token: Token, file: string): Step {
  const properties = propertiesOf(token);
  const common = {
    id: literalText(properties.get('id')),
    name: properties.get('name'),
    place: placeOf(token, file),
    continueOnError: properties.get('continue-on-error'),
  };
  if (properties.has('wait')) return { ...common, kind: 'wait', ids: textsOf(properties.get('wait')) };
  if (properties.has('wait-all')) return { ...common, kind: 'wait-all' };
  if (properties.has('cancel')) return { ...common, kind: 'cancel', ids: textsOf(properties.get('cancel')) };
  const executed = {
    ...common,
    condition: conditionOf(properties.get('if')),
    env: properties.get('env'),
    timeoutMinutes: properties.get('timeout-minutes'),
    background: literalFlag(properties.get('background')) ?? false,
  };
  const run = properties.get('run');
  if (run !== undefined)
    return {
      ...executed,
      kind: 'run',
      run,
      shell: properties.get('shell'),
      workingDirectory: properties.get('working-directory'),
    };
  return {
    ...executed,
    kind: 'uses',
    uses: literalText(properties.get('uses')) ?? '',
    with: properties.get('with'),
  };
}
