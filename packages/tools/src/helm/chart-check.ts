/** Whether a chart can be given the new tag: `helm template` with the old and the new values, compared. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import { singleLine } from '@sealift/core/text/sanitize';
import { findDigestKey } from '@sealift/deploy/chart-check/chart-files';
import { type ChartComparison, compareRenders } from '@sealift/deploy/chart-check/compare';
import type { ExpectedChange } from '@sealift/deploy/chart-check/problem';
import { renderProblem } from '@sealift/deploy/chart-check/render-failure';
import type { ChartValues } from '@sealift/deploy/chart-check/values';
import type { Exec } from '../exec.ts';
import { withTemporaryFolder } from '../temporary-folder.ts';
import { type ChartSource, takeChart } from './chart-folder.ts';
import { checkDependencies, missingDependencies } from './dependencies.ts';
import { takeLocalDependencies } from './local-dependencies.ts';
import { type FetchCharts, fetchDependencies } from './remote-dependencies.ts';
import { type Rendering, renderChart } from './render.ts';

export type ChartCheckOptions = {
  /** Path of the helm executable. */
  readonly helm: string;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Pick<Log, 'debug'>;
  readonly signal?: AbortSignal;
  /** The ops repository at the commit that the bump starts from. */
  readonly source: ChartSource;
  /** Folder of the chart, relative to the root of the ops repository. */
  readonly chart: string;
  readonly before: ChartValues;
  readonly after: ChartValues;
  readonly releaseName: string;
  readonly namespace: string;
  /** Brings the charts that this one builds on; without it they have to lie in the repository. */
  readonly fetchCharts?: FetchCharts;
  /** What the cluster is, for charts that ask; otherwise Helm's own default. */
  readonly kubeVersion?: string;
  readonly apiVersions?: readonly string[];
  readonly expected: Omit<ExpectedChange, 'digestKey'>;
  /** Path of the tag in the values, e.g. `['image', 'tag']`: remedies name the digest key beside it. */
  readonly tagPath?: readonly (string | number)[];
};

/**
 * Nothing of the repository runs but the templates, which reach neither network, cluster, environment nor files outside
 * the chart.
 * @throws Failure `configuration` when there is no such chart, it has links or missing dependencies, is too large, or
 * does not even render with the old values; `remote` for a broken archive, a deadline, or Helm that does not start
 */
export async function checkChart(options: ChartCheckOptions): Promise<ChartComparison> {
  const { chart, before: valuesBefore, after: valuesAfter } = options;
  return withTemporaryFolder(options.env, 'chart', async (work) => {
    const folder = path.join(work, 'chart');
    await takeChart(options.source, chart, folder);
    await takeLocalDependencies(options.source, chart, folder);
    if (options.fetchCharts !== undefined) await fetchDependencies(folder, options.fetchCharts);
    await checkDependencies(folder, chart);
    const own = await ownValues(folder, valuesAfter);
    const render = ({ files, parameters }: ChartValues) =>
      renderChart({ ...options, chart: folder, work, values: files, parameters });
    // The old values twice: what differs then is random in every rendering.
    const [before, control, after] = await settled([
      render(valuesBefore),
      render(valuesBefore),
      render(valuesAfter),
    ]);
    if (before.kind === 'failed') throw doesNotRender(chart, before.reason);
    const texts = [own, ...valuesAfter.files.map(({ text }) => text)];
    const digestKey = options.tagPath && findDigestKey(texts, options.tagPath);
    const expected = { ...options.expected, ...(digestKey === undefined ? {} : { digestKey }) };
    if (after.kind === 'failed') return { problems: [renderProblem(after.reason, expected)], notes: [] };
    return compareRenders(
      before.text,
      after.text,
      expected,
      control.kind === 'rendered' ? control.text : undefined,
    );
  });
}

/** The chart's own values, which are taken out of its copy where its deployer leaves them out. */
async function ownValues(folder: string, { ownValues: isUsed }: ChartValues): Promise<string> {
  const file = path.join(folder, 'values.yaml');
  if (isUsed) return readFile(file, 'utf8').catch(() => '');
  await writeFile(file, '{}\n', { mode: 0o600 });
  return '';
}

/** All of them, or the first failure when none runs any more: then the folder can be removed. */
async function settled<T extends readonly Promise<Rendering>[]>(
  runs: readonly [...T],
): Promise<{ [Index in keyof T]: Rendering }> {
  await Promise.allSettled(runs);
  return (await Promise.all(runs)) as { [Index in keyof T]: Rendering };
}

const doesNotRender = (chart: string, reason: string) => {
  const missing = /missing in charts\/ directory: (.*)/.exec(reason)?.[1];
  if (missing !== undefined) return missingDependencies(chart, missing);
  const remote = /failing loading "https?:|HTTP request failed/.test(reason);
  return configurationFailure({
    code: 'helm/does-not-render',
    cause: `The chart "${singleLine(chart)}" does not render with the values as they are: ${reason}.`,
    remedy: remote
      ? 'Put the schema that values.schema.json refers to into it: Sealift renders without the network.'
      : 'Repair it first ("helm template" shows the same), name all its values files, or leave out "chart".',
    location: { file: path.posix.join(chart, 'Chart.yaml') },
  });
};
