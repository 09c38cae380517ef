/**
 * The last resort: a pattern whose named groups are what is exchanged. In RE2's syntax, whose time grows with the text
 * alone, since the text and the pattern come from outside.
 */
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { formatImageName } from '@sealift/core/image/reference';
import { singleLine } from '@sealift/core/text/sanitize';
import type { RE2JS } from 're2js';
import type { DesiredImage, Role } from './desired-image.ts';
import { allowedKeys } from './identity.ts';
import { imageKey, versionIn, writtenReference } from './image-text.ts';
import type { PatternMatches } from './matches.ts';
import { nodesIn, refuse, type ScalarNode, type SourceFile } from './source-tree.ts';

/** Few runs have a pattern, and RE2's machine is a third of a megabyte. */
let engine: typeof RE2JS | undefined;

/** To be awaited before a pattern is looked for. */
export async function loadPatterns(): Promise<void> {
  engine ??= (await import('re2js')).RE2JS;
}

/** UTF-16 units. */
const LONGEST_PATTERN = 500;
const LONGEST_TEXT = 1_000_000;
const MOST_MATCHES = 100;

/** `tag`, `digest` and `image` are exchanged, a `name` is compared. */
const GROUPS: Readonly<Record<string, Role>> = { tag: 'tag', digest: 'digest', image: 'reference' };

type Found = { readonly role: Role; readonly start: number; readonly end: number; readonly text: string };

/** @throws Failure `edits/…` with file, line and remedy */
export function findPattern(source: SourceFile, desired: DesiredImage, pattern: string): PatternMatches {
  const found = matchesIn(source, desired, pattern);
  if (found.length === 0)
    throw configurationFailure({
      code: 'edits/not-found',
      cause: `${source.file} has nothing that the pattern of "${desired.app}" matches.`,
      remedy: 'Correct "regex".',
      location: { file: source.file, line: 1 },
    });
  const scalars = source.documents.flatMap((document) =>
    [...nodesIn(document)].filter((node) => node.kind === 'scalar' && node.within === undefined),
  ) as readonly ScalarNode[];
  const byScalar = new Map<ScalarNode, Found[]>();
  for (const each of found) {
    const scalar = source.documents.length === 0 ? ownScalar(each) : around(source, scalars, each);
    byScalar.set(scalar, [...(byScalar.get(scalar) ?? []), each]);
  }
  return {
    edits: [...byScalar].map(([scalar, parts]) => ({
      role: parts[0]?.role ?? 'tag',
      scalar,
      value: exchanged(scalar, parts, (part) => valueFor(source, desired, part)),
    })),
    versions: found.map(({ text }) => versionIn(text)),
  };
}

const ownScalar = ({ start, end, text }: Found): ScalarNode => ({
  ...{ kind: 'scalar', parent: undefined, key: undefined, start, end, text, native: undefined },
});

/** In a file of a known format only values are exchanged, with the quotes that the new one needs. */
function around(source: SourceFile, scalars: readonly ScalarNode[], found: Found): ScalarNode {
  const scalar = scalars.find(({ start, end }) => start <= found.start && found.end <= end);
  const written = scalar === undefined ? '' : source.text.slice(scalar.start, scalar.end);
  if (scalar !== undefined && written.includes(scalar.text)) return scalar;
  throw refuse(source, found.start, 'What the pattern matches', {
    code: 'edits/not-editable',
    why: scalar === undefined ? 'is no part of a value' : 'is in a value that is written with escapes',
    remedy: 'Let the pattern match within one value, and write that value without escapes.',
  });
}

function exchanged(scalar: ScalarNode, parts: readonly Found[], next: (part: Found) => string): string {
  // The quote that stands before the text of a value.
  const offset = scalar.end - scalar.start > scalar.text.length ? 1 : 0;
  const from = scalar.start + offset;
  let value = '';
  let kept = 0;
  for (const part of parts.toSorted((a, b) => a.start - b.start)) {
    value += scalar.text.slice(kept, part.start - from) + next(part);
    kept = part.end - from;
  }
  return value + scalar.text.slice(kept);
}

function valueFor(source: SourceFile, desired: DesiredImage, { role, start, end, text }: Found): string {
  const { tag, digest, digestMode } = desired;
  const pinned = text.includes('@') || source.text.startsWith('@sha256:', end);
  const bad = (why: string, remedy: string) =>
    refuse(source, start, 'What the pattern matches', { code: 'edits/digest-mode', why, remedy });
  if (role === 'digest') {
    if (digestMode === 'field') return digest;
    throw bad(
      `has a digest, and digest-mode is "${digestMode}"`,
      'Set digest-mode: field, or do not match the digest.',
    );
  }
  if (pinned && digestMode !== 'suffix')
    throw bad(
      'carries a digest, which would be lost or stale',
      'Set digest-mode: suffix and match the digest too.',
    );
  const version = digestMode === 'suffix' ? `${tag}@${digest}` : tag;
  return role === 'tag' ? version : `${writtenReference(text)?.name ?? ''}:${version}`;
}

function matchesIn(source: SourceFile, desired: DesiredImage, pattern: string): readonly Found[] {
  if (source.text.length > LONGEST_TEXT)
    throw wrong(
      source,
      desired,
      `the file is longer than ${LONGEST_TEXT} characters`,
      'Keep the tag in a smaller file, or name its path.',
    );
  const compiled = compile(source, desired, pattern);
  const names = Object.keys(compiled.namedGroups());
  if (!names.some((name) => Object.hasOwn(GROUPS, name)))
    throw wrong(source, desired, 'it has none of the groups (?<tag>…), (?<image>…), (?<digest>…)');
  const matcher = compiled.matcher(source.text);
  const found: Found[] = [];
  for (let count = 0; matcher.find(); count += 1) {
    if (count >= MOST_MATCHES)
      throw wrong(
        source,
        desired,
        `it matches more than ${MOST_MATCHES} times`,
        'Let the pattern match the image of this app only.',
      );
    if (names.includes('name'))
      requireName(source, desired, matcher.start('name'), matcher.group('name') ?? '');
    for (const name of names) {
      const role = Object.hasOwn(GROUPS, name) ? GROUPS[name] : undefined;
      const text = matcher.group(name);
      if (role === undefined || text === null || text === '') continue;
      const start = matcher.start(name);
      if (role === 'reference') requireName(source, desired, start, writtenReference(text)?.name ?? text);
      found.push({ role, start, end: matcher.end(name), text });
    }
  }
  return found;
}

function requireName(source: SourceFile, desired: DesiredImage, start: number, name: string): void {
  if (allowedKeys(desired).has(imageKey(name) ?? '')) return;
  throw refuse(source, start, 'What the pattern matches', {
    code: 'edits/other-image',
    why: `is the image ${singleLine(name).slice(0, 200)} and not ${formatImageName(desired.image)}`,
    remedy: 'Correct "regex"; or, if that image is a mirror of it, name it under "mirrors".',
  });
}

function compile(source: SourceFile, desired: DesiredImage, pattern: string): RE2JS {
  if (pattern.length > LONGEST_PATTERN)
    throw wrong(
      source,
      desired,
      `it is longer than ${LONGEST_PATTERN} characters`,
      'Write a shorter pattern.',
    );
  if (engine === undefined) throw new Error('loadPatterns() comes first');
  try {
    return engine.compile(pattern, engine.MULTILINE);
  } catch (error) {
    throw wrong(source, desired, error instanceof Error ? singleLine(error.message) : 'it cannot be read');
  }
}

const SYNTAX =
  "Use RE2's syntax, without lookaround and back references, with a group named tag, image or digest.";

const wrong = (source: SourceFile, { app }: DesiredImage, reason: string, remedy = SYNTAX): Failure =>
  configurationFailure({
    code: 'edits/bad-target',
    cause: `The pattern of "${app}" cannot be used in ${source.file}: ${reason}.`,
    remedy,
    location: { file: source.file },
  });
