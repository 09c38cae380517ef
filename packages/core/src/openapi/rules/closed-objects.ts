/**
 * Bodies that took further properties and take them no more, which the tool does not compare.
 * https://json-schema.org/draft/2020-12/json-schema-core#name-additionalproperties
 */
import { isObject } from '../document.ts';
import { type Operation, type OwnChange, resolve } from '../operations.ts';

/** Pairs of schemas that are looked at in one operation; one may be reached in many ways. */
const MAX_PAIRS = 20_000;

export function closedObjectsRule({ method, path, base, revision }: Operation): readonly OwnChange[] {
  const [before, after] = [
    contentOf(base.document, base.operation),
    contentOf(revision.document, revision.operation),
  ];
  const found = new Set<string>();
  for (const [type, content] of Object.entries(after)) {
    const old = before[type];
    if (isObject(old) && isObject(content))
      for (const name of closed(base.document, old['schema'], revision.document, content['schema']))
        found.add(name);
  }
  return [...found].map((name) => ({
    id: 'request-additional-properties-forbidden',
    level: 'error',
    method,
    path,
    text: `${name} takes no additional properties any more`,
    place: { key: 'requestBody', parent: revision.place },
  }));
}

type Json = Readonly<Record<string, unknown>>;

function contentOf(document: Json, operation: Json): Json {
  const body = resolve(document, operation['requestBody']);
  return isObject(body) && isObject(body['content']) ? body['content'] : {};
}

/** Names of the objects that were open and are closed. */
function closed(oldDocument: Json, oldSchema: unknown, document: Json, schema: unknown): readonly string[] {
  const names: string[] = [];
  const seen = new Map<unknown, Set<unknown>>();
  const waiting = [{ old: oldSchema, now: schema, name: 'the request body' }];
  for (let pairs = 0; pairs < MAX_PAIRS; pairs += 1) {
    const next = waiting.pop();
    if (next === undefined) break;
    const [old, now] = [resolve(oldDocument, next.old), resolve(document, next.now)];
    if (!isObject(old) || !isObject(now) || seen.get(old)?.has(now) === true) continue;
    seen.set(old, (seen.get(old) ?? new Set()).add(now));
    if (old['additionalProperties'] !== false && now['additionalProperties'] === false) names.push(next.name);
    for (const [key, part] of Object.entries(isObject(now['properties']) ? now['properties'] : {})) {
      const was = isObject(old['properties']) ? old['properties'][key] : undefined;
      waiting.push({ old: was, now: part, name: `the property \`${key}\` of the request` });
    }
    waiting.push({ old: old['items'], now: now['items'], name: `an item of ${next.name}` });
  }
  return names;
}
