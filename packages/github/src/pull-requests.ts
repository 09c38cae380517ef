import * as v from 'valibot';
import type { GitHubClient } from './client.ts';
import { GitHubFailure } from './github-failure.ts';
import type { RepositoryName } from './repository.ts';

const PERMISSION = 'pull-requests: write';

const PullRequest = v.object({
  number: v.number(),
  html_url: v.string(),
  state: v.picklist(['open', 'closed']),
  title: v.string(),
  body: v.nullish(v.string(), ''),
  head: v.object({
    ref: v.string(),
    sha: v.string(),
    /** null when the fork is gone. */
    repo: v.nullable(v.object({ full_name: v.string() })),
  }),
  base: v.object({ ref: v.string(), repo: v.object({ full_name: v.string() }) }),
  labels: v.array(v.object({ name: v.string() })),
});
export type PullRequest = v.InferOutput<typeof PullRequest>;

/** Open and closed ones from a branch of the repository itself (not of a fork), the newest first. */
export async function listPullRequests(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
): Promise<readonly PullRequest[]> {
  const found = await client.request('GET /repos/{owner}/{repo}/pulls', {
    parameters: {
      ...repository,
      head: `${repository.owner}:${branch}`,
      state: 'all',
      sort: 'created',
      direction: 'desc',
      per_page: 100,
    },
    answer: v.array(PullRequest),
    permission: 'pull-requests: read',
  });
  return found.filter(
    ({ head, base }) => head.ref === branch && head.repo?.full_name === base.repo.full_name,
  );
}

export type NewPullRequest = {
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
};

const findOpen = async (client: GitHubClient, repository: RepositoryName, head: string, base: string) =>
  (await listPullRequests(client, repository, head)).find(
    (pull) => pull.state === 'open' && pull.base.ref === base,
  );

/**
 * Opens a pull request, or gives the open one from this branch when there is one already.
 * `none` when the branch holds no commit that the base lacks.
 */
export async function openPullRequest(
  client: GitHubClient,
  repository: RepositoryName,
  pull: NewPullRequest,
): Promise<{ readonly pull: PullRequest; readonly created: boolean } | 'none'> {
  const open = () => findOpen(client, repository, pull.head, pull.base);
  try {
    const created = await client.request('POST /repos/{owner}/{repo}/pulls', {
      parameters: { ...repository, ...pull },
      answer: PullRequest,
      permission: PERMISSION,
      happened: open,
    });
    return { pull: created, created: true };
  } catch (failure) {
    if (!(failure instanceof GitHubFailure) || failure.status !== 422) throw failure;
    if (/No commits between/i.test(failure.answer)) return 'none';
    const existing = /already exists/i.test(failure.answer) ? await open() : undefined;
    if (existing === undefined) throw failure;
    return { pull: existing, created: false };
  }
}

/** Sets title and body; asks for nothing when both are as wanted. */
export async function updatePullRequest(
  client: GitHubClient,
  repository: RepositoryName,
  pull: PullRequest,
  wanted: { readonly title: string; readonly body: string },
): Promise<{ readonly pull: PullRequest; readonly updated: boolean }> {
  if (pull.title === wanted.title && sameText(pull.body, wanted.body)) return { pull, updated: false };
  const updated = await client.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
    parameters: { ...repository, pull_number: pull.number, ...wanted },
    answer: PullRequest,
    permission: PERMISSION,
    // The same replacement twice is one replacement.
    repeat: 'safe',
  });
  return { pull: updated, updated: true };
}

/** GitHub's web form saves line breaks as CRLF. */
const sameText = (a: string, b: string): boolean => a.replaceAll('\r\n', '\n').trim() === b.trim();

/** Adds the labels that the pull request lacks; GitHub creates those that the repository lacks. */
export async function addLabels(
  client: GitHubClient,
  repository: RepositoryName,
  pull: PullRequest,
  labels: readonly string[],
): Promise<void> {
  const present = new Set(pull.labels.map(({ name }) => name.toLowerCase()));
  const missing = labels.filter((label) => !present.has(label.toLowerCase()));
  if (missing.length === 0) return;
  await client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', {
    parameters: { ...repository, issue_number: pull.number, labels: missing },
    answer: v.unknown(),
    permission: PERMISSION,
    // A label that is there already stays there.
    repeat: 'safe',
  });
}
