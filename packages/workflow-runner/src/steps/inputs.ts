/** `with:` of a step and the defaults of its action. */
import { evaluateString, evaluateTexts, type Scope } from '../expressions/evaluate.ts';
import type { ActionFile } from '../parse/action.ts';
import type { UsesStep } from '../parse/step.ts';

export type Inputs = {
  /** By name as written in `with:` or in the action. */
  readonly values: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
};

/**
 * @param fixed by name of an input that the action has: what holds on this machine, whatever the step gives
 * @throws EvaluationError
 */
export function evaluateInputs(
  step: UsesStep,
  action: ActionFile,
  scope: Scope,
  fixed: Readonly<Record<string, string>> = {},
): Inputs {
  const given = evaluateTexts(step.with, scope);
  const values = new Map(given);
  const names = new Set([...given.keys()].map((name) => name.toLowerCase()));
  const warnings: string[] = [];
  const defined = new Set(action.inputs.map(({ name }) => name.toLowerCase()));
  for (const { name, default: value, deprecation } of action.inputs) {
    if (!names.has(name.toLowerCase())) values.set(name, evaluateString(value, scope));
    else if (deprecation !== undefined)
      warnings.push(`Input '${name}' has been deprecated with message: ${deprecation}`);
  }
  for (const [name, value] of Object.entries(fixed)) if (defined.has(name)) values.set(name, value);
  const unexpected = [...given.keys()].filter((name) => !defined.has(name.toLowerCase()));
  if (unexpected.length > 0)
    warnings.push(
      `Unexpected input(s) '${unexpected.join("', '")}', valid inputs are ['${action.inputs.map(({ name }) => name).join("', '")}']`,
    );
  return { values, warnings };
}

/** `INPUT_` variables as GitHub's runner names them: spaces become underscores, nothing else. */
export const inputVariables = (values: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...values].map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]));
