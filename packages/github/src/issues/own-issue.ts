/** One issue that is kept up to date, told by a hidden marker and by who wrote it. */
import * as v from 'valibot';
import { parseAnswer } from '../client/answer.ts';
import type { GitHubClient } from '../client/client.ts';
import { type Operation, runOperation } from '../client/operation.ts';
import { policy } from '../client/policy.ts';
import type { RepositoryName } from '../repository/repository.ts';

export type Issue = {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly open: boolean;
};

const PERMISSION = 'issues: write';
/** A hundred issues each; the newest come first. */
const MAX_PAGES = 20;

export const ISSUES: Operation = {
  name: 'Issues',
  document: `query Issues($owner: String!, $repo: String!, $after: String) {
  repository(owner: $owner, name: $repo) {
    issues(first: 100, after: $after, orderBy: {field: CREATED_AT, direction: DESC}) {
      nodes { number url title body state viewerDidAuthor }
      pageInfo { hasNextPage endCursor }
    }
  }
}`,
};

const Page = v.object({
  repository: v.nullable(
    v.object({
      issues: v.object({
        nodes: v.array(
          v.object({
            ...{ number: v.number(), url: v.string(), title: v.string(), body: v.string() },
            ...{ state: v.string(), viewerDidAuthor: v.boolean() },
          }),
        ),
        pageInfo: v.object({ hasNextPage: v.boolean(), endCursor: v.nullable(v.string()) }),
      }),
    }),
  ),
});

/**
 * The newest issue that begins with the marker and was written by the owner of the token, open or closed: what somebody
 * else wrote, marker or not, is never changed. Of the newest 2,000.
 * @throws Failure `github/…`
 */
export async function readOwnIssue(
  client: GitHubClient,
  repository: RepositoryName,
  marker: string,
): Promise<Issue | undefined> {
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer: v.InferOutput<typeof Page> = await runOperation(client, ISSUES, {
      repository,
      variables: { owner: repository.owner, repo: repository.repo, after },
      answer: Page,
      // Whoever reads it is about to write it.
      permission: PERMISSION,
    });
    const issues = answer.repository?.issues;
    const found = issues?.nodes.find(
      ({ body, viewerDidAuthor }) => viewerDidAuthor && body.startsWith(marker),
    );
    if (found !== undefined) {
      const { number, url, title, body, state } = found;
      return { number, url, title, body, open: state === 'OPEN' };
    }
    if (issues?.pageInfo.hasNextPage !== true) return undefined;
    after = issues.pageInfo.endCursor;
  }
  return undefined;
}

const RestIssue = v.object({
  ...{ number: v.number(), html_url: v.string(), title: v.string(), state: v.string() },
  body: v.nullish(v.string()),
});
const fromRest = ({ number, html_url, title, body, state }: v.InferOutput<typeof RestIssue>): Issue => ({
  ...{ number, url: html_url, title, body: body ?? '', open: state === 'open' },
});

/** @param text its body begins with `marker` */
export async function openIssue(
  client: GitHubClient,
  repository: RepositoryName,
  marker: string,
  text: { readonly title: string; readonly body: string },
): Promise<Issue> {
  const response = await client.rest.issues.create({
    ...repository,
    ...text,
    request: policy({
      permission: PERMISSION,
      happened: async () => {
        const found = await readOwnIssue(client, repository, marker);
        return found?.open === true && found.body === text.body
          ? { ...found, html_url: found.url, state: 'open' }
          : undefined;
      },
    }),
  });
  return fromRest(parseAnswer(RestIssue, response));
}

/** The same replacement twice is one replacement. */
export async function updateIssue(
  client: GitHubClient,
  repository: RepositoryName,
  number: number,
  text: { readonly title: string; readonly body: string; readonly state: 'open' | 'closed' },
): Promise<Issue> {
  const response = await client.rest.issues.update({
    ...repository,
    issue_number: number,
    ...text,
    request: policy({ permission: PERMISSION, repeat: 'safe' }),
  });
  return fromRest(parseAnswer(RestIssue, response));
}
