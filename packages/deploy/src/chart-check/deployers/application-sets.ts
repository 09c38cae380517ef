/**
 * What an ApplicationSet makes of its template, as far as the repository says it: lists, folders and files. Generators
 * that ask a cluster or a host leave their placeholders as they are.
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators/
 */
import { posix } from 'node:path';
import { createMatcher } from '@sealift/core/text/glob';
import type { Manifests } from './deployer.ts';
import { at, type Data, documentsIn, isData, listAt, textAt } from './documents.ts';

type Parameters = Readonly<Record<string, string>>;

/** Of one ApplicationSet. */
const MAX_APPLICATIONS = 500;

/** `spec` and name of each Application. */
export function applicationsOf(
  set: Data,
  manifests: Pick<Manifests, 'texts' | 'paths'>,
): readonly { readonly name: string; readonly spec: unknown }[] {
  const template = at(set, 'spec', 'template');
  return listAt(set, 'spec', 'generators')
    .flatMap((generator) => parametersOf(generator, manifests))
    .slice(0, MAX_APPLICATIONS)
    .map((parameters) => {
      const filled = fill(template, parameters);
      return { name: textAt(filled, 'metadata', 'name') ?? '', spec: at(filled, 'spec') };
    });
}

function parametersOf(
  generator: unknown,
  manifests: Pick<Manifests, 'texts' | 'paths'>,
): readonly Parameters[] {
  const list = at(generator, 'list');
  if (isData(list)) return listAt(list, 'elements').map((element) => flat(element));
  const git = at(generator, 'git');
  const values = flat({ values: at(git, 'values') });
  if (at(git, 'directories') !== undefined)
    return foldersOf(git, manifests.paths).map((folder) => ({ ...values, ...placeOf(folder) }));
  if (at(git, 'files') !== undefined)
    return matched(git, 'files', manifests.paths).map((file) => ({
      ...values,
      ...flat(documentsIn(manifests.texts.get(file) ?? '')[0]),
      ...placeOf(posix.dirname(file)),
      'path.filename': posix.basename(file),
    }));
  const [first, second] = listAt(generator, 'matrix', 'generators');
  if (first !== undefined && second !== undefined) {
    const others = parametersOf(second, manifests);
    return parametersOf(first, manifests).flatMap((one) => others.map((other) => ({ ...one, ...other })));
  }
  return [{}];
}

function matched(git: unknown, kind: 'directories' | 'files', paths: readonly string[]): readonly string[] {
  const patterns = (excluded: boolean) =>
    listAt(git, kind).flatMap((entry) => {
      const path = textAt(entry, 'path');
      return path !== undefined && (at(entry, 'exclude') === true) === excluded ? [path] : [];
    });
  const isWanted = createMatcher(patterns(false), 'full');
  const isExcluded = createMatcher(patterns(true), 'full');
  return paths.filter((path) => isWanted(path) && !isExcluded(path));
}

function foldersOf(git: unknown, paths: readonly string[]): readonly string[] {
  const folders = new Set<string>();
  for (const path of paths)
    for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder))
      folders.add(folder);
  return matched(git, 'directories', [...folders].toSorted());
}

/** Of both ways to write templates: `{{path.basename}}` and `{{.path.basename}}`, `{{path}}` and `{{.path.path}}`. */
const placeOf = (folder: string): Parameters => ({
  path: folder,
  'path.path': folder,
  'path.basename': posix.basename(folder),
  'path.basenameNormalized': posix
    .basename(folder)
    .replace(/[^a-z0-9.-]/gi, '-')
    .toLowerCase(),
  ...Object.fromEntries(folder.split('/').map((segment, index) => [`path[${index}]`, segment])),
});

/** Values by their names with dots between. */
function flat(value: unknown, before = ''): Parameters {
  if (!isData(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      if (isData(inner)) return Object.entries(flat(inner, `${before}${key}.`));
      return inner === null || typeof inner === 'object' ? [] : [[`${before}${key}`, String(inner)]];
    }),
  );
}

/** Puts in what is known; a placeholder that does more than name a value stays. */
function fill(value: unknown, parameters: Parameters): unknown {
  if (typeof value === 'string')
    return value.replace(/\{\{([^{}]{0,200})\}\}/g, (whole, expression: string) => {
      const name = expression.trim().replace(/^\./, '');
      return Object.hasOwn(parameters, name) ? (parameters[name] ?? whole) : whole;
    });
  if (Array.isArray(value)) return value.map((item) => fill(item, parameters));
  if (!isData(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner, parameters)]));
}
