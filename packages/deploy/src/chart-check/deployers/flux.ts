/**
 * HelmReleases of Flux. `values` are laid over `valuesFrom` in its order, and those over the chart's own values, which
 * `valuesFiles` replaces: https://fluxcd.io/flux/components/helm/helmreleases/
 */
import { posix } from 'node:path';
import type { Deployer, Manifests, Parameter, Placed, ValuesLayer } from './deployer.ts';
import { at, type Data, inRepository, isAddressOf, isData, listAt, textAt } from './documents.ts';

const MAX_LAYERS = 50;

/**
 * The release, if it renders the chart.
 */
export function helmReleaseDeployer(
  { file, data }: Placed,
  chart: string,
  { repository, documents: all }: Pick<Manifests, 'repository' | 'documents'>,
): Deployer | undefined {
  const spec = at(data, 'spec', 'chart', 'spec');
  const path = textAt(spec, 'chart');
  if (path === undefined || inRepository(path) !== chart || !isHere(spec, all, repository)) return undefined;
  const found = sourcesOf(data, all);
  const files = listAt(spec, 'valuesFiles').flatMap((value): readonly ValuesLayer[] => {
    const inside = typeof value === 'string' ? inRepository(value) : undefined;
    return inside === undefined
      ? []
      : [{ kind: 'file', path: inside, optional: at(spec, 'ignoreMissingValuesFiles') === true }];
  });
  const own = at(data, 'spec', 'values');
  const [name = '', namespace] = [textAt(data, 'metadata', 'name'), textAt(data, 'metadata', 'namespace')];
  const target = textAt(data, 'spec', 'targetNamespace');
  return {
    ...{ file, name: `HelmRelease ${name}` },
    releaseName: textAt(data, 'spec', 'releaseName') ?? (target === undefined ? name : `${target}-${name}`),
    namespace: target ?? namespace,
    layers: [
      ...files,
      ...found.layers,
      ...(isData(own) ? [{ kind: 'text', text: JSON.stringify(own) } as const] : []),
    ],
    parameters: found.parameters,
    ownValues: files.length === 0,
    unread: found.unread,
  };
}

/** Whether the chart is one of this repository: of the GitRepository that is named, where it can be found. */
function isHere(spec: unknown, all: readonly Placed[], repository: string): boolean {
  if (textAt(spec, 'sourceRef', 'kind') !== 'GitRepository') return false;
  const source = all.find(
    ({ data }) =>
      data['kind'] === 'GitRepository' &&
      textAt(data, 'metadata', 'name') === textAt(spec, 'sourceRef', 'name'),
  );
  const address = textAt(source?.data, 'spec', 'url');
  return address === undefined || isAddressOf(address, repository);
}

type Found = {
  readonly layers: readonly ValuesLayer[];
  readonly parameters: readonly Parameter[];
  readonly unread: readonly string[];
};

function sourcesOf(release: Data, all: readonly Placed[]): Found {
  const layers: ValuesLayer[] = [];
  const parameters: Parameter[] = [];
  const unread: string[] = [];
  for (const reference of listAt(release, 'spec', 'valuesFrom').slice(0, MAX_LAYERS)) {
    const [kind = '', name = ''] = [textAt(reference, 'kind'), textAt(reference, 'name')];
    const key = textAt(reference, 'valuesKey') ?? 'values.yaml';
    const layer = kind === 'ConfigMap' ? configMapLayer(name, key, all) : undefined;
    const target = textAt(reference, 'targetPath');
    if (layer === undefined) unread.push(`${key} of the ${kind} ${name}`);
    else if (target === undefined) layers.push(layer);
    else if (layer.kind === 'text')
      parameters.push({ name: target, value: layer.text.trim(), forceString: false });
    else unread.push(`${target} from the ${kind} ${name}`);
  }
  return { layers, parameters, unread };
}

/** As a manifest of the repository, or made of a file of it by kustomize. */
function configMapLayer(name: string, key: string, all: readonly Placed[]): ValuesLayer | undefined {
  for (const { file, data } of all) {
    if (data['kind'] === 'ConfigMap' && textAt(data, 'metadata', 'name') === name) {
      const text = textAt(data, 'data', key);
      if (text !== undefined) return { kind: 'text', text };
    }
    for (const generator of listAt(data, 'configMapGenerator')) {
      if (textAt(generator, 'name') !== name) continue;
      for (const entry of listAt(generator, 'files')) {
        if (typeof entry !== 'string') continue;
        const [first = '', second] = entry.split('=');
        const path = inRepository(posix.join(posix.dirname(file), second ?? first));
        if ((second === undefined ? posix.basename(first) : first) === key && path !== undefined)
          return { kind: 'file', path, optional: false };
      }
    }
  }
  return undefined;
}
