import { type Account, nodeId } from '../identity.ts';
import { commentId, labelId, milestoneId, teamId } from '../node-ids.ts';
import { roleOf } from '../people.ts';
import {
  type Comment,
  type GitHubState,
  type Issue,
  type Label,
  type LabelEvent,
  type Milestone,
  type Pull,
  type Repository,
  toTime,
} from '../state.ts';
import { renderAccount } from './accounts.ts';
import { apiUrl, pageUrl } from './repositories.ts';

export const renderLabel = (world: GitHubState, repository: Repository, label: Label) => ({
  id: label.id,
  node_id: labelId(label),
  url: `${apiUrl(world, repository)}/labels/${encodeURIComponent(label.name)}`,
  name: label.name,
  description: '',
  color: label.color,
  default: false,
});

export function renderMilestone(world: GitHubState, repository: Repository, milestone: Milestone) {
  const url = `${apiUrl(world, repository)}/milestones/${milestone.number}`;
  const pulls = [...repository.pulls.values()].filter((pull) => pull.milestone === milestone);
  const created = toTime(milestone.createdAt);
  return {
    url,
    html_url: `${pageUrl(world, repository)}/milestone/${milestone.number}`,
    labels_url: `${url}/labels`,
    id: milestone.id,
    node_id: milestoneId(milestone),
    number: milestone.number,
    title: milestone.title,
    description: null,
    creator: renderAccount(world, repository.owner),
    open_issues: pulls.filter(({ state }) => state === 'open').length,
    closed_issues: pulls.filter(({ state }) => state === 'closed').length,
    state: milestone.state,
    created_at: created,
    updated_at: created,
    closed_at: milestone.state === 'closed' ? created : null,
    due_on: null,
  };
}

/** One that is no pull request. */
export function renderPlainIssue(world: GitHubState, repository: Repository, issue: Issue) {
  const url = `${apiUrl(world, repository)}/issues/${issue.number}`;
  const updated = toTime(issue.updatedAt);
  return {
    ...{ id: issue.id, node_id: nodeId('I', issue.id), url, number: issue.number },
    repository_url: apiUrl(world, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${pageUrl(world, repository)}/issues/${issue.number}`,
    ...{ state: issue.state, title: issue.title, body: issue.body },
    user: renderAccount(world, issue.author),
    ...{ labels: [], assignee: null, assignees: [], milestone: null },
    ...{ locked: false, active_lock_reason: null, comments: 0 },
    closed_at: issue.state === 'closed' ? updated : null,
    created_at: toTime(issue.createdAt),
    updated_at: updated,
    author_association: issue.author === repository.owner ? 'OWNER' : 'NONE',
  };
}

export function renderComment(world: GitHubState, { base, number }: Pull, comment: Comment) {
  return {
    id: comment.id,
    node_id: commentId(comment.id),
    url: `${apiUrl(world, base)}/issues/comments/${comment.id}`,
    html_url: `${pageUrl(world, base)}/pull/${number}#issuecomment-${comment.id}`,
    issue_url: `${apiUrl(world, base)}/issues/${number}`,
    body: comment.body,
    user: renderAccount(world, comment.author),
    created_at: toTime(comment.createdAt),
    updated_at: toTime(comment.updatedAt),
    author_association: commentAssociation(world, { base }, comment.author),
  };
}

/** https://docs.github.com/en/graphql/reference/enums#commentauthorassociation */
export function commentAssociation(
  world: GitHubState,
  { base }: Pick<Pull, 'base'>,
  author: Account,
): 'OWNER' | 'COLLABORATOR' | 'NONE' {
  if (author === base.owner) return 'OWNER';
  const role = roleOf(world, base, author.login);
  return role === 'admin' || role === 'maintain' || role === 'write' || role === 'triage'
    ? 'COLLABORATOR'
    : 'NONE';
}

export function renderLabelEvent(world: GitHubState, { base }: Pull, event: LabelEvent) {
  return {
    id: event.id,
    node_id: nodeId('LE', event.id, event.event),
    url: `${apiUrl(world, base)}/issues/events/${event.id}`,
    actor: renderAccount(world, event.actor),
    event: event.event,
    commit_id: null,
    commit_url: null,
    created_at: toTime(event.createdAt),
    performed_via_github_app: null,
    label: { name: event.label.name, color: event.label.color },
  };
}

export function renderTeam(world: GitHubState, repository: Repository, slug: string) {
  const { owner } = repository;
  const url = `${world.urls.api}/organizations/${owner.id}/team/${slug}`;
  return {
    id: owner.id,
    node_id: teamId(repository, slug),
    name: slug,
    slug,
    description: null,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'push',
    url,
    html_url: `${world.urls.server}/orgs/${owner.login}/teams/${slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: 'organization',
    organization_id: owner.id,
    parent: null,
  };
}
