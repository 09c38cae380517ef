/** Renders charts with the old and the new values: a digest in a tag breaks some of them. */

import { mapBounded } from '@sealift/core/bounded';
import { policyFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import type { ChartComparison } from '@sealift/deploy/chart-check/compare';
import type { ChartProblem } from '@sealift/deploy/chart-check/problem';
import type { Target } from '@sealift/deploy/targets/target';
import { downloadArchive } from '@sealift/github/git/archive';
import type { BumpJob } from '../planning/bump-job.ts';
import type { Edits } from '../planning/edits.ts';

/** Bytes of the ops repository as an archive. */
const MAX_ARCHIVE = 200 * 1024 * 1024;
const PARALLEL = 2;

export type ChartResults = ReadonlyMap<Target, ChartComparison>;

/**
 * The charts of targets that change, compared before and after; what is wrong with them is in the log.
 * @throws Failure `bump/chart-check` when a chart would not deploy what it should and "chart-check" is `fail`
 */
export async function checkCharts({ context, destination }: BumpJob, edits: Edits): Promise<ChartResults> {
  const { inputs, dependencies } = context;
  const charts = edits.targets.filter(
    ({ target, scalars }) =>
      target.chart !== undefined && scalars.some(({ before, after }) => before !== after),
  );
  if (inputs.targets.chartCheck === 'off' || charts.length === 0) return new Map();
  // Helm's side of it is not in the bundle that every run loads: few name a chart.
  const { checkChart } = await import('@sealift/tools/helm/chart-check');
  const [helm, bytes] = await Promise.all([
    dependencies.resolveTool('helm', { source: inputs.tools, ...dependencies }),
    downloadArchive(destination.client, destination.repository, edits.head.commit, MAX_ARCHIVE),
  ]);
  const changed = new Map(edits.files.map(({ path, text }) => [path, text]));
  const results = await mapBounded(charts, PARALLEL, async ({ target }) => {
    const { file, release, digestMode, chart = '' } = target;
    const before = edits.head.files.get(file)?.text ?? '';
    const result = await checkChart({
      ...dependencies,
      helm: helm.path,
      source: { kind: 'archive', bytes },
      chart,
      valuesBefore: [{ path: file, text: before }],
      valuesAfter: [{ path: file, text: changed.get(file) ?? before }],
      releaseName: target.app,
      namespace: target.environment ?? 'default',
      expected: { image: release.image, tag: release.tag, digest: release.digest, mode: digestMode },
    });
    return [target, result] as const;
  });
  for (const [target, result] of results)
    judge(target, result, inputs.targets.chartCheck === 'fail', dependencies.log);
  return new Map(results);
}

function judge(target: Target, { problems }: ChartComparison, strict: boolean, log: Log): void {
  const { app, chart = '' } = target;
  for (const problem of problems) log.info(`${app}, chart ${chart}: ${describeProblem(problem)}`);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return;
  const message = `The chart ${chart} does not deploy "${app}" as it should with the new values: ${describeProblem(first)}${errors.length > 1 ? ` (and ${errors.length - 1} more, see the log)` : ''}`;
  if (strict) throw policyFailure({ code: 'bump/chart-check', cause: message, remedy: first.remedy });
  log.warning(`${message} ${first.remedy}`, { title: 'Chart check' });
}

/** For a log and, escaped, for a pull request. */
export function describeProblem({ object, path, cause, before, after }: ChartProblem): string {
  const place = [object, path].filter((part) => part !== undefined).join(', ');
  const change = before === undefined && after === undefined ? '' : ` ("${before ?? ''}" → "${after ?? ''}")`;
  return `${place === '' ? '' : `${place}: `}${cause}${change}`;
}
