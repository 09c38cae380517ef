/** Errors as GitHub's GraphQL API writes them: HTTP 200 and an `errors` list. */
import type { GraphQLError } from 'graphql';
import { ProtectionError } from '../protection.ts';
import { Denied } from '../rest/access.ts';
import { ApiError } from '../rest/api-error.ts';

/** https://docs.github.com/en/graphql lists none of them; these are those that clients see. */
export type ErrorType =
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'UNPROCESSABLE'
  | 'STALE_DATA'
  | 'RATE_LIMITED'
  | 'BRANCH_PROTECTION_RULE_VIOLATION'
  | 'MISSING_PAGINATION_BOUNDARIES'
  | 'EXCESSIVE_PAGINATION';

export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly type: ErrorType;
  constructor(type: ErrorType, message: string) {
    super(message);
    this.type = type;
  }
}

/** The stand-in does not know this part of GitHub: it cannot be judged, so the rehearsal fails. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
}

export type RenderedError = {
  readonly type?: ErrorType;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly message: string;
};

/** @returns undefined when the error is none that GitHub could have meant */
export function renderError(error: GraphQLError): RenderedError | undefined {
  const known = fromCause(error.originalError);
  if (known === undefined) return undefined;
  return {
    type: known.type,
    ...(error.path === undefined ? {} : { path: error.path }),
    ...(known.type === 'FORBIDDEN' ? { extensions: { saml_failure: false } } : {}),
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    message: known.message,
  };
}

function fromCause(cause: unknown): { readonly type: ErrorType; readonly message: string } | undefined {
  if (cause instanceof GraphError) return cause;
  if (cause instanceof Denied) return { type: 'FORBIDDEN', message: cause.message };
  if (cause instanceof ProtectionError)
    return {
      // Rulesets come with another type than classic protection (Thinkmill/keystatic#1598).
      type: cause.by === 'classic' ? 'BRANCH_PROTECTION_RULE_VIOLATION' : 'UNPROCESSABLE',
      message: cause.graphMessage,
    };
  if (!(cause instanceof ApiError) || cause.status === 501) return undefined;
  const type = cause.status === 404 ? 'NOT_FOUND' : cause.status === 403 ? 'FORBIDDEN' : 'UNPROCESSABLE';
  return { type, message: detailOf(cause) };
}

/** REST says "Validation Failed" and then what it means; GraphQL only the latter. */
function detailOf({ message, errors }: ApiError): string {
  const details = (errors ?? []).map((one) => {
    if (typeof one === 'string') return one;
    const { message: text, field, code } = one as { message?: string; field?: string; code?: string };
    return text ?? `${field ?? 'It'} is ${code === 'missing_field' ? 'missing' : 'invalid'}`;
  });
  return details.length === 0 ? message : details.join(', ');
}

/** What graphql-js finds wrong in a document, with GitHub's words where they are known. */
export function renderInvalid(error: GraphQLError): RenderedError {
  const unknownField = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(error.message);
  const [, fieldName, typeName] = unknownField ?? [];
  return {
    ...(unknownField === null ? {} : { extensions: { code: 'undefinedField', typeName, fieldName } }),
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    message:
      unknownField === null ? error.message : `Field '${fieldName}' doesn't exist on type '${typeName}'`,
  };
}
