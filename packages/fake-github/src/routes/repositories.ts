import { readCommits } from '../git/commits.ts';
import { listRefs, readRef } from '../git/refs.ts';
import { roleOf } from '../people.ts';
import { protectionOf } from '../protection.ts';
import { renderAccount } from '../render/accounts.ts';
import { renderCommit } from '../render/commits.ts';
import { apiUrl, pageUrl, renderFullRepository } from '../render/repositories.ts';
import { ApiError } from '../rest/api-error.ts';
import { ok, paginate, type RepositoryCall, repositoryRoute } from '../rest/call.ts';
import type { Role } from '../state.ts';

const REPOSITORY = '/repos/{owner}/{repo}';

function protection(call: RepositoryCall, branch: string) {
  const rules = protectionOf(call.repository, branch);
  const checks = rules?.requiredChecks ?? [];
  return {
    protected: rules !== undefined,
    protection: {
      enabled: rules?.by === 'classic',
      required_status_checks: {
        enforcement_level: checks.length === 0 ? 'off' : 'everyone',
        contexts: checks,
        checks: checks.map((context) => ({ context, app_id: null })),
      },
    },
    protection_url: `${apiUrl(call.world, call.repository)}/branches/${encodeURIComponent(branch)}/protection`,
  };
}

/** Roles that are newer than the field are told by the nearest old one: docs.github.com, "Get repository permissions for a user". */
const PERMISSION = { maintain: 'write', triage: 'read' } as const satisfies Partial<Record<Role, string>>;

export const repositoryRoutes = [
  repositoryRoute(`GET ${REPOSITORY}/collaborators/{username}/permission`, [], async (call) => {
    const { world, repository, path } = call;
    const account = world.accounts.get(String(path['username']));
    if (account === undefined) throw new ApiError(404, 'Not Found');
    const role = roleOf(world, repository, account.login);
    const permission = role === 'maintain' || role === 'triage' ? PERMISSION[role] : role;
    return ok({
      permission,
      role_name: role,
      user: {
        ...renderAccount(world, account),
        permissions: {
          admin: role === 'admin',
          maintain: ['admin', 'maintain'].includes(role),
          push: permission === 'admin' || permission === 'write',
          triage: !['read', 'none'].includes(role),
          pull: role !== 'none',
        },
        role_name: role,
      },
    });
  }),

  repositoryRoute(`GET ${REPOSITORY}`, [], async ({ world, repository, caller }) =>
    ok({
      ...renderFullRepository(world, repository),
      ...(caller.kind === 'anonymous'
        ? {}
        : { permissions: { admin: false, maintain: false, push: false, triage: false, pull: true } }),
    }),
  ),

  repositoryRoute(`GET ${REPOSITORY}/branches`, [['contents', 'read']], async (call) => {
    const refs = await listRefs(call.repository.gitDir, 'refs/heads/');
    const only = call.query['protected'];
    const wanted = refs.filter(
      ({ name }) =>
        only === undefined ||
        only === (protectionOf(call.repository, name.slice('refs/heads/'.length)) !== undefined),
    );
    const { entries, headers } = paginate(call, wanted);
    return ok(
      entries.map(({ name, id }) => {
        const branch = name.slice('refs/heads/'.length);
        return {
          name: branch,
          commit: { sha: id, url: `${apiUrl(call.world, call.repository)}/commits/${id}` },
          ...protection(call, branch),
        };
      }),
      headers,
    );
  }),

  repositoryRoute(`GET ${REPOSITORY}/branches/{branch}`, [['contents', 'read']], async (call) => {
    const { world, repository } = call;
    const branch = String(call.path['branch']);
    const id = await readRef(repository.gitDir, `refs/heads/${branch}`);
    const [commit] = id === undefined ? [] : await readCommits(repository.gitDir, [id]);
    if (commit === undefined) throw new ApiError(404, 'Branch not found');
    return ok({
      name: branch,
      commit: renderCommit(world, repository, commit),
      _links: {
        self: `${apiUrl(world, repository)}/branches/${encodeURIComponent(branch)}`,
        html: `${pageUrl(world, repository)}/tree/${branch}`,
      },
      ...protection(call, branch),
    });
  }),
];
