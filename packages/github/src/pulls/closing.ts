/** How a pull request came to be closed, and whether somebody has asked for another one since. */
import * as v from 'valibot';
import type { GitHubClient } from '../client/client.ts';
import { type Operation, runOperation } from '../client/operation.ts';
import type { RepositoryName } from '../repository/repository.ts';

export type Closing = {
  /** Login of whoever closed it last; undefined when the account is gone. */
  readonly by: string | undefined;
  /** Bodies of the newest comments by people of the repository: its owner, members of the organisation, collaborators. */
  readonly comments: readonly string[];
};

/** Of comments that are looked at, the newest. */
const COMMENTS = 100;

export const CLOSING: Operation = {
  name: 'Closing',
  document: `query Closing($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) { nodes { ... on ClosedEvent { actor { login } } } }
      comments(last: ${COMMENTS}) { nodes { body authorAssociation } }
    }
  }
}`,
};

const Answer = v.object({
  repository: v.nullable(
    v.object({
      pullRequest: v.nullable(
        v.object({
          timelineItems: v.object({
            nodes: v.array(v.object({ actor: v.nullish(v.object({ login: v.string() })) })),
          }),
          comments: v.object({
            nodes: v.array(v.object({ body: v.string(), authorAssociation: v.string() })),
          }),
        }),
      ),
    }),
  ),
});

/** Whoever may only read a public repository can comment there. https://docs.github.com/en/graphql/reference/enums#commentauthorassociation */
const PEOPLE = ['OWNER', 'MEMBER', 'COLLABORATOR'];

/** @throws Failure `github/…` */
export async function readClosing(
  client: GitHubClient,
  repository: RepositoryName,
  number: number,
): Promise<Closing> {
  const { repository: found } = await runOperation(client, CLOSING, {
    repository,
    variables: { owner: repository.owner, repo: repository.repo, number },
    answer: Answer,
    permission: 'pull-requests: read',
  });
  const pull = found?.pullRequest;
  return {
    by: pull?.timelineItems.nodes.at(-1)?.actor?.login,
    comments: (pull?.comments.nodes ?? []).flatMap(({ body, authorAssociation }) =>
      PEOPLE.includes(authorAssociation) ? [body] : [],
    ),
  };
}
