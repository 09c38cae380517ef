import type { IncomingMessage, ServerResponse } from 'node:http';

/** Sees the very request and response of the client's connection; `request.url` is always in origin form. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** Who answers: a server on a loopback port or a unix socket, or a function of this process. */
export type Upstream =
  | { readonly port: number }
  | { readonly socketPath: string }
  | { readonly handler: Handler };

/** `path` is a prefix of whole segments: `/v2` takes `/v2`, `/v2/` and `/v2/x`, not `/v2x`. The longest wins. */
export type Route = { readonly path: string; readonly upstream: Upstream };

/** One upstream for all paths of a host, or one per path prefix. */
export type Routes = Upstream | readonly Route[];

export type RouteTable = {
  set(host: string, routes: Routes): void;
  knows(host: string): boolean;
  /** `url` in origin form, with its query. */
  find(host: string, url: string): Upstream | undefined;
};

const isList = (routes: Routes): routes is readonly Route[] => Array.isArray(routes);

/** Hosts are compared in lower case, the exact name before `*.` (which stands for one label). */
export function createRouteTable(): RouteTable {
  const table = new Map<string, readonly Route[]>();
  const routesOf = (host: string) => {
    const name = host.toLowerCase();
    return table.get(name) ?? table.get(name.replace(/^[^.]+/, '*'));
  };
  return {
    set(host, routes) {
      const list = isList(routes) ? routes : [{ path: '/', upstream: routes }];
      table.set(
        host.toLowerCase(),
        list
          .map(({ path, upstream }) => ({ path: path.replace(/\/+$/, ''), upstream }))
          .sort((a, b) => b.path.length - a.path.length),
      );
    },
    knows: (host) => routesOf(host) !== undefined,
    find(host, url) {
      const path = url.replace(/[?#].*$/s, '');
      return routesOf(host)?.find((route) => path === route.path || path.startsWith(`${route.path}/`))
        ?.upstream;
    },
  };
}
