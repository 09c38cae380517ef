/** What the names in FROM and `--from` stand for, and which stages a target needs. */
import { type Environment, lookupIn } from './environment.ts';
import type { Dockerfile, Stage } from './stages.ts';
import { expandWord } from './words.ts';

export type Origin =
  | { readonly is: 'stage'; readonly stage: Stage }
  | { readonly is: 'context'; readonly name: string }
  | { readonly is: 'image'; readonly name: string }
  | { readonly is: 'unknown' };

export type Origins = {
  /** What a stage is built on. A `context` of the stage's own name takes its place. */
  base(stage: Stage): Origin;
  /** What `--from` names. */
  from(name: string): Origin;
};

/** A named context takes the place of a stage of its name, and of an image. */
export function originsOf(
  { stages, escapeWith }: Dockerfile,
  contexts: readonly string[],
  globals: Environment,
): Origins {
  const contextOf = (name: string): Origin | undefined => {
    const found = contexts.find((each) => familiarName(each) === familiarName(name));
    return found === undefined ? undefined : { is: 'context', name: found };
  };
  const named = (name: string, among: readonly Stage[]): Origin =>
    contextOf(name) ??
    stageOrigin(among.findLast((stage) => stage.name === name.toLowerCase())) ?? { is: 'image', name };
  return {
    base(stage) {
      const replacing = stage.name === undefined ? undefined : contextOf(stage.name);
      if (replacing !== undefined) return replacing;
      const name = expandWord(stage.base, lookupIn(globals), escapeWith);
      if (name === undefined || name === '') return { is: 'unknown' };
      return named(name, stages.slice(0, stages.indexOf(stage)));
    },
    from(name) {
      if (name.includes('$')) return { is: 'unknown' };
      if (/^[0-9]{1,4}$/.test(name)) return stageOrigin(stages[Number(name)]) ?? { is: 'unknown' };
      return named(name, stages);
    },
  };
}

const stageOrigin = (stage: Stage | undefined): Origin | undefined =>
  stage === undefined ? undefined : { is: 'stage', stage };

/** As buildx and BuildKit compare names of contexts and images. */
const familiarName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^docker\.io\//, '')
    .replace(/^library\//, '')
    .replace(/:latest$/, '');

/** Whether a context takes the place of a stage, with all its instructions. */
export const isReplaced = ({ name }: Stage, base: Origin): boolean =>
  base.is === 'context' && name !== undefined && familiarName(base.name) === familiarName(name);

/** Those that BuildKit would build for the target; all of them when that cannot be known. */
export function neededStages({ stages }: Dockerfile, target: Stage, origins: Origins): ReadonlySet<Stage> {
  const needed = new Set<Stage>();
  const waiting: Stage[] = [target];
  const follow = (origin: Origin) => {
    if (origin.is === 'stage') waiting.push(origin.stage);
    if (origin.is === 'unknown') waiting.push(...stages);
  };
  for (let stage = waiting.pop(); stage !== undefined; stage = waiting.pop()) {
    if (needed.has(stage)) continue;
    needed.add(stage);
    const base = origins.base(stage);
    follow(base);
    if (isReplaced(stage, base)) continue;
    for (const step of stage.steps)
      if ((step.kind === 'copy' || step.kind === 'mount') && step.from !== undefined)
        follow(origins.from(step.from));
  }
  return needed;
}
