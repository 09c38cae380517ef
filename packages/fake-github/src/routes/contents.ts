import { findObject, readObject, resolveCommit } from '../git/plumbing.ts';
import { listTree, type TreeEntry } from '../git/trees.ts';
import { apiUrl, pageUrl } from '../render/repositories.ts';
import { ApiError, notFound } from '../rest/api-error.ts';
import { ok, type RepositoryCall, repositoryRoute } from '../rest/call.ts';
import { wrap } from './git-objects.ts';

/** Bytes. Between the two only `raw` gives the content; above, nothing does. https://docs.github.com/en/rest/repos/contents */
const INLINE = 1024 * 1024;
const RAW = 100 * 1024 * 1024;
const MAX_ENTRIES = 1_000;

const escapePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

function links(call: RepositoryCall, path: string, ref: string, entry: Pick<TreeEntry, 'id' | 'type'>) {
  const url = `${apiUrl(call.world, call.repository)}/contents/${escapePath(path)}?ref=${encodeURIComponent(ref)}`;
  const kind = entry.type === 'tree' ? 'tree' : 'blob';
  const git = `${apiUrl(call.world, call.repository)}/git/${kind}s/${entry.id}`;
  const html = `${pageUrl(call.world, call.repository)}/${kind}/${encodeURIComponent(ref)}/${escapePath(path)}`;
  return {
    url,
    html_url: html,
    git_url: git,
    download_url:
      kind === 'blob'
        ? `https://raw.githubusercontent.com/${call.repository.fullName}/${ref}/${escapePath(path)}`
        : null,
    _links: { self: url, git, html },
  };
}

const typeOf = ({ mode, type }: TreeEntry): string =>
  type === 'tree' ? 'dir' : type === 'commit' ? 'submodule' : mode === '120000' ? 'symlink' : 'file';

async function folder(call: RepositoryCall, tree: string, path: string, ref: string) {
  const entries = await listTree(call.repository.gitDir, tree, false);
  return entries.slice(0, MAX_ENTRIES).map((entry) => {
    const at = path === '' ? entry.path : `${path}/${entry.path}`;
    return {
      type: typeOf(entry),
      name: entry.path,
      path: at,
      sha: entry.id,
      size: entry.size ?? 0,
      ...links(call, at, ref, entry),
    };
  });
}

export const contentRoutes = [
  repositoryRoute('GET /repos/{owner}/{repo}/contents/{path}', [['contents', 'read']], async (call) => {
    const { repository } = call;
    const { gitDir } = repository;
    const path = String(call.path['path']).replace(/^\/+|\/+$/g, '');
    const ref = typeof call.query['ref'] === 'string' ? call.query['ref'] : repository.defaultBranch;
    const commit = await resolveCommit(gitDir, ref);
    if (commit === undefined) throw new ApiError(404, `No commit found for the ref ${ref}`);
    const found = path.split('/').some((part) => part === '..')
      ? undefined
      : await findObject(gitDir, `${commit}:${path}`);
    if (found === undefined) throw notFound();
    if (found.type === 'tree') {
      const entries = await folder(call, found.id, path, ref);
      if (call.format !== 'object') return ok(entries);
      return {
        status: 200,
        mediaType: 'application/vnd.github.object',
        body: {
          type: 'dir',
          name: path.split('/').at(-1) ?? '',
          path,
          sha: found.id,
          size: 0,
          entries,
          ...links(call, path, ref, found),
        },
      };
    }
    if (found.size > RAW)
      throw new ApiError(
        403,
        'This API returns blobs up to 100 MB in size. The requested blob is too large to fetch via the API.',
      );
    const blob = await readObject(gitDir, found.id);
    if (blob === undefined) throw notFound();
    if (call.format === 'raw')
      return { status: 200, body: blob.data, mediaType: 'application/vnd.github.raw' };
    const inline = found.size <= INLINE;
    const [entry] = (
      await listTree(gitDir, `${commit}:${path.split('/').slice(0, -1).join('/')}`, false)
    ).filter((one) => one.path === path.split('/').at(-1));
    const target = entry?.mode === '120000' ? { target: blob.data.toString('utf8') } : {};
    return ok({
      type: entry?.mode === '120000' ? 'symlink' : 'file',
      name: path.split('/').at(-1) ?? '',
      path,
      sha: found.id,
      size: found.size,
      encoding: inline ? 'base64' : 'none',
      content: inline ? wrap(blob.data) : '',
      ...target,
      ...links(call, path, ref, found),
    });
  }),
];
