import { isUtf8 } from 'node:buffer';
import { type Commit, listCommits, type Person, parseCommit } from '../../git/commits.ts';
import type { GitObject } from '../../git/plumbing.ts';
import { listTree, type TreeEntry } from '../../git/trees.ts';
import { nodeId } from '../../identity.ts';
import { verificationOf } from '../../render/commits.ts';
import { type Repository, toTime } from '../../state.ts';
import type { GraphCall } from '../call.ts';
import { connection, connectionField, PAGE, type Page } from '../connection.ts';
import { field, type Source } from '../source.ts';
import { viewer } from './accounts.ts';

/** Bytes after which GitHub cuts `Blob.text`; it says so in `isTruncated` only (sveltia/sveltia-cms#950). */
const MAX_TEXT = 512_000;
/** How far git looks for a zero byte before it calls a file text. */
const SNIFFED = 8_000;
/** More commits of a branch are not counted. */
const MAX_HISTORY = 100_000;

const common = (call: GraphCall, repository: Repository, type: string, prefix: string, oid: string) => {
  const path = `/${repository.fullName}/commit/${oid}`;
  return {
    __typename: type,
    id: nodeId(prefix, repository.id, oid),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    commitResourcePath: path,
    commitUrl: `${call.world.urls.server}${path}`,
    repository: () => call.sources.repository(call, repository),
  };
};

/** An object of git by what names it; null when there is none. */
export async function gitObject(
  call: GraphCall,
  repository: Repository,
  revision: string,
): Promise<Source | null> {
  const found = revision === '' ? undefined : await call.reader.object(repository.gitDir, revision);
  return found === undefined ? null : sourceOf(call, repository, found);
}

function sourceOf(call: GraphCall, repository: Repository, object: GitObject): Source {
  if (object.type === 'blob') return blob(call, repository, object);
  if (object.type === 'tree') return tree(call, repository, object.id);
  if (object.type === 'commit') return commit(call, repository, parseCommit(object));
  const [, target = ''] = /^object ([0-9a-f]{40})$/m.exec(object.data.toString('utf8')) ?? [];
  return {
    ...common(call, repository, 'Tag', 'TA', object.id),
    target: () => gitObject(call, repository, target),
  };
}

function blob(call: GraphCall, repository: Repository, { id, data }: GitObject): Source {
  const binary = data.subarray(0, SNIFFED).includes(0);
  const isTruncated = data.length > MAX_TEXT;
  // Other encodings than UTF-8 come transcoded from GitHub; what they become here differs from the file in any case.
  const text = () => new TextDecoder('utf-8', { ignoreBOM: true }).decode(data.subarray(0, MAX_TEXT));
  return {
    ...common(call, repository, 'Blob', 'B', id),
    byteSize: data.length,
    isBinary: binary,
    isTruncated,
    text: binary || (!isTruncated && !isUtf8(data)) ? null : text,
  };
}

function tree(call: GraphCall, repository: Repository, id: string): Source {
  return {
    ...common(call, repository, 'Tree', 'T', id),
    entries: async () =>
      (await listTree(repository.gitDir, id, false)).map((entry) => treeEntry(call, repository, entry, '')),
  };
}

/** `mode` is the number, not its octal writing: 33188 stands for 100644. */
const treeEntry = (call: GraphCall, repository: Repository, entry: TreeEntry, folder: string): Source => ({
  __typename: 'TreeEntry',
  name: entry.path.split('/').at(-1) ?? '',
  path: folder === '' ? entry.path : `${folder}/${entry.path}`,
  mode: Number.parseInt(entry.mode, 8),
  type: entry.type,
  oid: entry.id,
  size: entry.size ?? 0,
  extension: () => /(\.[^.]+)$/.exec(entry.path)?.[1] ?? '',
  object: () => (entry.type === 'commit' ? null : gitObject(call, repository, entry.id)),
  repository: () => call.sources.repository(call, repository),
});

async function fileOf(
  call: GraphCall,
  repository: Repository,
  commitId: string,
  path: string,
): Promise<Source | null> {
  const parts = path.split('/').filter((part) => part !== '');
  if (parts.length === 0 || parts.includes('..')) return null;
  const entry = await call.reader.entry(repository.gitDir, commitId, parts.join('/'));
  return entry === undefined ? null : treeEntry(call, repository, entry, '');
}

const gitActor = (call: GraphCall, { name, email, time }: Person): Source => ({
  __typename: 'GitActor',
  name,
  email,
  date: toTime(time * 1_000),
  user: () => {
    const account = call.world.accounts.byAddress(email);
    return account === undefined || account.type === 'Organization'
      ? null
      : { ...viewer({ ...call, principal: { ...call.principal, account } }) };
  },
});

export function commit(call: GraphCall, repository: Repository, made: Commit): Source {
  const { id, message } = made;
  const [headline = '', ...rest] = message.trimEnd().split('\n');
  const path = `/${repository.fullName}/commit/${id}`;
  return {
    ...common(call, repository, 'Commit', 'C', id),
    resourcePath: path,
    url: `${call.world.urls.server}${path}`,
    message: message.trimEnd(),
    messageHeadline: headline,
    messageBody: rest.join('\n').trim(),
    author: () => gitActor(call, made.author),
    committer: () => gitActor(call, made.committer),
    authoredDate: toTime(made.author.time * 1_000),
    committedDate: toTime(made.committer.time * 1_000),
    tree: () => tree(call, repository, made.tree),
    file: field<{ path: string }>(['path'], ({ path: name }) => fileOf(call, repository, id, name)),
    parents: connectionField(
      'Commit',
      'parents',
      () => made.parents,
      (parent) => gitObject(call, repository, parent),
    ),
    history: field<Page & { path?: string | null }>([...PAGE, 'path'], async (args) => {
      const ids = await listCommits(repository.gitDir, {
        from: id,
        ...(args.path == null ? {} : { path: args.path }),
        skip: 0,
        limit: MAX_HISTORY,
      });
      return {
        ...connection('Commit', 'history', ids, args, (one) => gitObject(call, repository, one)),
        __typename: 'CommitHistoryConnection',
      };
    }),
    signature: () => signature(call, made),
  };
}

function signature(call: GraphCall, made: Commit): Source | null {
  const verification = verificationOf(call.world, made);
  if (verification.signature === null) return null;
  const { verified } = verification;
  return {
    __typename: 'GpgSignature',
    email: made.committer.email,
    isValid: verified,
    payload: verification.payload,
    signature: verification.signature,
    state: verified ? 'VALID' : 'UNKNOWN_KEY',
    verifiedAt: verification.verified_at,
    wasSignedByGitHub: verified,
    signer: null,
  };
}
