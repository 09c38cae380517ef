import { countCommits, listCommits, readCommits } from '../git/commits.ts';
import { diffFiles, diffText } from '../git/diff.ts';
import { git, resolveCommit } from '../git/plumbing.ts';
import { mergeBase } from '../git/refs.ts';
import { renderCommit, renderFile } from '../render/commits.ts';
import { apiUrl, pageUrl } from '../render/repositories.ts';
import { ApiError, notFound } from '../rest/api-error.ts';
import { linkHeader, ok, pageOf, type RepositoryCall, repositoryRoute } from '../rest/call.ts';

const REPOSITORY = '/repos/{owner}/{repo}';
/** What git shows a root commit against. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
/** Commits that a comparison lists on its first page. */
const COMPARED = 250;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

async function commitOf(call: RepositoryCall, revision: string): Promise<string> {
  const id = await resolveCommit(call.repository.gitDir, revision);
  if (id === undefined) throw new ApiError(422, `No commit found for SHA: ${revision}`, []);
  return id;
}

/** `owner:branch` names a branch of a fork, or of this repository. */
async function side(call: RepositoryCall, name: string): Promise<string> {
  const { repository } = call;
  const [owner, branch] = name.includes(':') ? name.split(':') : [repository.owner.login, name];
  const pull = [...repository.pulls.values()].find(
    (one) => one.head.owner.login.toLowerCase() === owner?.toLowerCase() && one.headBranch === branch,
  );
  const revision =
    owner?.toLowerCase() === repository.owner.login.toLowerCase() ? (branch ?? '') : (pull?.headSha ?? '');
  const id = await resolveCommit(repository.gitDir, revision);
  if (id === undefined) throw notFound();
  return id;
}

export const commitRoutes = [
  repositoryRoute(`GET ${REPOSITORY}/commits`, [['contents', 'read']], async (call) => {
    const { world, repository, query } = call;
    const from = await resolveCommit(repository.gitDir, text(query['sha']) ?? repository.defaultBranch);
    if (from === undefined) {
      if (query['sha'] === undefined) throw new ApiError(409, 'Git Repository is empty.');
      throw notFound();
    }
    for (const name of ['author', 'committer', 'since', 'until'])
      if (query[name] !== undefined)
        throw new ApiError(501, `The rehearsal does not know the parameter "${name}" here`);
    const { page, perPage } = pageOf(call);
    const path = text(query['path']);
    const ids = await listCommits(repository.gitDir, {
      from,
      ...(path === undefined ? {} : { path }),
      skip: (page - 1) * perPage,
      limit: perPage + 1,
    });
    const commits = await readCommits(repository.gitDir, ids.slice(0, perPage));
    return ok(
      commits.map((commit) => renderCommit(world, repository, commit)),
      linkHeader(call, ids.length > perPage ? page + 1 : page),
    );
  }),

  repositoryRoute(`GET ${REPOSITORY}/commits/{ref}`, [['contents', 'read']], async (call) => {
    const { world, repository } = call;
    const id = await commitOf(call, String(call.path['ref']));
    const [commit] = await readCommits(repository.gitDir, [id]);
    if (commit === undefined) throw notFound();
    const before = commit.parents[0] ?? EMPTY_TREE;
    if (call.format === 'sha') return { status: 200, body: id, mediaType: 'application/vnd.github.sha' };
    if (call.format === 'diff')
      return {
        status: 200,
        body: await diffText(repository.gitDir, before, id),
        mediaType: 'application/vnd.github.diff',
      };
    const files = await diffFiles(repository.gitDir, before, id);
    const additions = files.reduce((sum, file) => sum + file.additions, 0);
    const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
    return ok({
      ...renderCommit(world, repository, commit),
      stats: { total: additions + deletions, additions, deletions },
      files: files.map((file) => renderFile(world, repository, file, id)),
    });
  }),

  repositoryRoute(`GET ${REPOSITORY}/compare/{basehead}`, [['contents', 'read']], async (call) => {
    const { world, repository } = call;
    const { gitDir } = repository;
    const [baseName = '', headName = ''] = String(call.path['basehead']).split('...');
    const base = await side(call, baseName);
    const head = await side(call, headName);
    const start = await mergeBase(gitDir, base, head);
    if (start === undefined)
      throw new ApiError(404, `No common ancestor between ${baseName} and ${headName}.`);
    if (call.format === 'diff')
      return {
        status: 200,
        body: await diffText(gitDir, start, head),
        mediaType: 'application/vnd.github.diff',
      };
    const [ahead, behind] = await Promise.all([
      countCommits(gitDir, head, base),
      countCommits(gitDir, base, head),
    ]);
    const paged = call.query['page'] !== undefined || call.query['per_page'] !== undefined;
    const { page, perPage } = paged ? pageOf(call) : { page: 1, perPage: COMPARED };
    // The oldest comes first here, unlike in lists.
    const { stdout } = await git(gitDir, ['rev-list', '--reverse', head, `^${base}`, '--']);
    const ids = stdout.toString('utf8').split('\n').filter(Boolean);
    const shown = await readCommits(gitDir, ids.slice((page - 1) * perPage, page * perPage));
    const [baseCommit, startCommit] = await readCommits(gitDir, [base, start]);
    if (baseCommit === undefined || startCommit === undefined) throw notFound();
    const name = `${encodeURIComponent(baseName)}...${encodeURIComponent(headName)}`;
    const html = `${pageUrl(world, repository)}/compare/${name}`;
    const files = page === 1 ? await diffFiles(gitDir, start, head) : [];
    return ok(
      {
        url: `${apiUrl(world, repository)}/compare/${name}`,
        html_url: html,
        permalink_url: `${pageUrl(world, repository)}/compare/${base.slice(0, 7)}...${head.slice(0, 7)}`,
        diff_url: `${html}.diff`,
        patch_url: `${html}.patch`,
        base_commit: renderCommit(world, repository, baseCommit),
        merge_base_commit: renderCommit(world, repository, startCommit),
        status: base === head ? 'identical' : behind === 0 ? 'ahead' : ahead === 0 ? 'behind' : 'diverged',
        ahead_by: ahead,
        behind_by: behind,
        total_commits: ahead,
        commits: shown.map((commit) => renderCommit(world, repository, commit)),
        files: files.map((file) => renderFile(world, repository, file, head)),
      },
      paged ? linkHeader(call, Math.max(1, Math.ceil(ids.length / perPage))) : {},
    );
  }),
];
