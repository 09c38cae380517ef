/** Whether all charts that a chart builds on lie in its copy: Helm would not render otherwise. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { singleLine } from '@sealift/core/text/sanitize';
import { chartDependencies } from '@sealift/deploy/chart-check/chart-files';

/** Charts of the first format have their dependencies in a file of their own. */
export const DEPENDENCY_FILES = ['Chart.yaml', 'requirements.yaml'] as const;

/**
 * @param folder of the chart
 * @param chart as the user named it
 * @throws Failure `configuration` when a dependency is missing; a broken Chart.yaml is left to Helm to explain
 */
export async function checkDependencies(folder: string, chart: string): Promise<void> {
  const texts = await Promise.all(
    DEPENDENCY_FILES.map((name) => readFile(path.join(folder, name), 'utf8').catch(() => '')),
  );
  const wanted = texts.flatMap(chartDependencies);
  const present = await Promise.all(wanted.map(({ name }) => isPresent(folder, name)));
  const missing = wanted.filter((_, index) => present[index] === false);
  if (missing.length === 0) return;
  throw missingDependencies(
    chart,
    missing.map(({ name, repository }) => (repository === '' ? name : `${name} (${repository})`)).join(', '),
  );
}

/** As a folder or as an archive. */
export async function isPresent(folder: string, name: string): Promise<boolean> {
  const files = await readdir(path.join(folder, 'charts')).catch(() => []);
  return files.some(
    (file) =>
      file === name || (file.startsWith(`${name}-`) && /^v?[0-9].*\.tgz$/.test(file.slice(name.length + 1))),
  );
}

/** @param names what is missing, as it stands in the chart */
export const missingDependencies = (chart: string, names: string): Failure =>
  configurationFailure({
    code: 'helm/missing-dependencies',
    cause: `The chart "${singleLine(chart)}" builds on charts that are not in the repository: ${singleLine(names).slice(0, 400)}.`,
    remedy: `Commit its Chart.lock, by which charts of HTTPS and OCI repositories are fetched without a login, or its folder "charts" ("helm dependency build ${singleLine(chart)}").`,
    location: { file: path.posix.join(chart, 'Chart.yaml') },
  });
