/** The image whose name stands under a key, with the keys beside it that say its tag, digest and registry. */
import { type Field, type Fields, scalarOf, textOf } from './fields.ts';
import {
  type FieldsLocation,
  type ImageLocation,
  type ReferenceLocation,
  referenceLocation,
} from './image-location.ts';
import { type WrittenReference, writtenReference } from './image-text.ts';
import { type NameKey, nameKeyOf, type Part, partOf, stemsOf, wordsOf } from './key-words.ts';
import { readingsOf } from './readings.ts';
import type { ScalarNode, TreeNode } from './source-tree.ts';

/** Where fields stand that may say an image. */
export type Place = {
  readonly shape: 'values' | 'parameters';
  readonly at: TreeNode;
  readonly prefix?: string;
  global(): Field | undefined;
};

/** The location whose name is under this key, if one is. */
export function namedBy(key: string, fields: Fields, place: Place): readonly ImageLocation[] {
  const named = nameKeyOf(key);
  const name = fields.get(key);
  const scalar = scalarOf(name);
  if (named === undefined || name === undefined || scalar === undefined || scalar.text === '') return [];
  if (named.kind === 'name' && !scalar.text.includes('/') && !isOfImages(place)) return [];
  const tags = partsIn(fields, named, 'tag');
  const [tagKey, ...others] = tags.length > 0 ? tags : versionsIn(fields, named, scalar);
  if (named.kind !== 'repository' && tagKey === undefined && !hasDigest(fields, named)) return [];
  const reference = writtenReference(scalar.text.trim());
  if (reference?.tag !== undefined) return twinOf(scalar, reference, fields.get(tags[0] ?? ''));
  const location = fieldsLocation(named, name, fields, place, tagKey);
  const rival = others.find((other) => textOf(fields.get(other)) !== textOf(location.tag));
  if (location.keys.length === 0) return [];
  return [rival === undefined ? location : { ...location, rival }];
}

/** A bare word under `name` is the name of anything, but in a mapping that is called image. */
function isOfImages({ at, prefix = '' }: Place): boolean {
  const key = at.parent?.kind === 'list' ? at.parent.key : at.key;
  return [prefix, String(key ?? '')].some((each) => /^images?$/.test(wordsOf(each).at(-1) ?? ''));
}

const hasDigest = (fields: Fields, named: NameKey): boolean =>
  named.kind === 'image' && partsIn(fields, named, 'digest').length > 0;

function fieldsLocation(
  named: NameKey,
  name: Field,
  fields: Fields,
  place: Place,
  tagKey: string | undefined,
): FieldsLocation {
  const first = (part: Part) => fields.get(partsIn(fields, named, part)[0] ?? '');
  const registry = first('registry');
  return {
    ...{ shape: place.shape, at: place.at, tagKey: (place.prefix ?? '') + (tagKey ?? tagKeyFor(named)) },
    keys: readingsOf(name, registry, place.global()),
    ...some('registry', registry),
    name,
    ...some('tag', tagKey === undefined ? undefined : fields.get(tagKey)),
    ...some('digest', first('digest')),
  };
}

export const some = <K extends string>(name: K, value: Field | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [N in K]?: Field };

const tagKeyFor = ({ stem, kind }: NameKey): string => {
  const words = [...stem, ...(kind === 'image' && stem.length === 0 ? ['image'] : []), 'tag'];
  return words.map((word, at) => (at === 0 ? word : (word[0]?.toUpperCase() ?? '') + word.slice(1))).join('');
};

/** Of a mapping, once: how many keys it has, each name in it is asked for its parts. */
type PartIndex = { readonly keys: ReadonlyMap<string, readonly string[]>; readonly hasChart: boolean };
const indexes = new WeakMap<Fields, PartIndex>();

function indexOf(fields: Fields): PartIndex {
  const known = indexes.get(fields);
  if (known !== undefined) return known;
  const keys = new Map<string, string[]>();
  let hasChart = false;
  for (const key of fields.keys()) {
    const found = partOf(key);
    if (found === undefined) hasChart ||= wordsOf(key).includes('chart');
    else keys.set(nameOfPart(found), [...(keys.get(nameOfPart(found)) ?? []), key]);
  }
  const index = { keys, hasChart };
  indexes.set(fields, index);
  return index;
}

const nameOfPart = ({ part, stem }: { readonly part: Part; readonly stem: string }) => `${part} ${stem}`;

export const partsIn = (fields: Fields, named: NameKey, part: Part): readonly string[] =>
  stemsOf(named).flatMap((stem) => indexOf(fields).keys.get(nameOfPart({ part, stem })) ?? []);

/** A version beside a name is its tag where the name can be that of an image only, and not of a chart or a package. */
function versionsIn(fields: Fields, named: NameKey, { text }: ScalarNode): readonly string[] {
  if (named.kind === 'name' && !/^[^/]*[.:][^/]*\//.test(text)) return [];
  if (indexOf(fields).hasChart) return [];
  return partsIn(fields, named, 'version');
}

/** A whole reference with a tag key beside it: both say the tag, or nobody knows which of them counts. */
const twinOf = (
  at: ScalarNode,
  reference: WrittenReference,
  tag: Field | undefined,
): readonly ReferenceLocation[] =>
  tag === undefined || textOf(tag) === ''
    ? []
    : [{ ...referenceLocation(at, '', reference, [reference.key]), twin: tag }];
