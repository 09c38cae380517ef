/** A workflow file as written: tokens by their meaning, expressions not yet evaluated. */
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { type Access, type Permissions, READ_ALL, WRITE_ALL } from '../permissions.ts';
import type { WorkflowReference } from '../request.ts';
import { type Problem, parseWorkflowText } from './grammar.ts';
import { readSteps, type Step } from './step.ts';
import {
  conditionOf,
  itemsOf,
  literalFlag,
  literalText,
  type Place,
  pairsOf,
  placeOf,
  propertiesOf,
  type Token,
  textsOf,
} from './tokens.ts';

export type InputDefinition = {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'number' | 'choice' | 'environment';
  readonly required: boolean;
  readonly default: Token | undefined;
  readonly options: readonly string[];
};

export type CallInterface = {
  readonly inputs: readonly InputDefinition[];
  readonly secrets: readonly { readonly name: string; readonly required: boolean }[];
  readonly outputs: readonly { readonly name: string; readonly value: Token | undefined }[];
};

export type RunDefaults = { readonly shell: Token | undefined; readonly workingDirectory: Token | undefined };

type CommonJob = {
  readonly id: string;
  readonly place: Place;
  readonly name: Token | undefined;
  readonly needs: readonly string[];
  readonly condition: string;
  readonly strategy: Token | undefined;
  readonly permissions: Permissions | undefined;
  readonly concurrency: Token | undefined;
};

export type StepsJob = CommonJob & {
  readonly kind: 'steps';
  readonly runsOn: Token | undefined;
  readonly env: Token | undefined;
  readonly environment: Token | undefined;
  readonly outputs: Token | undefined;
  readonly defaults: RunDefaults;
  readonly timeoutMinutes: Token | undefined;
  readonly cancelTimeoutMinutes: Token | undefined;
  readonly continueOnError: Token | undefined;
  readonly steps: readonly Step[];
  readonly services: Token | undefined;
  /** Keys that ask for what only GitHub has: container, snapshot. */
  readonly unsupported: readonly { readonly key: string; readonly place: Place }[];
};

export type CallJob = CommonJob & {
  readonly kind: 'call';
  readonly uses: string;
  readonly with: Token | undefined;
  readonly secrets: Token | 'inherit' | undefined;
};

export type Job = StepsJob | CallJob;

export type WorkflowFile = {
  readonly reference: WorkflowReference;
  readonly name: string | undefined;
  readonly runName: Token | undefined;
  readonly env: Token | undefined;
  readonly defaults: RunDefaults;
  readonly permissions: Permissions | undefined;
  readonly concurrency: Token | undefined;
  readonly events: ReadonlySet<string>;
  readonly dispatch: readonly InputDefinition[];
  readonly call: CallInterface | undefined;
  readonly jobs: ReadonlyMap<string, Job>;
};

/** @throws Failure `configuration` for a file that GitHub does not take */
export async function readWorkflow(reference: WorkflowReference, content: string): Promise<WorkflowFile> {
  const { root, problems } = await parseWorkflowText(reference.path, content);
  const [first] = problems;
  if (first !== undefined) throw invalidFile(reference, problems, first);
  const properties = propertiesOf(root);
  const on = properties.get('on');
  const triggers = propertiesOf(on);
  return {
    reference,
    name: literalText(properties.get('name')),
    runName: properties.get('run-name'),
    env: properties.get('env'),
    defaults: readDefaults(properties.get('defaults')),
    permissions: readPermissions(properties.get('permissions')),
    concurrency: properties.get('concurrency'),
    events: new Set(triggers.size > 0 ? triggers.keys() : textsOf(on)),
    dispatch: readInputs(propertiesOf(triggers.get('workflow_dispatch')).get('inputs')),
    call:
      triggers.has('workflow_call') || textsOf(on).includes('workflow_call')
        ? readCall(triggers.get('workflow_call'))
        : undefined,
    jobs: new Map(
      pairsOf(properties.get('jobs')).map(({ key, keyToken, value }) => [
        key,
        readJob(key, placeOf(keyToken, reference.path), value),
      ]),
    ),
  };
}

function invalidFile(
  { repository, path }: WorkflowReference,
  problems: readonly Problem[],
  first: Problem,
): Failure {
  const shown = problems
    .slice(0, 5)
    .map(({ message, line, column }) =>
      line === undefined ? message : `${message} (line ${line}, column ${column ?? 1})`,
    );
  return configurationFailure({
    code: 'workflow/invalid',
    cause: `The workflow file ${path} of ${repository} is not valid: ${shown.join('; ')}.`,
    remedy: 'Correct the file: GitHub would not run it either.',
    location: { file: path, ...(first.line === undefined ? {} : { line: first.line }) },
  });
}

function readJob(id: string, place: Place, token: Token): Job {
  const properties = propertiesOf(token);
  const common = {
    id,
    place,
    name: properties.get('name'),
    needs: textsOf(properties.get('needs')),
    condition: conditionOf(properties.get('if')),
    strategy: properties.get('strategy'),
    permissions: readPermissions(properties.get('permissions')),
    concurrency: properties.get('concurrency'),
  };
  const uses = literalText(properties.get('uses'));
  if (uses !== undefined) {
    const secrets = properties.get('secrets');
    return {
      ...common,
      kind: 'call',
      uses,
      with: properties.get('with'),
      secrets: literalText(secrets) === 'inherit' ? 'inherit' : secrets,
    };
  }
  return {
    ...common,
    kind: 'steps',
    runsOn: properties.get('runs-on'),
    env: properties.get('env'),
    environment: properties.get('environment'),
    outputs: properties.get('outputs'),
    defaults: readDefaults(properties.get('defaults')),
    timeoutMinutes: properties.get('timeout-minutes'),
    cancelTimeoutMinutes: properties.get('cancel-timeout-minutes'),
    continueOnError: properties.get('continue-on-error'),
    steps: readSteps(properties.get('steps'), place.file),
    services: properties.get('services'),
    unsupported: ['container', 'snapshot'].flatMap((key) => {
      const value = properties.get(key);
      return value === undefined ? [] : [{ key, place: placeOf(value, place.file) }];
    }),
  };
}

function readDefaults(token: Token | undefined): RunDefaults {
  const run = propertiesOf(propertiesOf(token).get('run'));
  return { shell: run.get('shell'), workingDirectory: run.get('working-directory') };
}

export function readPermissions(token: Token | undefined): Permissions | undefined {
  if (token === undefined) return undefined;
  const word = literalText(token);
  if (word === 'read-all') return READ_ALL;
  if (word === 'write-all') return WRITE_ALL;
  return Object.fromEntries(
    pairsOf(token).map(({ key, value }): [string, Access] => {
      const access = literalText(value);
      return [key, access === 'read' || access === 'write' ? access : 'none'];
    }),
  );
}

function readInputs(token: Token | undefined): readonly InputDefinition[] {
  return pairsOf(token).map(({ key, value }) => {
    const properties = propertiesOf(value);
    const type = literalText(properties.get('type'));
    return {
      name: key,
      type:
        type === 'boolean' || type === 'number' || type === 'choice' || type === 'environment'
          ? type
          : 'string',
      required: literalFlag(properties.get('required')) ?? false,
      default: properties.get('default'),
      options: itemsOf(properties.get('options')).map((option) => option.toString()),
    };
  });
}

function readCall(token: Token | undefined): CallInterface {
  const properties = propertiesOf(token);
  return {
    inputs: readInputs(properties.get('inputs')),
    secrets: pairsOf(properties.get('secrets')).map(({ key, value }) => ({
      name: key,
      required: literalFlag(propertiesOf(value).get('required')) ?? false,
    })),
    outputs: pairsOf(properties.get('outputs')).map(({ key, value }) => ({
      name: key,
      value: propertiesOf(value).get('value'),
    })),
  };
}
