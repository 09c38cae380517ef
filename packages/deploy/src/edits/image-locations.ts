/**
 * The shapes in which files say which image runs: a mapping with name and tag (Helm values, Argo CD's valuesObject and
 * ApplicationSet elements, Flux' HelmRelease, Terraform variables), a list of Helm parameters, an entry of kustomize's
 * `images`, a whole reference.
 */
import { isDigest } from '@sealift/core/image/digest';
import { type Field, fieldOf, fieldsOf, textOf } from './fields.ts';
import {
  type FieldsLocation,
  type ImageLocation,
  type ReferenceLocation,
  referenceLocation,
} from './image-location.ts';
import { imageKey, writtenReference } from './image-text.ts';
import { type NameKey, wordsOf } from './key-words.ts';
import { namedBy, partsIn, some } from './named-location.ts';
import {
  type ListNode,
  type MapNode,
  nodesIn,
  type ScalarNode,
  type SourceFile,
  type TreeNode,
} from './source-tree.ts';

/** Every location of a file, in its order. */
export function locationsIn(source: SourceFile): readonly ImageLocation[] {
  const locations = source.documents.flatMap((document) => [...nodesIn(document)].flatMap(locationsAt));
  // A name with a tag beside it is no reference of its own: whoever reads it puts the two together.
  const names = new Set(
    locations.flatMap((location) =>
      location.shape !== 'reference' && location.tag !== undefined ? (location.name?.node ?? []) : [],
    ),
  );
  const twins = new Set(
    locations.flatMap((location) =>
      location.shape === 'reference' && location.twin !== undefined ? [location.at] : [],
    ),
  );
  return locations.filter(
    (location) =>
      location.shape !== 'reference' ||
      location.twin !== undefined ||
      !(names.has(location.at) || twins.has(location.at)),
  );
}

function locationsAt(node: TreeNode): readonly ImageLocation[] {
  if (node.kind === 'scalar') return referenceAt(node);
  if (node.kind === 'list') return parameterLocations(node);
  if (node.kind !== 'map') return [];
  return isKustomizeEntry(node) ? [kustomizeLocation(node)] : valuesLocations(node);
}

/** Whether anything of it stands in this mapping: what is inherited whole is found where it comes from. */
const isOwn = (location: FieldsLocation): boolean =>
  [location.name, location.tag, location.digest, location.registry].some(
    (field) => field !== undefined && field.via.length === 0,
  );

/** `repository` → `tag`, `apiRepository` → `apiTag`, `image` → `tag` or `imageTag`, `repo` → `version`, … */
function valuesLocations(map: MapNode): readonly ImageLocation[] {
  const fields = fieldsOf(map);
  return [...fields.keys()].flatMap((key) => {
    const [location] = namedBy(key, fields, { shape: 'values', at: map, global: () => globalRegistry(map) });
    return location !== undefined && (location.shape === 'reference' || isOwn(location)) ? [location] : [];
  });
}

/**
 * `global.imageRegistry` takes the place of every `registry` in charts of Bitnami's shape; others call it
 * `global.image.registry` or `global.registry`. It stands at the root of the values, which may be anywhere in a file.
 */
function globalRegistry(map: MapNode): Field | undefined {
  const known = registries.get(map);
  if (known !== undefined) return known.field;
  const global = map.key === 'global' ? undefined : fieldOf(map, 'global')?.node;
  const owner = mapAround(map);
  const field = global?.kind === 'map' ? registryIn(global) : owner && globalRegistry(owner);
  registries.set(map, { field });
  return field;
}

/** Every mapping of a file asks for it, and those around it with it. */
const registries = new WeakMap<MapNode, { readonly field: Field | undefined }>();

function mapAround({ parent }: MapNode): MapNode | undefined {
  let at: TreeNode | undefined = parent;
  while (at !== undefined && at.kind !== 'map') at = at.parent;
  return at;
}

function registryIn(global: MapNode): Field | undefined {
  const image = fieldOf(global, 'image')?.node;
  return (
    fieldOf(global, 'imageRegistry') ??
    (image?.kind === 'map' ? fieldOf(image, 'registry') : undefined) ??
    fieldOf(global, 'registry')
  );
}

/** https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/ */
export function isKustomizeEntry(map: MapNode): boolean {
  if (map.parent?.kind !== 'list' || map.parent.key !== 'images' || fieldOf(map, 'name') === undefined)
    return false;
  return ['newName', 'newTag', 'digest'].some((key) => fieldOf(map, key) !== undefined);
}

function kustomizeLocation(map: MapNode): FieldsLocation {
  const name = fieldOf(map, 'name');
  const newName = fieldOf(map, 'newName');
  const keys = [textOf(newName), textOf(name)].flatMap((text) => imageKey(text) ?? []);
  return {
    ...{ shape: 'kustomize', at: map, tagKey: 'newTag', keys },
    ...some('name', newName ?? name),
    ...some('tag', fieldOf(map, 'newTag')),
    ...some('digest', fieldOf(map, 'digest')),
  };
}

/** Where name and value are written apart: Argo CD, helmfile and Terraform's helm_release. */
const PARAMETER_LISTS = ['parameters', 'set', 'set_string', 'setString', 'helmParameters', 'values'];

/** `{name: image.tag, value: "1.0"}`: https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#helm-parameters */
function parameterLocations(list: ListNode): readonly ImageLocation[] {
  if (!PARAMETER_LISTS.includes(String(list.key))) return [];
  const groups = parametersOf(list);
  const globals = (key: string) =>
    groups.get('global.')?.get(key) ?? groups.get('global.image.')?.get('registry');
  return [...groups].flatMap(([prefix, fields]) =>
    [...fields.keys()].flatMap((key) =>
      namedBy(key, fields, {
        ...{ shape: 'parameters', at: list, prefix },
        global: () => globals('imageRegistry') ?? globals('registry'),
      }),
    ),
  );
}

/** By what stands before the last dot of the names, with the dot. */
function parametersOf(list: ListNode): ReadonlyMap<string, Map<string, Field>> {
  const groups = new Map<string, Map<string, Field>>();
  for (const item of list.items) {
    if (item.kind !== 'map') continue;
    const name = textOf(fieldOf(item, 'name'));
    const value = fieldOf(item, 'value');
    if (name === '' || value === undefined) continue;
    const dot = name.lastIndexOf('.') + 1;
    const group = groups.get(name.slice(0, dot)) ?? new Map<string, Field>();
    const key = name.slice(dot);
    groups.set(name.slice(0, dot), group);
    group.set(key, { ...value, twice: value.twice || group.has(key) });
  }
  return groups;
}

const CONTAINERS = ['containers', 'initContainers', 'ephemeralContainers'];

function referenceAt(scalar: ScalarNode): readonly ReferenceLocation[] {
  const text = scalar.text.trim();
  const list = scalar.parent;
  if (list?.kind === 'list' && list.key === 'images' && list.parent?.key === 'kustomize')
    return kustomizeReference(scalar, text);
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

/** `*` stands for the old name: https://argo-cd.readthedocs.io/en/stable/user-guide/kustomize/ */
function kustomizeReference(scalar: ScalarNode, text: string): readonly ReferenceLocation[] {
  const [, old = '', rest = ''] = /^(?:([^=]*)=)?(.*)$/s.exec(text) ?? [];
  const spelled = rest.startsWith('*') ? old + rest.slice(1) : rest;
  const reference = writtenReference(spelled);
  if (reference === undefined) return [];
  const keys = [reference.key, ...(old === '' ? [] : [imageKey(old) ?? []].flat())];
  const name = rest.startsWith('*') ? '*' : reference.name;
  return [referenceLocation(scalar, old === '' ? '' : `${old}=`, { ...reference, name }, keys)];
}

const isContainerImage = ({ key, parent }: ScalarNode): boolean =>
  key === 'image' && parent?.parent?.kind === 'list' && CONTAINERS.includes(String(parent.parent.key));

/** The location that a tag, found by path or marker, is part of; without a name where nothing beside it says one. */
export function locationAround(tag: ScalarNode): ImageLocation {
  const map = tag.parent;
  const own: FieldsLocation = {
    ...{ shape: 'values', at: tag, tagKey: String(tag.key ?? ''), keys: [] },
    tag: { node: tag, twice: false, via: [] },
  };
  if (map?.kind !== 'map') return own;
  if (isKustomizeEntry(map)) return kustomizeLocation(map);
  const list = map.parent;
  const around =
    tag.key === 'value' && list?.kind === 'list' ? parameterLocations(list) : valuesLocations(map);
  const found = around.find((location) =>
    location.shape === 'reference'
      ? location.twin?.node === tag
      : location.tag?.node === tag || location.digest?.node === tag,
  );
  return found ?? withDigest(own, map, tag);
}

/** The location whose name stands in this scalar and whose tag does not. */
export function locationNamedAt(name: ScalarNode): ImageLocation | undefined {
  const map = name.parent;
  if (map?.kind !== 'map') return undefined;
  const list = map.parent;
  const around =
    name.key === 'value' && list?.kind === 'list' ? parameterLocations(list) : valuesLocations(map);
  return around.find((location) =>
    location.shape === 'reference'
      ? location.at === name && location.twin !== undefined
      : location.name?.node === name && location.tag !== undefined,
  );
}

/** Charts that know the image themselves have a tag and a digest, and no name. */
function withDigest(own: FieldsLocation, map: MapNode, tag: ScalarNode): FieldsLocation {
  const words = wordsOf(String(tag.key));
  if (words.at(-1) !== 'tag') return { ...own, at: map };
  const fields = fieldsOf(map);
  const named: NameKey = { stem: words.slice(0, -1).filter((word) => word !== 'image'), kind: 'image' };
  const digest = partsIn(fields, named, 'digest')[0];
  return { ...own, at: map, ...some('digest', digest === undefined ? undefined : fields.get(digest)) };
}
