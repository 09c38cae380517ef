import {
  type DocumentNode,
  execute,
  type GraphQLError,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { Denied } from '../rest/access.ts';
import { ApiError } from '../rest/api-error.ts';
import type { Caller, Reply } from '../rest/call.ts';
import type { Meter } from '../rest/meter.ts';
import type { GitHubState } from '../state.ts';
import type { GraphCall } from './call.ts';
import { type RenderedError, renderError, renderInvalid, Unsupported } from './errors.ts';
import { createReader } from './reader.ts';
import { mutationRoot, queryRoot, SOURCES } from './resolvers/roots.ts';
import { loadSchema } from './schema.ts';
import { resolveField, resolveType } from './source.ts';

export type GraphRequest = {
  readonly caller: Caller;
  /** The parsed body; undefined when it is no JSON. */
  readonly body: unknown;
  /** Writes a violation of GitHub's schema into the records. */
  readonly onViolation: (message: string) => void;
  readonly onDenied: (denied: Denied) => void;
};

type Query = {
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly operation: string | undefined;
};

/**
 * Answers POST /graphql. Wrong queries get status 200 with `errors`, as from GitHub, and are violations.
 * @throws ApiError 401 without a token, 400 for a body that is no query, 501 for what the stand-in does not know
 */
export async function answerGraph(world: GitHubState, meter: Meter, request: GraphRequest): Promise<Reply> {
  if (request.caller.kind !== 'token')
    throw new ApiError(401, 'This endpoint requires you to be authenticated.');
  const { principal } = request.caller;
  const { caller } = request;
  const reply = (body: unknown): Reply => ({
    status: 200,
    body,
    headers: { ...meter.headers(caller), 'x-github-media-type': 'github.v4; format=json' },
  });
  const refuse = (errors: readonly RenderedError[]): Reply => {
    for (const { message } of errors) request.onViolation(message);
    return reply({ errors });
  };
  try {
    meter.count(request.caller);
  } catch {
    const message = `API rate limit exceeded for ${principal.account.login}.`;
    return reply({ errors: [{ type: 'RATE_LIMITED', message }] });
  }
  const { query, variables, operation } = readQuery(request.body);
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    return refuse([{ message: (error as Error).message }]);
  }
  const schema = await loadSchema();
  const problems = validate(schema, document);
  if (problems.length > 0) return refuse(problems.map(renderInvalid));
  const chosen = operationOf(document, operation);
  if (chosen === undefined) return refuse([{ message: `No operation named "${operation ?? ''}"` }]);

  const call: GraphCall = { world, principal, reader: createReader(), sources: SOURCES };
  const result = await execute({
    schema,
    document,
    rootValue: chosen.operation === 'mutation' ? mutationRoot(call) : queryRoot(call),
    variableValues: variables,
    ...(operation === undefined ? {} : { operationName: operation }),
    fieldResolver: resolveField,
    typeResolver: resolveType,
  });
  const errors = result.errors ?? [];
  // Variables that do not fit are found only now, before anything ran.
  if (result.data === undefined) return refuse(errors.map(renderInvalid));
  for (const { originalError } of errors)
    if (originalError instanceof Denied) request.onDenied(originalError);
  const rendered = errors.map(renderOrThrow);
  return reply({ data: result.data, ...(rendered.length === 0 ? {} : { errors: rendered }) });
}

function renderOrThrow(error: GraphQLError): RenderedError {
  const rendered = renderError(error);
  if (rendered !== undefined) return rendered;
  const { originalError } = error;
  if (originalError instanceof Unsupported) throw new ApiError(501, originalError.message);
  // An answer of ours that the schema does not allow, or a mistake in a resolver.
  throw originalError ?? error;
}

function readQuery(body: unknown): Query {
  const { query, variables, operationName } = (
    typeof body === 'object' && body !== null ? body : {}
  ) as Record<string, unknown>;
  if (body === undefined) throw new ApiError(400, 'Problems parsing JSON');
  if (typeof query !== 'string')
    throw new ApiError(400, 'A query attribute must be specified and must be a string.');
  return {
    query,
    variables: (typeof variables === 'object' && variables !== null ? variables : {}) as Query['variables'],
    operation: typeof operationName === 'string' ? operationName : undefined,
  };
}

function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode | undefined {
  const operations = document.definitions.filter(
    (one): one is OperationDefinitionNode => one.kind === 'OperationDefinition',
  );
  if (name === undefined) return operations.length === 1 ? operations[0] : undefined;
  return operations.find((one) => one.name?.value === name);
}
