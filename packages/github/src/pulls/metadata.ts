/** What is put on a pull request after it is open. Each call adds what is missing and may be repeated. */
import { configurationFailure } from '@sealift/core/failure';
import * as v from 'valibot';
import type { GitHubClient } from '../client/client.ts';
import { formatRepositoryName, type RepositoryName } from '../repository/repository.ts';
import type { PullRequest } from './pull-requests.ts';

const PERMISSION = 'pull-requests: write';

/** Adds the labels that the pull request lacks; GitHub creates those that the repository lacks. */
export async function addLabels(
  client: GitHubClient,
  repository: RepositoryName,
  pull: PullRequest,
  labels: readonly string[],
): Promise<void> {
  const present = new Set(pull.labels.map((name) => name.toLowerCase()));
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

/** @param teams slugs */
export async function requestReviewers(
  client: GitHubClient,
  repository: RepositoryName,
  pull: PullRequest,
  { users, teams }: { readonly users: readonly string[]; readonly teams: readonly string[] },
): Promise<void> {
  if (users.length === 0 && teams.length === 0) return;
  await client.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', {
    parameters: {
      ...repository,
      pull_number: pull.number,
      reviewers: [...users],
      team_reviewers: [...teams],
    },
    answer: v.unknown(),
    permission: PERMISSION,
    // Who is asked already is not asked twice.
    repeat: 'safe',
  });
}

export async function addAssignees(
  client: GitHubClient,
  repository: RepositoryName,
  pull: PullRequest,
  assignees: readonly string[],
): Promise<void> {
  if (assignees.length === 0) return;
  await client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/assignees', {
    parameters: { ...repository, issue_number: pull.number, assignees: [...assignees] },
    answer: v.unknown(),
    permission: PERMISSION,
    repeat: 'safe',
  });
}

/**
 * @param milestone title or number
 * @throws Failure `configuration` when the repository has no such open milestone
 */
export async function setMilestone(
  client: GitHubClient,
  repository: RepositoryName,
  pull: PullRequest,
  milestone: string,
): Promise<void> {
  await client.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
    parameters: {
      ...repository,
      issue_number: pull.number,
      milestone: await milestoneNumber(client, repository, milestone),
    },
    answer: v.unknown(),
    permission: PERMISSION,
    repeat: 'safe',
  });
}

async function milestoneNumber(
  client: GitHubClient,
  repository: RepositoryName,
  milestone: string,
): Promise<number> {
  const open = await client.request('GET /repos/{owner}/{repo}/milestones', {
    parameters: { ...repository, state: 'open', per_page: 100 },
    answer: v.array(v.object({ number: v.number(), title: v.string() })),
    permission: 'pull-requests: read',
  });
  const found =
    open.find(({ title }) => title === milestone) ?? open.find(({ number }) => String(number) === milestone);
  if (found !== undefined) return found.number;
  throw configurationFailure({
    cause: `${formatRepositoryName(repository)} has no open milestone "${milestone}".`,
    remedy: 'Create it, or correct "milestone" (its title or number).',
  });
}
