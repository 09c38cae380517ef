/** Renders charts with the old and the new values: a digest in a tag breaks some of them. */

import { mapBounded } from '@sealift/core/bounded';
import { Failure, failedWith, policyFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import type { ChartComparison } from '@sealift/deploy/chart-check/compare';
import type { ChartProblem } from '@sealift/deploy/chart-check/problem';
import type { Target } from '@sealift/deploy/targets/target';
import { downloadArchive } from '@sealift/github/git/archive';
import { formatRepositoryName } from '@sealift/github/repository/repository';
import type { BumpJob } from '../planning/bump-job.ts';
import type { Edits, TargetEdit } from '../planning/edits.ts';

/** Bytes of the ops repository as an archive. */
const MAX_ARCHIVE = 200 * 1024 * 1024;
const PARALLEL = 2;

export type ChartResults = ReadonlyMap<Target, ChartComparison>;

/**
 * The charts of targets that change, compared before and after; what is wrong with them is in the log. A chart that does
 * not render for reasons of its own is spoken of, and stops nothing unless "chart-check" is `fail`.
 * @throws Failure `bump/chart-check` when a chart would not deploy what it should and "chart-check" is `fail`; whatever
 *   kept a chart from being rendered then
 */
export async function checkCharts(job: BumpJob, edits: Edits): Promise<ChartResults> {
  const { inputs, dependencies } = job.context;
  const charts = edits.targets.filter(
    ({ target, scalars }) =>
      target.chart !== undefined && scalars.some(({ before, after }) => before !== after),
  );
  const { chartCheck } = inputs.targets;
  if (chartCheck === 'off' || charts.length === 0) return new Map();
  const isStrict = chartCheck === 'fail';
  const results = await rendered(job, edits, charts, isStrict);
  for (const [target, result] of results) judge(target, result, isStrict, dependencies.log);
  return results;
}

async function rendered(
  { context, destination }: BumpJob,
  edits: Edits,
  charts: readonly TargetEdit[],
  isStrict: boolean,
): Promise<ChartResults> {
  const { inputs, dependencies } = context;
  const { log } = dependencies;
  const notChecked = (failure: unknown, what: string): ChartComparison => {
    if (isStrict || !(failure instanceof Failure) || failedWith(failure, 'sealift/bug')) throw failure;
    log.warning(`${what} not checked: ${failure.message} ${failure.remedy}`, {
      title: 'Chart check',
      code: failure.code,
    });
    return { problems: [], notes: [`It could not be rendered, so it was not checked: ${failure.message}`] };
  };
  try {
    // Helm's side of it is not in the bundle that every run loads: few name a chart.
    const { createChartChecker } = await import('./chart-rendering.ts');
    const [helm, bytes] = await Promise.all([
      dependencies.resolveTool('helm', { source: inputs.tools, ...dependencies }),
      downloadArchive(destination.client, destination.repository, edits.head.commit, MAX_ARCHIVE),
    ]);
    const check = await createChartChecker(edits, {
      ...{ helm: helm.path, bytes, dependencies },
      repository: formatRepositoryName(destination.repository),
    });
    return new Map(
      await mapBounded(charts, PARALLEL, async ({ target }) => {
        const checked = await check(target).catch((failure: unknown) =>
          notChecked(failure, `The chart ${target.chart ?? ''} of "${target.app}" was`),
        );
        return [target, checked] as const;
      }),
    );
  } catch (failure) {
    const comparison = notChecked(failure, 'Charts were');
    return new Map(charts.map(({ target }) => [target, comparison]));
  }
}

function judge(target: Target, { problems }: ChartComparison, strict: boolean, log: Log): void {
  const { app, chart = '' } = target;
  for (const problem of problems) log.info(`${app}, chart ${chart}: ${describeProblem(problem)}`);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return;
  const message = `The chart ${chart} does not deploy "${app}" as it should with the new values: ${describeProblem(first)}${errors.length > 1 ? ` (and ${errors.length - 1} more, see the log)` : ''}`;
  if (strict) throw policyFailure({ code: 'bump/chart-check', cause: message, remedy: first.remedy });
  log.warning(`${message} ${first.remedy}`, { title: 'Chart check', code: 'bump/chart-check' });
}

/** For a log and, escaped, for a pull request. */
export function describeProblem({ object, path, cause, before, after }: ChartProblem): string {
  const place = [object, path].filter((part) => part !== undefined).join(', ');
  const change = before === undefined && after === undefined ? '' : ` ("${before ?? ''}" → "${after ?? ''}")`;
  return `${place === '' ? '' : `${place}: `}${cause}${change}`;
}
