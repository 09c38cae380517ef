import { configurationFailure } from '@sealift/core/failure';
import * as v from 'valibot';
import { parseAnswer } from '../client/answer.ts';
import type { GitHubClient } from '../client/client.ts';
import { policy } from '../client/policy.ts';

/** The fields that every route about a repository takes. */
export type RepositoryName = { readonly owner: string; readonly repo: string };

export type Repository = RepositoryName & { readonly defaultBranch: string; readonly archived: boolean };

// https://docs.github.com/en/get-started/using-github/github-glossary: letters, digits and hyphens; a name may have dots.
const NAME =
  /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}|[A-Za-z0-9-]*_[A-Za-z0-9]+)\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;

/** @throws Failure `configuration` when the text is not `owner/name` */
export function parseRepositoryName(text: string): RepositoryName {
  const [owner, repo] = text.split('/');
  if (owner !== undefined && repo !== undefined && NAME.test(text)) return { owner, repo };
  throw configurationFailure({
    code: 'github/bad-name',
    // An address that somebody copied may carry a login.
    cause: `"${text.slice(text.lastIndexOf('@') + 1)}" is not a repository.`,
    remedy: 'Write it as owner/name, for example acme/ops.',
  });
}

export const formatRepositoryName = ({ owner, repo }: RepositoryName): string => `${owner}/${repo}`;

const Answer = v.object({
  name: v.string(),
  owner: v.object({ login: v.string() }),
  default_branch: v.string(),
  archived: v.boolean(),
});

/**
 * The repository by its present name: a renamed one is found by its old name.
 * @throws GitHubFailure 404 when it does not exist or the token does not reach it
 */
export async function readRepository(client: GitHubClient, name: RepositoryName): Promise<Repository> {
  const answer = parseAnswer(
    Answer,
    await client.rest.repos.get({ ...name, request: policy({ permission: 'metadata: read' }) }),
  );
  return {
    owner: answer.owner.login,
    repo: answer.name,
    defaultBranch: answer.default_branch,
    archived: answer.archived,
  };
}

/** Its node id, by which GraphQL writes to it. @throws GitHubFailure */
export async function readRepositoryId(client: GitHubClient, name: RepositoryName): Promise<string> {
  const answer = await client.rest.repos.get({ ...name, request: policy({ permission: 'metadata: read' }) });
  return parseAnswer(v.object({ node_id: v.string() }), answer).node_id;
}
