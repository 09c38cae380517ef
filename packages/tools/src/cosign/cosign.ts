/** Runs cosign: with deadlines, retries, and a fresh identity token for every attempt to write. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Failure, remoteFailure } from '@sealift/core/failure';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import { formatImageReference, type ImageName } from '@sealift/core/image/reference';
import type { Clock, Log } from '@sealift/core/log';
import { type FoundSigner, signerDifferences, type TrustPolicy } from '@sealift/core/verification/conditions';
import type { SigstoreInstance } from '@sealift/core/verification/sigstore';
import { type RetryPolicy, retry } from '@sealift/net/retry';
import type { Credentials } from '@sealift/registry/login';
import type { BlobSource } from '@sealift/registry/requests/blob-upload';
import pLimit from 'p-limit';
import type { Exec, ExecResult } from '../exec.ts';
import {
  attestArguments,
  signArguments,
  verifyBundleArguments,
  verifyOldSignatureArguments,
  type Writing,
} from './arguments.ts';
import { bundleRefusalOf, type CosignTrouble, explainFailure, refusalOf } from './errors.ts';
import type { InstanceFiles } from './github-instance.ts';
import { type OpenedBundle, openBundle, parseOldSignatures, verifiableBundle } from './output.ts';
import { createSigningConfigs, LARGE } from './signing-config.ts';
import { type Workspace, withWorkspace } from './workspace.ts';

export type CosignOptions = {
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
  /** File with the services to sign with; undefined = those of the TUF repository. */
  readonly signingConfig?: string | undefined;
  /** File with the keys that are trusted; undefined = those of the TUF repository. */
  readonly trustedRoot?: string | undefined;
  /** The instance that signs. Default: the public one, or the one that `signingConfig` is of. */
  readonly sigstore?: SigstoreInstance | undefined;
};

export type Subject = ImageName & { readonly digest: Digest };

export type Refused = { readonly refused: string };

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
  /**
   * Whether the signature, log entry, certificate and time of a bundle hold, the certificate meets the policy, and its
   * statement is of this type and about this digest. Asks no registry.
   * @param bundle JSON text
   */
  verifyBundle(
    bundle: string,
    about: {
      readonly digest: Digest;
      readonly type: string;
      /** Whose keys and rules it is verified by. */
      readonly instance: SigstoreInstance;
      /** Whom its certificate names, as it was read. The policy is asked of that, and cosign must find the very same. */
      readonly signer: FoundSigner;
    },
    policy: TrustPolicy,
  ): Promise<Verified | Refused>;
  /** Whether a signature of the format of cosign 1 and 2 holds and meets the policy. Asks the registry. */
  verifyOldSignature(subject: Subject, policy: TrustPolicy): Promise<Verified | Refused>;
};

export type Verified = { readonly verified: true };

export const isRefused = <T extends object>(result: T | Refused): result is Refused => 'refused' in result;

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
/** Of those that verify a usual SBOM, for which cosign takes a second of a core and some 200 MB. */
const PARALLEL_LARGE_READS = 2;
/** Bytes of a bundle. What is larger than this is verified alone. */
const HUGE = 8 * LARGE;
/** cosign took 0.2 s of a processor for a megabyte to write and 0.5 s to verify; the machine may be a busy one. */
const TIMEOUT_PER_MEGABYTE = 2_000;
/** Bytes. Beyond it cosign needs gigabytes of memory to write and more than a minute to verify. */
export const MAX_PREDICATE_SIZE = 32 * 1024 * 1024;

/** Runs `work` with a cosign whose folder, logins and tokens are gone afterwards. */
export const withCosign = <T>(options: CosignOptions, work: (cosign: Cosign) => Promise<T>): Promise<T> =>
  withWorkspace(options, (workspace) => work(createCosign(options, workspace)));

function createCosign(options: CosignOptions, workspace: Workspace): Cosign {
  const limits = { write: pLimit(PARALLEL_WRITES), read: pLimit(PARALLEL_READS), large: pLimit(1) };
  const run = (
    kind: keyof typeof limits,
    args: readonly string[],
    timeout: number,
    env: Readonly<Record<string, string>> = {},
  ) =>
    limits[kind](async () =>
      options.exec(await options.path, args, {
        env: { ...workspace.env, ...env },
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

  const signingConfigFor = createSigningConfigs(options, workspace, (args) =>
    run('write', args, READ_TIMEOUT),
  );
  const github = createGitHubInstance(options, workspace, run);
  const servicesFor = async (size: number): Promise<Services> =>
    options.sigstore === 'github'
      ? github()
      : { signingConfig: await signingConfigFor(size), trustedRoot: options.trustedRoot };

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
    ...createReader(options, workspace, github, (args, timeout) => run('read', args, timeout)),
  };
}

type Services = Pick<Writing, 'signingConfig' | 'trustedRoot'>;

/** What GitHub's own instance is used by, got when it is first needed, once. */
function createGitHubInstance(
  options: CosignOptions,
  workspace: Workspace,
  run: (
    kind: 'read',
    args: readonly string[],
    timeout: number,
    env: Readonly<Record<string, string>>,
  ) => Promise<ExecResult>,
): () => Promise<InstanceFiles> {
  let files: Promise<InstanceFiles> | undefined;
  const initialize = (args: readonly string[], env: Readonly<Record<string, string>>) =>
    retrying(options, 'cosign initialize', async () => {
      const result = await run('read', args, READ_TIMEOUT, env);
      if (result.exitCode === 0) return result;
      throw new TroubleError(explainFailure('initialize', result, { timeout: READ_TIMEOUT }));
    });
  const prepare = async () => {
    // Only private repositories sign with it, and its first root is long.
    const { prepareGitHubInstance } = await import('./github-instance.ts');
    return prepareGitHubInstance(options, workspace, initialize);
  };
  return () => {
    files ??= prepare();
    return files;
  };
}

type Reader = Pick<Cosign, 'verifyBundle' | 'verifyOldSignature'>;

function createReader(
  options: CosignOptions,
  workspace: Workspace,
  github: () => Promise<InstanceFiles>,
  run: (args: readonly string[], timeout: number) => Promise<ExecResult>,
): Reader {
  const rootFor = createRoots(workspace, options.trustedRoot);
  /** Their memory is many times what they read. */
  const turns = { large: pLimit(PARALLEL_LARGE_READS), huge: pLimit(1) };
  const read = (
    command: string,
    timeout: number,
    args: readonly string[],
    judge: (result: ExecResult) => Verified | Refused | undefined,
  ): Promise<Verified | Refused> =>
    retrying(options, `cosign ${command}`, async () => {
      const result = await run(args, timeout);
      const judged = result.timedOut ? undefined : judge(result);
      if (judged !== undefined) return judged;
      throw new TroubleError(explainFailure(command, result, { timeout }));
    });

  const verify = async (bundle: string, commandOf: (bundleFile: string) => readonly string[]) => {
    const bundleFile = await workspace.secretFile(`verify-${randomUUID()}.json`, verifiableBundle(bundle));
    try {
      return await read(
        'verify-blob-attestation',
        READ_TIMEOUT + Math.ceil(bundle.length / 1e6) * TIMEOUT_PER_MEGABYTE,
        commandOf(bundleFile),
        (result) => (result.exitCode === 0 ? { verified: true } : refused(bundleRefusalOf(result))),
      );
    } finally {
      await workspace.discard(bundleFile);
    }
  };
  /**
   * By bundle and command. An image is asked about more than once, under policies that trust more or less than one another,
   * and a large SBOM takes a second of a processor.
   */
  const known = new Map<string, Promise<Verified | Refused>>();
  const verifyBundle: Reader['verifyBundle'] = async (bundle, about, policy) => {
    const { digest, type, instance, signer } = about;
    const differences = signerDifferences(policy, signer);
    if (differences.length > 0) return { refused: differences.join(' and ') };
    const trust =
      instance === 'github'
        ? { logs: false as const, trustedRoot: (await github()).trustedRoot }
        : { logs: true as const, trustedRoot: await rootFor(policy) };
    const commandOf = (bundleFile: string) =>
      verifyBundleArguments(signer, { bundleFile, type, digest, trust });
    const key = JSON.stringify([digestOf(Buffer.from(bundle)), commandOf('')]);
    const answer = known.get(key);
    if (answer !== undefined) return answer;
    const work = () => verify(bundle, commandOf);
    const asking = bundle.length <= LARGE ? work() : turns[bundle.length <= HUGE ? 'large' : 'huge'](work);
    known.set(key, asking);
    // That it could not be known is no answer to whoever asks later.
    asking.catch(() => known.delete(key));
    return asking;
  };
  return {
    verifyBundle,
    verifyOldSignature: async (subject, policy) =>
      read(
        'verify',
        READ_TIMEOUT,
        verifyOldSignatureArguments(policy, formatImageReference(subject), await rootFor(policy)),
        ({ exitCode, stdout, stderr }) => {
          if (exitCode !== 0) return refused(refusalOf(stderr));
          return parseOldSignatures(stdout, subject.digest) > 0
            ? { verified: true }
            : { refused: 'no signature was verified' };
        },
      ),
  };
}

/** The file with the keys that a policy names, written once; else the one of the options. */
function createRoots(workspace: Workspace, usual: string | undefined) {
  const files = new Map<string, Promise<string>>();
  return async ({ trustedRoot }: Pick<TrustPolicy, 'trustedRoot'>): Promise<string | undefined> => {
    if (trustedRoot === undefined) return usual;
    const file = files.get(trustedRoot) ?? workspace.secretFile(`root-${randomUUID()}.json`, trustedRoot);
    files.set(trustedRoot, file);
    return file;
  };
}

const refused = (reason: string | undefined): Refused | undefined =>
  reason === undefined ? undefined : { refused: reason };

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
