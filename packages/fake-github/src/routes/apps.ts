import * as v from 'valibot';
import type { Apps, Installation } from '../apps.ts';
import { nodeId } from '../identity.ts';
import { atLeast, fromAppName, type Level, type Permissions, toAppPermissions } from '../permissions.ts';
import { renderAccount } from '../render/accounts.ts';
import { renderRepository } from '../render/repositories.ts';
import { ApiError, notFound } from '../rest/api-error.ts';
import { actorOf, type Call, created, ok, paginate, type Route, route } from '../rest/call.ts';
import { findRepository, type GitHubState, type Repository, toTime } from '../state.ts';

/** Milliseconds. */
const TOKEN_LIFE = 3_600_000;

const Restrictions = v.object({
  repositories: v.optional(v.array(v.string())),
  repository_ids: v.optional(v.array(v.number())),
  permissions: v.optional(v.record(v.string(), v.picklist(['read', 'write', 'admin']))),
});

const appOf = ({ caller }: Call) => {
  if (caller.kind !== 'app') throw new ApiError(401, 'A JSON web token could not be decoded');
  return caller.app;
};

function renderInstallation(world: GitHubState, installation: Installation) {
  const { app, account, id } = installation;
  const settings = account.type === 'Organization' ? `organizations/${account.login}/settings` : 'settings';
  return {
    id,
    client_id: app.clientId,
    account: renderAccount(world, account),
    repository_selection: 'selected',
    access_tokens_url: `${world.urls.api}/app/installations/${id}/access_tokens`,
    repositories_url: `${world.urls.api}/installation/repositories`,
    html_url: `${world.urls.server}/${settings}/installations/${id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: toAppPermissions(app.permissions),
    events: [],
    created_at: toTime(installation.createdAt),
    updated_at: toTime(installation.createdAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: null,
  };
}

/** @throws ApiError 422 for a repository that the installation does not have */
function chooseRepositories(
  installation: Installation,
  wanted: v.InferOutput<typeof Restrictions>,
): readonly Repository[] {
  const names = wanted.repositories;
  const ids = wanted.repository_ids;
  if (names === undefined && ids === undefined) return installation.repositories;
  const chosen = [
    ...(names ?? []).map((name) =>
      installation.repositories.find((one) => one.name.toLowerCase() === name.toLowerCase()),
    ),
    ...(ids ?? []).map((id) => installation.repositories.find((one) => one.id === id)),
  ];
  if (chosen.length === 0 || chosen.includes(undefined))
    throw new ApiError(
      422,
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    );
  return chosen.filter((one) => one !== undefined);
}

function choosePermissions(granted: Permissions, wanted: Record<string, string> | undefined): Permissions {
  if (wanted === undefined) return granted;
  const chosen: Record<string, Level> = {};
  for (const [name, level] of Object.entries(wanted)) {
    const key = fromAppName(name);
    const available = key === 'metadata' ? 'read' : granted[key];
    if ((level !== 'read' && level !== 'write') || !atLeast(available, level))
      throw new ApiError(422, 'The permissions requested are not granted to this installation.');
    if (key !== 'metadata') chosen[key] = level;
  }
  return chosen;
}

export const appRoutes = (apps: Apps): readonly Route[] => [
  route('GET /app', 'app', async (call) => {
    const app = appOf(call);
    return ok({
      id: app.id,
      client_id: app.clientId,
      slug: app.slug,
      node_id: nodeId('A', app.id),
      owner: renderAccount(call.world, app.installations[0]?.account ?? app.bot),
      name: app.slug,
      description: null,
      external_url: call.world.urls.server,
      html_url: `${call.world.urls.server}/apps/${app.slug}`,
      created_at: toTime(app.createdAt),
      updated_at: toTime(app.createdAt),
      permissions: toAppPermissions(app.permissions),
      events: [],
      installations_count: app.installations.length,
    });
  }),

  route('GET /app/installations/{installation_id}', 'app', async (call) => {
    const found = appOf(call).installations.find(({ id }) => id === call.path['installation_id']);
    if (found === undefined) throw notFound();
    return ok(renderInstallation(call.world, found));
  }),

  ...(['repos/{owner}/{repo}', 'orgs/{org}', 'users/{username}'] as const).map((template) =>
    route(`GET /${template}/installation`, 'app', async (call) => {
      const { owner, repo, org, username } = call.path;
      const repository = findRepository(call.world, `${owner}/${repo}`);
      const login = String(org ?? username ?? '').toLowerCase();
      const found = appOf(call).installations.find(({ account, repositories }) =>
        repo === undefined
          ? account.login.toLowerCase() === login
          : repository !== undefined && repositories.includes(repository),
      );
      if (found === undefined) throw notFound();
      return ok(renderInstallation(call.world, found));
    }),
  ),

  route('POST /app/installations/{installation_id}/access_tokens', 'app', async (call) => {
    const { world } = call;
    const installation = apps.installation(Number(call.path['installation_id']));
    if (installation === undefined || installation.app !== appOf(call)) throw notFound();
    const wanted = v.parse(Restrictions, call.body ?? {});
    const repositories = chooseRepositories(installation, wanted);
    const permissions = choosePermissions(installation.grant.permissions, wanted.permissions);
    const expires = world.clock.now() + TOKEN_LIFE;
    const token = world.tokens.issue(
      'ghs_',
      {
        kind: 'installation',
        account: installation.app.bot,
        grant: { permissions, used: installation.grant.used },
        repositories: new Set(repositories.map(({ id }) => id)),
        owner: installation.account.login,
        origin: { who: `app ${installation.app.slug}` },
      },
      expires,
    );
    const restricted = wanted.repositories !== undefined || wanted.repository_ids !== undefined;
    return created({
      token,
      expires_at: toTime(expires),
      permissions: toAppPermissions(permissions),
      repository_selection: 'selected',
      ...(restricted ? { repositories: repositories.map((one) => renderRepository(world, one)) } : {}),
    });
  }),

  route('GET /installation/repositories', 'token', async (call) => {
    const principal = actorOf(call);
    if (principal.kind === 'user')
      throw new ApiError(
        403,
        'You must authenticate with an installation access token in order to list repositories for an installation.',
      );
    const seen = [...call.world.repositories.values()].filter(({ id }) => principal.repositories.has(id));
    const { entries, headers } = paginate(call, seen);
    return ok(
      {
        total_count: seen.length,
        repository_selection: 'selected',
        repositories: entries.map((one) => renderRepository(call.world, one)),
      },
      headers,
    );
  }),

  route('DELETE /installation/token', 'token', async (call) => {
    const principal = actorOf(call);
    if (principal.kind === 'user')
      throw new ApiError(403, 'Resource not accessible by personal access token');
    call.world.tokens.revoke((one) => one === principal);
    return { status: 204 };
  }),
];
