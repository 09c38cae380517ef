/** Whom and which team a repository knows: for reviews and assignment, in REST and GraphQL. */
import type { Account } from './identity.ts';
import { ApiError } from './rest/api-error.ts';
import type { GitHubState, Pull, Repository, Role } from './state.ts';

const NOT_A_COLLABORATOR =
  'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.';

/** GitHub assigns no more. */
const MAX_ASSIGNEES = 10;

export function collaborator(world: GitHubState, repository: Repository, login: string): Account | undefined {
  const account = world.accounts.get(login);
  if (account?.type !== 'User') return undefined;
  const { collaborators } = repository.settings;
  const listed = collaborators?.some((name) => name.toLowerCase() === account.login.toLowerCase());
  return listed === false ? undefined : account;
}

/** A person's role; none for who is not known. Bots have none. */
export function roleOf(world: GitHubState, repository: Repository, login: string): Role {
  const account = world.accounts.get(login);
  if (account?.type !== 'User') return 'none';
  if (account === repository.owner) return 'admin';
  const { roles, collaborators } = repository.settings;
  const named = Object.entries(roles).find(([name]) => name.toLowerCase() === account.login.toLowerCase());
  if (named !== undefined) return named[1];
  if (collaborators !== undefined && collaborator(world, repository, login) !== undefined) return 'write';
  return repository.private ? 'none' : 'read';
}

export type Reviewers = {
  readonly logins: readonly string[];
  readonly teams: readonly string[];
  /** They come in the place of those who were asked before. */
  readonly replace?: boolean;
};

/** All of them or nobody. @throws ApiError 422 */
export function requestReviews(
  world: GitHubState,
  pull: Pull,
  { logins, teams, replace = false }: Reviewers,
): void {
  const accounts = logins.map((login) => {
    if (login.toLowerCase() === pull.author.login.toLowerCase())
      throw new ApiError(422, 'Review cannot be requested from pull request author.');
    const account = collaborator(world, pull.base, login);
    if (account === undefined) throw new ApiError(422, NOT_A_COLLABORATOR);
    return account;
  });
  for (const team of teams)
    if (!pull.base.settings.teams.includes(team))
      throw new ApiError(422, 'Could not resolve to a node with the global id of the requested team.');
  if (replace) {
    pull.reviewers.clear();
    pull.teamReviewers.clear();
  }
  for (const account of accounts) pull.reviewers.add(account);
  for (const team of teams) pull.teamReviewers.add(team);
  pull.updatedAt = world.clock.now();
}

/** Whoever cannot be assigned is left out without a word. */
export function assign(world: GitHubState, pull: Pull, logins: readonly string[]): void {
  for (const login of logins) {
    const account = collaborator(world, pull.base, login);
    if (account !== undefined && pull.assignees.size < MAX_ASSIGNEES) pull.assignees.add(account);
  }
  pull.updatedAt = world.clock.now();
}
