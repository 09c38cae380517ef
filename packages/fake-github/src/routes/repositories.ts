import { readCommits } from '../git/commits.ts';
import { listRefs, readRef } from '../git/refs.ts';
import { protectionOf } from '../protection.ts';
import { renderCommit } from '../render/commits.ts';
import { apiUrl, pageUrl, renderFullRepository } from '../render/repositories.ts';
import { ApiError } from '../rest/api-error.ts';
import { ok, paginate, type RepositoryCall, repositoryRoute } from '../rest/call.ts';

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

export const repositoryRoutes = [
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
