/** The end of a job: its outputs, the address of its environment, its conclusion. */
import { withinLimits } from '../commands/key-value-file.ts';
import { type Data, text } from '../expressions/data.ts';
import { evaluateString, evaluateTexts, type Scope } from '../expressions/evaluate.ts';
import { propertiesOf } from '../parse/tokens.ts';
import type { StepsJob } from '../parse/workflow.ts';
import type { JobResult } from '../result.ts';
import { messageOf } from '../steps/attempt.ts';
import { scopeOf } from '../steps/frame.ts';
import { type RunningJob, worsen } from './job.ts';
import type { StepLog } from './job-log.ts';
import type { StepsContext } from './steps-context.ts';

export function finishJob(
  job: RunningJob,
  steps: StepsContext,
  definition: StepsJob,
): Pick<JobResult, 'conclusion' | 'outputs' | 'environment'> {
  const log = job.log.step('Complete job', undefined, 'complete');
  log.start();
  const scope = scopeOf(
    {
      job,
      log,
      siblings: steps,
      origin: { repository: '', ref: '', files: job.workflow.files },
      github: new Map<string, Data>([['action', text('')]]),
      inputs: undefined,
      env: new Map(),
      status: () => job.status,
      deferred: undefined,
    },
    job.env,
  );
  const outputs = readOutputs(job, log, definition, scope);
  const url = readUrl(job, log, definition, scope);
  log.end('success', 'success', {});
  const { environment } = job.identity;
  return {
    conclusion: job.status,
    outputs,
    environment: environment === undefined ? undefined : { name: environment, url },
  };
}

/** Outputs that are empty, too large, or may hold a secret, are left out. */
function readOutputs(
  job: RunningJob,
  log: StepLog,
  definition: StepsJob,
  scope: Scope,
): Readonly<Record<string, string>> {
  const { masks } = job;
  let all: ReadonlyMap<string, string>;
  try {
    all = evaluateTexts(definition.outputs, scope);
  } catch (error) {
    for (const message of ['Fail to evaluate job outputs', messageOf(error)])
      log.annotate({ level: 'error', message: masks.mask(message) });
    worsen(job, 'failure');
    return {};
  }
  const warn = (message: string) => log.annotate({ level: 'warning', message });
  const { kept, tooLarge } = withinLimits(all);
  for (const name of tooLarge)
    warn(
      `Skip output '${name}' since it is larger than 1 MB, or the outputs of the job than 50 MB together.`,
    );
  const outputs: [string, string][] = [];
  for (const [name, value] of kept) {
    if (value === '') continue;
    if (masks.mask(value) !== value) warn(`Skip output '${name}' since it may contain secret.`);
    else outputs.push([name, value]);
  }
  return Object.fromEntries(outputs);
}

function readUrl(
  { masks }: RunningJob,
  log: StepLog,
  { environment }: StepsJob,
  scope: Scope,
): string | undefined {
  const token = propertiesOf(environment).get('url');
  if (token === undefined) return undefined;
  try {
    const url = evaluateString(token, scope);
    if (masks.mask(url) === url) return url === '' ? undefined : url;
    log.annotate({
      level: 'warning',
      message: 'Skip setting environment url as environment may contain secret.',
    });
  } catch (error) {
    log.annotate({ level: 'error', message: masks.mask(messageOf(error)) });
  }
  return undefined;
}
