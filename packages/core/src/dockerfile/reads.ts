/** What a build reads of its contexts, as its Dockerfile says. */
import { posix } from 'node:path';
import type { Platform } from '../image/platform.ts';
import {
  assigned,
  type Environment,
  firstEnvironment,
  type Given,
  globalEnvironment,
  lookupIn,
} from './environment.ts';
import { isReplaced, neededStages, type Origin, type Origins, originsOf } from './origins.ts';
import type { Assignment, Copy, Dockerfile, Mount, Stage, Step } from './stages.ts';
import { expandWord } from './words.ts';

/** A file or folder in a context; the parts of the path may be patterns of Go's `filepath.Match`. */
export type Source = {
  /** Without `/` at either end; `.` is the whole context. */
  readonly path: string;
  /** Patterns of what is left out of the folder that `path` names, as in an ignore file. */
  readonly exclude: readonly string[];
};

export type Reads = {
  readonly context: readonly Source[];
  /** Of named contexts, by name. */
  readonly named: ReadonlyMap<string, readonly Source[]>;
};

export type BuildQuestion = {
  /** Stage; the last one when it is empty. */
  readonly target: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Names of named contexts. */
  readonly contexts: readonly string[];
  readonly platform: Platform;
};

const EVERYTHING: Source = { path: '.', exclude: [] };

/** Frontends whose language is read here. Another may mean anything. */
const KNOWN_SYNTAX = /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?:[:@]|$)/;

export const isUnderstood = ({ syntax }: Pick<Dockerfile, 'syntax'>): boolean =>
  syntax === undefined || KNOWN_SYNTAX.test(syntax);

/** The stage that a target names, by its name or position; the last one for an empty target. */
export function findTarget({ stages }: Pick<Dockerfile, 'stages'>, target: string): Stage | undefined {
  if (target === '') return stages.at(-1);
  return (
    stages.findLast(({ name }) => name === target.toLowerCase()) ??
    (/^[0-9]{1,4}$/.test(target) ? stages[Number(target)] : undefined)
  );
}

/**
 * What cannot be known counts as everything: a variable without a value, a language that is not read here, a target that
 * is no stage.
 */
export function readsOf(dockerfile: Dockerfile, question: BuildQuestion): Reads {
  const collected = collect(question.contexts);
  const target = findTarget(dockerfile, question.target);
  if (target === undefined || !isUnderstood(dockerfile)) {
    collected.everything();
    return collected.reads;
  }
  const given: Given = { ...question, escapeWith: dockerfile.escapeWith };
  const globals = globalEnvironment(dockerfile.globals, given);
  const origins = originsOf(dockerfile, question.contexts, globals);
  const needed = neededStages(dockerfile, target, origins);
  const ends = new Map<Stage, Environment>();
  // In the order of the file: a stage is built on an earlier one.
  for (const stage of dockerfile.stages)
    if (needed.has(stage)) ends.set(stage, walk(stage, { given, globals, origins, ends, collected }));
  return collected.reads;
}

const isAssignment = (step: Step): step is Assignment => step.kind === 'arg' || step.kind === 'env';

type Collected = {
  readonly reads: Reads;
  add(context: string | undefined, source: Source): void;
  everything(): void;
};

function collect(contexts: readonly string[]): Collected {
  const main: Source[] = [];
  const named = new Map<string, Source[]>(contexts.map((name) => [name, []]));
  return {
    reads: { context: main, named },
    add(context, source) {
      (context === undefined ? main : named.get(context))?.push(source);
    },
    everything() {
      for (const list of [main, ...named.values()]) list.push(EVERYTHING);
    },
  };
}

type Walk = {
  readonly given: Given;
  readonly globals: Environment;
  readonly origins: Origins;
  readonly ends: ReadonlyMap<Stage, Environment>;
  readonly collected: Collected;
};

/** Collects what a stage reads. @returns its variables at the end */
function walk(stage: Stage, { given, globals, origins, ends, collected }: Walk): Environment {
  const base = origins.base(stage);
  if (base.is === 'context') collected.add(base.name, EVERYTHING);
  // Images made for it copy the context by themselves (ONBUILD); only their name tells.
  if (base.is === 'image' && /onbuild/i.test(base.name)) collected.everything();
  let environment = firstEnvironment(startOf(base, ends));
  if (isReplaced(stage, base)) return environment;
  for (const step of stage.steps)
    if (isAssignment(step)) environment = assigned(environment, step, globals, given);
    else
      addSources(step, step.from === undefined ? undefined : origins.from(step.from), environment, {
        given,
        collected,
      });
  return environment;
}

function startOf(base: Origin, ends: ReadonlyMap<Stage, Environment>): Environment | 'image' | 'scratch' {
  if (base.is === 'stage') return ends.get(base.stage) ?? 'image';
  return base.is === 'image' && base.name === 'scratch' ? 'scratch' : 'image';
}

function addSources(
  step: Copy | Mount,
  from: Origin | undefined,
  environment: Environment,
  { given, collected }: Pick<Walk, 'given' | 'collected'>,
): void {
  if (from?.is === 'unknown') collected.everything();
  if (from !== undefined && from.is !== 'context') return;
  const sources = step.kind === 'copy' ? step.sources : [step.source];
  for (const word of sources) {
    const source = expandWord(word, lookupIn(environment), given.escapeWith);
    if (source !== undefined && step.kind === 'copy' && step.remote && isRemote(source)) continue;
    collected.add(from?.name, source === undefined ? EVERYTHING : sourceOf(source, step));
  }
}

const isRemote = (source: string): boolean => /^(?:https?:\/\/|git:\/\/|ssh:\/\/|git@)/.test(source);

function sourceOf(text: string, step: Copy | Mount): Source {
  // Nothing leads out of a context: "..", from its top, is its top.
  const parts = posix
    .normalize(`/${text}`)
    .split('/')
    .filter((part) => part !== '');
  const open = parts.findIndex((part) => part.includes('**'));
  const path = (open < 0 ? parts : parts.slice(0, open)).join('/');
  return { path: path === '' ? '.' : path, exclude: path === '' || open < 0 ? excluded(path, step) : [] };
}

/**
 * Only where it is plain from which folder the patterns count: from the one that the path names. With `--parents`, for
 * one of several folders and with a variable in a pattern nothing is left out.
 */
function excluded(path: string, step: Copy | Mount): readonly string[] {
  if (step.kind === 'mount' || step.parents || /[*?[\\]/.test(path)) return [];
  return step.exclude.some((pattern) => pattern.includes('$')) ? [] : step.exclude;
}
