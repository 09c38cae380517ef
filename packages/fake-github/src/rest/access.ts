import type { Apps } from '../apps.ts';
import { atLeast, recordUse } from '../permissions.ts';
import type { Incident } from '../records.ts';
import { findRepository, type GitHubState, type Repository } from '../state.ts';
import { credentialOf, type Principal } from '../tokens.ts';
import { ApiError, notFound } from './api-error.ts';
import type { Caller, Need, Route } from './call.ts';

/** @throws ApiError 401 for a credential that nobody has, 404 for the JWT of an unknown App */
export async function identify(
  world: GitHubState,
  apps: Apps,
  authorization: string | undefined,
): Promise<Caller> {
  if (authorization === undefined) return { kind: 'anonymous' };
  const credential = credentialOf(authorization) ?? '';
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(credential)) return { kind: 'app', app: await apps.verify(credential) };
  const principal = world.tokens.find(credential);
  if (principal === undefined) throw new ApiError(401, 'Bad credentials');
  return { kind: 'token', principal };
}

export const originOf = (caller: Caller): Pick<Incident, 'who' | 'runId' | 'job'> => {
  if (caller.kind === 'token') return caller.principal.origin;
  return { who: caller.kind === 'app' ? `app ${caller.app.slug}` : 'anonymous' };
};

/** `contents=write; …`: sets that are each enough. */
export const acceptedPermissions = (needs: readonly Need[]): string =>
  needs.map(([permission, level]) => `${permission.replaceAll('-', '_')}=${level}`).join('; ');

export class Denied extends ApiError {
  readonly need: Need;
  constructor(need: Need, kind: Principal['kind']) {
    super(403, `Resource not accessible by ${kind === 'user' ? 'personal access token' : 'integration'}`);
    this.need = need;
  }
}

/**
 * Lets a token do what one of `needs` allows, and writes down that it was used.
 * @param open whether everybody may read it in a public repository
 * @throws Denied when a permission is missing
 * @throws ApiError 404 when the token may not see the repository, 403 when it is archived
 */
export function authorise(
  principal: Principal,
  repository: Repository,
  needs: readonly Need[],
  open: boolean,
): void {
  const inside = principal.repositories.has(repository.id);
  if (!inside && repository.private) throw notFound();
  const [first] = needs;
  if (first === undefined) return;
  const reading = needs.every(([, level]) => level === 'read');
  const granted = inside
    ? needs.find(([permission, level]) => atLeast(principal.grant.permissions[permission], level))
    : undefined;
  if (granted !== undefined) recordUse(principal.grant, ...granted);
  else if (repository.private || !reading || !open) throw new Denied(first, principal.kind);
  if (!reading && repository.settings.archived)
    throw new ApiError(403, 'Repository was archived so is read-only.');
}

/**
 * The repository of a call, when its caller may do there what the route does. What may not be seen does not exist.
 * @throws ApiError 404 or 401, Denied when a permission is missing
 */
export function enterRepository(
  world: GitHubState,
  caller: Caller,
  route: Route & { readonly access: 'repository' },
  fullName: string,
): Repository {
  const repository = findRepository(world, fullName);
  if (repository === undefined) throw notFound();
  const reading = route.needs.every(([, level]) => level === 'read');
  if (caller.kind === 'app') throw new ApiError(401, 'Requires authentication');
  if (caller.kind === 'anonymous') {
    if (repository.private) throw notFound();
    if (!reading || !route.public) throw new ApiError(401, 'Requires authentication');
    return repository;
  }
  authorise(caller.principal, repository, route.needs, route.public);
  return repository;
}
