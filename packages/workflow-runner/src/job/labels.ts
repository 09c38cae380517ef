/** `runs-on` of a job. */
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { isArray, isDictionary } from '../expressions/data.ts';
import { asString, evaluateToken, type Scope } from '../expressions/evaluate.ts';
import { showPlace } from '../parse/tokens.ts';
import type { StepsJob } from '../parse/workflow.ts';
import type { Host } from '../request.ts';

/**
 * @throws Failure `configuration` for a label that the host does not serve, and for runner groups
 * @throws EvaluationError
 */
export function readLabels(job: StepsJob, scope: Scope, host: Pick<Host, 'labels'>): readonly string[] {
  const value = evaluateToken(job.runsOn, scope);
  if (isDictionary(value) && value.get('group') !== undefined)
    throw refused(job, 'asks for a group of runners', 'Name a label instead');
  const wanted = isDictionary(value) ? (value.get('labels') ?? value) : value;
  const labels = isArray(wanted) ? wanted.values().map(asString) : [asString(wanted)];
  const served = new Set(host.labels.map((label) => label.toLowerCase()));
  const missing = labels.find((label) => !served.has(label.toLowerCase()));
  if (missing !== undefined)
    throw refused(
      job,
      `asks for a runner with the label "${missing}"`,
      `Use one of the labels that are served: ${host.labels.join(', ')}`,
    );
  return labels;
}

const refused = (job: StepsJob, what: string, remedy: string): Failure =>
  configurationFailure({
    code: 'workflow/no-machine',
    cause: `The job "${job.id}" (${showPlace(job.place)}) ${what}, which this machine does not have.`,
    remedy: `${remedy}.`,
    location: { file: job.place.file, line: job.place.line },
  });
