/** Which deployers of the repository render a chart, and which of them is about the values that change. */

import { applicationsOf } from './application-sets.ts';
import { applicationDeployers } from './argo-cd.ts';
import type { Deployer, Manifests, Placed } from './deployer.ts';
import { documentsIn, inRepository, mayHoldDeployer, textAt } from './documents.ts';
import { helmReleaseDeployer } from './flux.ts';

/**
 * @param repository `owner/name`
 * @param texts of its YAML files
 * @param paths of all its files
 */
export const manifestsOf = (
  repository: string,
  texts: ReadonlyMap<string, string>,
  paths: readonly string[],
): Manifests => ({
  ...{ repository, texts, paths },
  documents: [...texts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([file, text]) => placedIn(file, text)),
});

/** The same after an edit. */
export const withTexts = (manifests: Manifests, changed: ReadonlyMap<string, string>): Manifests => ({
  ...manifests,
  texts: new Map([...manifests.texts, ...changed]),
  documents: [
    ...manifests.documents.filter(({ file }) => !changed.has(file)),
    ...[...changed].flatMap(([file, text]) => placedIn(file, text)),
  ],
});

const placedIn = (file: string, text: string): readonly Placed[] =>
  mayHoldDeployer(text) ? documentsIn(text).map((data) => ({ file, data })) : [];

/**
 * All that render the chart, by their files in order.
 * @param chart folder, relative to the repository's root
 */
export function findDeployers(manifests: Manifests, chart: string): readonly Deployer[] {
  const folder = inRepository(chart);
  return folder === undefined
    ? []
    : manifests.documents.flatMap((placed) => deployersIn(placed, folder, manifests));
}

function deployersIn(placed: Placed, chart: string, manifests: Manifests): readonly Deployer[] {
  const { file, data } = placed;
  const { kind } = data;
  const [group] = (textAt(data, 'apiVersion') ?? '').split('/');
  if (kind === 'HelmRelease' && group === 'helm.toolkit.fluxcd.io') {
    const found = helmReleaseDeployer(placed, chart, manifests);
    return found === undefined ? [] : [found];
  }
  if (group !== 'argoproj.io') return [];
  const applications =
    kind === 'Application'
      ? [{ name: textAt(data, 'metadata', 'name') ?? '', spec: data['spec'] }]
      : kind === 'ApplicationSet'
        ? applicationsOf(data, manifests)
        : [];
  return applications.flatMap(({ name, spec }) =>
    applicationDeployers({ name, file, spec }, chart, manifests),
  );
}

/** Those that a change of the file is about: they read it, or stand in it. */
export const deployersOf = (deployers: readonly Deployer[], file: string): readonly Deployer[] =>
  deployers.filter(
    (deployer) =>
      deployer.file === file || deployer.layers.some((layer) => layer.kind === 'file' && layer.path === file),
  );
