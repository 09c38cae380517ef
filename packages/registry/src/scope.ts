/**
 * Token scopes: `repository:acme/shop/api:pull,push`.
 * https://distribution.github.io/distribution/spec/auth/scope/
 */

/** `type:name` → actions. */
export type Scopes = ReadonlyMap<string, ReadonlySet<string>>;

export type Access = 'pull' | 'push' | 'delete';

const ACTIONS: Readonly<Record<Access, readonly string[]>> = {
  pull: ['pull'],
  push: ['pull', 'push'],
  delete: ['pull', 'delete'],
};

/** Who pushes or deletes also reads (HEAD first, read-back), so both include pull. */
export const repositoryScope = (repository: string, access: Access): Scopes =>
  new Map([[`repository:${repository}`, new Set(ACTIONS[access])]]);

/** A scope parameter may hold several scopes, separated by spaces. Malformed ones are left out. */
export function parseScopes(text: string): Scopes {
  const scopes = new Map<string, Set<string>>();
  for (const scope of text.split(' ')) {
    const first = scope.indexOf(':');
    const last = scope.lastIndexOf(':');
    if (first < 1 || last === first || last === scope.length - 1) continue;
    const resource = scope.slice(0, last);
    const actions = scopes.get(resource) ?? new Set<string>();
    for (const action of scope.slice(last + 1).split(',')) if (action !== '') actions.add(action);
    scopes.set(resource, actions);
  }
  return scopes;
}

export function mergeScopes(...all: readonly Scopes[]): Scopes {
  const merged = new Map<string, Set<string>>();
  for (const scopes of all)
    for (const [resource, actions] of scopes)
      merged.set(resource, new Set([...(merged.get(resource) ?? []), ...actions]));
  return merged;
}

export const coversScopes = (have: Scopes, wanted: Scopes): boolean =>
  [...wanted].every(([resource, actions]) =>
    [...actions].every((action) => have.get(resource)?.has(action) === true),
  );

/** Sorted, so that the same access is the same text. */
export const formatScopes = (scopes: Scopes): readonly string[] =>
  [...scopes].map(([resource, actions]) => `${resource}:${[...actions].toSorted().join(',')}`).toSorted();
