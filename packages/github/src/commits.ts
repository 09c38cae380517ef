/** Commits made through the API, so that GitHub signs them. See docs/decisions/verified-commits.md. */
import { configurationFailure, internalFailure } from '@sealift/core/failure';
import { singleLine } from '@sealift/core/hostile-text';
import * as v from 'valibot';
import type { GitHubClient } from './client.ts';
import { formatRepositoryName, type RepositoryName } from './repository.ts';
import { blobId, type FileMode, findFiles } from './repository-files.ts';

export type Commit = { readonly sha: string; readonly tree: string; readonly parents: readonly string[] };

export type ChangedFile = { readonly path: string; readonly mode: FileMode; readonly text: string };

const PERMISSION = 'contents: write';

const CommitAnswer = v.object({
  sha: v.string(),
  tree: v.object({ sha: v.string() }),
  parents: v.array(v.object({ sha: v.string() })),
  verification: v.object({ verified: v.boolean(), reason: v.string() }),
});

export async function readCommit(
  client: GitHubClient,
  repository: RepositoryName,
  sha: string,
): Promise<Commit> {
  const answer = await client.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
    parameters: { ...repository, commit_sha: sha },
    answer: CommitAnswer,
    permission: 'contents: read',
  });
  return { sha: answer.sha, tree: answer.tree.sha, parents: answer.parents.map((parent) => parent.sha) };
}

export type NewCommit = {
  /** The tree that the files are changed in. */
  readonly baseTree: string;
  readonly parents: readonly string[];
  readonly files: readonly ChangedFile[];
  readonly message: string;
  /** Refuse a commit that GitHub did not sign. */
  readonly requireVerified: boolean;
};

/**
 * Makes a commit that no branch points to yet. It has no author and committer of ours: only then does GitHub sign it,
 * in the name of the App or of github-actions.
 * @throws Failure `configuration` when it is not verified although it must be; `internal` when what GitHub stored is
 * not what was sent
 */
export async function createCommit(
  client: GitHubClient,
  repository: RepositoryName,
  commit: NewCommit,
): Promise<Commit> {
  const tree = await client.request('POST /repos/{owner}/{repo}/git/trees', {
    parameters: {
      ...repository,
      base_tree: commit.baseTree,
      tree: commit.files.map(({ path, mode, text }) => ({
        path,
        mode,
        type: 'blob' as const,
        content: text,
      })),
    },
    answer: v.object({ sha: v.string() }),
    permission: PERMISSION,
    // Content-addressed: the second one is the first one.
    repeat: 'safe',
  });
  await assertStored(client, repository, tree.sha, commit.files);
  const answer = await client.request('POST /repos/{owner}/{repo}/git/commits', {
    parameters: { ...repository, message: commit.message, tree: tree.sha, parents: [...commit.parents] },
    answer: CommitAnswer,
    permission: PERMISSION,
    // A commit that nothing refers to does no harm.
    repeat: 'safe',
  });
  if (commit.requireVerified && !answer.verification.verified)
    throw configurationFailure({
      cause: `GitHub did not sign the commit for ${formatRepositoryName(repository)} ("${singleLine(answer.verification.reason).slice(0, 60)}"): it signs only what Apps and github-actions commit. No branch was changed.`,
      remedy:
        'Use a GitHub App (app-id and private-key) or GITHUB_TOKEN instead of a personal token, or set commit-verification: optional.',
    });
  return { sha: answer.sha, tree: answer.tree.sha, parents: answer.parents.map((parent) => parent.sha) };
}

/** Reads back that the new tree holds exactly these bytes and modes, before anything points to it. */
async function assertStored(
  client: GitHubClient,
  repository: RepositoryName,
  tree: string,
  files: readonly ChangedFile[],
): Promise<void> {
  const stored = await findFiles(
    client,
    repository,
    tree,
    files.map(({ path }) => path),
  );
  for (const { path, mode, text } of files) {
    const file = stored.get(path);
    if (file?.blob !== blobId(text) || file.mode !== mode)
      throw internalFailure({
        cause: `GitHub stored other bytes or another mode for ${path} than were sent; no branch was changed.`,
        remedy: 'Report this with the debug log of this step.',
      });
  }
}
