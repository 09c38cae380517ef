/** What this runner does not do is refused by name before anything starts. */
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { EvaluationError, evaluateToken, type Scope } from '../expressions/evaluate.ts';
import { functionMap } from '../expressions/functions.ts';
import { matrixContext } from '../job/contexts.ts';
import { readLabels } from '../job/labels.ts';
import type { RunRequest } from '../request.ts';
import { expandStrategy, type Strategy } from '../schedule/matrix.ts';
import { ActionError, type ActionLoader, type Origin } from '../steps/action-files.ts';
import type { PlannedJob, PlannedWorkflow } from './plan.ts';
import { parseUses } from './reference.ts';
import type { Step } from './step.ts';
import {
  hasExpression,
  literalFlag,
  literalText,
  type Place,
  pairsOf,
  placeOf,
  propertiesOf,
  showPlace,
  type Token,
} from './tokens.ts';
import type { Job, StepsJob } from './workflow.ts';

/** @throws Failure `configuration` with the place, the cause and the remedy */
export async function refuseUnsupported(
  plan: PlannedWorkflow,
  request: RunRequest,
  loader: ActionLoader,
): Promise<void> {
  refuseQueue(plan.file.concurrency, plan.file.reference.path);
  const isRunsOwn = plan.chain.length === 1;
  for (const [id, planned] of plan.jobs)
    if (!isRunsOwn || request.only?.includes(id) !== false) await refuseJob(plan, planned, request, loader);
}

async function refuseJob(
  plan: PlannedWorkflow,
  { job, called }: PlannedJob,
  request: RunRequest,
  loader: ActionLoader,
): Promise<void> {
  refuseQueue(job.concurrency, `the job "${job.id}" (${showPlace(job.place)})`);
  const strategy = literalStrategy(job);
  if (called !== undefined) await refuseUnsupported(called, request, loader);
  if (job.kind !== 'steps') return;
  const [first] = job.unsupported;
  if (first !== undefined)
    throw refusal(
      first.place,
      `The job "${job.id}" has "${first.key}:"`,
      'which this runner does not do',
      `Take "${first.key}:" out, or run the workflow on GitHub`,
    );
  refuseServices(job, request);
  refuseForeignLabels(job, strategy, request);
  refuseSameIds(job);
  const own = plan.chain.at(-1) ?? plan.chain[0];
  const origin = { repository: own.repository, ref: own.ref, files: plan.files };
  for (const step of job.steps) await refuseStep(step, origin, request, loader, 1);
}

/** Keys of a service that a stand-in can heed. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idservices */
const SERVICE_KEYS = ['image', 'env', 'ports', 'options'];

function refuseServices({ id: job, services, place }: StepsJob, { host }: RunRequest): void {
  if (services === undefined) return;
  if (host.service === undefined)
    throw refusal(
      placeOf(services, place.file),
      `The job "${job}" has "services:"`,
      'which this runner does not do',
      'Take "services:" out, or run the workflow on GitHub',
    );
  for (const { key: name, value } of pairsOf(services)) {
    const at = placeOf(value, place.file);
    const foreign = pairsOf(value).find(({ key }) => !SERVICE_KEYS.includes(key));
    if (foreign !== undefined)
      throw refusal(
        at,
        `The service "${name}" of the job "${job}" has "${foreign.key}:"`,
        'which this runner does not do',
        `Take "${foreign.key}:" out, or run the workflow on GitHub`,
      );
    const image = literalText(propertiesOf(value).get('image') ?? value);
    if (image !== undefined && image !== '' && host.service(image) === undefined)
      throw refusal(
        at,
        `The service "${name}" of the job "${job}" has the image "${image}"`,
        'which nothing on this machine stands in for',
        'Use a service that this machine has, or run the workflow on GitHub',
      );
  }
}

/** GitHub takes one or the other. */
function refuseQueue(token: Token | undefined, where: string): void {
  const properties = propertiesOf(token);
  if (
    literalText(properties.get('queue')) !== 'max' ||
    literalFlag(properties.get('cancel-in-progress')) !== true
  )
    return;
  throw configurationFailure({
    code: 'workflow/invalid',
    cause: `The concurrency of ${where} has both "queue: max" and "cancel-in-progress: true", which GitHub does not take.`,
    remedy: 'Take one of them out.',
  });
}

/** A matrix without expressions is wrong before anything runs; one with them when its job is due. */
function literalStrategy(job: Job): Strategy | undefined {
  if (hasExpression(job.strategy)) return undefined;
  try {
    return expandStrategy(evaluateToken(job.strategy, NOTHING));
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    throw refusal(
      job.place,
      `The matrix of the job "${job.id}" is not valid: ${error.message}`,
      'so that GitHub would not start the run',
      'Correct the matrix',
    );
  }
}

const NOTHING: Scope = { contexts: {}, functions: functionMap([]) };

/** Labels that can be known now; those that depend on other jobs or on inputs are looked at when the job starts. */
function refuseForeignLabels(job: StepsJob, strategy: Strategy | undefined, { host }: RunRequest): void {
  if (strategy === undefined || dependsOnRun(job.runsOn)) return;
  try {
    for (const { values } of strategy.legs)
      readLabels(job, { ...NOTHING, contexts: { matrix: matrixContext(values) } }, host);
  } catch (error) {
    // What GitHub finds out only when the job starts is its failure.
    if (!(error instanceof EvaluationError)) throw error;
  }
}

/** Upper and lower case are the same in ids; the parser compares them as written. */
function refuseSameIds({ steps }: StepsJob): void {
  const seen = new Set<string>();
  for (const { id, place } of steps) {
    if (id === undefined) continue;
    if (seen.has(id.toLowerCase()))
      throw refusal(
        place,
        `The identifier '${id}' may not be used more than once`,
        'also in another case',
        'Give the step another id',
      );
    seen.add(id.toLowerCase());
  }
}

const dependsOnRun = (token: Token | undefined): boolean =>
  hasExpression(token) && /\b(?:github|inputs|vars|needs|strategy)\b/i.test(JSON.stringify(token));

const DEEPEST = 10;

async function refuseStep(
  step: Step,
  origin: Origin,
  request: RunRequest,
  loader: ActionLoader,
  depth: number,
): Promise<void> {
  if (step.kind !== 'uses' || depth > DEEPEST) return;
  const source = parseUses(step.uses);
  if (source.kind === 'docker') throw docker(step.place, step.uses);
  if (source.kind === 'unknown')
    throw refusal(
      step.place,
      `The step uses "${step.uses}"`,
      'which names no action',
      'Write owner/repository@ref, ./path or $/path',
    );
  try {
    const { file, origin: inside } = await loader.load(step.uses, origin, request.repository.files.folder);
    if (file.runs.kind === 'docker') throw docker(step.place, step.uses);
    if (file.runs.kind !== 'composite') return;
    for (const inner of file.runs.steps) await refuseStep(inner, inside, request, loader, depth + 1);
  } catch (error) {
    // An action that is not there, or not yet, fails the job that uses it, as on GitHub.
    if (!(error instanceof ActionError)) throw error;
  }
}

const docker = (place: Place, uses: string): Failure =>
  refusal(
    place,
    `The action "${uses}" runs in a container`,
    'which this runner does not do',
    'Use a JavaScript or composite action in its place, or run the workflow on GitHub',
  );

const refusal = (place: Place, what: string, why: string, remedy: string): Failure =>
  configurationFailure({
    code: 'workflow/not-supported',
    cause: `${what}, ${why} (${showPlace(place)}).`,
    remedy: `${remedy}.`,
    location: { file: place.file, line: place.line },
  });
