/** What is put on a pull request after it is open. Each call adds what is missing and may be repeated. */
import { configurationFailure } from '@sealift/core/failure';
import * as v from 'valibot';
import { parseAnswer } from '../client/answer.ts';
import type { GitHubClient } from '../client/client.ts';
import { policy } from '../client/policy.ts';
import { formatRepositoryName, type RepositoryName } from '../repository/repository.ts';
import { missingLabels } from './labels.ts';
import type { PullRequest } from './pull-requests.ts';

const PERMISSION = 'pull-requests: write';

/** Adds the labels that the pull request lacks; GitHub creates those that the repository lacks. */
export async function addLabels(
  client: GitHubClient,
  repository: RepositoryName,
  pull: PullRequest,
  labels: readonly string[],
): Promise<void> {
  const missing = missingLabels(pull, labels);
  if (missing.length === 0) return;
  await client.rest.issues.addLabels({
    ...repository,
    issue_number: pull.number,
    labels: [...missing],
    // A label that is there already stays there.
    request: policy({ permission: PERMISSION, repeat: 'safe' }),
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
  await client.rest.pulls.requestReviewers({
    ...repository,
    pull_number: pull.number,
    reviewers: [...users],
    team_reviewers: [...teams],
    // Who is asked already is not asked twice.
    request: policy({ permission: PERMISSION, repeat: 'safe' }),
  });
}

export async function addAssignees(
  client: GitHubClient,
  repository: RepositoryName,
  pull: PullRequest,
  assignees: readonly string[],
): Promise<void> {
  if (assignees.length === 0) return;
  await client.rest.issues.addAssignees({
    ...repository,
    issue_number: pull.number,
    assignees: [...assignees],
    request: policy({ permission: PERMISSION, repeat: 'safe' }),
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
  await client.rest.issues.update({
    ...repository,
    issue_number: pull.number,
    milestone: await milestoneNumber(client, repository, milestone),
    request: policy({ permission: PERMISSION, repeat: 'safe' }),
  });
}

async function milestoneNumber(
  client: GitHubClient,
  repository: RepositoryName,
  milestone: string,
): Promise<number> {
  const open = await client.paginate(
    client.rest.issues.listMilestones,
    {
      ...repository,
      state: 'open',
      per_page: 100,
      request: policy({ permission: 'pull-requests: read' }),
    },
    (page) => parseAnswer(v.array(v.object({ number: v.number(), title: v.string() })), page),
  );
  const found =
    open.find(({ title }) => title === milestone) ?? open.find(({ number }) => String(number) === milestone);
  if (found !== undefined) return found.number;
  throw configurationFailure({
    code: 'github/no-milestone',
    cause: `${formatRepositoryName(repository)} has no open milestone "${milestone}".`,
    remedy: 'Create it, or correct "milestone" (its title or number).',
  });
}
