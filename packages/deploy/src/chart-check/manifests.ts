/**
 * The output of `helm template` as objects and their values. Only documents that differ are parsed: of a rendering of
 * 20 MB that is usually a few kilobytes.
 */
import { yamlWords } from '@sealift/core/text/problem-words';
import { parseDocument, type Tags } from 'yaml';

export type Leaf = string | number | boolean | null;

export type Manifest = {
  /** File of the chart that made it, as Helm says in a comment; hostile like everything else here. */
  readonly source: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** By path. Empty objects and lists are not in it. */
  readonly leaves: ReadonlyMap<string, LeafAt>;
};

export type LeafAt = { readonly path: readonly string[]; readonly value: Leaf };

export type Unreadable = { readonly source: string; readonly reason: string };

/** Objects deeper than any of Kubernetes, and more values than any of them has. */
const MAX_DEPTH = 64;
const MAX_LEAVES = 50_000;
/** Characters of one object: what the API server takes ends at 3 MB. */
const LONGEST_DOCUMENT = 4 * 1024 * 1024;

/** A line that begins with `---` ends whatever was open, also a block of text. https://yaml.org/spec/1.2.2/#914-explicit-documents */
export const splitDocuments = (rendering: string): string[] =>
  rendering.split(/^---(?=\s|$)/m).filter((text) => text.replace(/^\s*#.*$/gm, '').trim() !== '');

/** The documents of `a` that are not in `b`, each as often as it is too many. */
export function documentsOnlyIn(a: readonly string[], b: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const text of b) left.set(text.trim(), (left.get(text.trim()) ?? 0) + 1);
  return a.filter((text) => {
    const count = left.get(text.trim()) ?? 0;
    if (count > 0) left.set(text.trim(), count - 1);
    return count === 0;
  });
}

/**
 * What Helm's and Kubernetes' readers (Go, YAML 1.1 with exceptions) make of a plain scalar: no dates, no numbers to the
 * base of 60.
 */
export const LIKE_GO = (tags: Tags): Tags =>
  tags.filter(
    (tag) => typeof tag === 'string' || (tag.tag !== 'tag:yaml.org,2002:timestamp' && tag.format !== 'TIME'),
  );

/** Never throws: a document that cannot be read is described. A `List` counts as its items. */
export function parseManifests(text: string): readonly (Manifest | Unreadable)[] {
  const source = /^# Source: (.*)$/m.exec(text)?.[1]?.trim() ?? '';
  if (text.length > LONGEST_DOCUMENT) return [{ source, reason: `it has ${text.length} characters` }];
  try {
    const document = parseDocument(text, {
      version: '1.1',
      customTags: LIKE_GO,
      uniqueKeys: false,
      logLevel: 'silent',
    });
    const [error] = document.errors;
    if (error !== undefined) return [{ source, reason: yamlWords(error) }];
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    if (value === null || value === undefined) return [];
    if (isRecord(value) && Array.isArray(value['items']) && /List$/.test(textOf(value['kind'])))
      return value['items'].map((item: unknown) => manifestOf(item, source));
    return [manifestOf(value, source)];
  } catch (error) {
    if (error instanceof ReferenceError)
      return [{ source, reason: 'its aliases stand for nothing, or for too much' }];
    if (error instanceof RangeError) return [{ source, reason: 'it is nested too deeply' }];
    return [{ source, reason: error instanceof Error ? error.message : 'it is no YAML' }];
  }
}

function manifestOf(value: unknown, source: string): Manifest | Unreadable {
  if (!isRecord(value)) return { source, reason: 'it is no object' };
  const metadata = isRecord(value['metadata']) ? value['metadata'] : {};
  const leaves = new Map<string, LeafAt>();
  collect(value, [], leaves);
  return {
    source,
    apiVersion: textOf(value['apiVersion']),
    kind: textOf(value['kind']),
    namespace: textOf(metadata['namespace']),
    name: textOf(metadata['name']),
    leaves,
  };
}

/** @throws Error when there is too much of it */
function collect(value: unknown, path: readonly string[], leaves: Map<string, LeafAt>): void {
  if (path.length > MAX_DEPTH) throw new Error(`it is nested deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) {
    const names = namesOf(value);
    for (const [index, item] of value.entries())
      collect(item, [...path, names?.[index] ?? `[${index}]`], leaves);
  } else if (isRecord(value))
    for (const [key, item] of Object.entries(value)) collect(item, [...path, key], leaves);
  else {
    if (leaves.size >= MAX_LEAVES) throw new Error(`it has more than ${MAX_LEAVES} values`);
    leaves.set(JSON.stringify(path), { path, value: leafOf(value) });
  }
}

/** Containers, ports, variables: paired by their names, so that one more of them does not shift the others. */
function namesOf(list: readonly unknown[]): string[] | undefined {
  const names = list.map((item) => (isRecord(item) ? item['name'] : undefined));
  if (!names.every((name) => typeof name === 'string') || new Set(names).size < names.length)
    return undefined;
  return names.map((name) => `[${name}]`);
}

const leafOf = (value: unknown): Leaf => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  // Beyond what Go reads as a number: it keeps the text.
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  return value === undefined ? null : String(value);
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value == null ? '' : String(value);
