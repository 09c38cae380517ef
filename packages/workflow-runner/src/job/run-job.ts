/** One job on this machine, from its tokens to its outputs. */
import { createMasks, type Masks } from '../commands/masks.ts';
import { evaluateNumber, evaluateString, type Scope } from '../expressions/evaluate.ts';
import { propertiesOf } from '../parse/tokens.ts';
import type { StepsJob } from '../parse/workflow.ts';
import { readOnly } from '../permissions.ts';
import type { JobIdentity, JobServices, RunRequest } from '../request.ts';
import type { JobResult } from '../result.ts';
import { messageOf } from '../steps/attempt.ts';
import { endOrphans } from '../steps/orphans.ts';
import { signalGroup } from '../steps/process.ts';
import { type Created, createJob } from './create-job.ts';
import { finishJob } from './finish.ts';
import type { JobInput } from './job-input.ts';
import { createJobLog, type JobLog } from './job-log.ts';
import { readLabels } from './labels.ts';
import { runSteps } from './run-steps.ts';
import { stopServices } from './service-containers.ts';

/** Minutes that a job may take, and that a cancelled one may take to end. */
const JOB_MINUTES = 360;
const CANCEL_MINUTES = 5;

export async function runJob(input: JobInput): Promise<JobResult> {
  const { run, label, definition } = input;
  const startedAt = performance.now();
  const masks = createMasks();
  for (const secret of allSecrets(run.request)) masks.add(secret);
  for (const secret of Object.values(input.secrets)) masks.add(secret);
  const log = createJobLog(label, masks, run.tell);
  run.tell({ kind: 'job-started', job: label });
  const end = (result: Pick<JobResult, 'conclusion' | 'outputs' | 'environment'>): JobResult => {
    const duration = performance.now() - startedAt;
    run.tell({ kind: 'job-ended', job: label, conclusion: result.conclusion, duration });
    return {
      ...label,
      ...result,
      jobId: definition.id,
      steps: log.steps(),
      annotations: log.annotations(),
      summary: log.summary(),
      duration,
    };
  };
  try {
    return end(await withServices(input, masks, log));
  } catch (error) {
    log.annotate({ level: 'error', message: messageOf(error) });
    return end({ conclusion: 'failure', outputs: {}, environment: undefined });
  }
}

const allSecrets = ({ secrets, environments }: RunRequest): readonly string[] => [
  ...Object.values(secrets),
  ...Object.values(environments ?? {}).flatMap((one) => Object.values(one.secrets ?? {})),
];

type Outcome = Pick<JobResult, 'conclusion' | 'outputs' | 'environment'>;

async function withServices(input: JobInput, masks: Masks, log: JobLog): Promise<Outcome> {
  const { run, definition, planned } = input;
  const { host, repository } = run.request;
  const environment = environmentName(definition, input.scope);
  const identity: JobIdentity = {
    ...input.label,
    path: input.path,
    runId: run.request.run.id,
    runAttempt: run.request.run.attempt,
    repository: repository.name,
    workflows: input.workflow.chain,
    permissions: run.request.fork === true ? readOnly(planned.permissions) : planned.permissions,
    environment,
    matrix: input.matrix,
    labels: readLabels(definition, input.scope, host),
    checkRunId: run.request.github.nextCheckRunId(),
  };
  const services = await host.startJob(identity);
  let outcome: Outcome | undefined;
  try {
    for (const secret of secretsOf(services)) masks.add(secret);
    outcome = await onMachine(input, identity, services, masks, log);
    return outcome;
  } finally {
    await host.endJob?.(identity, outcome?.conclusion ?? 'failure');
  }
}

const secretsOf = ({ token, idToken, actions }: JobServices): readonly string[] => [
  token,
  ...(idToken === undefined ? [] : [idToken.token]),
  ...Object.entries(actions ?? {}).flatMap(([name, value]) => (name.endsWith('_TOKEN') ? [value] : [])),
];

/** `environment: name` or `environment: { name }`. */
function environmentName({ environment }: StepsJob, scope: Scope): string | undefined {
  if (environment === undefined) return undefined;
  const name = evaluateString(propertiesOf(environment).get('name') ?? environment, scope);
  return name === '' ? undefined : name;
}

async function onMachine(
  input: JobInput,
  identity: JobIdentity,
  services: JobServices,
  masks: Masks,
  log: JobLog,
): Promise<Outcome> {
  const job = await createJob(input, identity, services, masks, log);
  const controllers = linkCancellation(input, job);
  try {
    const steps = await runSteps(job.running);
    return finishJob(job.running, steps, input.definition);
  } finally {
    controllers.unlink();
    await stopServices(job.running);
    const { groups, trackingId } = job.running;
    const left = await endOrphans(groups, trackingId);
    for (const group of groups) input.run.request.host.guard?.forget(group);
    if (left > 0)
      log.annotate({ level: 'notice', message: `Terminated ${left} orphan process(es) of the job.` });
  }
}

/** A job is cancelled from outside or when its time is up; when it does not end then, it is ended. */
function linkCancellation(
  input: JobInput,
  { running, cancel, force }: Created,
): { readonly unlink: () => void } {
  const { minute } = running.timing;
  const minutes = evaluateNumber(input.definition.timeoutMinutes, input.scope) ?? JOB_MINUTES;
  const grace = evaluateNumber(input.definition.cancelTimeoutMinutes, input.scope) ?? CANCEL_MINUTES;
  const timers: NodeJS.Timeout[] = [];
  const onCancel = () => {
    if (cancel.signal.aborted) return;
    running.status = 'cancelled';
    cancel.abort();
    timers.push(
      setTimeout(() => {
        force.abort();
        for (const group of running.groups) signalGroup(group, 'SIGKILL');
      }, grace * minute),
    );
  };
  timers.push(
    setTimeout(
      () => {
        running.log.annotate({
          level: 'error',
          message: `The job running on runner ${running.request.host.runner.name} has exceeded the maximum execution time of ${minutes} minutes.`,
        });
        onCancel();
      },
      Math.min(minutes * minute, 2_147_483_647),
    ),
  );
  input.cancelled.addEventListener('abort', onCancel, { once: true });
  if (input.cancelled.aborted) onCancel();
  return {
    unlink: () => {
      input.cancelled.removeEventListener('abort', onCancel);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
