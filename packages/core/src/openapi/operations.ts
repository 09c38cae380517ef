/** The operations that both versions of an API have, and what their references stand for. */
import { isObject, type Place } from './document.ts';

type Json = Readonly<Record<string, unknown>>;

/** One version of an operation. */
export type Side = {
  readonly document: Json;
  readonly operation: Json;
  /** The path item that holds it. */
  readonly item: Json;
  readonly place: Place;
};

export type Operation = {
  /** Upper case. */
  readonly method: string;
  /** As the revision writes it. */
  readonly path: string;
  readonly base: Side;
  readonly revision: Side;
};

/** What a rule of ours found. */
export type OwnChange = {
  readonly id: string;
  readonly level: 'error' | 'warning';
  readonly method: string;
  readonly path: string;
  readonly text: string;
  /** In the revision. */
  readonly place: Place;
};

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

/** Names of parameters are no part of the address. */
const template = (path: string): string => path.replace(/\{[^{}]*\}/g, '{}');

export function sharedOperations(base: Json, revision: Json): readonly Operation[] {
  const paths = (document: Json) => (isObject(document['paths']) ? Object.entries(document['paths']) : []);
  const before = new Map(paths(base).map(([path, item]) => [template(path), { path, item }]));
  return paths(revision).flatMap(([path, after]) => {
    const known = before.get(template(path));
    const [item, newItem] = [resolve(base, known?.item), resolve(revision, after)];
    if (known === undefined || !isObject(item) || !isObject(newItem)) return [];
    const placeOf = (name: string, method: string): Place => ({
      key: method,
      parent: { key: name, parent: { key: 'paths', parent: undefined } },
    });
    return METHODS.flatMap((method): readonly Operation[] => {
      const [old, now] = [item[method], newItem[method]];
      if (!isObject(old) || !isObject(now)) return [];
      return [
        {
          method: method.toUpperCase(),
          path,
          base: { document: base, operation: old, item, place: placeOf(known.path, method) },
          revision: { document: revision, operation: now, item: newItem, place: placeOf(path, method) },
        },
      ];
    });
  });
}

/** References to references; more are a circle. */
const MAX_HOPS = 32;

/** What stands there in the end; undefined when it leads nowhere. */
export function resolve(document: Json, value: unknown): unknown {
  let found = value;
  for (let hop = 0; hop < MAX_HOPS; hop += 1) {
    if (!isObject(found) || typeof found['$ref'] !== 'string') return found;
    found = at(document, found['$ref']);
  }
  return undefined;
}

/** RFC 6901, as a fragment. */
function at(document: Json, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined;
  let found: unknown = document;
  for (const part of reference.slice(2).split('/')) {
    const key = decode(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(found)) found = (found as readonly unknown[])[Number(key)];
    else if (isObject(found) && Object.hasOwn(found, key)) found = found[key];
    else return undefined;
  }
  return found;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
