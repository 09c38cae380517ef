/** What a place must say for a wanted image: tag, digest and name, never one that contradicts another. */
import { type Digest, digestHex, isDigest } from '@sealift/core/image/digest';
import { formatImageName } from '@sealift/core/image/reference';
import { singleLine } from '@sealift/core/text/sanitize';
import { fillTemplate } from '@sealift/core/text/template';
import type { Found } from './find.ts';
import { keyOf } from './image-text.ts';
import { type Field, type FieldsPlace, type Place, type ReferencePlace, scalarOf } from './places.ts';
import { nameOf, refuse, type ScalarNode, type SourceFile, valuesOf } from './source-tree.ts';
import type { Role, Wanted } from './wanted.ts';

export type PlannedEdit = { readonly role: Role; readonly scalar: ScalarNode; readonly value: string };

/** @throws Failure `configuration` with file, line and remedy */
export function editsFor(source: SourceFile, wanted: Wanted, found: Found): readonly PlannedEdit[] {
  const [digest] = found.digests;
  if (digest !== undefined && wanted.digestMode !== 'field')
    throw refuse(source, digest, `"${nameOf(digest)}"`, {
      why: `is named as the digest of "${wanted.app}", but digest-mode is "${wanted.digestMode}"`,
      remedy: 'Set digest-mode: field, or do not name it.',
    });
  return [
    ...found.places.flatMap((place) => editsAt(source, wanted, place, found.digests.length > 0)),
    ...found.digests.map((scalar) => ({
      ...{ role: 'digest' as const, scalar },
      value: digestText(scalar, wanted.digest),
    })),
  ];
}

function editsAt(
  source: SourceFile,
  wanted: Wanted,
  place: Place,
  digestNamed: boolean,
): readonly PlannedEdit[] {
  return place.shape === 'reference'
    ? referenceEdits(source, wanted, place)
    : fieldsEdits(source, wanted, place, digestNamed);
}

function referenceEdits(source: SourceFile, wanted: Wanted, place: ReferencePlace): readonly PlannedEdit[] {
  const { at, prefix, reference } = place;
  const what = `"${nameOf(at)}"`;
  if (wanted.digestMode === 'field')
    throw refuse(source, at, what, {
      why: 'is a whole image reference, which has no digest key of its own',
      remedy: 'Use digest-mode: suffix.',
    });
  if (wanted.digestMode === 'none') refusePinned(source, at, what, at.text);
  if (reference.key !== keyOf(wanted.image) && wanted.writeName !== true)
    throw replacedName(source, at, what, reference.name, wanted);
  const suffix = wanted.digestMode === 'suffix' ? `@${wanted.digest}` : '';
  // The author's spelling stays: without the registry, with "*" for the old name.
  const name =
    wanted.writeName === true && (reference.name !== '*' || reference.key !== keyOf(wanted.image))
      ? reference.key === keyOf(wanted.image)
        ? reference.name
        : formatImageName(wanted.image)
      : reference.name;
  return [{ role: 'reference', scalar: at, value: `${prefix}${name}:${wanted.tag}${suffix}` }];
}

const replacedName = (source: SourceFile, at: ScalarNode, what: string, name: string, wanted: Wanted) =>
  refuse(source, at, what, {
    why: `puts the image ${singleLine(name)} in the place of ${formatImageName(wanted.image)}`,
    remedy: 'Set write-name: true to replace it, or release under the name that stands there.',
  });

function refusePinned(source: SourceFile, at: ScalarNode, what: string, text: string): void {
  if (!text.includes('@')) return;
  throw refuse(source, at, what, {
    why: 'carries a digest, which would be lost or stale',
    remedy: 'Use digest-mode: suffix, or remove the digest first.',
  });
}

function fieldsEdits(
  source: SourceFile,
  wanted: Wanted,
  place: FieldsPlace,
  digestNamed: boolean,
): readonly PlannedEdit[] {
  const mode = wanted.digestMode;
  const tag = usable(source, place, place.tag, place.tagKey);
  // A name that is a template or an alias says nothing here; what it means is the author's business.
  const digest = digestNamed ? undefined : usable(source, place, place.digest, 'digest');
  const edits: PlannedEdit[] = [];

  if (tag !== undefined) edits.push({ role: 'tag', scalar: tag, value: tagText(source, wanted, tag) });
  else if (mode !== 'field' && digest !== undefined && digest.text !== '')
    throw refuse(source, digest, `"${nameOf(digest)}"`, {
      why: 'pins the image by digest alone',
      remedy: 'Use digest-mode: field.',
    });
  else if (!(place.shape === 'kustomize' && mode === 'field' && digest !== undefined))
    throw refuseMissing(source, place, place.tagKey);

  if (mode === 'field' && digest !== undefined)
    edits.push({ role: 'digest', scalar: digest, value: digestText(digest, wanted.digest) });
  else if (mode === 'field' && !digestNamed) throw refuseMissing(source, place, 'digest');
  else if (digest !== undefined && digest.text !== '')
    throw refuse(source, digest, `"${nameOf(digest)}"`, {
      why: 'is a digest next to the tag, which would win over the new tag',
      remedy: 'Use digest-mode: field, or remove the digest first.',
    });

  return [...edits, ...nameEdits(source, wanted, place)];
}

function tagText(source: SourceFile, wanted: Wanted, tag: ScalarNode): string {
  const { digestMode, digest, value } = wanted;
  if (value !== undefined) return fillTemplate(value, { tag: wanted.tag, digest }, 'value');
  if (digestMode === 'none') refusePinned(source, tag, `"${nameOf(tag)}"`, tag.text);
  return digestMode === 'suffix' ? `${wanted.tag}@${digest}` : wanted.tag;
}

/** kube-prometheus-stack and Grafana put "sha256:" before it themselves. */
function digestText(scalar: ScalarNode, digest: Digest): string {
  const map = scalar.parent;
  const [name] = map?.kind === 'map' && scalar.place === 'value' ? valuesOf(map, 'name') : [];
  const parameter = name?.value.kind === 'scalar' ? name.value.text : '';
  const bare =
    /(?:^|[a-z.])sha$/i.test(parameter || String(scalar.place)) || isDigest(`sha256:${scalar.text}`);
  return bare ? digestHex(digest) : digest;
}

function nameEdits(source: SourceFile, wanted: Wanted, place: FieldsPlace): readonly PlannedEdit[] {
  const own = place.keys[0] === keyOf(wanted.image);
  const name = scalarOf(place.name);
  if (wanted.writeName !== true) {
    if (place.shape === 'kustomize' && place.keys.includes(keyOf(wanted.image)) && !own && name !== undefined)
      throw replacedName(source, name, `"${nameOf(name)}"`, name.text, wanted);
    return [];
  }
  if (own) return [];
  if (place.shape === 'kustomize' && name?.place === 'name') throw refuseMissing(source, place, 'newName');
  const registry = usable(source, place, place.registry, 'registry');
  const repository = usable(source, place, place.name, 'repository');
  if (repository === undefined) throw refuseMissing(source, place, 'repository');
  if (registry === undefined || registry.text === '')
    return [{ role: 'name', scalar: repository, value: formatImageName(wanted.image) }];
  return [
    { role: 'name', scalar: registry, value: wanted.image.registry },
    { role: 'name', scalar: repository, value: wanted.image.repository },
  ];
}

/** @throws Failure `configuration` when something other than one scalar stands there */
function usable(
  source: SourceFile,
  place: FieldsPlace,
  field: Field | undefined,
  key: string,
): ScalarNode | undefined {
  if (field === undefined) return undefined;
  const what = `"${key}" of "${nameOf(place.at)}"`;
  if (field.twice)
    throw refuse(source, field.node, what, {
      why: `cannot be told: "${key}" is there twice`,
      remedy: 'Remove one of the two.',
    });
  if (field.node.kind === 'scalar') return field.node;
  throw refuse(source, field.node, what, {
    why:
      field.node.kind === 'other'
        ? `is ${field.node.what}`
        : `is a ${field.node.kind === 'list' ? 'sequence' : 'mapping'}, not a single value`,
    remedy: 'Write the value out here.',
  });
}

function refuseMissing(source: SourceFile, place: FieldsPlace, key: string) {
  const at = place.at;
  const inherits = at.kind === 'map' && valuesOf(at, '<<').length > 0;
  return refuse(source, at, `"${nameOf(at)}"`, {
    why: inherits ? `has no "${key}" of its own, at most one inherited through "<<"` : `has no "${key}"`,
    remedy: `Write ${place.shape === 'parameters' ? `a parameter "${key}"` : `"${key}"`} there once, with an empty string as its value.`,
  });
}
