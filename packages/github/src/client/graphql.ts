/**
 * What a GraphQL answer means. Errors come with status 200; they are turned into those that the REST API has for
 * the same thing, so that retries and messages are decided in one place.
 * https://docs.github.com/en/graphql/guides/using-graphql-clients
 */
import { RequestError } from '@octokit/request-error';
import type { ResponseHeaders } from '@octokit/types';
import { transientError } from '@sealift/net/retry';
import * as v from 'valibot';

const Answer = v.object({
  data: v.optional(v.unknown()),
  errors: v.optional(
    v.array(
      v.object({
        type: v.optional(v.string(), ''),
        message: v.string(),
        path: v.optional(v.array(v.union([v.string(), v.number()])), []),
      }),
    ),
  ),
});
type GraphError = NonNullable<v.InferOutput<typeof Answer>['errors']>[number];

/** By GitHub's types of errors; others are judged by their words. */
const STATUS: Readonly<Record<string, number>> = {
  NOT_FOUND: 404,
  FORBIDDEN: 403,
  INSUFFICIENT_SCOPES: 403,
  SAML_FAILURE: 403,
  RATE_LIMITED: 429,
  RATE_LIMIT: 429,
  STALE_DATA: 409,
  UNPROCESSABLE: 422,
  SERVICE_UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** @throws RequestError for the first error; what came beside it is not used */
export function readGraphAnswer(body: unknown, headers: ResponseHeaders, name: string): unknown {
  const result = v.safeParse(Answer, body);
  if (!result.success)
    throw transientError({ reason: 'the answer is not one of GraphQL', applied: 'unknown' });
  const { data, errors = [] } = result.output;
  const [first] = errors;
  if (first === undefined) {
    if (data === undefined || data === null)
      throw transientError({ reason: 'the answer holds no data', applied: 'unknown' });
    return data;
  }
  // The reason that others follow from is the one that says most.
  const worst = errors.find(({ type }) => /RATE_LIMIT|SAML|FORBIDDEN|SCOPES/.test(type)) ?? first;
  const status = statusOf(worst);
  throw new RequestError(worst.message.slice(0, 1000), status, {
    request: { method: 'POST', url: `/graphql#${name}`, headers: {} },
    response: { status, headers, url: '/graphql', data: worst },
  });
}

function statusOf({ type, message }: GraphError): number {
  if (STATUS[type] !== undefined) return STATUS[type];
  if (/rate limit/i.test(message)) return 429;
  if (/something went wrong|tim(?:ed )?out|temporarily unavailable/i.test(message)) return 502;
  if (/could not resolve to a/i.test(message)) return 404;
  if (/resource not accessible|must have (?:push|admin|write) access/i.test(message)) return 403;
  return 422;
}
