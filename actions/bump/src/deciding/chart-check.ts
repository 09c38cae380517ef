/** Renders charts with the old and the new values: a digest in a tag breaks some of them. */

import { mapBounded } from '@sealift/core/bounded';
import { policyFailure } from '@sealift/core/failure';
import type { ChartComparison } from '@sealift/deploy/chart-check/compare';
import type { ChartProblem } from '@sealift/deploy/chart-check/problem';
import { downloadArchive } from '@sealift/github/git/archive';
import { checkChart } from '@sealift/tools/helm/chart-check';
import type { Inputs } from '../inputs.ts';
import type { Edits } from '../planning/edits.ts';
import type { Target } from '../planning/targets.ts';
import type { ImageDependencies } from '../reading/images.ts';
import type { Destination } from '../writing/destination.ts';

/** Bytes of the ops repository as an archive. */
const MAX_ARCHIVE = 200 * 1024 * 1024;
const PARALLEL = 2;

export type ChartResults = ReadonlyMap<Target, ChartComparison>;

/**
 * @throws Failure `policy` when a chart would not deploy what it should and "chart-check" is `fail`; `configuration`
 */
export async function checkCharts(
  inputs: Pick<Inputs, 'targets' | 'tools'>,
  { client, repository }: Pick<Destination, 'client' | 'repository'>,
  edits: Edits,
  dependencies: ImageDependencies,
): Promise<ChartResults> {
  const { chartCheck } = inputs.targets;
  const charts = edits.targets.filter(
    ({ target, scalars }) =>
      target.chart !== undefined && scalars.some(({ before, after }) => before !== after),
  );
  if (chartCheck === 'off' || charts.length === 0) return new Map();
  const { log } = dependencies;
  const [helm, bytes] = await Promise.all([
    dependencies.resolveTool('helm', { source: inputs.tools, ...dependencies }),
    downloadArchive(client, repository, edits.head.commit, MAX_ARCHIVE),
  ]);
  const after = new Map(edits.files.map(({ path, text }) => [path, text]));
  const results = await mapBounded(charts, PARALLEL, async ({ target }) => {
    const { file, release, digestMode, chart = '' } = target;
    const before = edits.head.files.get(file)?.text ?? '';
    const result = await checkChart({
      ...dependencies,
      helm: helm.path,
      source: { kind: 'archive', bytes },
      chart,
      valuesBefore: [{ path: file, text: before }],
      valuesAfter: [{ path: file, text: after.get(file) ?? before }],
      releaseName: target.app,
      namespace: target.environment ?? 'default',
      expected: { image: release.image, tag: release.tag, digest: release.digest, mode: digestMode },
    });
    return [target, result] as const;
  });
  for (const [target, { problems }] of results) {
    const errors = problems.filter(({ severity }) => severity === 'error');
    for (const problem of problems)
      log.info(`${target.app}, chart ${target.chart ?? ''}: ${describeProblem(problem)}`);
    const [first] = errors;
    if (first === undefined) continue;
    const message = `The chart ${target.chart ?? ''} does not deploy "${target.app}" as it should with the new values: ${describeProblem(first)}${errors.length > 1 ? ` (and ${errors.length - 1} more, see the log)` : ''}`;
    if (chartCheck === 'fail') throw policyFailure({ cause: message, remedy: first.remedy });
    log.warning(`${message} ${first.remedy}`, { title: 'Chart check' });
  }
  return new Map(results);
}

/** For a log and, escaped, for a pull request. */
export function describeProblem({ object, path, cause, before, after }: ChartProblem): string {
  const place = [object, path].filter((part) => part !== undefined).join(', ');
  const change = before === undefined && after === undefined ? '' : ` ("${before ?? ''}" → "${after ?? ''}")`;
  return `${place === '' ? '' : `${place}: `}${cause}${change}`;
}
