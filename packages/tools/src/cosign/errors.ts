/**
 * What cosign's error output means. cosign has two exit codes and wraps other people's words, so the words decide;
 * the table was made from recorded faults of every service behind it (test/cosign/fixtures/errors.json).
 */
import { Failure, type FailureCategory, type FailureCode, remoteFailure } from '@sealift/core/failure';
import { asClause } from '@sealift/core/text/clause';
import { singleLine } from '@sealift/core/text/sanitize';
import type { ExecResult } from '../exec.ts';

export type CosignTrouble = {
  /** Whether the same command may succeed a little later. */
  readonly retryable: boolean;
  readonly failure: Failure;
};

type Row = {
  readonly pattern: RegExp;
  readonly retryable: boolean;
  readonly category: FailureCategory;
  readonly code: FailureCode;
  readonly cause: (message: string, command: string) => string;
  readonly remedy: string;
};

const STATUS_REMEDY =
  'Run the job again; see https://status.sigstore.dev and the status page of the registry.';
const SIZE_REMEDY =
  'Make the SBOM smaller, or give "signing-config" a file with a Rekor v2 log, which takes only hashes.';
const NETWORK =
  /connection reset|connection refused|broken pipe|unexpected EOF|: EOF\b|i\/o timeout|TLS handshake timeout|no such host|server misbehaving|network is unreachable|context deadline exceeded|Client\.Timeout|temporary failure in name resolution|http2: (?:client connection|server sent GOAWAY)/i;

const ROWS: readonly Row[] = [
  {
    pattern: /error processing the identity token|unable to get subject from identity token|token is expired/,
    retryable: false,
    category: 'configuration',
    code: 'cosign/token-refused',
    cause: (message) => `Fulcio does not accept this job's OIDC token: ${message}.`,
    remedy:
      'Give the job and the job that calls it "id-token: write", and let it run where the issuer is known to this Fulcio.',
  },
  {
    pattern: /tuf refresh failed|failed to create TUF client|from TUF\b/,
    retryable: true,
    category: 'remote',
    code: 'sigstore/no-trust-root',
    cause: (message) => `The trust root of Sigstore cannot be fetched: ${message}.`,
    remedy:
      'Let the runner reach tuf-repo-cdn.sigstore.dev and, for private repositories, tuf-repo.github.com; or set TUF_MIRROR and TUF_ROOT_JSON to your own.',
  },
  {
    // cosign reads the body of a 429 or 5xx after closing it, and so loses the status.
    pattern: /http: read on closed response body/,
    retryable: true,
    category: 'remote',
    code: 'cosign/service-failed',
    cause: () => 'Fulcio or the timestamp authority answered with an error again and again.',
    remedy: STATUS_REMEDY,
  },
  {
    pattern: /Fulcio returned (?:429|5\d\d)/,
    retryable: true,
    category: 'remote',
    code: 'cosign/service-failed',
    cause: (message) => `Fulcio failed: ${message}.`,
    remedy: STATUS_REMEDY,
  },
  {
    pattern: /Fulcio returned 4\d\d/,
    retryable: false,
    category: 'remote',
    code: 'cosign/certificate-refused',
    cause: (message) => `Fulcio refused to issue a certificate: ${message}.`,
    remedy: 'Check that this Fulcio serves the issuer of this job; its answer says why not.',
  },
  {
    pattern:
      /(?:unexpected response|status(?: code)?):? ?413|Request Entity Too Large|request body too large/i,
    retryable: false,
    category: 'remote',
    code: 'cosign/statement-too-large',
    cause: (message) => `The transparency log refuses a statement of this size: ${message}.`,
    remedy: SIZE_REMEDY,
  },
  {
    pattern:
      /rekor v2 entry: unexpected response: (?:408|429|5\d\d)|log\/entries.*(?:giving up after|status: ?5\d\d|\[5\d\d\])/s,
    retryable: true,
    category: 'remote',
    code: 'cosign/service-failed',
    cause: (message) => `The transparency log failed: ${message}.`,
    remedy: STATUS_REMEDY,
  },
  {
    pattern: /rekor v2 entry: unexpected response: 4\d\d/,
    retryable: false,
    category: 'remote',
    code: 'cosign/entry-refused',
    cause: (message) => `The transparency log refused the entry: ${message}.`,
    remedy: 'Use the cosign version that Sealift pins ("tools: pinned"), or report this with the debug log.',
  },
  {
    // Throttling first: some registries say it with status 403.
    pattern: /TOOMANYREQUESTS|unexpected status code (?:408|429|5\d\d)|secondary rate limit/i,
    retryable: true,
    category: 'remote',
    code: 'cosign/service-failed',
    cause: (message) => `The registry failed: ${message}.`,
    remedy: STATUS_REMEDY,
  },
  {
    pattern:
      /(?:failed to upload|PUT|POST|PATCH) .*(?:DENIED|UNAUTHORIZED|unexpected status code 40[13]|insufficient_scope)/s,
    retryable: false,
    category: 'configuration',
    code: 'cosign/denied',
    cause: (message) => `The registry does not let this job write: ${message}.`,
    remedy:
      'Give the job and the job that calls it "packages: write", and for a package that exists already let this repository write to it in the package\'s settings.',
  },
  {
    pattern: /DENIED|UNAUTHORIZED|unexpected status code 40[13]/,
    retryable: false,
    category: 'configuration',
    code: 'cosign/denied',
    cause: (message, command) =>
      `The registry does not let this job ${command === 'sign' || command === 'attest' ? 'in' : 'read'}: ${message}.`,
    remedy:
      'Give the job "packages: read" (to sign: "packages: write"), or a "username" and "password" for this registry.',
  },
  {
    pattern: /MANIFEST_UNKNOWN|NAME_UNKNOWN|unexpected status code 404/,
    retryable: false,
    category: 'configuration',
    code: 'image/not-found',
    cause: (message) => `The image is not in the registry: ${message}.`,
    remedy: 'Publish the image before it is signed, and give the digest that was published.',
  },
  {
    pattern: NETWORK,
    retryable: true,
    category: 'remote',
    code: 'cosign/connection',
    cause: (message) => `A service could not be reached: ${message}.`,
    remedy: STATUS_REMEDY,
  },
];

/** Characters at either end of what cosign printed. Whole answers of other people's servers may stand between. */
const JUDGED = 8_192;

/** What is searched by patterns: the whole output, unless somebody made it long. */
const judged = (stderr: string): string =>
  stderr.length <= 2 * JUDGED ? stderr : `${stderr.slice(0, JUDGED)}\n${stderr.slice(-JUDGED)}`;

/** The first `Error:` line without cosign's repetition; at most 600 characters. */
export function errorMessage(stderr: string): string {
  const said = judged(stderr);
  const line =
    /^Error: (.*)$/m.exec(said)?.[1] ?? said.trim().split('\n').at(-1) ?? 'it said nothing about why';
  const text = asClause(
    singleLine(
      line.replace(/^signing \[?[^\]\s]+\]?: (?:signing digest: )?(?:signing bundle: )?/, ''),
    ).trim(),
  );
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}

/** Bytes. The public Rekor v1 takes whole statements, has an undocumented limit, and hangs up on what is larger. */
const LARGE_STATEMENT = 1_000_000;
const REKOR_V1 = /\/api\/v1\/log\/entries/;

/**
 * @param command the subcommand, for the words of the cause
 * @param about.timeout milliseconds that the process had
 * @param about.predicateSize bytes of what was to be attested
 */
export function explainFailure(
  command: string,
  result: Pick<ExecResult, 'stderr' | 'timedOut' | 'exitCode'>,
  { timeout, predicateSize = 0 }: { readonly timeout: number; readonly predicateSize?: number },
): CosignTrouble {
  if (result.timedOut)
    return {
      retryable: true,
      failure: remoteFailure({
        code: 'cosign/timeout',
        cause: `"cosign ${command}" did not finish within ${Math.round(timeout / 1000)} seconds.`,
        remedy: STATUS_REMEDY,
      }),
    };
  const message = errorMessage(result.stderr);
  const said = judged(result.stderr);
  const row = ROWS.find(({ pattern }) => pattern.test(said));
  if (row === undefined)
    return {
      retryable: false,
      failure: remoteFailure({
        code: 'cosign/failed',
        cause: `"cosign ${command}" failed with exit code ${result.exitCode}: ${message}.`,
        remedy: 'Read the debug log of this step, which has the whole output.',
      }),
    };
  const tooLarge = predicateSize > LARGE_STATEMENT && REKOR_V1.test(said);
  const details = tooLarge
    ? {
        code: 'cosign/statement-too-large' as const,
        cause: `The transparency log failed on a statement of ${(predicateSize / 1e6).toFixed(1)} MB, which may be more than it takes: ${message}.`,
        remedy: SIZE_REMEDY,
      }
    : { code: row.code, cause: row.cause(message, command), remedy: row.remedy };
  return {
    retryable: row.retryable,
    failure: new Failure(row.category, details),
  };
}

const REFUSALS =
  /no matching (?:attestations|signatures)|none of the attestations matched|no signatures found|failed to verify certificate identity|found no attestations/;

/**
 * Why cosign refuses, or undefined when its output is about a service that failed. "No signatures found" is also what
 * it says of an absent image and of a registry that fails while it reads: ask the registry before believing it.
 */
export function refusalOf(stderr: string): string | undefined {
  const said = judged(stderr);
  if (!REFUSALS.test(said)) return undefined;
  const failed = ROWS.find(({ pattern }) => pattern.test(said));
  return failed === undefined || /failed to verify certificate identity/.test(said)
    ? errorMessage(said)
    : undefined;
}
