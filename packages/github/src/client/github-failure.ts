import { RequestError } from '@octokit/request-error';
import { Failure, type FailureCategory, type FailureDetails } from '@sealift/core/failure';
import { singleLine } from '@sealift/core/text/sanitize';
import { statusOf, systemCode } from './retry.ts';

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
    code: FailureCategory,
    details: FailureDetails,
    outcome: {
      readonly status: number | undefined;
      readonly answer: string;
      readonly applied: 'no' | 'unknown';
      readonly serverTime?: number | undefined;
    },
  ) {
    super(code, details);
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
  const { error, host } = request;
  const status = statusOf(error);
  const answer = answerOf(error);
  const headers = error instanceof RequestError ? (error.response?.headers ?? {}) : {};
  const date = Date.parse(String(headers['date'] ?? ''));
  const make = (code: FailureCategory, cause: string, remedy: string) =>
    new GitHubFailure(
      code,
      { cause, remedy, error },
      { status, answer, applied: request.applied, serverTime: Number.isNaN(date) ? undefined : date },
    );
  const target = request.repository ?? host;
  const needed = permissionOf(headers) ?? request.permission;

  if (request.rateLimited) {
    const until = resetTime(headers, request.now);
    return make(
      'remote',
      `GitHub limits the rate of requests of this token: "${answer}".`,
      `Run the job again ${until === undefined ? 'later' : `after ${until}`}.`,
    );
  }
  switch (status) {
    case undefined:
      return make(
        'remote',
        `${host} gave no complete answer to ${request.route} (${systemCode(error) ?? answer}).`,
        'Run the job again; if it keeps failing, check that the runner reaches this host.',
      );
    case 401:
      return make(
        'configuration',
        `GitHub does not accept the token (${target}: "${answer}").`,
        "Check that the token or the App's private key is current and belongs to this GitHub server.",
      );
    case 403:
      return make('configuration', ...forbidden(answer, target, needed, request.route));
    case 404:
      return make(
        'configuration',
        `${target} or what was asked of it does not exist, or the token has no access to it (${request.route}).`,
        `Check the spelling, and that the token${needed === undefined ? '' : ` has "${needed}" and`} covers ${target}${
          request.repository === undefined ? '' : ' (an App must be installed on it)'
        }.`,
      );
    case 409:
      return make(
        'remote',
        `${target} is in conflict with the request ${request.route}: "${answer}".`,
        'Run the job again; an empty repository needs a first commit.',
      );
    case 422:
      return make(
        'configuration',
        `GitHub refused ${request.route} on ${target}: "${answer}".`,
        'Change what the message names.',
      );
    default:
      if (status >= 500 || status === 408)
        return make(
          'remote',
          `GitHub failed with HTTP ${status} on ${request.route}: "${answer}".`,
          'Run the job again; see https://www.githubstatus.com when it keeps failing.',
        );
      return make(
        'remote',
        `GitHub answered ${request.route} with HTTP ${status}: "${answer}".`,
        'Check what the message names and run the job again.',
      );
  }
}

function forbidden(
  answer: string,
  target: string,
  needed: string | undefined,
  route: string,
): [cause: string, remedy: string] {
  const refused = `GitHub refused ${route} on ${target}: "${answer}".`;
  if (/not permitted to create or approve pull requests/i.test(answer))
    return [
      refused,
      `Allow it under Settings → Actions → General → "Allow GitHub Actions to create and approve pull requests" of ${target}, or use a GitHub App.`,
    ];
  if (/archived/i.test(answer))
    return [refused, `Unarchive ${target}, or name the repository that replaced it.`];
  if (/SAML/i.test(answer))
    return [refused, 'Authorise the token for the single sign-on of the organisation.'];
  if (needed === undefined)
    return [refused, `Give the token the permission that this request needs on ${target}.`];
  return [
    `The token lacks the permission "${needed}" on ${target} (${route}: "${answer}").`,
    `Grant "${needed}": under "permissions:" of the job (and of the calling job of a reusable workflow), or in the settings of the GitHub App, whose installation must then accept it.`,
  ];
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
  const plain = singleLine(message.replace(/ - https?:\/\/\S+$/, '')).trim();
  return plain.length > 400 ? `${plain.slice(0, 399)}…` : plain;
}

function resetTime(headers: Readonly<Record<string, unknown>>, now: number): string | undefined {
  const after = Number(headers['retry-after']);
  const reset = Number(headers['x-ratelimit-reset']);
  const time = after > 0 ? now + after * 1000 : reset > 0 ? reset * 1000 : undefined;
  return time === undefined ? undefined : new Date(time).toISOString();
}
