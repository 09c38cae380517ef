/** Which of two commits came first, asked from GitHub: a tag or a date proves nothing about it. */
import pLimit from 'p-limit';
import * as v from 'valibot';
import { orAbsent, parseAnswer } from '../client/answer.ts';
import type { GitHubClient } from '../client/client.ts';
import { type Operation, runOperation } from '../client/operation.ts';
import { policy } from '../client/policy.ts';
import type { RepositoryName } from '../repository/repository.ts';

export type CommitTitle = { readonly sha: string; readonly title: string; readonly author?: string };

export type Ancestry = {
  /** What the other commit is to the head; `unknown` when the repository does not have it. */
  readonly relation: 'same' | 'ancestor' | 'descendant' | 'diverged' | 'unknown';
  /** Commits that the head has and the other does not. */
  readonly ahead: number;
  /** Commits that the other has and the head does not. */
  readonly behind: number;
  /** The newest of those that the head has more. */
  readonly commits: readonly CommitTitle[];
};

const PERMISSION = 'contents: read';
const HISTORY = 100;
const TITLES = 50;
const PARALLEL = 4;

export const HISTORY_OF_COMMIT: Operation = {
  name: 'History',
  document: `query History($owner: String!, $repo: String!, $head: GitObjectID!) {
  repository(owner: $owner, name: $repo) {
    object(oid: $head) {
      ... on Commit {
        history(first: ${HISTORY}) {
          nodes { oid messageHeadline author { name user { login } } parents(first: 1) { totalCount nodes { oid } } }
        }
      }
    }
  }
}`,
};

const Node = v.object({
  oid: v.string(),
  messageHeadline: v.string(),
  author: v.nullable(
    v.object({ name: v.nullable(v.string()), user: v.nullable(v.object({ login: v.string() })) }),
  ),
  parents: v.object({ totalCount: v.number(), nodes: v.array(v.object({ oid: v.string() })) }),
});
type Node = v.InferOutput<typeof Node>;
const History = v.object({
  repository: v.nullable(
    v.object({
      object: v.nullable(v.object({ history: v.optional(v.object({ nodes: v.array(Node) })) })),
    }),
  ),
});

/** What another commit is to the head. @throws GitHubFailure when the repository cannot be read */
export type AncestryOf = (other: string) => Promise<Ancestry>;

/**
 * One question answers for all that are in the straight line of the newest commits; each other one takes a comparison.
 * What was asked once is not asked again.
 */
export function ancestryOf(client: GitHubClient, repository: RepositoryName, head: string): AncestryOf {
  let line: Promise<readonly Node[]> | undefined;
  const answers = new Map<string, Promise<Ancestry>>();
  const limit = pLimit(PARALLEL);
  const find = async (other: string): Promise<Ancestry> => {
    line ??= readLine(client, repository, head);
    return inLine(await line, other) ?? limit(() => compare(client, repository, head, other));
  };
  return (other) => {
    const answer = answers.get(other) ?? find(other);
    answers.set(other, answer);
    return answer;
  };
}

async function readLine(
  client: GitHubClient,
  repository: RepositoryName,
  head: string,
): Promise<readonly Node[]> {
  const { repository: found } = await runOperation(client, HISTORY_OF_COMMIT, {
    repository,
    variables: { owner: repository.owner, repo: repository.repo, head },
    answer: History,
    permission: PERMISSION,
  });
  return straightLine(head, found?.object?.history?.nodes ?? []);
}

const UNKNOWN: Ancestry = { relation: 'unknown', ahead: 0, behind: 0, commits: [] };

/** From the head on, as long as every commit has one parent: beyond a merge, a list says nothing about what lies between. */
function straightLine(head: string, nodes: readonly Node[]): readonly Node[] {
  const byId = new Map(nodes.map((node) => [node.oid, node]));
  const line: Node[] = [];
  for (let node = byId.get(head); node !== undefined; ) {
    line.push(node);
    const [parent] = node.parents.nodes;
    node = node.parents.totalCount === 1 && parent !== undefined ? byId.get(parent.oid) : undefined;
  }
  return line;
}

function inLine(line: readonly Node[], other: string): Ancestry | undefined {
  const at = line.findIndex(({ oid }) => oid === other);
  if (at === -1) return undefined;
  return {
    relation: at === 0 ? 'same' : 'ancestor',
    ahead: at,
    behind: 0,
    commits: line.slice(0, Math.min(at, TITLES)).map(({ oid, messageHeadline, author }) => {
      const name = author?.user?.login ?? author?.name ?? undefined;
      return { sha: oid, title: messageHeadline, ...(name === undefined ? {} : { author: name }) };
    }),
  };
}

const Comparison = v.object({
  status: v.picklist(['diverged', 'ahead', 'behind', 'identical']),
  ahead_by: v.number(),
  behind_by: v.number(),
  commits: v.array(
    v.object({
      sha: v.string(),
      commit: v.object({
        message: v.string(),
        author: v.nullable(v.object({ name: v.optional(v.string()) })),
      }),
      author: v.nullish(v.object({ login: v.optional(v.string()) })),
    }),
  ),
});

const RELATIONS = {
  ahead: 'ancestor',
  behind: 'descendant',
  identical: 'same',
  diverged: 'diverged',
} as const;

async function compare(
  client: GitHubClient,
  repository: RepositoryName,
  head: string,
  other: string,
): Promise<Ancestry> {
  const response = await orAbsent(
    client.rest.repos.compareCommitsWithBasehead({
      ...repository,
      basehead: `${other}...${head}`,
      request: policy({ permission: PERMISSION }),
    }),
  );
  if (response === undefined) return UNKNOWN;
  const answer = parseAnswer(Comparison, response);
  return {
    relation: RELATIONS[answer.status],
    ahead: answer.ahead_by,
    behind: answer.behind_by,
    // The oldest comes first.
    commits: answer.commits
      .slice(-TITLES)
      .reverse()
      .map(({ sha, commit, author }) => {
        const name = author?.login ?? commit.author?.name;
        return {
          sha,
          title: commit.message.split('\n')[0] ?? '',
          ...(name === undefined ? {} : { author: name }),
        };
      }),
  };
}
