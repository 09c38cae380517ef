/** What a location must say for the desired image: tag, digest and name, never one that contradicts another. */
import { type Digest, digestHex, isDigest } from '@sealift/core/image/digest';
import { formatImageName } from '@sealift/core/image/reference';
import { fillTemplate } from '@sealift/core/text/template';
import type { DesiredImage } from './desired-image.ts';
import { type Field, scalarOf } from './fields.ts';
import { allowedKeys, requireOwn } from './identity.ts';
import type { FieldsLocation, ImageLocation, ReferenceLocation } from './image-location.ts';
import type { Matches, PlannedEdit } from './matches.ts';
import { nameOf, refuse, type ScalarNode, type SourceFile, valuesOf } from './source-tree.ts';

/** @throws Failure `configuration` with file, line and remedy */
export function editsFor(
  source: SourceFile,
  desired: DesiredImage,
  matches: Matches,
): readonly PlannedEdit[] {
  const [digest] = matches.digests;
  if (digest !== undefined && desired.digestMode !== 'field')
    throw refuse(source, digest, `"${nameOf(digest)}"`, {
      code: 'edits/digest-mode',
      why: `is named as the digest of "${desired.app}", but digest-mode is "${desired.digestMode}"`,
      remedy: 'Set digest-mode: field, or do not name it.',
    });
  return [
    ...matches.locations.flatMap((location) =>
      editsAt(source, desired, location, matches.digests.length > 0),
    ),
    ...matches.digests.map((scalar) => ({
      ...{ role: 'digest' as const, scalar },
      value: digestText(scalar, desired.digest),
    })),
    ...(matches.pattern?.edits ?? []),
  ];
}

function editsAt(
  source: SourceFile,
  desired: DesiredImage,
  location: ImageLocation,
  digestNamed: boolean,
): readonly PlannedEdit[] {
  requireOwn(source, desired, location);
  const edits =
    location.shape === 'reference'
      ? referenceEdits(source, desired, location)
      : fieldsEdits(source, desired, location, digestNamed);
  return edits.map((edit) => ({ ...edit, location }));
}

function referenceEdits(
  source: SourceFile,
  desired: DesiredImage,
  location: ReferenceLocation,
): readonly PlannedEdit[] {
  const { at, prefix, reference } = location;
  const what = `"${nameOf(at)}"`;
  if (desired.digestMode === 'field')
    throw refuse(source, at, what, {
      code: 'edits/digest-mode',
      why: 'is a whole image reference, which has no digest key of its own',
      remedy: 'Use digest-mode: suffix.',
    });
  if (desired.digestMode === 'none') refusePinned(source, at, what, at.text);
  const suffix = desired.digestMode === 'suffix' ? `@${desired.digest}` : '';
  // The author's spelling stays: without the registry, with "*" for the old name, with the host of a mirror.
  const keepsName = desired.writeName !== true || allowedKeys(desired).has(reference.key);
  const name = keepsName ? reference.name : formatImageName(desired.image);
  const edit = { role: 'reference' as const, scalar: at, value: `${prefix}${name}:${desired.tag}${suffix}` };
  return location.twin === undefined ? [edit] : [edit, twinEdit(source, desired, location, location.twin)];
}

/** A tag beside a whole reference says the same tag again, or something that nobody can know. */
function twinEdit(
  source: SourceFile,
  desired: DesiredImage,
  { at, reference }: ReferenceLocation,
  twin: Field,
): PlannedEdit {
  const scalar = scalarOf(twin);
  if (scalar === undefined || twin.twice || scalar.text !== reference.tag)
    throw refuse(source, twin.node, `"${nameOf(twin.node)}"`, {
      code: 'edits/ambiguous',
      why: `says another tag than the image in "${nameOf(at)}" beside it`,
      remedy: 'Write the tag in one of the two, or name the path of the one that counts.',
    });
  return { role: 'tag', scalar, value: desired.tag };
}

function refusePinned(source: SourceFile, at: ScalarNode, what: string, text: string): void {
  if (!text.includes('@')) return;
  throw refuse(source, at, what, {
    code: 'edits/digest-mode',
    why: 'carries a digest, which would be lost or stale',
    remedy: 'Use digest-mode: suffix, or remove the digest first.',
  });
}

function fieldsEdits(
  source: SourceFile,
  desired: DesiredImage,
  location: FieldsLocation,
  digestNamed: boolean,
): readonly PlannedEdit[] {
  const mode = desired.digestMode;
  const tag = usable(source, location, location.tag, location.tagKey);
  // A name that is a template or an alias says nothing here; what it means is the author's business.
  const digest = digestNamed ? undefined : usable(source, location, location.digest, 'digest');
  const edits: PlannedEdit[] = [];
  if (location.rival !== undefined)
    throw refuse(source, location.at, `"${nameOf(location.at)}"`, {
      code: 'edits/ambiguous',
      why: `has two tags for one image, "${location.tagKey}" and "${location.rival}"`,
      remedy: 'Remove one of the two, or name the path of the one that counts.',
    });

  if (tag !== undefined) edits.push({ role: 'tag', scalar: tag, value: tagText(source, desired, tag) });
  else if (mode !== 'field' && digest !== undefined && digest.text !== '')
    throw refuse(source, digest, `"${nameOf(digest)}"`, {
      code: 'edits/digest-mode',
      why: 'pins the image by digest alone',
      remedy: 'Use digest-mode: field.',
    });
  else if (!(mode === 'field' && digest !== undefined))
    throw refuseMissing(source, location, location.tagKey);

  if (mode === 'field' && digest !== undefined)
    edits.push({ role: 'digest', scalar: digest, value: digestText(digest, desired.digest) });
  else if (mode === 'field' && !digestNamed) throw refuseMissing(source, location, 'digest');
  else if (digest !== undefined && digest.text !== '')
    throw refuse(source, digest, `"${nameOf(digest)}"`, {
      code: 'edits/digest-mode',
      why: 'is a digest next to the tag, which would win over the new tag',
      remedy: 'Use digest-mode: field, or remove the digest first.',
    });

  return [...edits, ...nameEdits(source, desired, location)];
}

function tagText(source: SourceFile, desired: DesiredImage, tag: ScalarNode): string {
  const { digestMode, digest, value } = desired;
  if (value !== undefined) return fillTemplate(value, { tag: desired.tag, digest }, 'value');
  if (digestMode === 'none') refusePinned(source, tag, `"${nameOf(tag)}"`, tag.text);
  return digestMode === 'suffix' ? `${desired.tag}@${digest}` : desired.tag;
}

/** kube-prometheus-stack and Grafana put "sha256:" before it themselves. */
function digestText(scalar: ScalarNode, digest: Digest): string {
  const map = scalar.parent;
  const [name] = map?.kind === 'map' && scalar.key === 'value' ? valuesOf(map, 'name') : [];
  const parameter = name?.value.kind === 'scalar' ? name.value.text : '';
  const bare = /(?:^|[a-z.])sha$/i.test(parameter || String(scalar.key)) || isDigest(`sha256:${scalar.text}`);
  return bare ? digestHex(digest) : digest;
}

function nameEdits(
  source: SourceFile,
  desired: DesiredImage,
  location: FieldsLocation,
): readonly PlannedEdit[] {
  if (desired.writeName !== true || allowedKeys(desired).has(location.keys[0] ?? '')) return [];
  if (location.shape === 'kustomize' && scalarOf(location.name)?.key === 'name')
    throw refuseMissing(source, location, 'newName');
  const registry = usable(source, location, location.registry, 'registry');
  const repository = usable(source, location, location.name, 'repository');
  if (repository === undefined) throw refuseMissing(source, location, 'repository');
  if (registry === undefined || registry.text === '')
    return [{ role: 'name', scalar: repository, value: formatImageName(desired.image) }];
  return [
    { role: 'name', scalar: registry, value: desired.image.registry },
    { role: 'name', scalar: repository, value: desired.image.repository },
  ];
}

/** @throws Failure `configuration` when something other than one scalar stands there */
function usable(
  source: SourceFile,
  location: FieldsLocation,
  field: Field | undefined,
  key: string,
): ScalarNode | undefined {
  if (field === undefined) return undefined;
  const what = `"${key}" of "${nameOf(location.at)}"`;
  if (field.twice)
    throw refuse(source, field.node, what, {
      code: 'edits/ambiguous',
      why: 'is there twice',
      remedy: 'Remove one of the two.',
    });
  if (field.node.kind === 'scalar') return field.node;
  throw refuse(source, field.node, what, {
    code: 'edits/not-editable',
    why:
      field.node.kind === 'other'
        ? `is ${field.node.what}`
        : `is a ${field.node.kind === 'list' ? 'sequence' : 'mapping'}, not a single value`,
    remedy: 'Write the value out here.',
  });
}

function refuseMissing(source: SourceFile, location: FieldsLocation, key: string) {
  const at = location.at;
  const inherits = at.kind === 'map' && valuesOf(at, '<<').length > 0;
  return refuse(source, at, `"${nameOf(at)}"`, {
    code: 'edits/not-found',
    why: inherits ? `has no "${key}" of its own, at most one inherited through "<<"` : `has no "${key}"`,
    remedy: `Write ${location.shape === 'parameters' ? `a parameter "${key}"` : `"${key}"`} there once, with an empty string as its value.`,
  });
}
