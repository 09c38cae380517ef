/** Commits made through the API, so that GitHub signs them. See docs/decisions/verified-commits.md. */
import { configurationFailure, internalFailure } from '@sealift/core/failure';
import * as v from 'valibot';
import { parseAnswer } from '../client/answer.ts';
import type { GitHubClient } from '../client/client.ts';
import { GitHubFailure } from '../client/github-failure.ts';
import { type Operation, runOperation } from '../client/operation.ts';
import { policy } from '../client/policy.ts';
import { formatRepositoryName, type RepositoryName } from '../repository/repository.ts';
import { blobId, type FileMode, findFiles } from './files.ts';
import { explained, type RefResult, readBranch } from './refs.ts';

export type Commit = { readonly sha: string /** Whether GitHub signed it. */; readonly verified: boolean };

export type ChangedFile = { readonly path: string; readonly mode: FileMode; readonly text: string };
/** A file that the commit takes away. */
export type RemovedFile = { readonly path: string };

const PERMISSION = 'contents: write';

const CommitAnswer = v.object({ sha: v.string(), verification: v.object({ verified: v.boolean() }) });

export type NewCommit = {
  /** The tree that the files are changed in. */
  readonly baseTree: string;
  readonly parents: readonly string[];
  readonly files: readonly ChangedFile[];
  /** Regular files that are there. */
  readonly removed?: readonly RemovedFile[];
  readonly message: string;
};

/**
 * Makes a commit that no branch points to yet. It has no author and committer of ours: only then does GitHub sign it,
 * in the name of the App or of github-actions.
 * @throws Failure `internal` when what GitHub stored is not what was sent
 */
export async function createCommit(
  client: GitHubClient,
  repository: RepositoryName,
  commit: NewCommit,
): Promise<Commit> {
  const tree = parseAnswer(
    v.object({ sha: v.string() }),
    await client.rest.git.createTree({
      ...repository,
      base_tree: commit.baseTree,
      tree: [
        ...commit.files.map(({ path, mode, text }) => ({
          path,
          mode,
          type: 'blob' as const,
          content: text,
        })),
        ...(commit.removed ?? []).map(({ path }) => ({
          path,
          mode: '100644' as const,
          type: 'blob' as const,
          sha: null,
        })),
      ],
      // Content-addressed: the second one is the first one.
      request: policy({ permission: PERMISSION, repeat: 'safe' }),
    }),
  );
  await assertStored(client, repository, tree.sha, commit);
  const answer = parseAnswer(
    CommitAnswer,
    await client.rest.git.createCommit({
      ...repository,
      message: commit.message,
      tree: tree.sha,
      parents: [...commit.parents],
      // A commit that nothing refers to does no harm.
      request: policy({ permission: PERMISSION, repeat: 'safe' }),
    }),
  );
  return { sha: answer.sha, verified: answer.verification.verified };
}

/** Reads back that the new tree holds exactly these bytes and modes, before anything points to it. */
async function assertStored(
  client: GitHubClient,
  repository: RepositoryName,
  tree: string,
  { files, removed = [] }: Pick<NewCommit, 'files' | 'removed'>,
): Promise<void> {
  const stored = await findFiles(
    client,
    repository,
    tree,
    [...files, ...removed].map(({ path }) => path),
  );
  for (const { path, mode, text } of files) {
    const file = stored.get(path);
    if (file?.blob !== blobId(text) || file.mode !== mode)
      throw internalFailure({
        code: 'github/stored-otherwise',
        cause: `GitHub stored other bytes or another mode for ${path} than were sent; no branch was changed.`,
        remedy: 'Report this with the debug log of this step.',
      });
  }
  const left = removed.find(({ path }) => stored.has(path));
  if (left !== undefined)
    throw internalFailure({
      code: 'github/stored-otherwise',
      cause: `GitHub still has ${left.path} in the tree that it was taken out of; no branch was changed.`,
      remedy: 'Report this with the debug log of this step.',
    });
}

export const COMMIT_ON_BRANCH: Operation = {
  name: 'CommitOnBranch',
  document: `mutation CommitOnBranch($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`,
};
const Committed = v.object({
  createCommitOnBranch: v.object({ commit: v.object({ oid: v.string() }) }),
});

/**
 * What {@link commitOnBranch} would refuse, asked before anything is written.
 * @throws Failure `configuration` for an executable file
 */
export function requirePlainFiles(files: readonly ChangedFile[]): void {
  const executable = files.find(({ mode }) => mode !== '100644');
  if (executable !== undefined)
    throw configurationFailure({
      code: 'github/executable-file',
      cause: `${executable.path} is executable, and a commit that GitHub signs for this token would lose that.`,
      remedy:
        'Use a GitHub App (app-id and private-key) or GITHUB_TOKEN instead of a personal token, or set commit-verification: optional.',
      location: { file: executable.path },
    });
}

/**
 * Commits to a branch that is still where it was seen. GitHub signs such a commit for every kind of token, but writes
 * every file with the mode 100644.
 * https://docs.github.com/en/graphql/reference/mutations#createcommitonbranch
 * @throws Failure `configuration` for an executable file, or when the branch is protected
 */
export async function commitOnBranch(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
  head: string,
  { files, removed = [], message }: Pick<NewCommit, 'files' | 'removed' | 'message'>,
): Promise<{ readonly result: RefResult; readonly sha: string }> {
  requirePlainFiles(files);
  const [headline = '', ...rest] = message.split('\n');
  try {
    const { createCommitOnBranch } = await runOperation(client, COMMIT_ON_BRANCH, {
      repository,
      variables: {
        input: {
          branch: { repositoryNameWithOwner: formatRepositoryName(repository), branchName: branch },
          expectedHeadOid: head,
          message: { headline, body: rest.join('\n').trim() },
          fileChanges: {
            additions: files.map(({ path, text }) => ({
              path,
              contents: Buffer.from(text).toString('base64'),
            })),
            ...(removed.length === 0 ? {} : { deletions: removed.map(({ path }) => ({ path })) }),
          },
        },
      },
      answer: Committed,
      permission: PERMISSION,
      // A second attempt cannot commit twice: the branch is not at `head` any more, and the caller looks again.
      repeat: 'safe',
    });
    return { result: 'moved', sha: createCommitOnBranch.commit.oid };
  } catch (failure) {
    if (!(failure instanceof GitHubFailure) || ![404, 409, 422].includes(failure.status ?? 0)) throw failure;
    if ((await readBranch(client, repository, branch)) !== head) return { result: 'raced', sha: '' };
    throw explained(failure, repository, branch);
  }
}
