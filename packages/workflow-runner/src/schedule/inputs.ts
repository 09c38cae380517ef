/** Inputs of a called workflow and of workflow_dispatch, as values of their types. */
import { configurationFailure } from '@sealift/core/failure';
import {
  count,
  type Data,
  Entries,
  entries,
  flag,
  isBooleanData,
  isNumberData,
  NULL,
  text,
} from '../expressions/data.ts';
import { asString, EvaluationError, evaluateToken, type Scope } from '../expressions/evaluate.ts';
import { pairsOf } from '../parse/tokens.ts';
import type { CallInterface, CallJob, InputDefinition, WorkflowFile } from '../parse/workflow.ts';

/** What an input is that nobody gives. */
const absent = ({ type }: InputDefinition): Data =>
  type === 'boolean' ? flag(false) : type === 'number' ? count(0) : text('');

function typed(input: InputDefinition, value: Data): Data {
  if (input.type === 'boolean' ? isBooleanData(value) : input.type === 'number' && isNumberData(value))
    return value;
  if (input.type === 'boolean' || input.type === 'number')
    throw new EvaluationError(`Unexpected value '${value.coerceString()}' for the input ${input.name}`);
  return text(asString(value));
}

/**
 * @param scope of the calling job, for `with:`
 * @param called for defaults: contexts of the called workflow
 * @param fixed values of the host, which go before what the caller gives
 * @throws EvaluationError for a value that is not of its input's type
 */
export function callInputs(
  call: CallInterface,
  caller: CallJob,
  scope: Scope,
  called: Scope,
  fixed: Readonly<Record<string, string>> = {},
): Data {
  const own = new Map(Object.entries(fixed).map(([name, value]) => [name.toLowerCase(), value]));
  const given = new Map(pairsOf(caller.with).map(({ key, value }) => [key.toLowerCase(), value]));
  return new Entries(
    call.inputs.map((input) => {
      const host = own.get(input.name.toLowerCase());
      if (host !== undefined) return [input.name, typed(input, text(host))];
      const value = given.get(input.name.toLowerCase());
      if (value !== undefined) return [input.name, typed(input, evaluateToken(value, scope))];
      if (input.default !== undefined)
        return [input.name, typed(input, evaluateToken(input.default, called))];
      return [input.name, absent(input)];
    }),
  );
}

export type DispatchInputs = {
  /** The `inputs` context. */
  readonly inputs: Data;
  /** `github.event.inputs`, all as texts. */
  readonly texts: Readonly<Record<string, string>>;
};

const NONE: DispatchInputs = { inputs: entries({}), texts: {} };

/** @throws Failure `configuration` where GitHub's API would not start the run */
export function dispatchInputs(
  file: WorkflowFile,
  eventName: string,
  given: Readonly<Record<string, string>> | undefined,
): DispatchInputs {
  if (eventName !== 'workflow_dispatch') return NONE;
  const byName = new Map(Object.entries(given ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const texts: Record<string, string> = {};
  const values = new Entries();
  for (const input of file.dispatch) {
    const value = byName.get(input.name.toLowerCase());
    byName.delete(input.name.toLowerCase());
    const written = value ?? input.default?.toString() ?? (input.type === 'boolean' ? 'false' : '');
    if (input.required && (value ?? '') === '' && input.default === undefined)
      throw refused(file, `Required input '${input.name}' not provided`);
    texts[input.name] = written;
    values.add(input.name, dispatchValue(file, input, written));
  }
  const [unknown] = byName.keys();
  if (unknown !== undefined) throw refused(file, `Unexpected inputs provided: ["${unknown}"]`);
  return { inputs: values, texts };
}

function dispatchValue(file: WorkflowFile, input: InputDefinition, written: string): Data {
  if (input.type === 'boolean') {
    if (written !== 'true' && written !== 'false')
      throw refused(file, `Provided value '${written}' for input '${input.name}' is not a boolean`);
    return flag(written === 'true');
  }
  if (input.type === 'number' && written !== '') {
    if (Number.isNaN(Number(written)))
      throw refused(file, `Provided value '${written}' for input '${input.name}' is not a number`);
    return count(Number(written));
  }
  if (input.type === 'choice' && written !== '' && !input.options.includes(written))
    throw refused(
      file,
      `Provided value '${written}' for input '${input.name}' not in the list of allowed values`,
    );
  return input.type === 'number' ? NULL : text(written);
}

const refused = (file: WorkflowFile, what: string) =>
  configurationFailure({
    code: 'workflow/bad-inputs',
    cause: `GitHub would not start ${file.reference.path}: ${what}.`,
    remedy: 'Give the inputs that the workflow declares under workflow_dispatch.',
    location: { file: file.reference.path },
  });
