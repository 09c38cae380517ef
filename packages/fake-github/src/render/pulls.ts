import { mergeState } from '../auto-merge.ts';
import { countCommits } from '../git/commits.ts';
import { diffFiles } from '../git/diff.ts';
import { mergeBase } from '../git/refs.ts';
import { ACTIONS_BOT } from '../identity.ts';
import { pullId } from '../node-ids.ts';
import { type GitHubState, type Pull, type Repository, toTime } from '../state.ts';
import { renderAccount } from './accounts.ts';
import { renderLabel, renderMilestone, renderTeam } from './issues.ts';
import { apiUrl, pageUrl, renderRepository } from './repositories.ts';

const toTimeOrNull = (time: number | undefined): string | null => (time === undefined ? null : toTime(time));

export const labelsOf = (world: GitHubState, { base, labels }: Pull) =>
  [...labels].flatMap((name) => {
    const label = base.labels.get(name);
    return label === undefined ? [] : [renderLabel(world, base, label)];
  });

const renderSide = (world: GitHubState, repository: Repository, branch: string, sha: string) => ({
  label: `${repository.owner.login}:${branch}`,
  ref: branch,
  sha,
  user: renderAccount(world, repository.owner),
  repo: renderRepository(world, repository),
});

export const authorAssociation = ({ author, base }: Pull): 'OWNER' | 'CONTRIBUTOR' | 'NONE' =>
  author === base.owner ? 'OWNER' : author === ACTIONS_BOT ? 'CONTRIBUTOR' : 'NONE';

const milestoneOf = (world: GitHubState, { base, milestone }: Pull) =>
  milestone === undefined ? null : renderMilestone(world, base, milestone);

const renderAutoMerge = (world: GitHubState, { autoMerge }: Pull) =>
  autoMerge === undefined
    ? null
    : {
        enabled_by: renderAccount(world, autoMerge.enabledBy),
        merge_method: autoMerge.method,
        commit_title: autoMerge.headline ?? '',
        commit_message: autoMerge.body ?? '',
      };

/** What lists carry. */
export function renderSimplePull(world: GitHubState, pull: Pull) {
  const { base, number } = pull;
  const url = `${apiUrl(world, base)}/pulls/${number}`;
  const issue = `${apiUrl(world, base)}/issues/${number}`;
  const page = `${pageUrl(world, base)}/pull/${number}`;
  const statuses = `${apiUrl(world, base)}/statuses/${pull.headSha}`;
  const assignees = [...pull.assignees].map((account) => renderAccount(world, account));
  const addresses = {
    self: url,
    html: page,
    issue,
    comments: `${issue}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${apiUrl(world, base)}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses,
  };
  return {
    url,
    id: pull.id,
    node_id: pullId(pull),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: renderAccount(world, pull.author),
    body: pull.body,
    created_at: toTime(pull.createdAt),
    updated_at: toTime(pull.updatedAt),
    closed_at: toTimeOrNull(pull.closedAt),
    merged_at: toTimeOrNull(pull.mergedAt),
    merge_commit_sha: pull.mergeSha ?? null,
    assignee: assignees[0] ?? null,
    assignees,
    requested_reviewers: [...pull.reviewers].map((account) => renderAccount(world, account)),
    requested_teams: [...pull.teamReviewers].map((slug) => renderTeam(world, base, slug)),
    labels: labelsOf(world, pull),
    milestone: milestoneOf(world, pull),
    draft: pull.draft,
    commits_url: addresses.commits,
    review_comments_url: addresses.review_comments,
    review_comment_url: addresses.review_comment,
    comments_url: addresses.comments,
    statuses_url: statuses,
    head: renderSide(world, pull.head, pull.headBranch, pull.headSha),
    base: renderSide(world, base, pull.baseBranch, pull.baseSha),
    _links: Object.fromEntries(Object.entries(addresses).map(([name, href]) => [name, { href }])),
    author_association: authorAssociation(pull),
    auto_merge: renderAutoMerge(world, pull),
    active_lock_reason: null,
  };
}

/** One pull request, with its counts. */
export async function renderPull(world: GitHubState, pull: Pull) {
  const { base, headSha, baseSha } = pull;
  const start = (await mergeBase(base.gitDir, baseSha, headSha)) ?? baseSha;
  const files = await diffFiles(base.gitDir, start, headSha);
  const open = pull.state === 'open';
  return {
    ...renderSimplePull(world, pull),
    merged: pull.mergedAt !== undefined,
    mergeable: open ? pull.mergeSha !== undefined : null,
    rebaseable: open ? pull.mergeSha !== undefined : null,
    mergeable_state: mergeState(pull).toLowerCase(),
    merged_by: pull.mergedBy === undefined ? null : renderAccount(world, pull.mergedBy),
    comments: pull.comments.length,
    review_comments: 0,
    maintainer_can_modify: pull.maintainerCanModify,
    commits: await countCommits(base.gitDir, headSha, start),
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

/** Every pull request is an issue too: labels and assignees belong to that. */
export function renderIssue(world: GitHubState, pull: Pull) {
  const simple = renderSimplePull(world, pull);
  const url = simple.issue_url;
  return {
    id: pull.id,
    node_id: pullId(pull),
    url,
    repository_url: apiUrl(world, pull.base),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: simple.html_url,
    number: pull.number,
    state: pull.state,
    title: pull.title,
    body: pull.body,
    user: simple.user,
    labels: simple.labels,
    assignee: simple.assignee,
    assignees: simple.assignees,
    milestone: simple.milestone,
    locked: false,
    active_lock_reason: null,
    comments: pull.comments.length,
    pull_request: {
      url: simple.url,
      html_url: simple.html_url,
      diff_url: simple.diff_url,
      patch_url: simple.patch_url,
      merged_at: simple.merged_at,
    },
    closed_at: simple.closed_at,
    created_at: simple.created_at,
    updated_at: simple.updated_at,
    draft: pull.draft,
    author_association: simple.author_association,
  };
}
