/**
 * Variables of a stage as its instructions go: ARG and ENV set one and the same environment, the later wins.
 * https://github.com/moby/buildkit/blob/v0.32.2/frontend/dockerfile/dockerfile2llb/convert.go (dispatchArg, dispatchEnv)
 */
import { formatPlatform, type Platform } from '../image/platform.ts';
import type { Assignment, Step } from './stages.ts';
import { expandWord, type Lookup, type Value } from './words.ts';

export type Environment = {
  readonly variables: ReadonlyMap<string, Value>;
  /** Those of ENV: they are in the image, and win again at the beginning of a stage that is built on it. */
  readonly kept: ReadonlyMap<string, Value>;
  /** What is not among the variables may come with an image. */
  readonly open: boolean;
};

export const lookupIn =
  ({ variables, open }: Environment): Lookup =>
  (name) =>
    variables.get(name) ?? (open ? 'unknown' : 'unset');

/** Of the platform that is built for. Those of the builder are not known. */
function platformVariables(platform: Platform): readonly (readonly [string, Value])[] {
  const { os, architecture, variant } = platform;
  return [
    ['TARGETPLATFORM', { is: formatPlatform(platform) }],
    ['TARGETOS', { is: os }],
    ['TARGETARCH', { is: architecture }],
    ['TARGETVARIANT', { is: variant ?? '' }],
    ...['BUILDPLATFORM', 'BUILDOS', 'BUILDARCH', 'BUILDVARIANT', 'BUILDOSVERSION', 'TARGETOSVERSION'].map(
      (name) => [name, 'unknown'] as const,
    ),
  ];
}

export type Given = {
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly platform: Platform;
  readonly escapeWith: string;
};

/** What FROM lines know: the platform, and the arguments before the first of them. */
export function globalEnvironment(steps: readonly Step[], given: Given): Environment {
  const variables = new Map<string, Value>(platformVariables(given.platform));
  for (const name of variables.keys()) {
    const own = givenValue(name, given);
    if (own !== undefined) variables.set(name, own);
  }
  const environment: Environment = { variables, kept: new Map(), open: false };
  for (const step of steps)
    if (step.kind === 'arg')
      variables.set(
        step.key,
        givenValue(step.key, given) ?? expanded(step.value, environment, given.escapeWith) ?? 'unset',
      );
  return environment;
}

const givenValue = (name: string, { buildArgs }: Given): Value | undefined => {
  const value = Object.hasOwn(buildArgs, name) ? buildArgs[name] : undefined;
  return value === undefined ? undefined : { is: value };
};

const expanded = (
  word: string | undefined,
  environment: Environment,
  escapeWith: string,
): Value | undefined => {
  if (word === undefined) return undefined;
  const value = expandWord(word, lookupIn(environment), escapeWith);
  return value === undefined ? 'unknown' : { is: value };
};

/** Of a stage that begins: on another stage, on an image, or on nothing. */
export function firstEnvironment(base: Environment | 'image' | 'scratch'): Environment {
  if (typeof base === 'string') return { variables: new Map(), kept: new Map(), open: base === 'image' };
  return { variables: new Map([...base.variables, ...base.kept]), kept: base.kept, open: base.open };
}

/** After an ARG or ENV. */
export function assigned(
  environment: Environment,
  step: Assignment,
  globals: Environment,
  given: Given,
): Environment {
  if (step.kind === 'env') {
    const value = expanded(step.value ?? '', environment, given.escapeWith) ?? 'unknown';
    return {
      ...environment,
      variables: new Map(environment.variables).set(step.key, value),
      kept: new Map(environment.kept).set(step.key, value),
    };
  }
  const value =
    givenValue(step.key, given) ??
    expanded(step.value, environment, given.escapeWith) ??
    globals.variables.get(step.key);
  // Declared without a value: whatever it was before.
  if (value === undefined || value === 'unset') return environment;
  return { ...environment, variables: new Map(environment.variables).set(step.key, value) };
}
