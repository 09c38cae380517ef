/**
 * Paths to a value: `image.tag`, `containers[0].image`, `containers[name=api].image`, `labels["a.b/c"]`, and, for a
 * file of several documents, `Deployment/api:spec.replicas` or `document[1]:image.tag`.
 */
import { configurationFailure } from '../failure.ts';

/** A key, a position from 0, or the one element of a list whose `key` says `value`. */
export type PathSegment = string | number | { readonly key: string; readonly value: string };

/** One document of a file: a Kubernetes object by kind and name, or a position from 0. */
export type DocumentSelector =
  | { readonly kind: string; readonly name: string }
  | { readonly position: number };

export type ValuePath = {
  readonly document?: DocumentSelector;
  readonly segments: readonly PathSegment[];
};

const BY_POSITION = /^document\[(\d{1,6})\]:/;
/** Kinds begin with a capital letter, keys of values files do not: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
const BY_OBJECT = /^([A-Z][A-Za-z0-9]*)\/([^:[\]"'\s]+):/;
const SEGMENT =
  /(?:^|(?<=[\s\S])\.)([^.[\]"']+)|\[(\d{1,9})\]|\[("(?:[^"\\]|\\.)*"|'[^']*')\]|\[([A-Za-z0-9_./-]+)=("(?:[^"\\]|\\.)*"|'[^']*'|[^\]"']+)\]/y;

/** @throws Failure `configuration` */
export function parseValuePath(text: string): ValuePath {
  const [prefix = '', first, name] = BY_POSITION.exec(text) ?? BY_OBJECT.exec(text) ?? [];
  const document =
    first === undefined
      ? undefined
      : name === undefined
        ? { position: Number(first) }
        : { kind: first, name };
  const rest = text.slice(prefix.length);
  const segments: PathSegment[] = [];
  SEGMENT.lastIndex = 0;
  while (SEGMENT.lastIndex < rest.length) {
    const match = SEGMENT.exec(rest);
    const [, key, position, quoted, selector, value] = match ?? [];
    if (key !== undefined) segments.push(key);
    else if (position !== undefined) segments.push(Number(position));
    else if (quoted !== undefined) segments.push(unquote(quoted, text));
    else if (selector !== undefined && value !== undefined)
      segments.push({ key: selector, value: /^["']/.test(value) ? unquote(value, text) : value });
    else throw badPath(text);
  }
  if (segments.length === 0) throw badPath(text);
  return { ...(document === undefined ? {} : { document }), segments };
}

function unquote(text: string, whole: string): string {
  if (text.startsWith("'")) return text.slice(1, -1);
  try {
    return String(JSON.parse(text));
  } catch {
    throw badPath(whole);
  }
}

const badPath = (text: string) =>
  configurationFailure({
    code: 'config/bad-path',
    cause: `"${text}" is not a path to a value.`,
    remedy:
      'Write keys with dots between, positions as [0], elements by a key as [name=api], keys with dots in them as ["a.b"]: image.tag.',
  });

/** What {@link parseValuePath} reads back as the same. */
export function formatValuePath(path: readonly PathSegment[] | ValuePath): string {
  const { document, segments }: ValuePath = 'segments' in path ? path : { segments: path };
  const prefix =
    document === undefined
      ? ''
      : 'kind' in document
        ? `${document.kind}/${document.name}:`
        : `document[${document.position}]:`;
  return prefix + segments.map(formatSegment).join('');
}

function formatSegment(segment: PathSegment, index: number): string {
  if (typeof segment === 'number') return `[${segment}]`;
  if (typeof segment === 'object')
    return `[${segment.key}=${/^[^\]"']+$/.test(segment.value) ? segment.value : JSON.stringify(segment.value)}]`;
  return /^[\w-]+$/.test(segment) ? `${index === 0 ? '' : '.'}${segment}` : `[${JSON.stringify(segment)}]`;
}
