/** Charts of the same repository that a chart builds on: `file://../base`. They need no network, so they are taken along. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '@sealift/core/failure';
import { chartDependencies } from '@sealift/deploy/chart-check/chart-files';
import { type ChartSource, takeChart } from './chart-folder.ts';
import { DEPENDENCY_FILES, isPresent } from './dependencies.ts';

/** Of one chart, and of charts within charts: a library, and a library that it builds on. */
const MOST = 10;
const DEEPEST = 3;
const SCHEME = 'file://';

/**
 * Does what `helm dependency build` does for the charts beside `chart` that are not in its folder `charts`. One that is
 * not there is left out: `checkDependencies` says so.
 * @param chart relative to the repository's root
 * @param folder the private copy of the chart
 * @throws Failure as {@link takeChart} does, but for a chart that is not there
 */
export async function takeLocalDependencies(
  source: ChartSource,
  chart: string,
  folder: string,
  depth = 1,
): Promise<void> {
  if (depth > DEEPEST) return;
  const texts = await Promise.all(
    DEPENDENCY_FILES.map((name) => readFile(path.join(folder, name), 'utf8').catch(() => '')),
  );
  for (const { name, repository } of texts.flatMap(chartDependencies).slice(0, MOST)) {
    const beside = besideOf(chart, repository);
    if (beside === undefined || !/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(name)) continue;
    if (await isPresent(folder, name)) continue;
    const to = path.join(folder, 'charts', name);
    await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
    if (await wasTaken(source, beside, to)) await takeLocalDependencies(source, beside, to, depth + 1);
  }
}

/** The folder that `file://…` names, relative to the repository's root; undefined for anything else and outside of it. */
function besideOf(chart: string, repository: string): string | undefined {
  if (!repository.startsWith(SCHEME)) return undefined;
  const relative = repository.slice(SCHEME.length);
  if (path.posix.isAbsolute(relative)) return undefined;
  const folder = path.posix.join(chart, relative);
  return folder === '.' || folder === '..' || folder.startsWith('../') ? undefined : folder;
}

async function wasTaken(source: ChartSource, chart: string, to: string): Promise<boolean> {
  try {
    await takeChart(source, chart, to);
    return true;
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'helm/no-chart') throw error;
    await rm(to, { recursive: true, force: true });
    return false;
  }
}
