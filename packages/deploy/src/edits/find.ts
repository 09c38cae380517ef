/** Finds what belongs to an app in a file: by path, by image, by marker. */

import { parseValuePath } from '@sealift/core/config/value-path';
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { isDigest } from '@sealift/core/image/digest';
import { formatImageName } from '@sealift/core/image/reference';
import { singleLine } from '@sealift/core/text/sanitize';
import { markersIn, requireComments } from './find-marker.ts';
import { findPath } from './find-path.ts';
import { imageKey, keyOf, writtenReference } from './image-text.ts';
import { type Place, placeAround, placesIn } from './places.ts';
import { nameOf, nodesIn, refuse, type ScalarNode, type SourceFile, TEMPLATE } from './source-tree.ts';
import type { Wanted } from './wanted.ts';

export type Found = {
  /** At least one, unless only digests were marked. */
  readonly places: readonly Place[];
  /** Digests that were named themselves; they take the place of those next to the tags. */
  readonly digests: readonly ScalarNode[];
};

/** What is asked of the same file many times is found once. */
export type Finder = (wanted: Wanted) => Found;

/** @throws (from the finder) Failure `configuration` with file, line and remedy */
export function createFinder(source: SourceFile): Finder {
  const places = once(() => placesIn(source));
  const byKey = once(() => {
    const index = new Map<string, Place[]>();
    for (const place of places())
      for (const key of new Set(place.keys)) index.set(key, [...(index.get(key) ?? []), place]);
    return index;
  });
  const markers = once(() => markersIn(source));
  const blocks = once(() => valuesBlocksIn(source));

  const byPath = (wanted: Wanted, path: string, digestPath: string | undefined): Found => {
    const scalar = findPath(source, parseValuePath(path));
    const digests = digestPath === undefined ? [] : [findPath(source, parseValuePath(digestPath))];
    const place = wanted.value === undefined ? placeOfValue(source, wanted, scalar) : placeAround(scalar);
    return { places: [place], digests };
  };

  const byImage = (wanted: Wanted): Found => {
    refuseValuesBlock(source, blocks(), wanted);
    return { places: byKey().get(keyOf(wanted.image)) ?? [], digests: [] };
  };

  const byMarker = (wanted: Wanted): Found => {
    const own = markers().filter(({ app }) => app === wanted.app);
    return {
      places: own.flatMap(({ role, scalar }) => {
        if (role === 'digest') return [];
        if (role === 'tag') return [placeAround(scalar)];
        return [placeOfValue(source, wanted, scalar, role === 'image')];
      }),
      digests: own.flatMap(({ role, scalar }) => (role === 'digest' ? [scalar] : [])),
    };
  };
  const isEmpty = ({ places, digests }: Found) => places.length === 0 && digests.length === 0;

  return (wanted) => {
    const { find } = wanted;
    if ((find.by === 'path' || find.by === 'auto') && find.path !== undefined)
      return byPath(wanted, find.path, find.digestPath);
    if (wanted.value !== undefined || (find.by === 'auto' && find.digestPath !== undefined))
      throw configurationFailure({
        cause: `The target of "${wanted.app}" in ${source.file} gives a ${wanted.value === undefined ? 'digest-path' : 'value'} and no path.`,
        remedy: 'Give the path too, or leave it out.',
        location: { file: source.file },
      });
    if (find.by === 'marker') requireComments(source);
    const found = find.by === 'marker' ? byMarker(wanted) : byImage(wanted);
    if (!isEmpty(found)) return found;
    const marked = find.by === 'auto' ? byMarker(wanted) : found;
    if (!isEmpty(marked)) return marked;
    throw notFound(source, wanted, places());
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Whether a named value is a tag or a whole reference is told from what stands there. */
function placeOfValue(source: SourceFile, wanted: Wanted, scalar: ScalarNode, image = false): Place {
  const text = scalar.text.trim();
  const what = `"${nameOf(scalar)}"`;
  const [, old, rest = text] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  const isImageKey = image || /image$/i.test(String(scalar.place));
  const looksLikeName = /[/:=]/.test(text.replace(/@sha256:[0-9a-f]{64}$/, ''));
  if (isDigest(text))
    throw refuse(source, scalar, what, {
      why: 'is a digest and not a tag',
      remedy: 'Name the path of the tag, and this one as digest-path with digest-mode: field.',
    });
  if (!TEMPLATE.test(text) && (looksLikeName || isImageKey)) {
    const spelled = old !== undefined && rest.startsWith('*') ? old + rest.slice(1) : rest;
    const reference = text === '' && image ? emptyReference(wanted) : writtenReference(spelled);
    if (reference === undefined)
      throw refuse(source, scalar, what, {
        why:
          text === ''
            ? 'is empty where a whole image reference belongs'
            : 'is neither a tag nor an image reference',
        remedy: `Write ${formatImageName(wanted.image)}:${wanted.tag} there once, or name the path of the tag.`,
      });
    if (looksLikeName || image || reference.key === keyOf(wanted.image)) {
      const isOwn = reference.key === keyOf(wanted.image);
      if (!isOwn && wanted.writeName !== true)
        throw refuse(source, scalar, what, {
          why: `is the image ${singleLine(reference.name)} and not ${formatImageName(wanted.image)}`,
          remedy: 'Correct the path, or set write-name: true to put the name there too.',
        });
      const name = rest.startsWith('*') ? '*' : reference.name;
      return {
        ...{ shape: 'reference', at: scalar, keys: [reference.key] },
        ...{ prefix: old === undefined ? '' : `${old}=`, reference: { ...reference, name } },
      };
    }
  }
  return placeAround(scalar);
}

const emptyReference = ({ image }: Wanted) => ({ name: formatImageName(image), key: keyOf(image) });

/** Argo CD's `helm.values` is YAML inside a string, whose scalars have no range in this file's tree. */
const valuesBlocksIn = (source: SourceFile): readonly ScalarNode[] =>
  source.documents.flatMap((document) =>
    [...nodesIn(document)].filter(
      (node): node is ScalarNode =>
        node.kind === 'scalar' && node.place === 'values' && node.parent?.place === 'helm',
    ),
  );

function refuseValuesBlock(source: SourceFile, blocks: readonly ScalarNode[], { image }: Wanted): void {
  const block = blocks.find(({ text }) => text.includes(image.repository));
  if (block === undefined) return;
  throw refuse(source, block, `"${nameOf(block)}"`, {
    why: 'holds the image inside a string of YAML',
    remedy: 'Write the values as "valuesObject", or the tag as one of "parameters".',
  });
}

function notFound(source: SourceFile, wanted: Wanted, places: readonly Place[]): Failure {
  const seen = new Set(
    places.flatMap((place) =>
      place.shape === 'reference' || place.tag !== undefined || place.digest !== undefined
        ? place.keys.slice(0, 1)
        : [],
    ),
  );
  const shown = [...seen].slice(0, 12).join(', ') + (seen.size > 12 ? ', …' : '');
  const templated = TEMPLATE.test(source.text) && seen.size === 0;
  const by =
    wanted.find.by === 'marker'
      ? `no marker for "${wanted.app}"`
      : `nothing of ${imageKey(formatImageName(wanted.image))}`;
  return configurationFailure({
    cause: `${source.file} has ${by}${wanted.find.by === 'auto' ? ` and no marker for "${wanted.app}"` : ''}; the images in it: ${shown || 'none'}.`,
    remedy: templated
      ? 'Name the values file that the template is filled from, not the template.'
      : `Give the path of the tag, or write "# sealift: ${wanted.app}" behind it.`,
    location: { file: source.file, line: 1 },
  });
}
