/** What the tool does not see, found by rules of our own, and its rules that these stand in for. */

import { type Change, type Level, operationOf } from './change.ts';
import { type OpenApiDocument, pointerOf } from './document.ts';
import { type OwnChange, sharedOperations } from './operations.ts';
import { callbacksRule } from './rules/callbacks.ts';
import { closedObjectsRule } from './rules/closed-objects.ts';
import { parameterStyleRule } from './rules/parameter-style.ts';
import { securityRule } from './rules/security.ts';

const RULES = [securityRule, parameterStyleRule, closedObjectsRule, callbacksRule];

export function ownChanges(base: OpenApiDocument, revision: OpenApiDocument): readonly Change[] {
  const found = sharedOperations(base.value, revision.value).flatMap((operation) =>
    RULES.flatMap((rule): readonly OwnChange[] => rule(operation)),
  );
  return found.map(({ place, ...change }) => ({ ...change, line: revision.lineOf(pointerOf(place)) }));
}

/**
 * Levels of the tool's rules that are not ours.
 * - security: judged by {@link securityRule}, which knows alternatives
 * - a parameter's default: who leaves it out gets something else than before
 */
const OWN_LEVELS: readonly (readonly [RegExp, Level])[] = [
  [/^api(?:-global)?-security-/, 'info'],
  [/^request-parameter-default-value-(?:added|removed|changed)$/, 'warning'],
];

/** A change that the tool found, at the level that it has here. */
export function atOwnLevel(change: Change): Change {
  const level = OWN_LEVELS.find(([pattern]) => pattern.test(change.id))?.[1];
  return level === undefined ? change : { ...change, level };
}

/** For the log: `error GET /items: …`. */
export const describeChange = (change: Change): string =>
  `${change.level} ${operationOf(change)}: ${change.text} [${change.id}]`;
