import type { Route } from './call.ts';

export type Match = { readonly route: Route; readonly path: Readonly<Record<string, string>> };

/** Parameters that hold slashes: clients escape them or not. */
const LONG = new Set(['ref', 'branch', 'basehead']);

type Compiled = {
  readonly route: Route;
  readonly method: string;
  readonly pattern: RegExp;
  readonly weight: number;
};

function compile(route: Route): Compiled {
  const [method = '', template = ''] = route.key.split(' ');
  const source = template
    .replaceAll(/\{(\w+)\}|[.*+?^$()|[\]\\]/g, (found, name: string | undefined) =>
      name === undefined ? `\\${found}` : `(?<${name}>${LONG.has(name) ? '.+?' : '[^/]+'})`,
    )
    // A path of a repository holds slashes too, and its root is empty.
    .replace('/(?<path>[^/]+)', '(?:/(?<path>.*))?');
  // The more of a template is fixed, the earlier it is asked.
  return {
    route,
    method,
    pattern: new RegExp(`^${source}$`),
    weight: template.replaceAll(/\{\w+\}/g, '').length,
  };
}

export type Router = (method: string, pathname: string) => Match | undefined;

export function createRouter(routes: readonly Route[]): Router {
  const compiled = routes.map(compile).sort((left, right) => right.weight - left.weight);
  return (method, pathname) => {
    for (const { route, method: wanted, pattern } of compiled) {
      const match = wanted === method ? pattern.exec(pathname) : null;
      if (match === null) continue;
      try {
        const path = Object.fromEntries(
          Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value ?? '')]),
        );
        return { route, path };
      } catch {
        return undefined;
      }
    }
    return undefined;
  };
}
