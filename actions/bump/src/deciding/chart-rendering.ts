/** Renders charts as what deploys them would: with all its values files, before and after an edit. */
import type { ChartComparison } from '@sealift/deploy/chart-check/compare';
import type { Deployer, Manifests } from '@sealift/deploy/chart-check/deployers/deployer';
import {
  deployersOf,
  findDeployers,
  manifestsOf,
  withTexts,
} from '@sealift/deploy/chart-check/deployers/find';
import { type ChartValues, valuesNamed, valuesOf } from '@sealift/deploy/chart-check/values';
import type { Target } from '@sealift/deploy/targets/target';
import { checkChart } from '@sealift/tools/helm/chart-check';
import { createFetchCharts } from '@sealift/tools/helm/fetch-charts';
import { readRepositoryTexts } from '@sealift/tools/helm/repository-texts';
import type { Dependencies } from '../context.ts';
import type { Edits } from '../planning/edits.ts';

type World = {
  /** Path of the executable. */
  readonly helm: string;
  /** The ops repository at the commit of the edits, .tar.gz. */
  readonly bytes: Uint8Array;
  /** `owner/name` */
  readonly repository: string;
  readonly dependencies: Dependencies;
};

type Rendering = {
  readonly before: ChartValues;
  readonly after: ChartValues;
  readonly releaseName: string;
  readonly namespace: string;
  /** Sentences. */
  readonly notes: readonly string[];
};

/** @returns what compares the chart of one target; it throws a Failure where it cannot be rendered */
export async function createChartChecker(
  edits: Edits,
  { helm, bytes, repository, dependencies }: World,
): Promise<(target: Target) => Promise<ChartComparison>> {
  const source = { kind: 'archive', bytes } as const;
  const { texts, paths, omitted } = await readRepositoryTexts(source);
  if (omitted > 0)
    dependencies.log.info(
      `Chart check: ${omitted} YAML files of the ops repository are larger than what is read, or too many.`,
    );
  // What was read for the edits is the same commit, and complete.
  const known = [...edits.head.files].map(([path, { text }]) => [path, text] as const);
  const before = manifestsOf(repository, new Map([...texts, ...known]), paths);
  const after = withTexts(before, new Map(edits.files.map(({ path, text }) => [path, text])));
  const fetchCharts = createFetchCharts(dependencies);
  return async (target) => {
    const { release, digestMode, chart = '' } = target;
    const { notes, ...rendering } = renderingOf(target, before, after);
    const compared = await checkChart({
      ...dependencies,
      ...{ helm, source, chart, fetchCharts },
      ...rendering,
      expected: { image: release.image, tag: release.tag, digest: release.digest, mode: digestMode },
    });
    return { ...compared, notes: [...notes, ...compared.notes] };
  };
}

/** By the configuration, or by the first deployer that the edited file is about, or with that file alone. */
function renderingOf(target: Target, before: Manifests, after: Manifests): Rendering {
  const { file, chart = '', app, environment = 'default', values } = target;
  const named = { releaseName: app, namespace: environment };
  if (values !== undefined) {
    const both = { before: valuesNamed(values, file, before), after: valuesNamed(values, file, after) };
    return { ...both, ...named, notes: unreadNotes('the configuration', both.before) };
  }
  const all = findDeployers(before, chart);
  const [first, ...others] = deployersOf(all, file);
  const same =
    first &&
    findDeployers(after, chart).find(({ name, file: own }) => name === first.name && own === first.file);
  if (first === undefined || same === undefined) {
    const both = { before: valuesNamed([], file, before), after: valuesNamed([], file, after) };
    return { ...both, ...named, notes: strangers(all, file) };
  }
  const both = { before: valuesOf(first, before), after: valuesOf(same, after) };
  const also =
    others.length === 0
      ? []
      : [`${others.length} more render it with ${file}: ${first.name} is what was checked.`];
  return { ...both, ...nameOf(first, named), notes: [...unreadNotes(first.name, both.before), ...also] };
}

// What Helm takes; a template of an ApplicationSet may have left something else.
const RELEASE_NAME = /^(?=.{1,53}$)[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/;
const NAMESPACE = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

const nameOf = (
  { releaseName, namespace = '' }: Deployer,
  otherwise: Pick<Rendering, 'releaseName' | 'namespace'>,
): Pick<Rendering, 'releaseName' | 'namespace'> => ({
  releaseName: RELEASE_NAME.test(releaseName) ? releaseName : otherwise.releaseName,
  namespace: NAMESPACE.test(namespace) ? namespace : otherwise.namespace,
});

const unreadNotes = (who: string, { unread }: ChartValues): readonly string[] =>
  unread.length === 0
    ? []
    : [
        `Not all that ${who} gives it could be read: ${unread.slice(0, 5).join(', ')}${unread.length > 5 ? ` and ${unread.length - 5} more` : ''}.`,
      ];

const strangers = ([first]: readonly Deployer[], file: string): readonly string[] =>
  first === undefined
    ? []
    : [`${first.name} renders it without ${file}: it was rendered with that file alone.`];
