/**
 * Requirements are alternatives: who met one of them before must meet one now. The tool judges an added or removed
 * scheme by its name alone, and took an open operation that is closed for a compatible change.
 * https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object
 */
import { isObject } from '../document.ts';
import type { Operation, OwnChange, Side } from '../operations.ts';

/** Scopes by scheme. */
type Requirement = ReadonlyMap<string, readonly string[]>;

export function securityRule({ method, path, base, revision }: Operation): readonly OwnChange[] {
  const now = requirementsOf(revision);
  const lost = requirementsOf(base).filter((before) => !now.some((after) => isWithin(after, before)));
  return lost.map((before) => ({
    id: 'request-security-narrowed',
    level: 'error',
    method,
    path,
    text: `a request with ${describe(before)} is not enough any more`,
    place: revision.place,
  }));
}

/** Without any it is open, which is one requirement of nothing. */
function requirementsOf({ document, operation }: Side): readonly Requirement[] {
  const written = operation['security'] ?? document['security'];
  const list = Array.isArray(written) ? written.filter(isObject) : [];
  if (list.length === 0) return [new Map()];
  return list.map(
    (item) =>
      new Map(
        Object.entries(item).map(([scheme, scopes]) => [
          scheme,
          Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [],
        ]),
      ),
  );
}

/** Whether whoever meets `before` meets `after` too. */
const isWithin = (after: Requirement, before: Requirement): boolean =>
  [...after].every(([scheme, scopes]) => {
    const had = before.get(scheme);
    return had !== undefined && scopes.every((scope) => had.includes(scope));
  });

const describe = (requirement: Requirement): string =>
  requirement.size === 0
    ? 'no credentials'
    : [...requirement]
        .map(([scheme, scopes]) => `\`${scheme}\`${scopes.length === 0 ? '' : ` (${scopes.join(', ')})`}`)
        .join(' and ');
