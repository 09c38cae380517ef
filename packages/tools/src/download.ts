import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { type Failure, type FailureCode, type FailureDetails, remoteFailure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';
import { discard } from '@sealift/net/body';
import { startDeadline } from '@sealift/net/deadline';
import { networkError } from '@sealift/net/network-error';
import { isTransientStatus, type RetryPolicy, retry, transientError } from '@sealift/net/retry';
import { parseRetryAfter } from '@sealift/net/retry-after';

export type DownloadOptions = {
  readonly log: Pick<Log, 'info' | 'debug'>;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** What the lines in the log call it, e.g. `trivy 0.76.0`. */
  readonly label: string;
};

/** Milliseconds for one attempt, headers and body: 65 MB at 220 kB/s. */
const ATTEMPT_DEADLINE = 300_000;
const POLICY: RetryPolicy = {
  attempts: 5,
  firstPause: 1_000,
  maxPause: 20_000,
  maxRetryAfter: 15 * 60_000,
  total: 15 * 60_000,
};
const PROGRESS_EVERY = 5_000;
/** Bytes. Nothing that is pinned is larger. */
const LARGEST = 512 * 1024 * 1024;

const UNAVAILABLE = {
  code: 'download/failed',
  remedy: 'Run the job again, or prepare the tool in a folder on the runner and set SEALIFT_TOOLS to it.',
} as const;
const CANCELLED = { code: 'download/cancelled', remedy: 'Run the job again.' } as const;
const WRONG_BYTES = {
  code: 'download/wrong-bytes',
  remedy: 'Do not use that file: look for a replaced release, and for a proxy that changes downloads.',
} as const;

/**
 * Downloads `url` to `file` (created with mode 0600) and compares the sha256 of its bytes. Retried: connection errors,
 * broken bodies, 408, 425, 429 and 5xx, five attempts in all, `Retry-After` honoured within 15 minutes. A wrong sha256
 * is not retried: either the release was replaced or something on the way changes it.
 * @throws Failure `remote`; the file is gone then
 */
export async function download(
  url: string,
  sha256: string,
  file: string,
  options: DownloadOptions,
): Promise<void> {
  const failed = (
    { code, remedy }: Pick<FailureDetails, 'remedy'> & { readonly code: FailureCode },
    why: string,
    error?: unknown,
  ): Failure =>
    remoteFailure({
      code,
      cause: `${options.label} could not be downloaded from ${url}: ${why}.`,
      remedy,
      error,
    });
  const unavailable = (why: string, error?: unknown) => failed(UNAVAILABLE, why, error);
  try {
    const actual = await retry(
      {
        what: options.label,
        policy: POLICY,
        clock: options.clock,
        log: options.log,
        signal: options.signal,
        fail: (end) =>
          end.why === 'cancelled'
            ? failed(CANCELLED, 'the job was cancelled', end.error)
            : unavailable(`${end.transient.reason}, ${end.attempts} times in all`, end.error),
      },
      () => attempt(url, file, options, unavailable),
    );
    if (actual !== sha256) throw failed(WRONG_BYTES, `its sha256 is ${actual} and not the pinned ${sha256}`);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

/** Writes the body and returns its sha256. @throws a TransientError when another attempt may work */
async function attempt(
  url: string,
  file: string,
  options: DownloadOptions,
  refused: (why: string, error?: unknown) => Failure,
): Promise<string> {
  const { clock, log, label } = options;
  const { signal } = startDeadline(ATTEMPT_DEADLINE, options.signal);
  const broken = (error: unknown): never => {
    const problem = networkError(error);
    if (problem === undefined) throw error;
    const why = `the connection failed (${problem.code})`;
    if (problem.kind !== 'not-sent' && problem.kind !== 'unknown') throw refused(why, error);
    throw transientError({ reason: why, applied: 'no' }, error);
  };
  const response = await options.fetch(url, { signal, redirect: 'follow' }).catch(broken);
  if (!response.ok || response.body === null) {
    await discard(response);
    const why = `the server answered ${response.status}`;
    if (!isTransientStatus(response.status)) throw refused(why);
    const after = parseRetryAfter(response.headers.get('retry-after'), clock.now());
    throw transientError({ reason: why, after, applied: 'no' });
  }
  const announced = Number(response.headers.get('content-length') ?? Number.NaN);
  const total = Number.isNaN(announced) ? '' : ` of ${megabytes(announced)}`;
  log.info(`Downloading ${label}${total.replace(' of', ',')} from ${new URL(url).host}`);
  const hash = createHash('sha256');
  const handle = await open(file, 'w', 0o600);
  let received = 0;
  let told = clock.now();
  try {
    const reader = response.body.getReader();
    for (;;) {
      // Only reading may be repeated: a full disk stays full.
      const { done, value } = await reader.read().catch(broken);
      if (done) break;
      received += value.byteLength;
      if (received > LARGEST) throw refused(`it is larger than ${megabytes(LARGEST)}`);
      hash.update(value);
      await handle.writeFile(value);
      if (clock.now() - told < PROGRESS_EVERY) continue;
      told = clock.now();
      log.info(`${label}: ${megabytes(received)}${total}`);
    }
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
