import { Failure, type FailureCategory, type FailureDetails } from '@sealift/core/failure';
import { asClause } from '@sealift/core/text/clause';
import { singleLine } from '@sealift/core/text/sanitize';
import { parseRetryAfter } from '@sealift/net/retry-after';
import { headersOf, networkProblem, statusOf } from './request-error.ts';

/** A request to GitHub that ended badly, for callers that know what to do about a particular status. */
export class GitHubFailure extends Failure {
  /** HTTP status; undefined when no answer came. */
  readonly status: number | undefined;
  /** GitHub's own message, on one line. Outside text. */
  readonly answer: string;
  /** `unknown` when the write may have been done although no good answer came. */
  readonly applied: 'no' | 'unknown';
  /** The server's time in milliseconds, from the `Date` header. */
  readonly serverTime: number | undefined;

  constructor(
    category: FailureCategory,
    details: FailureDetails,
    outcome: {
      readonly status: number | undefined;
      readonly answer: string;
      readonly applied: 'no' | 'unknown';
      readonly serverTime?: number | undefined;
    },
  ) {
    super(category, details);
    this.status = outcome.status;
    this.answer = outcome.answer;
    this.applied = outcome.applied;
    this.serverTime = outcome.serverTime;
  }
}

export type FailedRequest = {
  readonly error: unknown;
  /** `METHOD /path/{with}/{placeholders}` */
  readonly route: string;
  /** `owner/name`, when the route is about a repository. */
  readonly repository: string | undefined;
  /** The permission the route needs, for answers that do not name it, e.g. `contents: write`. */
  readonly permission: string | undefined;
  readonly host: string;
  readonly applied: 'no' | 'unknown';
  readonly rateLimited: boolean;
  readonly now: number;
};

/** The failure that an answer, or the lack of one, means to the user. */
export function explain(request: FailedRequest): GitHubFailure {
  const { error } = request;
  const status = statusOf(error);
  const answer = answerOf(error);
  const headers = headersOf(error);
  const date = Date.parse(String(headers['date'] ?? ''));
  const { category, ...details } = describe(request, status, answer);
  return new GitHubFailure(
    category,
    { ...details, error },
    { status, answer, applied: request.applied, serverTime: Number.isNaN(date) ? undefined : date },
  );
}

type Description = Omit<FailureDetails, 'error' | 'location'> & { readonly category: FailureCategory };

function describe(request: FailedRequest, status: number | undefined, answer: string): Description {
  const { error, host, route } = request;
  const headers = headersOf(error);
  const target = request.repository ?? host;
  const needed = permissionOf(headers) ?? request.permission;
  if (request.rateLimited)
    return {
      category: 'remote',
      code: 'github/rate-limited',
      cause: `GitHub limits the rate of requests of this token: "${answer}".`,
      remedy: `Run the job again ${resetTime(headers, request.now)}.`,
    };
  switch (status) {
    case undefined:
      return {
        category: 'remote',
        code: 'github/unreachable',
        cause: `${host} gave no complete answer to ${route} (${networkProblem(error)?.code ?? answer}).`,
        remedy: 'Run the job again; if it keeps failing, check that the runner reaches this host.',
      };
    case 401:
      return {
        category: 'configuration',
        code: 'github/unauthorized',
        cause: `GitHub does not accept the token (${target}: "${answer}").`,
        remedy: "Check that the token or the App's private key is current and belongs to this GitHub server.",
      };
    case 403:
      return {
        category: 'configuration',
        code: 'github/forbidden',
        ...forbidden(answer, target, needed, route),
      };
    case 404:
      return {
        category: 'configuration',
        code: 'github/not-found',
        cause: `${target} or what was asked of it does not exist, or the token has no access to it (${route}).`,
        remedy: `Check the spelling, and that the token${needed === undefined ? '' : ` has "${needed}" and`} covers ${target}${
          request.repository === undefined ? '' : ' (an App must be installed on it)'
        }.`,
      };
    default:
      return describeOther(status, answer, target, route);
  }
}

function describeOther(status: number, answer: string, target: string, route: string): Description {
  if (status === 409)
    return {
      category: 'remote',
      code: 'github/conflict',
      cause: `${target} is in conflict with the request ${route}: "${answer}".`,
      remedy: 'Run the job again; an empty repository needs a first commit.',
    };
  if (status === 422)
    return {
      category: 'configuration',
      code: 'github/refused',
      cause: `GitHub refused ${route} on ${target}: "${answer}".`,
      remedy: 'Change what the message names.',
    };
  if (status >= 500 || status === 408)
    return {
      category: 'remote',
      code: 'github/server-error',
      cause: `GitHub failed with HTTP ${status} on ${route}: "${answer}".`,
      remedy: 'Run the job again; see https://www.githubstatus.com when it keeps failing.',
    };
  return {
    category: 'remote',
    code: 'github/refused',
    cause: `GitHub answered ${route} with HTTP ${status}: "${answer}".`,
    remedy: 'Check what the message names and run the job again.',
  };
}

function forbidden(
  answer: string,
  target: string,
  needed: string | undefined,
  route: string,
): Pick<Description, 'cause' | 'remedy'> {
  const cause = `GitHub refused ${route} on ${target}: "${answer}".`;
  if (/not permitted to create or approve pull requests/i.test(answer))
    return {
      cause,
      remedy: `Allow it under Settings → Actions → General → "Allow GitHub Actions to create and approve pull requests" of ${target}, or use a GitHub App.`,
    };
  if (/archived/i.test(answer))
    return { cause, remedy: `Unarchive ${target}, or name the repository that replaced it.` };
  if (/SAML/i.test(answer))
    return { cause, remedy: 'Authorise the token for the single sign-on of the organisation.' };
  if (needed === undefined)
    return { cause, remedy: `Give the token the permission that this request needs on ${target}.` };
  return {
    cause: `The token lacks the permission "${needed}" on ${target} (${route}: "${answer}").`,
    remedy: `Grant "${needed}": under "permissions:" of the job (and of the calling job of a reusable workflow), or in the settings of the GitHub App, whose installation must then accept it.`,
  };
}

/** `x-accepted-github-permissions: contents=write; pull_requests=write` → `contents: write or pull-requests: write`. */
function permissionOf(headers: Readonly<Record<string, unknown>>): string | undefined {
  const text = headers['x-accepted-github-permissions'];
  if (typeof text !== 'string' || !/^[a-z_=,; ]+$/.test(text)) return undefined;
  return text
    .split(';')
    .map((alternative) =>
      alternative
        .split(',')
        .map((item) => item.trim().replaceAll('_', '-').replace('=', ': '))
        .join(' and '),
    )
    .join(' or ');
}

function answerOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // Octokit appends the address of the documentation.
  const plain = asClause(singleLine(message.replace(/ - https?:\/\/\S+$/, '')).trim());
  return plain.length > 400 ? `${plain.slice(0, 399)}…` : plain;
}

/** When a limit ends, from its headers: `after 2026-…`, or `later`. */
function resetTime(headers: Readonly<Record<string, unknown>>, now: number): string {
  const pause = parseRetryAfter(String(headers['retry-after'] ?? ''), now);
  const reset = Number(headers['x-ratelimit-reset']) * 1000;
  const time = pause === undefined ? reset : now + pause;
  // Beyond the year 275760 there are no dates.
  return time > 0 && time < 8.64e15 ? `after ${new Date(time).toISOString()}` : 'later';
}
