import type { App } from '../apps.ts';
import type { Level } from '../permissions.ts';
import type { GitHubState, Repository } from '../state.ts';
import type { Principal } from '../tokens.ts';
import { ApiError } from './api-error.ts';

/** What a route answers. */
export type Reply = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON when absent. */
  readonly mediaType?: string;
};

/** Who calls: a token, an App by its own signature, or nobody. */
export type Caller =
  | { readonly kind: 'token'; readonly principal: Principal }
  | { readonly kind: 'app'; readonly app: App }
  | { readonly kind: 'anonymous' };

export type Call = {
  readonly world: GitHubState;
  readonly caller: Caller;
  /** Converted to the described types. */
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** Valid by GitHub's description. */
  readonly body: unknown;
  /** Media type of the body, as the request says. */
  readonly contentType: string;
  /** What `Accept` asks for beyond JSON: `raw`, `diff`, `patch`, `object`, `sha`. */
  readonly format: string | undefined;
  /** The address of the request with its query, for links to other pages. */
  readonly url: URL;
};

export type RepositoryCall = Call & { readonly repository: Repository };

export type Need = readonly [permission: string, level: Level];

export type Route = {
  /** As in GitHub's description, `GET /repos/{owner}/{repo}`. */
  readonly key: string;
  /** The body is no JSON: it is handed on as it came. */
  readonly body?: 'bytes';
} & (
  | {
      readonly access: 'repository';
      /** One of these is enough. Empty: whoever may see the repository. */
      readonly needs: readonly Need[];
      /** Of a public repository, everybody may read it. */
      readonly public: boolean;
      readonly handle: (call: RepositoryCall) => Promise<Reply>;
    }
  | { readonly access: 'app' | 'token' | 'anyone'; readonly handle: (call: Call) => Promise<Reply> }
);

export const repositoryRoute = (
  key: string,
  needs: readonly Need[],
  handle: (call: RepositoryCall) => Promise<Reply>,
  options: { readonly public?: boolean; readonly body?: 'bytes' } = {},
): Route => ({
  key,
  access: 'repository',
  ...(options.body === undefined ? {} : { body: options.body }),
  needs,
  public: options.public ?? needs.every(([, level]) => level === 'read'),
  handle,
});

export const route = (
  key: string,
  access: 'app' | 'token' | 'anyone',
  handle: (call: Call) => Promise<Reply>,
): Route => ({ key, access, handle });

/** The account that acts. Routes that write are never reached by nobody. */
export function actorOf(call: Call): Principal {
  if (call.caller.kind === 'token') return call.caller.principal;
  throw new ApiError(401, 'Requires authentication');
}

export const ok = (body: unknown, headers?: Readonly<Record<string, string>>): Reply => ({
  status: 200,
  body,
  ...(headers === undefined ? {} : { headers }),
});
export const created = (body: unknown, location?: string): Reply => ({
  status: 201,
  body,
  ...(location === undefined ? {} : { headers: { location } }),
});
export const noContent: Reply = { status: 204 };

const numberOf = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;

/** The page that is asked for: at most 100 entries, 30 when nothing is said. */
export const pageOf = (call: Call): { readonly page: number; readonly perPage: number } => ({
  page: Math.max(1, numberOf(call.query['page'], 1)),
  perPage: Math.min(100, Math.max(1, numberOf(call.query['per_page'], 30))),
});

/** The entries of the page and the Link header that leads to the others. */
export function paginate<T>(
  call: Call,
  all: readonly T[],
): { readonly entries: readonly T[]; readonly headers: Readonly<Record<string, string>> } {
  const { page, perPage } = pageOf(call);
  return {
    entries: all.slice((page - 1) * perPage, page * perPage),
    headers: linkHeader(call, Math.max(1, Math.ceil(all.length / perPage))),
  };
}

export function linkHeader(call: Call, last: number): Readonly<Record<string, string>> {
  const { page } = pageOf(call);
  const links: string[] = [];
  const link = (to: number, rel: string) => {
    const url = new URL(call.url.pathname + call.url.search, call.world.urls.api);
    url.searchParams.set('page', String(to));
    links.push(`<${url.href}>; rel="${rel}"`);
  };
  if (page > 1) link(page - 1, 'prev');
  if (page < last) {
    link(page + 1, 'next');
    link(last, 'last');
  }
  if (page > 1) link(1, 'first');
  return links.length === 0 ? {} : { link: links.join(', ') };
}
