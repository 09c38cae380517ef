/** Files of a repository at a commit, by the Git Data API: modes are known, and sizes up to 100 MB are served. */
import { createHash } from 'node:crypto';
import { configurationFailure } from '@sealift/core/failure';
import * as v from 'valibot';
import { parseAnswer } from '../client/answer.ts';
import type { GitHubClient } from '../client/client.ts';
import { policy } from '../client/policy.ts';
import { formatRepositoryName, type RepositoryName } from '../repository/repository.ts';

export type FileMode = '100644' | '100755';

export type TreeFile = {
  readonly path: string;
  readonly mode: FileMode;
  /** Git's id of the content. */
  readonly blob: string;
};

const PERMISSION = 'contents: read';
const REGULAR: readonly string[] = ['100644', '100755'] satisfies readonly FileMode[];

const Tree = v.object({
  truncated: v.optional(v.boolean(), false),
  tree: v.array(v.object({ path: v.string(), mode: v.string(), type: v.string(), sha: v.string() })),
});
type Tree = v.InferOutput<typeof Tree>;
type Entry = Tree['tree'][number];

const readTree = async (
  client: GitHubClient,
  repository: RepositoryName,
  sha: string,
  recursive: boolean,
): Promise<Tree> =>
  parseAnswer(
    Tree,
    await client.rest.git.getTree({
      ...repository,
      tree_sha: sha,
      ...(recursive ? { recursive: '1' } : {}),
      request: policy({ permission: PERMISSION }),
    }),
  );

/**
 * The regular files among `paths` in a tree; what is not there is not in the map.
 * @throws Failure `configuration` when a path is a symbolic link, a submodule or a folder
 */
export async function findFiles(
  client: GitHubClient,
  repository: RepositoryName,
  tree: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, TreeFile>> {
  const read = (sha: string, recursive: boolean) => readTree(client, repository, sha, recursive);
  const whole = await read(tree, true);
  const entries = new Map(whole.tree.map((entry) => [entry.path, entry]));
  // GitHub cuts listings of very large repositories off: then folder by folder, each one once.
  const folders = new Map<string, Promise<Tree>>();
  const walk = async (path: string): Promise<Found | undefined> => {
    let sha = tree;
    const names = path.split('/');
    for (const [index, name] of names.entries()) {
      const listing = folders.get(sha) ?? read(sha, false);
      folders.set(sha, listing);
      const entry = (await listing).tree.find((candidate) => candidate.path === name);
      if (entry === undefined) return undefined;
      const reached = index === names.length - 1;
      if (reached || entry.type !== 'tree') return { entry, reached };
      sha = entry.sha;
    }
    return undefined;
  };

  const found = new Map<string, TreeFile>();
  for (const path of paths) {
    const there = lookUp(path, entries) ?? (whole.truncated ? await walk(path) : undefined);
    if (there === undefined) continue;
    const { entry, reached } = there;
    found.set(path, { path, mode: checkRegular(repository, path, entry.mode, reached), blob: entry.sha });
  }
  return found;
}

/** `reached` is false when something on the way is no folder, so that nobody wonders why the file is "missing". */
type Found = { readonly entry: Entry; readonly reached: boolean };

function lookUp(path: string, entries: ReadonlyMap<string, Entry>): Found | undefined {
  const entry = entries.get(path);
  if (entry !== undefined) return { entry, reached: true };
  const names = path.split('/');
  const above = names
    .map((_name, index) => entries.get(names.slice(0, index).join('/')))
    .find((candidate) => candidate !== undefined && candidate.type !== 'tree');
  return above === undefined ? undefined : { entry: above, reached: false };
}

const KINDS: Readonly<Record<string, string>> = {
  '120000': 'a symbolic link',
  '160000': 'a submodule',
  '040000': 'a folder',
};

/** @throws Failure `configuration` for a symbolic link, a submodule or a folder */
export function checkRegular(
  repository: RepositoryName,
  path: string,
  mode: string,
  reached = true,
): FileMode {
  if (reached && REGULAR.includes(mode)) return mode as FileMode;
  throw configurationFailure({
    code: 'github/not-a-file',
    cause: `The path ${path} in ${formatRepositoryName(repository)} is ${reached ? '' : 'below '}${KINDS[mode] ?? 'a file'}.`,
    remedy: 'Name the file itself.',
    location: { file: path },
  });
}

/**
 * The paths of all files below a tree.
 * @throws Failure `configuration` when GitHub cuts the list off
 */
export async function listFiles(
  client: GitHubClient,
  repository: RepositoryName,
  tree: string,
): Promise<readonly string[]> {
  const listed = await readTree(client, repository, tree, true);
  if (!listed.truncated) return listed.tree.flatMap(({ path, type }) => (type === 'blob' ? [path] : []));
  throw configurationFailure({
    code: 'github/too-many-files',
    cause: `${formatRepositoryName(repository)} has more files than GitHub lists at once.`,
    remedy: 'Name the files instead of a pattern.',
  });
}

const Blob = v.object({ encoding: v.string(), content: v.string(), sha: v.string() });

/**
 * The content of a file.
 * @throws Failure `configuration` when it is larger than `limit` bytes
 */
export async function readBlob(
  client: GitHubClient,
  repository: RepositoryName,
  file: TreeFile,
  limit: number,
): Promise<Uint8Array> {
  const blob = parseAnswer(
    Blob,
    await client.rest.git.getBlob({
      ...repository,
      file_sha: file.blob,
      request: policy({ permission: PERMISSION }),
    }),
  );
  const bytes = Buffer.from(blob.content, blob.encoding === 'base64' ? 'base64' : 'utf8');
  if (bytes.length <= limit) return bytes;
  throw configurationFailure({
    code: 'github/file-too-large',
    cause: `${file.path} in ${formatRepositoryName(repository)} has ${bytes.length} bytes, more than ${limit}.`,
    remedy: 'Name a smaller file.',
    location: { file: file.path },
  });
}

/** Git's id of a file's content. https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
export function blobId(content: string | Uint8Array): string {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
