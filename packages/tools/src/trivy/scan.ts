/** One run of Trivy over one platform's image, offline, with a database that is already here. */
import { mkdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import {
  configurationFailure,
  Failure,
  type FailureCode,
  internalFailure,
  remoteFailure,
} from '@sealift/core/failure';
import { formatPlatform } from '@sealift/core/image/platform';
import { formatImageReference } from '@sealift/core/image/reference';
import type { Log } from '@sealift/core/log';
import type { Surroundings } from '@sealift/core/scan/blindness';
import { mayMatter, observeLog } from '@sealift/core/scan/scanner-log';
import { parseTrivyReport, type ScanReport } from '@sealift/core/scan/trivy-report';
import type { Credentials } from '@sealift/registry/login';
import { loginFor, writeLogins } from '../docker-config.ts';
import { childEnvironment, type Exec, type ExecResult } from '../exec.ts';
import { writeLayoutView } from '../layout-view.ts';
import type { Subject } from '../subjects.ts';
import { withTemporaryFolder } from '../temporary-folder.ts';
import { DATABASES, type Scanner, type ScanTarget, scanArguments } from './arguments.ts';
import type { CachedDatabase } from './cache.ts';
import type { TraceReader } from './package-traces.ts';
import { trivyReason } from './reason.ts';

export type ScanOptions = {
  /** Path of the trivy executable. */
  readonly trivy: string;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly signal?: AbortSignal;
  readonly scanners: readonly Scanner[];
  readonly database: CachedDatabase;
  readonly javaDatabase: JavaDatabase;
  /** For an image in a registry. */
  readonly credentials?: Credentials;
  readonly client: TraceReader['client'];
};

/** Jars are identified by a second database, which is large, and which few images need. */
export type JavaDatabase = {
  /** The one that costs nothing, if any: with it an image with jars is scanned once. */
  readonly atHand: () => Promise<CachedDatabase | undefined>;
  /** Called when the image holds jars and none was at hand. */
  readonly ensure: () => Promise<CachedDatabase>;
};

export type Scan = {
  readonly report: ScanReport;
  /** Trivy's report as it is. */
  readonly json: string;
  /** What Trivy did not look at, as its log says and as the image shows. */
  readonly around: Pick<Surroundings, 'log' | 'traces'>;
};

const MINUTES = 15;
/** Bytes. 30,000 findings are about 60 MB. */
const MAX_REPORT_SIZE = 400 * 1024 * 1024;
const NEEDS_JAVA = /Java DB update failed|Unable to initialize the Java DB/;

/**
 * @throws Failure `configuration` when the image is damaged or may not be read, `remote` on a deadline or when Trivy
 * fails, `internal` when Trivy looked at another image than it was told to
 */
export async function scanImage(subject: Subject, options: ScanOptions): Promise<Scan> {
  return withTemporaryFolder(options.env, 'scan', async (work) => {
    const target = await prepare(subject, work, options);
    const java = await options.javaDatabase.atHand();
    if (java !== undefined) await link(java.directory, work, 'java');
    let said: string[] = [];
    let result = await run(target, work, said, options);
    if (result.exitCode !== 0 && java === undefined && NEEDS_JAVA.test(result.stderr)) {
      options.log.info('The image holds Java archives: getting the Java database as well');
      await link((await options.javaDatabase.ensure()).directory, work, 'java');
      said = [];
      result = await run(target, work, said, options);
    }
    if (result.exitCode !== 0) throw failureOf(result, subject);
    const json = await readReport(path.join(work, REPORT));
    const report = parseTrivyReport(json);
    if (report.imageId !== subject.configDigest)
      throw internalFailure({
        code: 'trivy/wrong-image',
        cause: `Trivy scanned ${report.imageId} instead of ${subject.configDigest} (${formatPlatform(subject.platform)}).`,
        remedy: 'Please report this with the debug log of this step; the result is not used.',
      });
    const traces = report.systemPackages > 0 ? [] : await tracesOf(subject, options);
    return { report, json, around: { log: observeLog(said), traces } };
  });
}

/** Of an image without packages, which few are. */
async function tracesOf(subject: Subject, options: TraceReader) {
  const { findPackageTraces } = await import('./package-traces.ts');
  return findPackageTraces(subject, options);
}

// Relative to the working folder, because Trivy reads ":" and "@" in --input as tag and digest.
const IMAGE = 'image';
const CACHE = 'cache';
const REPORT = 'report.json';
const LOGINS = 'logins';

async function prepare(
  { source }: Subject,
  work: string,
  { database, credentials }: Pick<ScanOptions, 'database' | 'credentials'>,
): Promise<ScanTarget> {
  await mkdir(path.join(work, CACHE));
  await mkdir(path.join(work, 'tmp'));
  await link(database.directory, work, 'vulnerabilities');
  if (source.kind === 'registry') {
    await writeLogins(path.join(work, LOGINS), loginFor(source.reference.registry, credentials));
    return { reference: formatImageReference(source.reference) };
  }
  await writeLayoutView(source.directory, source.descriptor, path.join(work, IMAGE));
  return { layout: IMAGE };
}

/** A cache folder of its own for each scan: only the databases are shared. */
const link = (directory: string, work: string, kind: keyof typeof DATABASES) =>
  symlink(directory, path.join(work, CACHE, DATABASES[kind].folder), 'dir');

/** Of a log; an image can have Trivy say any number. */
const MAX_LINES = 10_000;

/** @param said gets the lines of the log that may mean that something was not looked at */
const run = (target: ScanTarget, work: string, said: string[], options: ScanOptions): Promise<ExecResult> =>
  options.exec(
    options.trivy,
    scanArguments({
      target,
      scanners: options.scanners,
      cacheDirectory: CACHE,
      output: REPORT,
      minutes: MINUTES,
    }),
    {
      cwd: work,
      env: childEnvironment(options.env, [], {
        TMPDIR: path.join(work, 'tmp'),
        DOCKER_CONFIG: path.join(work, LOGINS),
      }),
      timeout: MINUTES * 60_000 + 30_000,
      onLine: (line) => {
        options.log.debug(line);
        if (said.length < MAX_LINES && mayMatter(line)) said.push(line);
      },
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    },
  );

async function readReport(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw internalFailure({
      code: 'trivy/bad-report',
      cause: 'Trivy ended without an error and without a report.',
      remedy: 'Please report this with the debug log of this step.',
      error,
    });
  });
  if (bytes.length <= MAX_REPORT_SIZE) return bytes.toString('utf8');
  throw configurationFailure({
    code: 'trivy/bad-report',
    cause: `Trivy's report has ${bytes.length} bytes, more than the ${MAX_REPORT_SIZE} that can be read.`,
    remedy: 'Leave "secret" and "misconfig" out of "scanners", or make the image smaller.',
  });
}

const about = (subject: Subject) => `${subject.digest} (${formatPlatform(subject.platform)})`;

/** Which message of Trivy means what. The first that matches counts. */
const REASONS: readonly {
  readonly pattern: RegExp;
  readonly category: Failure['category'];
  readonly code: FailureCode;
  readonly cause: string;
  readonly remedy: string;
}[] = [
  {
    pattern: /--skip-db-update cannot be specified on the first run|failed to open db|vulnerability DB/i,
    category: 'remote',
    code: 'trivy/no-database',
    cause: 'Trivy could not open its vulnerability database',
    remedy: 'Run the job again; on a self-hosted runner delete "sealift/trivy-db" in its tool cache first.',
  },
  {
    pattern: /UNAUTHORIZED|DENIED|authentication required/i,
    category: 'configuration',
    code: 'trivy/denied',
    cause: 'the registry did not let Trivy read the image',
    remedy: 'Give a login that may read the image in "username" and "password", or in "token" for ghcr.io.',
  },
  {
    pattern:
      /no such file or directory|unable to get the image ID|as an OCI Image|extract the archive|invalid tar header|gzip: invalid/i,
    category: 'configuration',
    code: 'image/not-usable',
    cause: 'Trivy could not read the image',
    remedy: 'Build the image again into an empty folder.',
  },
  {
    pattern: /no space left on device/i,
    category: 'configuration',
    code: 'trivy/disk-full',
    cause: 'the disk of the runner is full',
    remedy: 'Free disk space on the runner: Trivy unpacks layers into its temporary folder.',
  },
  {
    pattern: /context deadline exceeded|timeout/i,
    category: 'remote',
    code: 'trivy/timeout',
    cause: `the scan did not end within ${MINUTES} minutes`,
    remedy: 'Leave "secret" and "misconfig" out of "scanners", or use a faster runner.',
  },
];

function failureOf(result: ExecResult, subject: Subject): Failure {
  const reason = trivyReason(result.stderr);
  const timeout = REASONS.at(-1);
  const known = result.timedOut ? timeout : REASONS.find(({ pattern }) => pattern.test(result.stderr));
  if (known !== undefined)
    return new Failure(known.category, {
      code: known.code,
      cause: `The scan of ${about(subject)} failed: ${known.cause} (${reason}).`,
      remedy: known.remedy,
    });
  return remoteFailure({
    code: 'trivy/failed',
    cause: `The scan of ${about(subject)} failed: ${result.exitCode === -1 ? 'Trivy was stopped' : reason}.`,
    remedy: 'Run the job again with debug logging, which shows what Trivy says.',
  });
}
