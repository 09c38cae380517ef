/** Finds what belongs to an app in a file: by path, by image, by marker. */

import { parseValuePath } from '@sealift/core/config/value-path';
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { isDigest } from '@sealift/core/image/digest';
import { formatImageName } from '@sealift/core/image/reference';
import { once } from '@sealift/core/once';
import type { DesiredImage } from './desired-image.ts';
import { markersIn, requireComments } from './find-marker.ts';
import { findAlong, findPath } from './find-path.ts';
import { findPattern } from './find-regex.ts';
import { allowedKeys, requireOwn } from './identity.ts';
import type { ImageLocation } from './image-location.ts';
import { locationAround, locationNamedAt, locationsIn } from './image-locations.ts';
import { imageKey, keyOf, mentionsImage, mentionsVersion, writtenReference } from './image-text.ts';
import type { Matches } from './matches.ts';
import { chosenBy } from './only.ts';
import { nameOf, nodesIn, refuse, type ScalarNode, type SourceFile } from './source-tree.ts';
import { isFilledIn, TEMPLATE } from './value-guards.ts';
import { holdsYaml } from './yaml-blocks.ts';

/** What is asked of the same file many times is found once. */
export type Finder = {
  /** @throws Failure `edits/…` with file, line and remedy */
  find(desired: DesiredImage): Matches;
  /** Every place of every image. */
  locations(): readonly ImageLocation[];
};

export function createFinder(source: SourceFile): Finder {
  const locations = once(() => locationsIn(source));
  const byKey = once(() => {
    const index = new Map<string, ImageLocation[]>();
    for (const location of locations())
      for (const key of new Set(location.keys)) index.set(key, [...(index.get(key) ?? []), location]);
    return index;
  });
  const markers = once(() => markersIn(source));
  const blocks = once(() => valuesBlocksIn(source));

  const byPath = (desired: DesiredImage, path: string, digestPath: string | undefined): Matches => {
    const { scalar, parent } = findAlong(source, parseValuePath(path), { follow: true });
    const digests = digestPath === undefined ? [] : [findPath(source, parseValuePath(digestPath))];
    if (isDigest(scalar.text.trim()) && digests.length === 0 && desired.digestMode === 'field') {
      requireOwn(source, desired, locationAround(scalar));
      return { locations: [], digests: [scalar] };
    }
    const through =
      scalar.parent === parent || scalar.parent?.kind !== 'map'
        ? undefined
        : locations().find(
            (one) => one.at === parent && one.shape !== 'reference' && one.tag?.node === scalar,
          );
    const location =
      through ??
      (desired.value === undefined ? locationOfValue(source, desired, scalar) : locationAround(scalar));
    requireOwn(source, desired, location);
    return { locations: [location], digests };
  };

  const byImage = (desired: DesiredImage): Matches => {
    refuseValuesBlock(source, blocks(), desired);
    const found = [...allowedKeys(desired)].flatMap((key) => byKey().get(key) ?? []);
    return { locations: [...new Set(found)], digests: [] };
  };

  const byMarker = (desired: DesiredImage): Matches => {
    const own = markers().filter(({ app }) => app === desired.app);
    for (const { scalar } of own) requireOwn(source, desired, locationAround(scalar));
    return {
      locations: own.flatMap(({ role, scalar }) => {
        if (role === 'digest') return [];
        if (role === 'tag') return [locationAround(scalar)];
        return [locationOfValue(source, desired, scalar, role === 'image')];
      }),
      digests: own.flatMap(({ role, scalar }) => (role === 'digest' ? [scalar] : [])),
    };
  };
  const isEmpty = ({ locations, digests }: Matches) => locations.length === 0 && digests.length === 0;

  return { locations, find: (desired) => chosenBy(source, desired, find(desired)) };

  function find(desired: DesiredImage): Matches {
    const { find } = desired;
    if ((find.by === 'path' || find.by === 'auto') && find.path !== undefined)
      return byPath(desired, find.path, find.digestPath);
    if (find.by === 'regex')
      return { locations: [], digests: [], pattern: findPattern(source, desired, find.regex) };
    if (desired.value !== undefined || (find.by === 'auto' && find.digestPath !== undefined))
      throw configurationFailure({
        code: 'edits/bad-target',
        cause: `The target of "${desired.app}" in ${source.file} gives a ${desired.value === undefined ? 'digest-path' : 'value'} and no path.`,
        remedy: `Add "path", or remove the ${desired.value === undefined ? 'digest-path' : 'value'}.`,
        location: { file: source.file },
      });
    if (find.by === 'marker') requireComments(source);
    const found = find.by === 'marker' ? byMarker(desired) : byImage(desired);
    if (!isEmpty(found)) return found;
    const marked = find.by === 'auto' ? byMarker(desired) : found;
    if (!isEmpty(marked)) return marked;
    if (find.by !== 'marker') refuseHidden(source, desired);
    throw notFound(source, desired, locations());
  }
}

/** Whether a named value is a tag or a whole reference is told from what stands there. */
function locationOfValue(
  source: SourceFile,
  desired: DesiredImage,
  scalar: ScalarNode,
  image = false,
): ImageLocation {
  const text = scalar.text.trim();
  const what = `"${nameOf(scalar)}"`;
  const [, old, rest = text] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  const isImageKey = image || /image$/i.test(String(scalar.key));
  const looksLikeName = /[/:=]/.test(text.replace(/@sha256:[0-9a-f]{64}$/, ''));
  if (isDigest(text))
    throw refuse(source, scalar, what, {
      code: 'edits/digest-mode',
      why: 'is a digest and not a tag',
      remedy: 'Name the path of the tag, and this one as digest-path with digest-mode: field.',
    });
  if (!TEMPLATE.test(text) && (looksLikeName || isImageKey)) {
    const spelled = old !== undefined && rest.startsWith('*') ? old + rest.slice(1) : rest;
    const reference = text === '' && image ? emptyReference(desired) : writtenReference(spelled);
    if (reference === undefined)
      throw refuse(source, scalar, what, {
        code: 'edits/not-editable',
        why:
          text === ''
            ? 'is empty where a whole image reference belongs'
            : 'is neither a tag nor an image reference',
        remedy: `Write ${formatImageName(desired.image)}:${desired.tag} there once, or name the path of the tag.`,
      });
    if (looksLikeName || image || allowedKeys(desired).has(reference.key)) {
      const name = rest.startsWith('*') ? '*' : reference.name;
      const beside = locationNamedAt(scalar);
      const location: ImageLocation = {
        ...{ shape: 'reference', at: scalar, keys: [reference.key] },
        ...{ prefix: old === undefined ? '' : `${old}=`, reference: { ...reference, name } },
      };
      requireOwn(source, desired, location);
      if (beside?.shape === 'reference') return beside;
      if (beside !== undefined)
        throw refuse(source, scalar, what, {
          code: 'edits/not-editable',
          why: `is a name whose tag stands in "${beside.tagKey}" beside it`,
          remedy: `Name the path of "${beside.tagKey}", or use find: image.`,
        });
      return location;
    }
  }
  return locationAround(scalar);
}

const emptyReference = ({ image }: DesiredImage) => ({ name: formatImageName(image), key: keyOf(image) });

/** Strings that are YAML for whoever reads them, and not for us: templates, folded or quoted ones. */
const valuesBlocksIn = (source: SourceFile): readonly ScalarNode[] =>
  source.documents.flatMap((document) =>
    [...nodesIn(document)].filter(
      (node): node is ScalarNode =>
        node.kind === 'scalar' && node.within === undefined && holdsYaml(node.parent, node.key),
    ),
  );

function refuseValuesBlock(source: SourceFile, blocks: readonly ScalarNode[], { image }: DesiredImage): void {
  const block = blocks.find(({ text }) => mentionsImage(text, image));
  if (block === undefined) return;
  const templated = isFilledIn(block.text);
  throw refuse(source, block, `"${nameOf(block)}"`, {
    code: 'edits/not-editable',
    why: `holds the image inside a string of YAML${templated ? ' that is a template' : ', which is no block of lines ("|") of well-formed YAML'}`,
    remedy: templated
      ? 'Name the file that the template is filled from, or use find: regex.'
      : 'Write the values as "valuesObject" or as a block of lines ("|"), or the tag as one of "parameters".',
  });
}

/** Values that name the image and are no place of it: filled in, or longer texts that hold it with its tag. */
function* hiddenIn(source: SourceFile, { image }: DesiredImage): Generator<ScalarNode> {
  if (!mentionsImage(source.text, image)) return;
  for (const document of source.documents)
    for (const node of nodesIn(document)) {
      if (node.kind !== 'scalar' || node.within !== undefined) continue;
      const { text } = node;
      // A whole reference that is not of the image is of another one whose name ends alike.
      if (isFilledIn(text)) {
        if (mentionsImage(text, image)) yield node;
      } else if (writtenReference(text.trim()) === undefined && mentionsVersion(text, image)) yield node;
    }
}

/** @throws Failure `edits/not-editable` where nothing else in the file says the image */
function refuseHidden(source: SourceFile, desired: DesiredImage): void {
  for (const node of hiddenIn(source, desired)) {
    const filled = isFilledIn(node.text);
    throw refuse(source, node, `"${nameOf(node)}"`, {
      code: 'edits/not-editable',
      why: filled
        ? 'names the image inside a template expression'
        : `names the image inside a ${node.text.includes('\n') ? 'text of several lines' : 'longer value'}`,
      remedy: filled
        ? 'Name the values file that the template is filled from, not the template.'
        : 'Write the image as a value of its own, or use find: regex.',
    });
  }
}

/** A sentence about places that keep what they say, beside those that are edited. */
export function leftBehind(
  source: SourceFile,
  desired: DesiredImage,
  { locations }: Matches,
): string | undefined {
  if (desired.find.by !== 'image' || locations.length === 0) return undefined;
  const places = new Set(
    locations.flatMap((one) => (one.shape === 'reference' ? one.at : (one.name?.node ?? []))),
  );
  const lines = [...hiddenIn(source, desired)].flatMap((node) =>
    places.has(node) || writtenReference(node.text.trim()) !== undefined ? [] : [source.lineAt(node.start)],
  );
  if (lines.length === 0) return undefined;
  const shown = `${lines.slice(0, 5).join(', ')}${lines.length > 5 ? ', …' : ''}`;
  return `${source.file} also names the image of "${desired.app}" inside of longer values (line ${shown}), which stay as they are.`;
}

function notFound(source: SourceFile, desired: DesiredImage, locations: readonly ImageLocation[]): Failure {
  const seen = new Set(
    locations.flatMap((location) =>
      location.shape === 'reference' || location.tag !== undefined || location.digest !== undefined
        ? location.keys.slice(0, 1)
        : [],
    ),
  );
  const shown = [...seen].slice(0, 12).join(', ') + (seen.size > 12 ? ', …' : '');
  const templated = TEMPLATE.test(source.text) && seen.size === 0;
  const image = imageKey(formatImageName(desired.image));
  const lack =
    desired.find.by === 'marker'
      ? `has no marker for "${desired.app}"`
      : desired.find.by === 'auto'
        ? `has neither the image ${image} nor a marker for "${desired.app}"`
        : `does not have the image ${image}`;
  return configurationFailure({
    code: 'edits/not-found',
    cause: `${source.file} ${lack}; the images in it: ${shown || 'none'}.`,
    remedy: templated
      ? 'Name the values file that the template is filled from, not the template.'
      : `Name the tag in this file by its path, or write "# sealift: ${desired.app}" behind the tag.`,
    location: { file: source.file, line: 1 },
  });
}
