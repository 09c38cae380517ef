/** Issues that are no pull requests. */
import { type Account, stableId } from './identity.ts';
import { checkBody } from './pull-changes.ts';
import { nextNumber } from './pulls.ts';
import type { GitHubState, Issue, Repository } from './state.ts';

type Text = { readonly title: string; readonly body: string | null };

/** @throws ApiError 422 when the body is too long */
export function addIssue(
  world: GitHubState,
  repository: Repository,
  author: Account,
  { title, body }: Text,
): Issue {
  checkBody(body ?? '', 'Issue');
  const number = nextNumber(repository);
  const now = world.clock.now();
  const issue: Issue = {
    ...{ id: stableId('issue', `${repository.id}/${number}`), number, author, title, body },
    ...{ state: 'open', createdAt: now, updatedAt: now },
  };
  repository.issues.set(number, issue);
  return issue;
}

/** @throws ApiError 422 when the body is too long */
export function editIssue(
  world: GitHubState,
  issue: Issue,
  change: Partial<Text & Pick<Issue, 'state'>>,
): void {
  const { title = issue.title, body = issue.body, state = issue.state } = change;
  checkBody(body ?? '', 'Issue');
  Object.assign(issue, { title, body, state, updatedAt: world.clock.now() });
}
