/** What GitHub calls a step. */
import { asString, evaluateToken, type Scope } from '../expressions/evaluate.ts';
import { parseUses } from '../parse/reference.ts';
import type { ControlStep, ExecutedStep, Step } from '../parse/step.ts';
import type { Token } from '../parse/tokens.ts';

const firstLine = (text: string): string => text.trimStart().split(/\r?\n|\r/)[0] ?? '';

/** A name with expressions that cannot be evaluated is shown as written. */
function evaluated(token: Token, scope: Scope): string {
  try {
    return asString(evaluateToken(token, scope));
  } catch {
    return 'source' in token && typeof token.source === 'string' ? token.source : token.toString();
  }
}

export function stepName(step: ExecutedStep, scope: Scope): string {
  if (step.name !== undefined) {
    const name = firstLine(evaluated(step.name, scope));
    if (name !== '') return name;
  }
  return step.kind === 'uses' ? `Run ${step.uses}` : `Run ${firstLine(evaluated(step.run, scope))}`;
}

const CONTROL_NAMES = { wait: 'Wait', 'wait-all': 'Wait for all', cancel: 'Cancel' } as const;

export const controlName = (step: ControlStep): string =>
  firstLine(step.name?.toString() ?? '') || CONTROL_NAMES[step.kind];

/**
 * `github.action` of each step: its id, or a name made from what it does, numbered when it comes again.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context
 */
export function actionNames(steps: readonly Step[]): readonly string[] {
  const taken = new Set(steps.flatMap(({ id }) => (id === undefined ? [] : [id.toLowerCase()])));
  return steps.map((step) => {
    if (step.id !== undefined) return step.id;
    const base = `__${baseName(step).replace(/[^A-Za-z0-9_-]/g, '_')}`;
    let name = base;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${base}_${number}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

function baseName(step: Step): string {
  if (step.kind === 'run') return 'run';
  if (step.kind !== 'uses') return step.kind;
  const source = parseUses(step.uses);
  if (source.kind === 'repository') return source.repository;
  return source.kind === 'docker' ? source.image : 'self';
}
