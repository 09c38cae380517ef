/**
 * Branches, moved by compare-and-swap: from the head that was looked at and from no other. Nothing is ever forced over
 * a commit that was not seen.
 */
import { configurationFailure } from '@sealift/core/failure';
import * as v from 'valibot';
import { orAbsent, parseAnswer } from '../client/answer.ts';
import type { GitHubClient } from '../client/client.ts';
import { GitHubFailure } from '../client/github-failure.ts';
import { type Operation, runOperation } from '../client/operation.ts';
import { policy } from '../client/policy.ts';
import { formatRepositoryName, type RepositoryName } from '../repository/repository.ts';

/** `raced`: somebody else was faster; read the branch again and decide anew. */
export type RefResult = 'moved' | 'raced';

const PERMISSION = 'contents: write';
const Ref = v.object({ object: v.object({ sha: v.string() }) });
/** What git calls no commit at all. */
const NONE = '0'.repeat(40);

/** The commit that a branch points to; undefined when there is no such branch. */
export async function readBranch(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
): Promise<string | undefined> {
  const response = await orAbsent(
    client.rest.git.getRef({
      ...repository,
      ref: `heads/${branch}`,
      request: policy({ permission: 'contents: read' }),
    }),
  );
  return response === undefined ? undefined : parseAnswer(Ref, response).object.sha;
}

/** `raced` when the branch exists by now and points elsewhere. */
export async function createBranch(
  client: GitHubClient,
  repository: RepositoryName,
  branch: string,
  commit: string,
): Promise<RefResult> {
  const there = async () => {
    const sha = await readBranch(client, repository, branch);
    return sha === commit ? { object: { sha } } : undefined;
  };
  try {
    await client.rest.git.createRef({
      ...repository,
      ref: `refs/heads/${branch}`,
      sha: commit,
      request: policy({ permission: PERMISSION, happened: there }),
    });
    return 'moved';
  } catch (failure) {
    if (!(failure instanceof GitHubFailure) || failure.status !== 422) throw failure;
    if (!/^Reference already exists/i.test(failure.answer)) throw explained(failure, repository, branch);
    // An earlier attempt whose answer was lost may have been the one that was faster.
    return (await there()) === undefined ? 'raced' : 'moved';
  }
}

export const UPDATE_REFS: Operation = {
  name: 'UpdateRefs',
  document: `mutation UpdateRefs($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }`,
};

export type RefMove = {
  readonly branch: string;
  /** The head that was looked at. */
  readonly from: string;
  /** undefined deletes the branch. */
  readonly to: string | undefined;
  /** Also where `to` is no descendant of `from`: the comparison stays. */
  readonly force?: boolean;
};

/** A ref of any kind, by its full name; `from: undefined` where there was none. */
type FullRefMove = {
  readonly ref: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly force: boolean;
};

/**
 * Moves a ref if it still is where it was seen.
 * https://docs.github.com/en/graphql/reference/mutations#updaterefs
 * @param id node id of the repository
 * @param there where it is now
 * @param explain what to throw when it does not move although it is where it was seen
 * @throws Failure `github/…` for everything but a lost comparison
 */
export async function moveRef(
  client: GitHubClient,
  repository: RepositoryName,
  id: string,
  { ref, from, to, force }: FullRefMove,
  there: () => Promise<string | undefined>,
  explain: (failure: GitHubFailure) => unknown = (failure) => failure,
): Promise<RefResult> {
  try {
    await runOperation(client, UPDATE_REFS, {
      repository,
      variables: {
        input: {
          repositoryId: id,
          refUpdates: [{ name: ref, beforeOid: from ?? NONE, afterOid: to ?? NONE, force }],
        },
      },
      answer: v.unknown(),
      permission: PERMISSION,
      happened: async () => ((await there()) === to ? {} : undefined),
    });
    return 'moved';
  } catch (failure) {
    if (!(failure instanceof GitHubFailure) || ![404, 409, 422].includes(failure.status ?? 0)) throw failure;
    // GitHub's words for a lost comparison are not documented: where the ref is now tells.
    const now = await there();
    if (now === to) return 'moved';
    if (now !== from) return 'raced';
    throw explain(failure);
  }
}

/**
 * Moves a branch if it still is where it was seen.
 * @param id node id of the repository
 * @throws Failure `configuration` when the branch is protected
 */
export const moveBranch = (
  client: GitHubClient,
  repository: RepositoryName,
  id: string,
  { branch, from, to, force = false }: RefMove,
): Promise<RefResult> =>
  moveRef(
    client,
    repository,
    id,
    { ref: `refs/heads/${branch}`, from, to, force },
    () => readBranch(client, repository, branch),
    (failure) => explained(failure, repository, branch),
  );

/** A branch that does not move although it is where it was seen. */
export function explained(failure: GitHubFailure, repository: RepositoryName, branch: string): unknown {
  if (
    !/protected branch|rule violations|GH006|GH013|through a pull request|required status/i.test(
      failure.answer,
    )
  )
    return failure;
  return configurationFailure({
    code: 'github/protected-branch',
    cause: `The branch "${branch}" of ${formatRepositoryName(repository)} is protected: "${failure.answer}".`,
    remedy:
      'Use "mode: pull-request", or let the GitHub App bypass the rules of this branch (its ruleset, "Bypass list").',
    error: failure,
  });
}
