/**
 * Runs cosign: with deadlines, retries, and a fresh identity token for every attempt to write. It signs; what it signed is
 * verified in this process (../sigstore), but for signatures of its own older format.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Failure, remoteFailure } from '@sealift/core/failure';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import { formatImageReference, type ImageName } from '@sealift/core/image/reference';
import type { Clock, Log } from '@sealift/core/log';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import { type RetryPolicy, retry } from '@sealift/net/retry';
import type { Credentials } from '@sealift/registry/login';
import type { BlobSource } from '@sealift/registry/requests/blob-upload';
import pLimit from 'p-limit';
import type { Exec, ExecResult } from '../exec.ts';
import type { Refused, Verified } from '../sigstore/refusal.ts';
import { attestArguments, signArguments, verifyOldSignatureArguments } from './arguments.ts';
import { type CosignTrouble, explainFailure, refusalOf } from './errors.ts';
import { type OpenedBundle, openBundle, parseOldSignatures } from './output.ts';
import { createServices, LARGE, type ServiceOptions } from './services.ts';
import { type Workspace, withWorkspace } from './workspace.ts';

export type CosignOptions = ServiceOptions & {
  /** Of a verified executable; may still be on its way while the registry is asked. */
  readonly path: string | Promise<string>;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** By registry host. */
  readonly credentials: ReadonlyMap<string, Credentials>;
  /** A fresh OIDC token with audience `sigstore`. Absent where nothing is signed. */
  readonly token?: () => Promise<string>;
};

export type Subject = ImageName & { readonly digest: Digest };

/** A statement that is signed and logged, and nowhere else yet. */
export type MadeBundle = OpenedBundle & {
  /** As cosign would attach it. A large one is a file, which is gone when {@link withCosign} ends. */
  readonly content: BlobSource;
};

export type Cosign = {
  /** Neither of the two attaches what it makes: `attachReferrers` does. */
  sign(subject: Subject): Promise<MadeBundle>;
  /** @param statement an in-toto statement, signed byte for byte */
  attest(statement: Uint8Array): Promise<MadeBundle>;
  /** Whether a signature of the format of cosign 1 and 2 holds and meets the policy. Asks the registry. */
  verifyOldSignature(subject: Subject, policy: TrustPolicy): Promise<Verified | Refused>;
};

const RETRIES: RetryPolicy = {
  attempts: 4,
  firstPause: 2_000,
  maxPause: 8_000,
  maxRetryAfter: 0,
  total: 10 * 60_000,
};
/** A good signature takes a second; a log that hangs would hold cosign for thirty, whatever its --timeout. */
const WRITE_TIMEOUT = 25_000;
const READ_TIMEOUT = 30_000;
/** Processes at once that wait for the log far more than they compute. Beyond this many it begins to throttle. */
const PARALLEL_WRITES = 6;
/** Processes at once that compute: each takes 0.2 s of one core, and a runner has two to four. */
const PARALLEL_READS = 4;
/** cosign took 0.2 s of a processor for a megabyte; the machine may be a busy one. */
const TIMEOUT_PER_MEGABYTE = 2_000;
/** Bytes. Beyond it cosign needs gigabytes of memory. */
export const MAX_PREDICATE_SIZE = 32 * 1024 * 1024;

/** Runs `work` with a cosign whose folder, logins and tokens are gone afterwards. */
export const withCosign = <T>(options: CosignOptions, work: (cosign: Cosign) => Promise<T>): Promise<T> =>
  withWorkspace(options, (workspace) => work(createCosign(options, workspace)));

function createCosign(options: CosignOptions, workspace: Workspace): Cosign {
  const limits = { write: pLimit(PARALLEL_WRITES), read: pLimit(PARALLEL_READS), large: pLimit(1) };
  const run = (kind: keyof typeof limits, args: readonly string[], timeout: number) =>
    limits[kind](async () =>
      options.exec(await options.path, args, {
        env: workspace.env,
        timeout,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      }),
    );

  const write = (
    command: 'sign' | 'attest',
    timeout: number,
    args: (files: { identityTokenFile: string; bundleFile: string }) => readonly string[],
    predicateSize = 0,
  ): Promise<MadeBundle> =>
    retrying(options, `cosign ${command}`, async () => {
      // Of this attempt: an earlier one may have left something.
      const bundleFile = workspace.file(`bundle-${randomUUID()}.json`);
      const result = await withToken(options, workspace, (identityTokenFile) =>
        run('write', args({ identityTokenFile, bundleFile }), timeout),
      );
      if (result.exitCode !== 0)
        throw new TroubleError(explainFailure(command, result, { timeout, predicateSize }));
      return readMade(workspace, bundleFile);
    });

  const servicesFor = createServices(options, workspace);

  const attest = async (statement: Uint8Array): Promise<MadeBundle> => {
    const size = statement.length;
    const services = await servicesFor(size);
    const statementFile = await workspace.secretFile(`statement-${randomUUID()}.json`, statement);
    try {
      return await write(
        'attest',
        WRITE_TIMEOUT + Math.ceil(size / 1e6) * TIMEOUT_PER_MEGABYTE,
        (files) => attestArguments({ ...files, ...services, statementFile }),
        size,
      );
    } finally {
      await workspace.discard(statementFile);
    }
  };

  return {
    async sign(subject) {
      const services = await servicesFor(0);
      const reference = formatImageReference(subject);
      return write('sign', WRITE_TIMEOUT, (files) => signArguments({ ...files, ...services, reference }));
    },
    attest: (statement) =>
      statement.length <= LARGE ? attest(statement) : limits.large(() => attest(statement)),
    ...createReader(options, workspace, (args, timeout) => run('read', args, timeout)),
  };
}

type Run = (args: readonly string[], timeout: number) => Promise<ExecResult>;

/** Signatures of the older format. */
const createReader = (
  options: CosignOptions,
  workspace: Workspace,
  run: Run,
): Pick<Cosign, 'verifyOldSignature'> => ({
  async verifyOldSignature(subject, policy) {
    const root = await rootFor(workspace, policy, options.trustedRoot);
    return retrying(options, 'cosign verify', async () => {
      const reference = formatImageReference(subject);
      const result = await run(verifyOldSignatureArguments(policy, reference, root), READ_TIMEOUT);
      const judged = result.timedOut ? undefined : judge(result, subject);
      if (judged !== undefined) return judged;
      throw new TroubleError(explainFailure('verify', result, { timeout: READ_TIMEOUT }));
    });
  },
});

/** undefined when the output is not about the signature. */
function judge(
  { exitCode, stdout, stderr }: ExecResult,
  { digest }: Subject,
): Verified | Refused | undefined {
  if (exitCode !== 0) {
    const refused = refusalOf(stderr);
    return refused === undefined ? undefined : { refused };
  }
  return parseOldSignatures(stdout, digest) > 0
    ? { verified: true }
    : { refused: 'no signature was verified' };
}

/** A file with the keys that a policy names; else the one of the options. */
const rootFor = async (
  workspace: Workspace,
  { trustedRoot }: Pick<TrustPolicy, 'trustedRoot'>,
  usual: string | undefined,
): Promise<string | undefined> =>
  trustedRoot === undefined ? usual : workspace.secretFile(`root-${randomUUID()}.json`, trustedRoot);

async function readMade(workspace: Workspace, bundleFile: string): Promise<MadeBundle> {
  const bytes = await readFile(bundleFile);
  const [digest, size] = [digestOf(bytes), bytes.length];
  if (size <= LARGE) await workspace.discard(bundleFile);
  return {
    ...openBundle(bytes.toString('utf8')),
    content: size <= LARGE ? { bytes, digest, size } : { path: bundleFile, digest, size },
  };
}

/** A token is good for minutes and Fulcio may want it used once: each attempt gets its own. */
async function withToken<T>(
  { token, log }: CosignOptions,
  workspace: Workspace,
  work: (file: string) => Promise<T>,
): Promise<T> {
  if (token === undefined) throw new Error('This cosign was made without a source of tokens.');
  const value = await token();
  log.secret(value);
  const file = await workspace.secretFile(`token-${randomUUID()}`, value);
  try {
    return await work(file);
  } finally {
    await workspace.discard(file);
  }
}

/** Each attempt stands alone: what a failed one left in a log or a registry does not disturb the next. */
const retrying = <T>(
  { clock, log, signal }: CosignOptions,
  what: string,
  attempt: () => Promise<T>,
): Promise<T> =>
  retry(
    {
      what,
      policy: RETRIES,
      clock,
      log,
      signal,
      classify: (error) =>
        error instanceof TroubleError && error.trouble.retryable
          ? { reason: error.trouble.failure.message.replace(/\.$/, ''), applied: 'no' }
          : undefined,
      fail: (end) =>
        end.error instanceof TroubleError ? end.error.trouble.failure : cancelled(what, end.error),
    },
    attempt,
  ).catch((error: unknown) => {
    throw error instanceof TroubleError ? error.trouble.failure : error;
  });

/** How one attempt ended. */
class TroubleError extends Error {
  readonly trouble: CosignTrouble;

  constructor(trouble: CosignTrouble) {
    super(trouble.failure.message);
    this.trouble = trouble;
  }
}

const cancelled = (what: string, error: unknown) =>
  error instanceof Failure
    ? error
    : remoteFailure({
        code: 'process/cancelled',
        cause: `"${what}" did not come to its end because the job was cancelled.`,
        remedy: 'Run the job again.',
        error,
      });
