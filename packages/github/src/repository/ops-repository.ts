/**
 * Everything that a bump looks at before it decides, in one question: the repository's rules, branches with their
 * files, and pull requests. A file is read below the commit that its branch points to, so that both belong together.
 */

import { configurationFailure } from '@sealift/core/failure';
import { decodeText } from '@sealift/core/text/decode';
import * as v from 'valibot';
import type { GitHubClient } from '../client/client.ts';
import { type Operation, runOperation } from '../client/operation.ts';
import { blobId, checkRegular, type FileMode, readBlob } from '../git/files.ts';
import { fromGraph, GraphPull, type Label, PULL_FIELDS, type PullRequest } from '../pulls/pull-requests.ts';
import { formatRepositoryName, type RepositoryName } from './repository.ts';

export type OpsFile = {
  readonly path: string;
  readonly mode: FileMode;
  /** Git's id of the content. */
  readonly blob: string;
  readonly text: string;
};

/** A branch as it was when it was looked at. */
export type Head = {
  readonly branch: string;
  readonly commit: string;
  readonly tree: string;
  /** Those of the asked ones that are there. */
  readonly files: ReadonlyMap<string, OpsFile>;
};

export type OpsView = {
  /** By its present name: a renamed repository is found by its old one. */
  readonly repository: RepositoryName;
  /** Node id. */
  readonly id: string;
  /** Login of whoever the token is of; an App's ends with `[bot]`. */
  readonly viewer: string;
  readonly archived: boolean;
  readonly defaultBranch: string;
  /** undefined when there is no such branch. */
  readonly base: Head | undefined;
  readonly heads: ReadonlyMap<string, Head>;
  /** Of these branches, open and closed, and all open ones for this base; the newest first, each once. */
  readonly pulls: readonly PullRequest[];
  /** Whether there are more open ones than were looked at. */
  readonly morePulls: boolean;
  /** Those of the asked ones that the repository has. */
  readonly labels: readonly Label[];
};

export type OpsQuestion = {
  /** undefined: the default branch. */
  readonly base: string | undefined;
  readonly branches: readonly string[];
  readonly files: readonly string[];
  /** false leaves pull requests out, which take a permission of their own. Default true. */
  readonly pulls?: boolean;
  /** Names of labels. Default none. */
  readonly labels?: readonly string[];
};

const PERMISSION = 'contents: read';
/** Of open pull requests that are looked at for older bumps. */
const OPEN_PULLS = 50;
const PULLS_OF_BRANCH = 10;
/** Of those beyond, a hundred a page. */
const MORE_PAGES = 20;
/** Files of one question: GitHub ends one that takes it longer than ten seconds. */
const FILES_AT_ONCE = 300;
const FILE_FIELDS =
  'fragment File on TreeEntry { mode type object { ... on Blob { oid byteSize isTruncated isBinary text } } }';
const NEWEST = 'orderBy: {field: CREATED_AT, direction: DESC}';

const Blob = v.object({
  oid: v.string(),
  byteSize: v.number(),
  isTruncated: v.boolean(),
  isBinary: v.nullable(v.boolean()),
  text: v.nullable(v.string()),
});
const Entry = v.object({ mode: v.number(), type: v.string(), object: v.nullable(v.partial(Blob)) });
type Entry = v.InferOutput<typeof Entry>;
const CommitFiles = v.objectWithRest(
  { oid: v.string(), tree: v.optional(v.object({ oid: v.string() })) },
  v.nullable(Entry),
);
const Ref = v.nullable(v.object({ name: v.string(), target: CommitFiles }));
type Ref = v.InferOutput<typeof Ref>;
const Pulls = v.object({
  nodes: v.array(GraphPull),
  pageInfo: v.optional(v.object({ hasNextPage: v.boolean(), endCursor: v.nullable(v.string()) })),
});

const Repository = v.object({
  id: v.string(),
  name: v.string(),
  owner: v.object({ login: v.string() }),
  isArchived: v.boolean(),
  defaultBranchRef: v.nullable(v.object({ name: v.string() })),
  base: Ref,
  open: v.optional(Pulls, { nodes: [] }),
});

const GraphLabel = v.object({ id: v.string(), name: v.string() });

/** What comes once for each branch or label is told by its name: `head0` is a ref, `pulls0` a list, `label0` a label. */
const Answer = v.object({
  viewer: v.object({ login: v.string() }),
  repository: v.nullable(v.objectWithRest(Repository.entries, v.union([Ref, Pulls, GraphLabel]))),
});
type Answer = NonNullable<v.InferOutput<typeof Answer>['repository']>;

/** The question for a number of branches and files: names of those go in as variables, never into the text. */
export function opsOperation(question: {
  readonly base: boolean;
  readonly branches: number;
  readonly files: number;
  readonly pulls?: boolean;
  readonly labels?: number;
}): Operation {
  const indexes = (count: number) => Array.from({ length: count }, (_, index) => index);
  const { base, branches, files, pulls = true, labels = 0 } = question;
  const declared = [
    '$owner: String!',
    '$repo: String!',
    ...(base ? ['$base: String!', ...(pulls ? ['$baseName: String!'] : [])] : []),
    ...indexes(branches).flatMap((index) => [
      `$r${index}: String!`,
      ...(pulls ? [`$b${index}: String!`] : []),
    ]),
    ...indexes(files).map((index) => `$f${index}: String!`),
    ...indexes(labels).map((index) => `$l${index}: String!`),
  ];
  const document = `query Ops(${declared.join(', ')}) {
  viewer { login }
  repository(owner: $owner, name: $repo, followRenames: true) {
    id name owner { login } isArchived
    defaultBranchRef { name }
    base: ${base ? 'ref(qualifiedName: $base)' : 'defaultBranchRef'} { ...Head }
    ${pulls ? `open: pullRequests(states: OPEN${base ? ', baseRefName: $baseName' : ''}, first: ${OPEN_PULLS}, ${NEWEST}) { nodes { ...Pull } pageInfo { hasNextPage endCursor } }` : ''}
    ${indexes(branches)
      .map(
        (index) =>
          `head${index}: ref(qualifiedName: $r${index}) { ...Head }${
            pulls
              ? `
    pulls${index}: pullRequests(headRefName: $b${index}, first: ${PULLS_OF_BRANCH}, ${NEWEST}) { nodes { ...Pull } }`
              : ''
          }`,
      )
      .join('\n    ')}
    ${indexes(labels)
      .map((index) => `label${index}: label(name: $l${index}) { id name }`)
      .join('\n    ')}
  }
}
fragment Head on Ref {
  name
  target {
    oid
    ... on Commit {
      tree { oid }
      ${indexes(files)
        .map((index) => `f${index}: file(path: $f${index}) { ...File }`)
        .join('\n      ')}
    }
  }
}
${files === 0 ? '' : `${FILE_FIELDS}\n`}${pulls ? PULL_FIELDS : ''}`;
  return { name: 'Ops', document };
}

/**
 * @throws Failure `configuration` when the repository cannot be seen, or one of the files is no regular text file
 */
export async function readOps(
  client: GitHubClient,
  repository: RepositoryName,
  { base, branches, files: all, pulls = true, labels = [] }: OpsQuestion,
): Promise<OpsView> {
  const files = all.slice(0, FILES_AT_ONCE);
  const rest = all.slice(FILES_AT_ONCE);
  const { viewer, repository: found } = await runOperation(
    client,
    opsOperation({
      ...{ base: base !== undefined, branches: branches.length, files: files.length },
      ...{ pulls, labels: labels.length },
    }),
    {
      repository,
      variables: {
        owner: repository.owner,
        repo: repository.repo,
        ...(base === undefined ? {} : { base: `refs/heads/${base}`, ...(pulls ? { baseName: base } : {}) }),
        ...numbered(
          'r',
          branches.map((branch) => `refs/heads/${branch}`),
        ),
        ...(pulls ? numbered('b', branches) : {}),
        ...numbered('f', files),
        ...numbered('l', labels),
      },
      answer: Answer,
      permission: PERMISSION,
    },
  );
  if (found === null) throw unreachable(repository);
  const present = { owner: found.owner.login, repo: found.name };
  const blobs = new Map<string, Promise<string>>();
  const head = async (ref: Ref) => {
    const first = await readHead(client, present, ref, files, blobs);
    return first && withFiles(client, present, first, rest);
  };
  const more = await readMorePulls(client, present, found.open?.pageInfo, base);
  const heads = await Promise.all(branches.map((_, index) => head(refIn(found, `head${index}`))));
  return {
    repository: present,
    id: found.id,
    viewer: viewer.login,
    archived: found.isArchived,
    defaultBranch: found.defaultBranchRef?.name ?? '',
    base: await head(found.base),
    heads: new Map(heads.flatMap((one) => (one === undefined ? [] : [[one.branch, one] as const]))),
    pulls: pullsIn(found, branches.length, more.pulls),
    morePulls: more.isCut,
    labels: labels.flatMap((_, index) => labelIn(found, `label${index}`) ?? []),
  };
}

/** The open pull requests beyond the first page; none where that is all. */
async function readMorePulls(
  client: GitHubClient,
  repository: RepositoryName,
  first: { readonly hasNextPage: boolean; readonly endCursor: string | null } | undefined,
  base: string | undefined,
): Promise<{ readonly pulls: readonly v.InferOutput<typeof GraphPull>[]; readonly isCut: boolean }> {
  const pulls: v.InferOutput<typeof GraphPull>[] = [];
  let page = first;
  for (let count = 0; page?.hasNextPage === true; count += 1) {
    if (count === MORE_PAGES) return { pulls, isCut: true };
    const { repository: found }: v.InferOutput<typeof MorePulls> = await runOperation(
      client,
      openPullsOperation(base !== undefined),
      {
        repository,
        variables: {
          ...{ owner: repository.owner, repo: repository.repo, after: page.endCursor },
          ...(base === undefined ? {} : { baseName: base }),
        },
        answer: MorePulls,
        permission: PERMISSION,
      },
    );
    pulls.push(...(found?.open.nodes ?? []));
    page = found?.open.pageInfo;
  }
  return { pulls, isCut: false };
}

const MorePulls = v.object({ repository: v.nullable(v.object({ open: Pulls })) });

export const openPullsOperation = (base: boolean): Operation => ({
  name: 'OpenPulls',
  document: `query OpenPulls($owner: String!, $repo: String!, $after: String${base ? ', $baseName: String!' : ''}) {
  repository(owner: $owner, name: $repo) {
    open: pullRequests(states: OPEN${base ? ', baseRefName: $baseName' : ''}, first: 100, after: $after, ${NEWEST}) { nodes { ...Pull } pageInfo { hasNextPage endCursor } }
  }
}
${PULL_FIELDS}`,
});

/** The head with the rest of the files, at the same commit whatever the branch points to by now. */
async function withFiles(
  client: GitHubClient,
  repository: RepositoryName,
  head: Head,
  rest: readonly string[],
): Promise<Head> {
  if (rest.length === 0) return head;
  const more = await readFilesAt(client, repository, head.commit, rest);
  return { ...head, files: new Map([...head.files, ...(more?.files ?? [])]) };
}

const numbered = (letter: string, values: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(values.map((value, index) => [`${letter}${index}`, value]));

function refIn(found: Answer, name: string): Ref {
  const value = found[name];
  return typeof value === 'object' && value !== null && 'target' in value ? value : null;
}

function labelIn(found: Answer, name: string): Label | undefined {
  const value = found[name];
  return typeof value === 'object' && value !== null && 'id' in value ? value : undefined;
}

function pullsIn(
  found: Answer,
  branches: number,
  more: readonly v.InferOutput<typeof GraphPull>[],
): readonly PullRequest[] {
  const lists = [found.open, ...Array.from({ length: branches }, (_, index) => found[`pulls${index}`])];
  const nodes = lists.flatMap((list) =>
    typeof list === 'object' && list !== null && 'nodes' in list ? list.nodes : [],
  );
  const byNumber = new Map([...nodes, ...more].map((node) => [node.number, fromGraph(node)]));
  return [...byNumber.values()].sort((a, b) => b.number - a.number);
}

async function readHead(
  client: GitHubClient,
  repository: RepositoryName,
  ref: Ref,
  paths: readonly string[],
  blobs: Map<string, Promise<string>>,
): Promise<Head | undefined> {
  const tree = ref?.target.tree;
  if (ref === null || tree === undefined) return undefined;
  const files = await Promise.all(
    paths.map(async (path, index): Promise<OpsFile | undefined> => {
      const entry = ref.target[`f${index}`] ?? null;
      return entry === null || typeof entry !== 'object' || !('mode' in entry)
        ? undefined
        : readFile(client, repository, path, entry, blobs);
    }),
  );
  return {
    branch: ref.name,
    commit: ref.target.oid,
    tree: tree.oid,
    files: new Map(files.flatMap((file) => (file === undefined ? [] : [[file.path, file] as const]))),
  };
}

/** Bytes. Values files have a few kilobytes. */
const MAX_FILE = 5 * 1024 * 1024;

async function readFile(
  client: GitHubClient,
  repository: RepositoryName,
  path: string,
  { mode, object }: Entry,
  blobs: Map<string, Promise<string>>,
): Promise<OpsFile> {
  // GraphQL gives the mode as a number: 33188 is 100644 in octal.
  const regular = checkRegular(repository, path, mode.toString(8).padStart(6, '0'));
  const blob = object?.oid ?? '';
  const text = object?.text ?? undefined;
  // GitHub cuts long texts off and may change what is not UTF-8: the id of the content decides.
  if (text !== undefined && blobId(text) === blob) return { path, mode: regular, blob, text };
  const known =
    blobs.get(blob) ??
    readBlob(client, repository, { path, mode: regular, blob }, MAX_FILE).then((bytes) =>
      decodeText(bytes, path),
    );
  blobs.set(blob, known);
  return { path, mode: regular, blob, text: await known };
}

export function filesOperation(files: number): Operation {
  const indexes = Array.from({ length: files }, (_, index) => index);
  return {
    name: 'Files',
    document: `query Files($owner: String!, $repo: String!, $commit: GitObjectID!${indexes.map((index) => `, $f${index}: String!`).join('')}) {
  repository(owner: $owner, name: $repo) {
    object(oid: $commit) { oid ... on Commit { tree { oid } ${indexes.map((index) => `f${index}: file(path: $f${index}) { ...File }`).join(' ')} } }
  }
}
${FILE_FIELDS}`,
  };
}

/** The same files at a commit that no branch needs to point to; undefined when there is no such commit. */
export async function readFilesAt(
  client: GitHubClient,
  repository: RepositoryName,
  commit: string,
  files: readonly string[],
): Promise<Head | undefined> {
  const first = await readSomeFilesAt(client, repository, commit, files.slice(0, FILES_AT_ONCE));
  if (first === undefined) return undefined;
  return withFiles(client, repository, first, files.slice(FILES_AT_ONCE));
}

async function readSomeFilesAt(
  client: GitHubClient,
  repository: RepositoryName,
  commit: string,
  files: readonly string[],
): Promise<Head | undefined> {
  const { repository: found } = await runOperation(client, filesOperation(files.length), {
    repository,
    variables: { owner: repository.owner, repo: repository.repo, commit, ...numbered('f', files) },
    answer: v.object({ repository: v.nullable(v.object({ object: v.nullable(CommitFiles) })) }),
    permission: PERMISSION,
  });
  const target = found?.object ?? null;
  return readHead(client, repository, target && { name: commit, target }, files, new Map());
}

const unreachable = (repository: RepositoryName) =>
  configurationFailure({
    code: 'github/not-found',
    cause: `${formatRepositoryName(repository)} does not exist, or the token has no access to it.`,
    remedy: `Check the spelling, and that the token covers ${formatRepositoryName(repository)} (an App must be installed on it).`,
  });
