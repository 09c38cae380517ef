/**
 * Charts of others that a chart builds on, where nobody has committed them: as `helm dependency build` would bring them,
 * but bounded, without any login, and only by versions that are pinned.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure, remoteFailure } from '@sealift/core/failure';
import { type ImageName, parseImageName } from '@sealift/core/image/reference';
import { singleLine } from '@sealift/core/text/sanitize';
import { type ChartDependency, chartDependencies } from '@sealift/deploy/chart-check/chart-files';
import { addressIn } from '@sealift/deploy/chart-check/chart-index';
import { DEPENDENCY_FILES, isPresent } from './dependencies.ts';

/** Both without any login: what a chart builds on is named by the chart. */
export type FetchCharts = {
  /** The bytes at an HTTPS address. @throws Failure */
  readonly http: (url: URL, limit: number) => Promise<Uint8Array>;
  /** The archive of a chart in a registry; undefined where there is none. @throws Failure */
  readonly oci: (chart: ImageName, tag: string, limit: number) => Promise<Uint8Array | undefined>;
};

const MOST = 20;
/** Bytes. The index of the largest public repository has 20 MB. */
const MAX_INDEX = 40 * 1024 * 1024;
const MAX_CHART = 10 * 1024 * 1024;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
/** https://semver.org; a range is none. */
const VERSION = /^v?[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}(?:[-+][0-9A-Za-z.+-]{1,100})?$/;

/**
 * Puts what is missing into the folder `charts` of the private copy. What no pinned version or reachable address is known
 * of is left out: `checkDependencies` says so.
 * @param folder of the chart
 * @throws Failure `helm/dependency` when one that is pinned does not come, or is not what its index says
 */
export async function fetchDependencies(folder: string, fetchCharts: FetchCharts): Promise<void> {
  const read = (name: string) => readFile(path.join(folder, name), 'utf8').catch(() => '');
  const wanted = (await Promise.all(DEPENDENCY_FILES.map(read))).flatMap(chartDependencies);
  const locked = (await Promise.all(['Chart.lock', 'requirements.lock'].map(read))).flatMap(
    chartDependencies,
  );
  const indexes = new Map<string, Promise<string>>();
  for (const dependency of wanted.slice(0, MOST)) {
    if (!NAME.test(dependency.name) || (await isPresent(folder, dependency.name))) continue;
    const version = pinnedVersion(dependency, locked);
    if (version === undefined) continue;
    const bytes = await fetchOne({ ...dependency, version }, fetchCharts, indexes);
    if (bytes === undefined) continue;
    await mkdir(path.join(folder, 'charts'), { recursive: true, mode: 0o700 });
    await writeFile(path.join(folder, 'charts', `${dependency.name}-${version}.tgz`), bytes, { mode: 0o600 });
  }
}

/**
 * Of the lock, for the same chart of the same repository; without one what Chart.yaml itself says, if that is one version.
 * The lock's `digest` says nothing of the charts: it is one of the two lists of dependencies as Helm's own structures
 * write them in JSON, by which Helm tells a lock that is out of date. So no bytes can be compared with it.
 * https://github.com/helm/helm/blob/v3.19.0/internal/resolver/resolver.go (HashReq)
 */
function pinnedVersion(
  { name, repository, version }: ChartDependency,
  locked: readonly ChartDependency[],
): string | undefined {
  const entry = locked.find((each) => each.name === name && each.repository === repository);
  const chosen = entry?.version ?? version;
  return VERSION.test(chosen) ? chosen : undefined;
}

async function fetchOne(
  { name, repository, version }: ChartDependency,
  { http, oci }: FetchCharts,
  indexes: Map<string, Promise<string>>,
): Promise<Uint8Array | undefined> {
  if (repository.startsWith('oci://')) {
    const image = parseImageName(`${repository.slice('oci://'.length).replace(/\/+$/, '')}/${name}`);
    // A tag has no "+".
    return (await oci(image, version.replaceAll('+', '_'), MAX_CHART)) ?? notThere(name, version, repository);
  }
  const base = httpsAddress(`${repository.replace(/\/+$/, '')}/`);
  if (base === undefined) return undefined;
  const index =
    indexes.get(base.href) ??
    http(new URL('index.yaml', base), MAX_INDEX).then((bytes) => Buffer.from(bytes).toString('utf8'));
  indexes.set(base.href, index);
  const found = addressIn(await index, name, version);
  const url = found === undefined ? undefined : httpsAddress(found.url, base);
  if (found === undefined || url === undefined) return notThere(name, version, repository);
  const bytes = await http(url, MAX_CHART);
  const sum = createHash('sha256').update(bytes).digest('hex');
  if (found.sha256 === undefined || found.sha256 === sum) return bytes;
  throw remoteFailure({
    code: 'helm/dependency',
    cause: `${name} ${version} of ${singleLine(repository).slice(0, 200)} is not what its index says: sha256 ${sum} in place of ${found.sha256}.`,
    remedy: 'Ask who keeps that repository, or commit the folder "charts".',
  });
}

/** Without a login in it. */
function httpsAddress(text: string, base?: URL): URL | undefined {
  const url = URL.parse(text, base?.href);
  return url?.protocol === 'https:' && url.username === '' && url.password === '' ? url : undefined;
}

const notThere = (name: string, version: string, repository: string): never => {
  throw configurationFailure({
    code: 'helm/dependency',
    cause: `${singleLine(repository).slice(0, 200)} has no ${name} ${version}, which the chart builds on, or not in a form that is read here.`,
    remedy: 'Run "helm dependency update" on the chart, or commit its folder "charts".',
  });
};
