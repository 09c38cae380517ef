import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { type Failure, remoteFailure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';

export type DownloadOptions = {
  readonly log: Pick<Log, 'info' | 'debug'>;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** What the lines in the log call it, e.g. `trivy 0.76.0`. */
  readonly label: string;
};

const ATTEMPTS = 5;
/** Milliseconds for one attempt, headers and body: 65 MB at 220 kB/s. */
const DEADLINE = 300_000;
/** Milliseconds; a server that asks for more is treated as down. */
const LONGEST_WAIT = 60_000;
const PROGRESS_EVERY = 5_000;
/** Nothing that is pinned is larger. */
const LARGEST = 512 * 1024 * 1024;

/** What went wrong with one attempt, and whether another one makes sense. */
class AttemptError extends Error {
  readonly retry: boolean;
  /** Milliseconds that the server asked to wait. */
  readonly after: number | undefined;
  constructor(message: string, retry: boolean, after?: number, cause?: unknown) {
    super(message, { cause });
    this.retry = retry;
    this.after = after;
  }
}

/**
 * Downloads `url` to `file` (created with mode 0600) and compares the sha256 of its bytes. Retried: connection errors,
 * broken bodies, 408, 425, 429 and 5xx, five attempts in all, `Retry-After` honoured up to a minute. A wrong sha256 is
 * not retried: either the release was replaced or something on the way changes it.
 * @throws Failure `remote`; the file is gone then
 */
export async function download(
  url: string,
  sha256: string,
  file: string,
  options: DownloadOptions,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const actual = await fetchTo(url, file, options);
      if (actual === sha256) return;
      throw new AttemptError(`its sha256 is ${actual} and not the pinned ${sha256}`, false);
    } catch (error) {
      await rm(file, { force: true });
      if (options.signal?.aborted) throw failed(url, options.label, 'the job was cancelled', error);
      const problem =
        error instanceof AttemptError ? error : new AttemptError(describe(error), true, undefined, error);
      const wait = problem.after ?? 1_000 * 2 ** (attempt - 1) * (0.5 + Math.random());
      if (!problem.retry || attempt === ATTEMPTS || wait > LONGEST_WAIT)
        throw failed(url, options.label, problem.message, error);
      options.log.info(
        `${options.label}: ${problem.message}; attempt ${attempt + 1} of ${ATTEMPTS} in ${Math.ceil(wait / 1_000)} s`,
      );
      await options.clock.sleep(wait, options.signal);
    }
  }
}

const failed = (url: string, label: string, why: string, error: unknown): Failure =>
  remoteFailure({
    cause: `${label} could not be downloaded from ${url}: ${why}.`,
    remedy: why.includes('the pinned')
      ? 'Do not use that file: look at the release page for a replaced release and at proxies that change downloads.'
      : 'Run the job again, or prepare the tool in a folder and set SEALIFT_TOOLS to it (see "tools" in the docs).',
    error,
  });

const describe = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `nothing complete arrived in ${DEADLINE / 1_000} s`;
  const reason = error.cause instanceof Error ? error.cause.message : undefined;
  return reason === undefined || reason === '' ? error.message : `${error.message} (${reason})`;
};

/** Writes the body and returns its sha256. */
async function fetchTo(url: string, file: string, options: DownloadOptions): Promise<string> {
  const deadline = AbortSignal.timeout(DEADLINE);
  const response = await options.fetch(url, {
    signal: options.signal === undefined ? deadline : AbortSignal.any([options.signal, deadline]),
    redirect: 'follow',
  });
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    const { status } = response;
    const retry = status === 408 || status === 425 || status === 429 || status >= 500;
    const after = retryAfter(response.headers.get('retry-after'), options.clock.now());
    throw new AttemptError(`the server answered ${status}`, retry, after);
  }
  const total = Number(response.headers.get('content-length') ?? Number.NaN);
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);
  options.log.info(
    `Downloading ${options.label}${Number.isNaN(total) ? '' : ` (${megabytes(total)} MB)`} from ${new URL(url).host}`,
  );
  const hash = createHash('sha256');
  const handle = await open(file, 'w', 0o600);
  let received = 0;
  let told = options.clock.now();
  try {
    for await (const chunk of response.body) {
      received += chunk.byteLength;
      if (received > LARGEST) throw new AttemptError(`it is larger than ${megabytes(LARGEST)} MB`, false);
      hash.update(chunk);
      await handle.write(chunk);
      if (options.clock.now() - told < PROGRESS_EVERY) continue;
      told = options.clock.now();
      const share = Number.isNaN(total) ? '' : ` of ${megabytes(total)}`;
      options.log.info(`${options.label}: ${megabytes(received)}${share} MB`);
    }
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

/** Milliseconds, from seconds or a date. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const milliseconds = /^[0-9]+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}
