/**
 * Adds what is missing before a file is edited: an empty place for a tag or a digest in a mapping that is there, or an
 * entry of kustomize's `images`. What is put in is empty, so that the edit that follows is one like any other.
 */
import { parseValuePath } from '@sealift/core/config/value-path';
import { failedWith } from '@sealift/core/failure';
import { formatImageName } from '@sealift/core/image/reference';
import type { DesiredImage } from './desired-image.ts';
import { fieldOf, scalarOf, textOf } from './fields.ts';
import { findAlong } from './find-path.ts';
import { allowedKeys, requireOwn } from './identity.ts';
import type { FieldsLocation } from './image-location.ts';
import { locationsIn } from './image-locations.ts';
import { imageKey } from './image-text.ts';
import {
  type Growth,
  type ListNode,
  type MapNode,
  nameOf,
  refuse,
  type ScalarNode,
  type SourceFile,
  type TreeNode,
  unproven,
} from './source-tree.ts';

export type Grown = {
  readonly source: SourceFile;
  /** Paths of the places that were made. */
  readonly created: ReadonlySet<string>;
};

/** For one image: more places than any file has. */
const MOST_PLACES = 200;

/** @throws Failure `edits/not-editable` where nothing can be added */
export function withPlaces(source: SourceFile, desired: readonly DesiredImage[]): Grown {
  let grown = source;
  const created = new Set<string>();
  for (const one of desired)
    for (let count = 0; one.create === true && count < MOST_PLACES; count += 1) {
      const growth = missingIn(grown, one);
      if (growth === undefined) break;
      const { key } = growth;
      created.add(`${nameOf(growth.owner)}\n${key}`);
      grown = insert(grown, growth);
    }
  return { source: grown, created };
}

export const isCreated = (created: ReadonlySet<string>, { parent, key }: ScalarNode): boolean =>
  parent !== undefined &&
  (created.has(`${nameOf(parent)}\n${key}`) ||
    (parent.parent !== undefined && created.has(`${nameOf(parent.parent)}\nimages`)));

function insert(source: SourceFile, growth: Growth): SourceFile {
  const place = source.grow?.(growth);
  if (place === undefined)
    throw refuse(source, growth.owner, `"${nameOf(growth.owner)}"`, {
      code: 'edits/not-editable',
      why: `has no "${growth.key}", and none can be added there`,
      remedy: `Write "${growth.key}" there once, with an empty string as its value.`,
    });
  const text = source.text.slice(0, place.offset) + place.text + source.text.slice(place.offset);
  const reason = source.disproveGrowth?.(text, growth);
  if (reason !== undefined) throw unproven(source.file, reason);
  return source.again?.(text) ?? source;
}

/** The next thing that is missing, if anything is. */
function missingIn(source: SourceFile, desired: DesiredImage): Growth | undefined {
  const { find } = desired;
  if (find.by === 'path' || (find.by === 'auto' && find.path !== undefined)) {
    const paths = [find.path ?? [], desired.digestMode === 'field' ? (find.digestPath ?? []) : []].flat();
    for (const path of paths) {
      const growth = missingAt(source, desired, path);
      if (growth !== undefined) return growth;
    }
    return undefined;
  }
  if (find.by !== 'image' && find.by !== 'auto') return undefined;
  const allowed = allowedKeys(desired);
  const own = locationsIn(source).filter(({ keys }) => allowed.has(keys[0] ?? ''));
  for (const location of own) {
    const key = location.shape === 'reference' ? undefined : missingKey(location, desired);
    if (key !== undefined && location.at.kind === 'map')
      return { owner: location.at, after: ownName(location as FieldsLocation), key };
  }
  return own.length > 0 ? undefined : missingEntry(source, desired);
}

/** What is there by itself stays enough: a digest without a tag where digests are written. */
function missingKey(
  { tag, digest, tagKey }: FieldsLocation,
  { digestMode }: DesiredImage,
): string | undefined {
  if (digestMode !== 'field') return tag === undefined && textOf(digest) === '' ? tagKey : undefined;
  if (tag === undefined && digest === undefined) return tagKey;
  return digest === undefined
    ? tagKey
        .replace(/^newTag$/, 'digest')
        .replace(/tag$/, 'digest')
        .replace(/Tag$/, 'Digest')
    : undefined;
}

const ownName = ({ name, at }: FieldsLocation): ScalarNode | undefined => {
  const scalar = scalarOf(name);
  return scalar?.parent === at ? scalar : undefined;
};

function missingAt(source: SourceFile, desired: DesiredImage, text: string): Growth | undefined {
  const path = parseValuePath(text);
  try {
    findAlong(source, path, { follow: true });
    return undefined;
  } catch (failure) {
    if (!failedWith(failure, 'edits/not-found')) throw failure;
  }
  const last = path.segments.at(-1);
  const candidates = source.documents.flatMap((document) => {
    const { segments } = path;
    const owner = mappingAt(document, segments.slice(0, -1));
    return owner === undefined ? [] : [owner];
  });
  const [owner, other] = candidates;
  if (typeof last !== 'string' || owner === undefined || other !== undefined || path.document !== undefined)
    return undefined;
  for (const location of locationsIn(source))
    if (location.at === owner) requireOwn(source, desired, location);
  return { owner, after: undefined, key: last };
}

function mappingAt(document: TreeNode, segments: readonly unknown[]): MapNode | undefined {
  let node: TreeNode | undefined = document;
  for (const segment of segments) {
    if (node?.kind === 'map' && typeof segment === 'string') node = fieldOf(node, segment)?.node;
    else if (node?.kind === 'list' && typeof segment === 'number') node = node.items[segment];
    else return undefined;
  }
  return node?.kind === 'map' ? node : undefined;
}

/** An entry of `images` in a kustomization that names the image nowhere, or names it alone. */
function missingEntry(source: SourceFile, desired: DesiredImage): Growth | undefined {
  const [root, other] = source.documents;
  if (root?.kind !== 'map' || other !== undefined || !isKustomization(source, root)) return undefined;
  const images = fieldOf(root, 'images')?.node;
  const values = desired.digestMode === 'field' ? ['newTag', 'digest'] : ['newTag'];
  const entry = { name: formatImageName(desired.image), empty: values };
  if (images === undefined) return { owner: root, after: undefined, key: 'images', entry };
  if (images.kind !== 'list') return undefined;
  const alone = images.items.find((item) => isNamed(item, allowedKeys(desired)));
  if (alone?.kind === 'map') return { owner: alone, after: undefined, key: 'newTag' };
  return { owner: images satisfies ListNode, after: undefined, key: 'images', entry };
}

const isNamed = (item: TreeNode, allowed: ReadonlySet<string>): boolean =>
  item.kind === 'map' && allowed.has(imageKey(textOf(fieldOf(item, 'name'))) ?? '');

const isKustomization = ({ file }: SourceFile, root: MapNode): boolean =>
  /(?:^|\/)kustomization\.ya?ml$/.test(file) ||
  (textOf(fieldOf(root, 'kind')) === 'Kustomization' &&
    textOf(fieldOf(root, 'apiVersion')).startsWith('kustomize.config.k8s.io/'));
