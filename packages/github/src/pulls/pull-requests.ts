import * as v from 'valibot';
import { parseAnswer } from '../client/answer.ts';
import type { GitHubClient } from '../client/client.ts';
import { GitHubFailure } from '../client/github-failure.ts';
import { type Operation, runOperation } from '../client/operation.ts';
import { policy } from '../client/policy.ts';
import type { RepositoryName } from '../repository/repository.ts';

export type PullRequest = {
  /** Node id. */
  readonly id: string;
  readonly number: number;
  readonly url: string;
  readonly state: 'open' | 'closed' | 'merged';
  readonly draft: boolean;
  readonly title: string;
  readonly body: string;
  /** Branch of the repository itself; undefined for one of a fork. */
  readonly branch: string | undefined;
  /** Commit that the branch points, or pointed, to. */
  readonly head: string;
  readonly base: string;
  /** Whether the token's owner opened it. */
  readonly own: boolean;
  readonly labels: readonly string[];
  /** GitHub works it out a moment after either side moved, and does not say so of what it was not asked about lately. */
  readonly conflicting: boolean;
  /** It leaves the merge queue when its branch moves. */
  readonly queued: boolean;
  /** Login of whoever lets it merge by itself, whatever comes to its branch; undefined when nobody does. */
  readonly autoMergeBy: string | undefined;
};

const PERMISSION = 'pull-requests: write';

const RestPull = v.object({
  node_id: v.string(),
  number: v.number(),
  html_url: v.string(),
  state: v.picklist(['open', 'closed']),
  merged_at: v.optional(v.nullable(v.string()), null),
  draft: v.optional(v.boolean(), false),
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
  /** Not in lists; null while GitHub works it out. */
  mergeable: v.nullish(v.boolean()),
  /** `enabled_by` is null when the account is gone. */
  auto_merge: v.nullish(v.object({ enabled_by: v.nullish(v.object({ login: v.string() })) })),
});

const fromRest = (pull: v.InferOutput<typeof RestPull>, own: boolean): PullRequest => ({
  id: pull.node_id,
  number: pull.number,
  url: pull.html_url,
  state: pull.merged_at === null ? pull.state : 'merged',
  draft: pull.draft,
  title: pull.title,
  body: pull.body ?? '',
  branch: pull.head.repo?.full_name === pull.base.repo.full_name ? pull.head.ref : undefined,
  head: pull.head.sha,
  base: pull.base.ref,
  own,
  labels: pull.labels.map(({ name }) => name),
  conflicting: pull.mergeable === false,
  queued: false,
  autoMergeBy: pull.auto_merge ? (pull.auto_merge.enabled_by?.login ?? '') : undefined,
});

export type Label = {
  /** Node id. */
  readonly id: string;
  readonly name: string;
};

/** Labels that are looked at; more would be asked for again, which does no harm. */
const LABELS = 50;

export const PULL_FIELDS = `fragment Pull on PullRequest {
  id number url state isDraft title body headRefName headRefOid baseRefName isCrossRepository viewerDidAuthor
  mergeable isInMergeQueue autoMergeRequest { enabledBy { login } }
  labels(first: ${LABELS}) { nodes { name } }
}`;

export const GraphPull = v.object({
  id: v.string(),
  number: v.number(),
  url: v.string(),
  state: v.picklist(['OPEN', 'CLOSED', 'MERGED']),
  isDraft: v.boolean(),
  title: v.string(),
  body: v.string(),
  headRefName: v.string(),
  headRefOid: v.string(),
  baseRefName: v.string(),
  isCrossRepository: v.boolean(),
  viewerDidAuthor: v.boolean(),
  mergeable: v.string(),
  isInMergeQueue: v.boolean(),
  autoMergeRequest: v.nullish(v.object({ enabledBy: v.nullish(v.object({ login: v.string() })) })),
  labels: v.nullable(v.object({ nodes: v.array(v.object({ name: v.string() })) })),
});

const STATES = { OPEN: 'open', CLOSED: 'closed', MERGED: 'merged' } as const;

export const fromGraph = (pull: v.InferOutput<typeof GraphPull>): PullRequest => ({
  id: pull.id,
  number: pull.number,
  url: pull.url,
  state: STATES[pull.state],
  draft: pull.isDraft,
  title: pull.title,
  body: pull.body,
  branch: pull.isCrossRepository ? undefined : pull.headRefName,
  head: pull.headRefOid,
  base: pull.baseRefName,
  own: pull.viewerDidAuthor,
  labels: (pull.labels?.nodes ?? []).map(({ name }) => name),
  conflicting: pull.mergeable === 'CONFLICTING',
  queued: pull.isInMergeQueue,
  autoMergeBy: pull.autoMergeRequest ? (pull.autoMergeRequest.enabledBy?.login ?? '') : undefined,
});

export type NewPullRequest = {
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
};

async function findOpen(
  client: GitHubClient,
  repository: RepositoryName,
  { head, base }: Pick<NewPullRequest, 'head' | 'base'>,
) {
  const response = await client.rest.pulls.list({
    ...repository,
    head: `${repository.owner}:${head}`,
    base,
    state: 'open',
    per_page: 10,
    request: policy({ permission: 'pull-requests: read' }),
  });
  const found = parseAnswer(v.array(RestPull), response);
  return found.find((pull) => fromRest(pull, false).branch === head);
}

/**
 * Opens a pull request, or gives the open one from this branch when there is one already.
 * `none` when the branch holds no commit that the base lacks.
 */
export async function openPullRequest(
  client: GitHubClient,
  repository: RepositoryName,
  pull: NewPullRequest,
): Promise<{ readonly pull: PullRequest; readonly created: boolean } | 'none'> {
  const open = () => findOpen(client, repository, pull);
  try {
    const response = await client.rest.pulls.create({
      ...repository,
      ...pull,
      request: policy({ permission: PERMISSION, happened: open }),
    });
    return { pull: fromRest(parseAnswer(RestPull, response), true), created: true };
  } catch (failure) {
    if (!(failure instanceof GitHubFailure) || failure.status !== 422) throw failure;
    if (/No commits between/i.test(failure.answer)) return 'none';
    const existing = /already exists/i.test(failure.answer) ? await open() : undefined;
    if (existing === undefined) throw failure;
    // Whose it is, the answer does not say; its text says whether it may be changed.
    return { pull: fromRest(existing, true), created: false };
  }
}

export type Words = { readonly title: string; readonly body: string };

export const UPDATE_AND_LABEL: Operation = {
  name: 'UpdateAndLabel',
  document: `mutation UpdateAndLabel($labels: AddLabelsToLabelableInput!, $words: UpdatePullRequestInput!) {
  labelled: addLabelsToLabelable(input: $labels) { clientMutationId }
  updated: updatePullRequest(input: $words) { pullRequest { ...Pull } }
}
${PULL_FIELDS}`,
};
const Updated = v.object({ updated: v.object({ pullRequest: GraphPull }) });

/** In one request. @returns undefined when GitHub refuses: which of the two it was, each by itself says */
async function updateAndLabel(
  client: GitHubClient,
  repository: RepositoryName,
  pull: PullRequest,
  { title, body }: Words,
  labels: readonly Label[],
): Promise<PullRequest | undefined> {
  try {
    const { updated } = await runOperation(client, UPDATE_AND_LABEL, {
      repository,
      variables: {
        labels: { labelableId: pull.id, labelIds: labels.map(({ id }) => id) },
        words: { pullRequestId: pull.id, title, body },
      },
      answer: Updated,
      permission: PERMISSION,
      // The same replacement twice is one replacement, and a label that is there already stays there.
      repeat: 'safe',
    });
    return { ...fromGraph(updated.pullRequest), own: pull.own };
  } catch (failure) {
    if (!(failure instanceof GitHubFailure) || failure.status === undefined || failure.status >= 500)
      throw failure;
    return undefined;
  }
}

/**
 * Sets title and body; asks for nothing when both are as wanted.
 * @param labels of the repository, added by the same request: those that are not there when nothing is asked for, or when
 *   GitHub refused, are left to the caller, as the answer shows
 */
export async function updatePullRequest(
  client: GitHubClient,
  repository: RepositoryName,
  pull: PullRequest,
  wanted: Words,
  labels: readonly Label[] = [],
): Promise<{ readonly pull: PullRequest; readonly updated: boolean }> {
  if (pull.title === wanted.title && sameText(pull.body, wanted.body)) return { pull, updated: false };
  const together =
    labels.length === 0 ? undefined : await updateAndLabel(client, repository, pull, wanted, labels);
  if (together !== undefined) return { pull: together, updated: true };
  const response = await client.rest.pulls.update({
    ...repository,
    pull_number: pull.number,
    ...wanted,
    // The same replacement twice is one replacement.
    request: policy({ permission: PERMISSION, repeat: 'safe' }),
  });
  return { pull: fromRest(parseAnswer(RestPull, response), pull.own), updated: true };
}

/** GitHub's web form saves line breaks as CRLF. */
const sameText = (a: string, b: string): boolean => a.replaceAll('\r\n', '\n').trim() === b.trim();

/** Closes a pull request that is open, with a comment that says why. Each part may have been done by an earlier attempt. */
export async function closePullRequest(
  client: GitHubClient,
  repository: RepositoryName,
  pull: PullRequest,
  comment: string,
): Promise<void> {
  // The comment first: whoever finds it closed finds the reason.
  await client.rest.issues.createComment({
    ...repository,
    issue_number: pull.number,
    body: comment,
    request: policy({
      permission: PERMISSION,
      happened: async () =>
        (await readComments(client, repository, pull)).includes(comment) ? {} : undefined,
    }),
  });
  await client.rest.pulls.update({
    ...repository,
    pull_number: pull.number,
    state: 'closed',
    request: policy({ permission: PERMISSION, repeat: 'safe' }),
  });
}

async function readComments(
  client: GitHubClient,
  repository: RepositoryName,
  pull: PullRequest,
): Promise<readonly string[]> {
  const comments = await client.paginate(
    client.rest.issues.listComments,
    {
      ...repository,
      issue_number: pull.number,
      per_page: 100,
      request: policy({ permission: 'pull-requests: read' }),
    },
    (page) => parseAnswer(v.array(v.object({ body: v.optional(v.string(), '') })), page),
  );
  return comments.map(({ body }) => body);
}
