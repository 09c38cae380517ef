import { readCommits } from '../git/commits.ts';
import { listRefs, readRef } from '../git/refs.ts';
import { renderCommit } from '../render/commits.ts';
import { apiUrl, pageUrl, renderFullRepository } from '../render/repositories.ts';
import { ApiError, ok, paginate, type RepositoryCall, repositoryRoute } from '../rest/call.ts';

const REPOSITORY = '/repos/{owner}/{repo}';

const protection = (call: RepositoryCall, branch: string) => ({
  protected: false,
  protection: {
    enabled: false,
    required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] },
  },
  protection_url: `${apiUrl(call.world, call.repository)}/branches/${encodeURIComponent(branch)}/protection`,
});

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
    const wanted = call.query['protected'] === true ? [] : refs;
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
