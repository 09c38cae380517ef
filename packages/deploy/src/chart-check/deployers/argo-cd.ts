/**
 * Applications of Argo CD. Parameters are laid over `valuesObject`, or `values` without it, and those over the values
 * files in their order: https://argo-cd.readthedocs.io/en/stable/user-guide/helm/
 */
import { posix } from 'node:path';
import type { Deployer, Manifests, Parameter, ValuesLayer } from './deployer.ts';
import { at, type Data, inRepository, isAddressOf, isData, listAt, textAt } from './documents.ts';

const MAX_FILES = 50;
const MAX_PARAMETERS = 200;

/**
 * The sources of an Application that render the chart.
 * @param spec of the Application, or of what an ApplicationSet makes
 * @param chart folder below the root
 */
export function applicationDeployers(
  { name, file, spec }: { readonly name: string; readonly file: string; readonly spec: unknown },
  chart: string,
  { repository }: Pick<Manifests, 'repository'>,
): readonly Deployer[] {
  const several = listAt(spec, 'sources').filter(isData);
  const single = at(spec, 'source');
  const sources = several.length > 0 ? several : isData(single) ? [single] : [];
  return sources.flatMap((source): readonly Deployer[] => {
    const path = textAt(source, 'path');
    if (path === undefined || inRepository(path) !== chart || !isHere(source, repository)) return [];
    const { layers, unread } = layersOf(source, sources, { chart, repository });
    const fileParameters = listAt(source, 'helm', 'fileParameters');
    return [
      {
        ...{ file, name: `Application ${name}`, layers, ownValues: true },
        releaseName: textAt(source, 'helm', 'releaseName') ?? name,
        namespace: textAt(spec, 'destination', 'namespace'),
        parameters: listAt(source, 'helm', 'parameters').slice(0, MAX_PARAMETERS).flatMap(parameterOf),
        unread: [...unread, ...(fileParameters.length === 0 ? [] : ['parameters from files'])],
      },
    ];
  });
}

/** What a template of an ApplicationSet does not tell may be it. */
function isHere(source: Data, repository: string): boolean {
  const address = textAt(source, 'repoURL') ?? '';
  return address.includes('{{') || isAddressOf(address, repository);
}

type Place = { readonly chart: string; readonly repository: string };

function layersOf(
  source: Data,
  sources: readonly Data[],
  place: Place,
): { readonly layers: readonly ValuesLayer[]; readonly unread: readonly string[] } {
  const optional = at(source, 'helm', 'ignoreMissingValueFiles') === true;
  const layers: ValuesLayer[] = [];
  const unread: string[] = [];
  for (const value of listAt(source, 'helm', 'valueFiles').slice(0, MAX_FILES)) {
    if (typeof value !== 'string') continue;
    const path = valuesPath(value, sources, place);
    if (path === undefined) unread.push(`the values file ${value}`);
    else layers.push({ kind: 'file', path, optional });
  }
  const object = at(source, 'helm', 'valuesObject');
  const text = textAt(source, 'helm', 'values');
  if (isData(object)) layers.push({ kind: 'text', text: JSON.stringify(object) });
  else if (text !== undefined) layers.push({ kind: 'text', text });
  return { layers, unread };
}

/** Beside the chart, from the root with `/`, from another source with `$ref/`; undefined for what lies elsewhere. */
function valuesPath(
  value: string,
  sources: readonly Data[],
  { chart, repository }: Place,
): string | undefined {
  if (value.includes('://') || value.includes('{{')) return undefined;
  if (!value.startsWith('$')) return inRepository(value.startsWith('/') ? value : posix.join(chart, value));
  const [name = '', ...rest] = value.slice(1).split('/');
  const source = sources.find((each) => textAt(each, 'ref') === name);
  return source !== undefined && isHere(source, repository) ? inRepository(rest.join('/')) : undefined;
}

function parameterOf(value: unknown): readonly Parameter[] {
  const name = textAt(value, 'name');
  const given = at(value, 'value');
  if (name === undefined || (typeof given !== 'string' && given !== undefined)) return [];
  return [{ name, value: given ?? '', forceString: at(value, 'forceString') === true }];
}
