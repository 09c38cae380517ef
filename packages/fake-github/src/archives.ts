/** codeload.github.com: source archives, which the REST API only points to. */
import { git, resolveCommit } from './git/plumbing.ts';
import { asHandler, type Handler, requestUrl, send } from './http.ts';
import { randomText } from './identity.ts';
import { notFound } from './rest/api-error.ts';
import { type Route, repositoryRoute } from './rest/call.ts';
import { findRepository, type GitHubState, type Repository } from './state.ts';

export type Archives = {
  readonly handler: Handler;
  readonly routes: readonly Route[];
};

/** Milliseconds that the address of an archive is good for, and how many are remembered. */
const LIFE = 300_000;
const KEPT = 1_000;

const PATH = /^\/([^/]+)\/([^/]+)\/legacy\.tar\.gz\/(.+)$/;

export function createArchives(world: GitHubState): Archives {
  /** The address itself is the permission: no token goes to another host. */
  const tickets = new Map<string, { readonly repository: Repository; readonly expires: number }>();

  const ticketFor = (repository: Repository): string => {
    for (const [ticket, { expires }] of tickets)
      if (expires <= world.clock.now() || tickets.size >= KEPT) tickets.delete(ticket);
    const ticket = randomText(29).toUpperCase();
    tickets.set(ticket, { repository, expires: world.clock.now() + LIFE });
    return ticket;
  };

  const mayRead = (repository: Repository, ticket: string | null): boolean => {
    if (!repository.private) return true;
    const known = ticket === null ? undefined : tickets.get(ticket);
    return known?.repository === repository && known.expires > world.clock.now();
  };

  const handler = asHandler(
    async (request, response) => {
      request.resume();
      const { pathname, searchParams } = requestUrl(request);
      const [, owner = '', name = '', ref = ''] = PATH.exec(pathname) ?? [];
      const repository = findRepository(world, `${owner}/${name}`);
      const commit =
        repository === undefined || !mayRead(repository, searchParams.get('token'))
          ? undefined
          : await resolveCommit(repository.gitDir, decodeURIComponent(ref));
      if (repository === undefined || commit === undefined)
        return send(response, 404, '404: Not Found', { 'content-type': 'text/plain; charset=utf-8' });
      // As on GitHub, everything lies in one folder that carries the commit.
      const folder = `${owner}-${name}-${commit.slice(0, 7)}`;
      const { stdout } = await git(repository.gitDir, [
        'archive',
        '--format=tar.gz',
        `--prefix=${folder}/`,
        commit,
      ]);
      return send(response, 200, stdout, {
        'content-type': 'application/x-gzip',
        'content-disposition': `attachment; filename=${folder}.tar.gz`,
      });
    },
    (error, request) =>
      world.records.bugs.add({
        who: 'anonymous',
        at: world.clock.now(),
        host: new URL(world.urls.codeload).host,
        method: request.method ?? '',
        path: requestUrl(request).pathname,
        message: String(error),
      }),
  );

  const routes = [
    repositoryRoute(
      'GET /repos/{owner}/{repo}/tarball/{ref}',
      [['contents', 'read']],
      async ({ repository, path }) => {
        const ref = String(path['ref']);
        if ((await resolveCommit(repository.gitDir, ref)) === undefined) throw notFound();
        const token = repository.private ? `?token=${ticketFor(repository)}` : '';
        const location = `${world.urls.codeload}/${repository.fullName}/legacy.tar.gz/${encodeURIComponent(ref)}${token}`;
        return { status: 302, headers: { location } };
      },
    ),
  ];
  return { handler, routes };
}
