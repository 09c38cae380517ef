/** Commits of people on a bump's branch. */
import { configurationFailure } from '@sealift/core/failure';
import type { PeopleCommit } from '@sealift/deploy/pull-request/text';
import { formatRepositoryName } from '@sealift/github/repository/repository';
import type { Destination } from '../planning/bump-job.ts';

/** @throws Failure `bump/foreign-commits` when the branch holds commits of somebody else */
export function refuseForeignCommits(
  { branch, repository }: Destination,
  people: readonly PeopleCommit[],
): void {
  if (people.length === 0) return;
  throw configurationFailure({
    code: 'bump/foreign-commits',
    cause: `The branch ${branch} of ${formatRepositoryName(repository)} holds commits of ${describePeople(people)}, and "people-commits" is "refuse".`,
    remedy: 'Merge or close its pull request, or set "people-commits: keep" to go on from them.',
  });
}

/** `alice (1234567) and bob (89abcde)`: who and which. */
export function describePeople(people: readonly PeopleCommit[]): string {
  const byAuthor = Map.groupBy(people, ({ author }) => author || 'somebody');
  const named = [...byAuthor]
    .slice(0, 5)
    .map(([author, commits]) => `${author} (${commits.map(({ sha }) => sha.slice(0, 7)).join(', ')})`);
  const more = byAuthor.size - named.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(' and ');
}
