/**
 * The shapes in which files say which image runs: a mapping with repository and tag (Helm values, Argo CD's
 * valuesObject, Flux' HelmRelease), a list of Helm parameters, an entry of kustomize's `images`, a whole reference.
 */
import { isDigest } from '@sealift/core/image/digest';
import { imageKey, type WrittenReference, writtenReference } from './image-text.ts';
import {
  type MapNode,
  nodesIn,
  type ScalarNode,
  type SourceFile,
  type TreeNode,
  valuesOf,
} from './source-tree.ts';

/** A scalar, or what stands in its place, or nothing. */
export type Field = { readonly node: TreeNode; readonly twice: boolean };

/** Name, tag and digest in places of their own. */
export type FieldsLocation = {
  readonly shape: 'values' | 'parameters' | 'kustomize';
  /** The mapping or list that holds the fields. */
  readonly at: TreeNode;
  readonly registry?: Field;
  readonly name?: Field;
  readonly tag?: Field;
  readonly digest?: Field;
  /** How the tag's key is called, for messages. */
  readonly tagKey: string;
  /** What the image may be called, in comparable spelling. */
  readonly keys: readonly string[];
};

/** `name:tag@digest` in one scalar; for kustomize in Argo CD `old=` stands before. */
export type ReferenceLocation = {
  readonly shape: 'reference';
  readonly at: ScalarNode;
  /** What stands before the reference: `old=`. */
  readonly prefix: string;
  readonly reference: WrittenReference;
  readonly keys: readonly string[];
};

export type ImageLocation = FieldsLocation | ReferenceLocation;

export const scalarOf = (field: Field | undefined): ScalarNode | undefined =>
  field?.node.kind === 'scalar' ? field.node : undefined;
const textOf = (field: Field | undefined): string => scalarOf(field)?.text ?? '';

function field(map: MapNode, key: string): Field | undefined {
  const [pair, second] = valuesOf(map, key);
  return pair === undefined ? undefined : { node: pair.value, twice: second !== undefined };
}

const some = <K extends string>(name: K, value: Field | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [N in K]?: Field };

/** Every location of a file, in its order. */
export function locationsIn(source: SourceFile): readonly ImageLocation[] {
  return source.documents.flatMap((document) => {
    const global = globalRegistry(document);
    return [...nodesIn(document)].flatMap((node) => locationsAt(node, global));
  });
}

/** `global.imageRegistry` takes the place of every `registry` in charts of Bitnami's shape. */
function globalRegistry(document: TreeNode): string | undefined {
  const global = document.kind === 'map' ? field(document, 'global')?.node : undefined;
  const text = global?.kind === 'map' ? textOf(field(global, 'imageRegistry')) : '';
  return text === '' ? undefined : text;
}

function locationsAt(node: TreeNode, global: string | undefined): readonly ImageLocation[] {
  if (node.kind === 'scalar') return referenceAt(node);
  if (node.kind === 'list') return node.key === 'parameters' ? parameterLocations(node, global) : [];
  if (node.kind !== 'map') return [];
  return isKustomizeEntry(node) ? [kustomizeLocation(node)] : valuesLocations(node, global);
}

/** `repository` → `tag`, `apiRepository` → `apiTag`; `image` or `name` with `tag` or `imageTag` next to it. */
function valuesLocations(map: MapNode, global: string | undefined): readonly ImageLocation[] {
  return map.pairs.flatMap(({ key }) => {
    const repository = /^(.*?)(repository|Repository)$/.exec(key);
    if (repository !== null) {
      const [, prefix = '', word = ''] = repository;
      const sibling = (name: string) =>
        prefix + (word === 'repository' ? name : name[0]?.toUpperCase() + name.slice(1));
      return valuesLocation(map, key, [sibling('tag')], sibling, global);
    }
    if (key !== 'image' && key !== 'name') return [];
    const tags = ['tag', `${key}Tag`].filter((name) => valuesOf(map, name).length > 0);
    return tags.length === 0 ? [] : valuesLocation(map, key, tags, (name) => name, global);
  });
}

function valuesLocation(
  map: MapNode,
  nameKey: string,
  [tagKey = 'tag']: readonly string[],
  sibling: (name: string) => string,
  global: string | undefined,
): readonly FieldsLocation[] {
  const name = field(map, nameKey);
  // A name that already says its tag is a whole reference, found as such.
  if (scalarOf(name) === undefined) return [];
  const registry = field(map, sibling('registry'));
  const keys = candidates(textOf(name), textOf(registry), global);
  if (keys.length === 0) return [];
  return [
    {
      ...{ shape: 'values', at: map, tagKey, keys },
      ...some('registry', registry),
      ...some('name', name),
      ...some('tag', field(map, tagKey)),
      // kube-prometheus-stack and Grafana call it sha.
      ...some('digest', field(map, sibling('digest')) ?? field(map, sibling('sha'))),
    },
  ];
}

function candidates(name: string, registry: string, global: string | undefined): readonly string[] {
  const hosts = registry === '' ? [''] : [`${registry}/`];
  if (global !== undefined) hosts.push(`${global}/`);
  return hosts.flatMap((host) => imageKey(host + name) ?? []);
}

/** https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/ */
function isKustomizeEntry(map: MapNode): boolean {
  if (map.parent?.kind !== 'list' || map.parent.key !== 'images' || field(map, 'name') === undefined)
    return false;
  return ['newName', 'newTag', 'digest'].some((key) => valuesOf(map, key).length > 0);
}

function kustomizeLocation(map: MapNode): FieldsLocation {
  const name = field(map, 'name');
  const newName = field(map, 'newName');
  const keys = [textOf(newName), textOf(name)].flatMap((text) => imageKey(text) ?? []);
  return {
    ...{ shape: 'kustomize', at: map, tagKey: 'newTag', keys },
    ...some('name', newName ?? name),
    ...some('tag', field(map, 'newTag')),
    ...some('digest', field(map, 'digest')),
  };
}

type List = TreeNode & { kind: 'list' };

/** `{name: image.tag, value: "1.0"}`: https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#helm-parameters */
function parameterLocations(list: List, global: string | undefined): readonly FieldsLocation[] {
  const values = parametersOf(list);
  return [...values].flatMap(([name, repository]) => {
    const dot = name.lastIndexOf('.') + 1;
    if (name.slice(dot) !== 'repository') return [];
    const at = (key: string) => values.get(name.slice(0, dot) + key);
    const registry = at('registry');
    const keys = candidates(textOf(repository), textOf(registry), global);
    if (keys.length === 0) return [];
    return [
      {
        ...{ shape: 'parameters' as const, at: list, tagKey: `${name.slice(0, dot)}tag`, keys },
        ...some('registry', registry),
        ...some('name', repository),
        ...some('tag', at('tag')),
        ...some('digest', at('digest') ?? at('sha')),
      },
    ];
  });
}

function parametersOf(list: List): ReadonlyMap<string, Field> {
  const values = new Map<string, Field>();
  for (const item of list.items) {
    if (item.kind !== 'map') continue;
    const name = textOf(field(item, 'name'));
    const value = field(item, 'value');
    if (name !== '' && value !== undefined)
      values.set(name, { node: value.node, twice: value.twice || values.has(name) });
  }
  return values;
}

const CONTAINERS = ['containers', 'initContainers', 'ephemeralContainers'];

function referenceAt(scalar: ScalarNode): readonly ReferenceLocation[] {
  const text = scalar.text.trim();
  const list = scalar.parent;
  if (list?.kind === 'list' && list.key === 'images' && list.parent?.key === 'kustomize') {
    const [, old = '', rest = ''] = /^(?:([^=]*)=)?(.*)$/s.exec(text) ?? [];
    // `*` stands for the old name: https://argo-cd.readthedocs.io/en/stable/user-guide/kustomize/
    const spelled = rest.startsWith('*') ? old + rest.slice(1) : rest;
    const reference = writtenReference(spelled);
    if (reference === undefined) return [];
    const keys = [reference.key, ...(old === '' ? [] : [imageKey(old) ?? []].flat())];
    const name = rest.startsWith('*') ? '*' : reference.name;
    return [referenceLocation(scalar, old === '' ? '' : `${old}=`, { ...reference, name }, keys)];
  }
  // Most scalars are none: this is asked of every one in the file.
  if (!/[:@]/.test(text) && !isContainerImage(scalar)) return [];
  // A digest in a place of its own would read as an image named sha256.
  const reference = isDigest(text) ? undefined : writtenReference(text);
  if (reference === undefined) return [];
  const bare = reference.tag === undefined && reference.digest === undefined;
  // A name alone runs something only where Kubernetes reads it; elsewhere it may be a watched repository.
  if (bare && !isContainerImage(scalar)) return [];
  return [referenceLocation(scalar, '', reference, [reference.key])];
}

const isContainerImage = ({ key, parent }: ScalarNode): boolean =>
  key === 'image' &&
  parent?.parent?.kind === 'list' &&
  CONTAINERS.includes(String(parent.parent.key)) &&
  valuesOf(parent as MapNode, 'tag').length === 0;

const referenceLocation = (
  at: ScalarNode,
  prefix: string,
  reference: WrittenReference,
  keys: readonly string[],
): ReferenceLocation => ({ shape: 'reference', at, prefix, reference, keys });

/** The fields around a tag that was found by path or marker: none of them is asked which image it is. */
export function locationAround(tag: ScalarNode): FieldsLocation {
  const own: FieldsLocation = {
    ...{ shape: 'values', at: tag, tagKey: String(tag.key ?? ''), keys: [] },
    tag: { node: tag, twice: false },
  };
  const map = tag.parent;
  if (map?.kind !== 'map') return own;
  if (tag.key === 'newTag' && isKustomizeEntry(map)) return kustomizeLocation(map);
  if (tag.key === 'value' && map.parent?.kind === 'list' && map.parent.key === 'parameters') {
    const name = textOf(field(map, 'name'));
    if (!/(?:^|\.)tag$/.test(name)) return own;
    const values = parametersOf(map.parent);
    const at = (key: string) => values.get(name.slice(0, name.length - 3) + key);
    return {
      ...{ ...own, shape: 'parameters', at: map.parent, tagKey: name },
      ...some('registry', at('registry')),
      ...some('name', at('repository')),
      ...some('digest', at('digest') ?? at('sha')),
    };
  }
  const [, prefix, word] = /^(.*?)(tag|Tag)$/.exec(String(tag.key)) ?? [];
  if (prefix === undefined) return own;
  const sibling = (name: string) =>
    field(map, prefix + (word === 'tag' ? name : name[0]?.toUpperCase() + name.slice(1)));
  return {
    ...{ ...own, at: map },
    ...some('registry', sibling('registry')),
    ...some('name', sibling('repository') ?? (word === 'Tag' ? field(map, prefix) : sibling('image'))),
    ...some('digest', sibling('digest') ?? sibling('sha')),
  };
}
