import { findById, type Target } from '../node-ids.ts';
import { authorise } from '../rest/access.ts';
import type { Need } from '../rest/call.ts';
import type { GitHubState, Pull, Repository } from '../state.ts';
import type { Principal } from '../tokens.ts';
import { GraphError } from './errors.ts';
import type { Reader } from './reader.ts';
import type { Source } from './source.ts';

/** What every resolver works with: one request of one token. */
export type GraphCall = {
  readonly world: GitHubState;
  readonly principal: Principal;
  readonly reader: Reader;
  /** What other objects lead back to: given here, since modules that import each other cannot be read alone. */
  readonly sources: {
    readonly repository: (call: GraphCall, repository: Repository) => Source;
    readonly pull: (call: GraphCall, pull: Pull) => Source;
  };
};

export const CONTENTS_READ: readonly Need[] = [['contents', 'read']];
export const CONTENTS_WRITE: readonly Need[] = [['contents', 'write']];
export const PULLS_READ: readonly Need[] = [['pull-requests', 'read']];
export const PULLS_WRITE: readonly Need[] = [['pull-requests', 'write']];
export const ISSUES_READ: readonly Need[] = [
  ['pull-requests', 'read'],
  ['issues', 'read'],
];
export const ISSUES_WRITE: readonly Need[] = [
  ['pull-requests', 'write'],
  ['issues', 'write'],
];

/** @throws Denied, or ApiError when the repository may not be seen or written at all */
export function permit(call: GraphCall, repository: Repository, needs: readonly Need[]): void {
  const reading = needs.every(([, level]) => level === 'read');
  authorise(call.principal, repository, needs, reading);
}

export const mayRead = ({ principal }: GraphCall, repository: Repository): boolean =>
  !repository.private || principal.repositories.has(repository.id);

export const unresolved = (id: string): GraphError =>
  new GraphError('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'.`);

/**
 * What an id of a mutation's input stands for.
 * @throws GraphError NOT_FOUND when there is none of this kind that the token may see
 */
export function nodeOf<Kind extends Target['kind']>(
  call: GraphCall,
  id: string,
  kind: Kind,
): Extract<Target, { readonly kind: Kind }> {
  const found = findById(call.world, id);
  if (found === undefined || found.kind !== kind) throw unresolved(id);
  if ('repository' in found && !mayRead(call, found.repository)) throw unresolved(id);
  return found as Extract<Target, { readonly kind: Kind }>;
}
