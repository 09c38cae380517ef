/** Renamed repositories: the API sends clients on to an address that never changes. */
import { findRenamed, findRepository, type GitHubState } from '../state.ts';
import type { Caller, Reply } from './call.ts';

const NAMED = /^\/repos\/([^/]+)\/([^/]+)(\/.*)?$/;
const NUMBERED = /^\/repositories\/(\d+)(\/.*)?$/;

/**
 * The redirect for a former name; undefined when the name is none, or the caller may not know of the repository.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
export function redirectOf(world: GitHubState, caller: Caller, method: string, url: URL): Reply | undefined {
  const [, owner = '', name = '', rest = ''] = NAMED.exec(url.pathname) ?? [];
  const fullName = `${decode(owner)}/${decode(name)}`;
  const target = findRepository(world, fullName) === undefined ? findRenamed(world, fullName) : undefined;
  if (target === undefined) return undefined;
  const inside =
    caller.kind === 'token'
      ? caller.principal.repositories.has(target.id)
      : caller.kind === 'app' &&
        caller.app.installations.some(({ repositories }) => repositories.includes(target));
  if (target.private && !inside) return undefined;
  const location = `${world.urls.api}/repositories/${target.id}${rest}${url.search}`;
  return {
    // With 301 clients may turn a write into a GET.
    status: method === 'GET' || method === 'HEAD' ? 301 : 307,
    headers: { location },
    body: {
      message: 'Moved Permanently',
      url: location,
      documentation_url:
        'https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects',
    },
  };
}

/** `/repositories/ID/…` is `/repos/owner/name/…`, for every route. */
export function withoutId(world: GitHubState, pathname: string): string {
  const [, id, rest = ''] = NUMBERED.exec(pathname) ?? [];
  const found = [...world.repositories.values()].find((repository) => String(repository.id) === id);
  return found === undefined ? pathname : `/repos/${found.fullName}${rest}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
