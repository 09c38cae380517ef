/** GraphQL by named operations. */
import type * as v from 'valibot';
import { parseAnswer } from './answer.ts';
import type { GitHubClient } from './client.ts';
import { policy, type RequestPolicy } from './policy.ts';

/** One query or mutation, checked against GitHub's published schema by a test. */
export type Operation = { readonly name: string; readonly document: string };

export type OperationOptions<Schema extends v.GenericSchema> = Omit<
  RequestPolicy,
  'operation' | 'maxBytes'
> & {
  readonly variables: Readonly<Record<string, unknown>>;
  /** Whom the messages are about. */
  readonly repository: { readonly owner: string; readonly repo: string };
  /** What the `data` of the answer must look like; fields that are not named are dropped. */
  readonly answer: Schema;
};

/**
 * The `data` of an answer without errors: a part of what was asked for is never used.
 * @throws GitHubFailure with the status that the REST API has for such an error
 */
export async function runOperation<Schema extends v.GenericSchema>(
  client: GitHubClient,
  { name, document }: Operation,
  { variables, repository, answer, ...options }: OperationOptions<Schema>,
): Promise<v.InferOutput<Schema>> {
  const operation = { name, repository: `${repository.owner}/${repository.repo}` };
  const data = await client.graphql<unknown>(document, {
    ...variables,
    operationName: name,
    request: policy({ ...options, operation }),
  });
  return parseAnswer(answer, { url: name, data });
}
