/** Pull requests as the API knows them now, whatever the event of a run says. */
import * as v from 'valibot';
import { orAbsent, parseAnswer } from '../client/answer.ts';
import type { GitHubClient } from '../client/client.ts';
import { policy } from '../client/policy.ts';
import type { RepositoryName } from '../repository/repository.ts';

export type PullState = {
  readonly number: number;
  readonly open: boolean;
  /** Whether its branch is in the repository itself. Not of a fork, nor of a repository that is gone. */
  readonly own: boolean;
  /** Commit. */
  readonly head: string;
  /** Login; undefined when the account is gone. */
  readonly author: string | undefined;
  readonly labels: readonly string[];
};

const Pull = v.object({
  number: v.number(),
  state: v.string(),
  user: v.nullish(v.object({ login: v.string() })),
  head: v.object({ sha: v.string(), repo: v.nullable(v.object({ id: v.number() })) }),
  base: v.object({ repo: v.object({ id: v.number() }) }),
  labels: v.array(v.object({ name: v.optional(v.nullable(v.string())) })),
});

const PERMISSION = 'pull-requests: read';

const stateOf = ({ number, state, user, head, base, labels }: v.InferOutput<typeof Pull>): PullState => ({
  number,
  open: state === 'open',
  own: head.repo?.id === base.repo.id,
  head: head.sha,
  author: user?.login,
  labels: labels.flatMap(({ name }) => name ?? []),
});

/** undefined when there is no such pull request. @throws Failure `github/…` */
export async function readPull(
  client: GitHubClient,
  repository: RepositoryName,
  number: number,
): Promise<PullState | undefined> {
  const response = await orAbsent(
    client.rest.pulls.get({
      ...repository,
      pull_number: number,
      request: policy({ permission: PERMISSION }),
    }),
  );
  return response === undefined ? undefined : stateOf(parseAnswer(Pull, response));
}

/** All that are open, the oldest first. @throws Failure `github/…` */
export async function listOpenPulls(
  client: GitHubClient,
  repository: RepositoryName,
): Promise<readonly PullState[]> {
  const pulls = await client.paginate(
    client.rest.pulls.list,
    {
      ...repository,
      state: 'open',
      sort: 'created',
      direction: 'asc',
      per_page: 100,
      request: policy({ permission: PERMISSION }),
    },
    (page) => parseAnswer(v.array(Pull), page),
  );
  return pulls.map(stateOf);
}
