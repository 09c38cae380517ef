/** Whether a job gives a called workflow what it asks for, and nothing else. */
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { isBoolean, isNumber, isScalar } from './grammar.ts';
import { pairsOf, showPlace, type Token } from './tokens.ts';
import type { CallJob, InputDefinition, WorkflowFile } from './workflow.ts';

/** @throws Failure `configuration` as GitHub refuses such a run */
export function checkCall(caller: CallJob, file: WorkflowFile): void {
  const { call } = file;
  if (call === undefined)
    throw refusal(
      caller,
      `The workflow ${file.reference.path} is not reusable as it is missing a "on.workflow_call" trigger`,
      'Add workflow_call to its "on:".',
    );
  const given = new Map(pairsOf(caller.with).map(({ key, value }) => [key.toLowerCase(), { key, value }]));
  for (const input of call.inputs) {
    const one = given.get(input.name.toLowerCase());
    if (one === undefined && input.required)
      throw refusal(
        caller,
        `Input ${input.name} is required, but not provided while calling`,
        `Give "${input.name}" in "with:".`,
      );
    if (one !== undefined) checkType(caller, input, one.value);
    given.delete(input.name.toLowerCase());
  }
  for (const { key } of given.values())
    throw refusal(
      caller,
      `Invalid input, ${key} is not defined in the referenced workflow`,
      `Take "${key}" out of "with:".`,
    );
  if (caller.secrets !== 'inherit') checkSecrets(caller, call.secrets);
}

function checkSecrets(
  caller: CallJob,
  defined: readonly { readonly name: string; readonly required: boolean }[],
): void {
  const token = caller.secrets === 'inherit' ? undefined : caller.secrets;
  const given = new Map(pairsOf(token).map(({ key }) => [key.toLowerCase(), key]));
  for (const { name, required } of defined) {
    if (required && !given.has(name.toLowerCase()))
      throw refusal(
        caller,
        `Secret ${name} is required, but not provided while calling`,
        `Give "${name}" in "secrets:".`,
      );
    given.delete(name.toLowerCase());
  }
  for (const key of given.values())
    throw refusal(
      caller,
      `Invalid secret, ${key} is not defined in the referenced workflow`,
      `Take "${key}" out of "secrets:".`,
    );
}

/** A literal must have the type of the input; what an expression gives is seen when the job starts. */
function checkType(caller: CallJob, input: InputDefinition, value: Token): void {
  if (!isScalar(value) || value.isExpression) return;
  const fits =
    (input.type === 'boolean' && isBoolean(value)) ||
    (input.type === 'number' && isNumber(value)) ||
    input.type === 'string';
  if (!fits)
    throw refusal(
      caller,
      `Unexpected value '${value.toString()}' for the input ${input.name}, which is a ${input.type}`,
      `Give a ${input.type}.`,
    );
}

const refusal = (caller: CallJob, what: string, remedy: string): Failure =>
  configurationFailure({
    code: 'workflow/bad-call',
    cause: `Error calling workflow '${caller.uses}' by the job "${caller.id}" (${showPlace(caller.place)}): ${what}.`,
    remedy,
    location: { file: caller.place.file, line: caller.place.line },
  });
