import * as v from 'valibot';
import { type Person, parseCommit, writeCommit } from '../git/commits.ts';
import { findObject, readObject } from '../git/plumbing.ts';
import { listTree, type TreeChange, writeBlob, writeTree } from '../git/trees.ts';
import { nodeId, noReplyAddress } from '../identity.ts';
import { renderGitCommit } from '../render/commits.ts';
import { apiUrl } from '../render/repositories.ts';
import { ApiError, notFound } from '../rest/api-error.ts';
import { actorOf, created, ok, type RepositoryCall, repositoryRoute } from '../rest/call.ts';
import { guardWorkflows } from '../workflow-guard.ts';

const GIT = '/repos/{owner}/{repo}/git';
/** Bytes. https://docs.github.com/en/rest/git/blobs */
const MAX_BLOB = 100 * 1024 * 1024;
const MAX_TREE_ENTRIES = 100_000;

const Blob = v.object({
  content: v.string(),
  encoding: v.optional(v.picklist(['utf-8', 'base64']), 'utf-8'),
});

const Tree = v.object({
  base_tree: v.optional(v.string()),
  tree: v.array(
    v.object({
      path: v.string(),
      mode: v.optional(v.string(), '100644'),
      type: v.optional(v.string()),
      sha: v.optional(v.nullable(v.string())),
      content: v.optional(v.string()),
    }),
  ),
});

const Signature = v.object({ name: v.string(), email: v.string(), date: v.optional(v.string()) });
const CommitBody = v.object({
  message: v.string(),
  tree: v.string(),
  parents: v.optional(v.array(v.string()), []),
  author: v.optional(Signature),
  committer: v.optional(v.partial(Signature)),
  signature: v.optional(v.string()),
});

const blobUrl = (call: RepositoryCall, id: string): string =>
  `${apiUrl(call.world, call.repository)}/git/blobs/${id}`;

async function treeBody(call: RepositoryCall, id: string, recursive: boolean) {
  const url = apiUrl(call.world, call.repository);
  const entries = await listTree(call.repository.gitDir, id, recursive);
  return {
    sha: id,
    url: `${url}/git/trees/${id}`,
    tree: entries.slice(0, MAX_TREE_ENTRIES).map((entry) => ({
      path: entry.path,
      mode: entry.mode,
      type: entry.type,
      sha: entry.id,
      ...(entry.size === undefined ? {} : { size: entry.size }),
      ...(entry.type === 'commit' ? {} : { url: `${url}/git/${entry.type}s/${entry.id}` }),
    })),
    truncated: entries.length > MAX_TREE_ENTRIES,
  };
}

/** One entry of a new tree, its content written. */
async function readChange(
  call: RepositoryCall,
  entry: v.InferOutput<typeof Tree>['tree'][number],
): Promise<TreeChange> {
  const { gitDir } = call.repository;
  const { path, mode, content, sha } = entry;
  if (content !== undefined && sha !== undefined)
    throw new ApiError(422, 'Only one of "sha" and "content" may be given.');
  if (sha === null) return { path, mode, id: undefined };
  if (content !== undefined) return { path, mode, id: await writeBlob(gitDir, Buffer.from(content)) };
  const wanted = mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob';
  const object = await findObject(gitDir, sha ?? '');
  if (wanted !== 'commit' && object?.type !== wanted)
    throw new ApiError(422, `tree.sha ${sha ?? ''} is not a valid ${wanted}`);
  return { path, mode, id: sha ?? '' };
}

export const gitObjectRoutes = [
  repositoryRoute(`POST ${GIT}/blobs`, [['contents', 'write']], async (call) => {
    const { content, encoding } = v.parse(Blob, call.body);
    const bytes = Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8');
    const sha = await writeBlob(call.repository.gitDir, bytes);
    return created({ sha, url: blobUrl(call, sha) }, blobUrl(call, sha));
  }),

  repositoryRoute(`GET ${GIT}/blobs/{file_sha}`, [['contents', 'read']], async (call) => {
    const object = await readObject(call.repository.gitDir, String(call.path['file_sha']));
    if (object?.type !== 'blob') throw notFound();
    if (object.data.length > MAX_BLOB)
      throw new ApiError(403, 'This blob is too large to be requested via the API.');
    if (call.format === 'raw')
      return { status: 200, body: object.data, mediaType: 'application/vnd.github.raw' };
    return ok({
      sha: object.id,
      node_id: nodeId('B', call.repository.id, object.id),
      size: object.data.length,
      url: blobUrl(call, object.id),
      content: wrap(object.data),
      encoding: 'base64',
    });
  }),

  repositoryRoute(`POST ${GIT}/trees`, [['contents', 'write']], async (call) => {
    const { base_tree: base, tree } = v.parse(Tree, call.body);
    const { gitDir } = call.repository;
    guardWorkflows(
      actorOf(call),
      tree.map(({ path }) => path),
    );
    // GitHub takes a commit's id for a base tree as well.
    const found = base === undefined ? undefined : await findObject(gitDir, `${base}^{tree}`);
    if (base !== undefined && found === undefined) throw new ApiError(404, 'Not Found');
    const changes = [];
    for (const entry of tree) changes.push(await readChange(call, entry));
    const id = await writeTree(gitDir, found?.id, changes);
    if (id === undefined) throw new ApiError(422, 'tree.path contains a malformed path component');
    return created(await treeBody(call, id, false));
  }),

  repositoryRoute(`GET ${GIT}/trees/{tree_sha}`, [['contents', 'read']], async (call) => {
    const object = await findObject(call.repository.gitDir, `${String(call.path['tree_sha'])}^{tree}`);
    if (object === undefined) throw notFound();
    // Any value counts, "0" and "false" too.
    return ok(await treeBody(call, object.id, call.query['recursive'] !== undefined));
  }),

  repositoryRoute(`GET ${GIT}/commits/{commit_sha}`, [['contents', 'read']], async (call) => {
    const object = await readObject(call.repository.gitDir, String(call.path['commit_sha']));
    if (object?.type !== 'commit') throw notFound();
    return ok(renderGitCommit(call.world, call.repository, parseCommit(object)));
  }),

  repositoryRoute(`POST ${GIT}/commits`, [['contents', 'write']], async (call) => {
    const body = v.parse(CommitBody, call.body);
    const { world, repository } = call;
    const tree = await findObject(repository.gitDir, body.tree);
    if (tree?.type !== 'tree') throw new ApiError(422, 'Tree SHA does not exist');
    for (const parent of body.parents)
      if ((await findObject(repository.gitDir, parent))?.type !== 'commit')
        throw new ApiError(422, 'Parent SHA does not exist or is not a commit object');
    const principal = actorOf(call);
    const self: Person = {
      name: principal.account.login,
      email: noReplyAddress(principal.account),
      time: Math.floor(world.clock.now() / 1_000),
      zone: '+0000',
    };
    const author = body.author === undefined ? self : personFrom(body.author, self);
    const committer = body.committer === undefined ? author : personFrom(body.committer, author);
    // GitHub signs what a bot commits in its own name, and nothing else.
    const own = body.author === undefined && body.committer === undefined && body.signature === undefined;
    const { signature } = body;
    const given = signature === undefined ? undefined : { sign: () => signature.trimEnd() };
    const id = await writeCommit(
      repository.gitDir,
      { tree: tree.id, parents: body.parents, author, committer, message: body.message },
      given ?? (own && principal.account.type === 'Bot' ? world.signer : undefined),
    );
    const object = id === undefined ? undefined : await readObject(repository.gitDir, id);
    if (object === undefined) throw new ApiError(422, 'Invalid commit');
    const rendered = renderGitCommit(world, repository, parseCommit(object));
    return created(rendered, rendered.url);
  }),
];

/** Newlines and angle brackets would forge headers of the commit. */
const clean = (text: string): string => text.replaceAll(/[<>\n\0]/g, '').trim();

function personFrom(
  given: { name?: string | undefined; email?: string | undefined; date?: string | undefined },
  otherwise: Person,
): Person {
  const time = given.date === undefined ? otherwise.time : Math.floor(Date.parse(given.date) / 1_000);
  return {
    name: clean(given.name ?? otherwise.name),
    email: clean(given.email ?? otherwise.email),
    time,
    zone: '+0000',
  };
}

/** Base64 in lines of 60, each with its end, as GitHub writes it. */
export const wrap = (bytes: Buffer): string => bytes.toString('base64').replaceAll(/.{1,60}/g, '$&\n');
