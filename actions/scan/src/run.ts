/** Scans, decides, reports; in this order, so that everybody learns why before the step fails. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Runtime } from '@sealift/action-kit/action';
import { type GitHubContext, readGitHubContext } from '@sealift/action-kit/github-context';
import { maskInputs, registryCredentials } from '@sealift/action-kit/registry-login';
import { createTemporaryFolder } from '@sealift/action-kit/temporary-folder';
import { asFailure, type Failure, policyFailure } from '@sealift/core/failure';
import { formatPlatform, platformSlug } from '@sealift/core/image/platform';
import { formatImageName } from '@sealift/core/image/reference';
import type { ScanPart } from '@sealift/core/release/record';
import { type GatePolicy, judge, type Verdict } from '@sealift/core/scan/gate';
import { sarifCategory } from '@sealift/core/scan/sarif';
import { coverageNotes, expiredNotes, renderScanSummary, scanAnnotations } from '@sealift/core/scan/summary';
import type { ScanReport } from '@sealift/core/scan/trivy-report';
import { verdictFindings } from '@sealift/core/scan/verdict-findings';
import { createGitHubClient, type GitHubClient } from '@sealift/github/client/client';
import { createRegistryClient } from '@sealift/registry/client';
import type { Exec } from '@sealift/tools/exec';
import { findSubjects, type Subject } from '@sealift/tools/subjects';
import type { resolveTool } from '@sealift/tools/tool';
import type { CachedDatabase } from '@sealift/tools/trivy/cache';
import { ensureDatabase } from '@sealift/tools/trivy/database';
import { scanImage } from '@sealift/tools/trivy/scan';
import type { Inputs } from './inputs.ts';
import { loadPolicy } from './policy.ts';
import { saveUploads } from './post.ts';
import { createUploadableSarif, type SizedSarif, uploadAll, uploadTarget } from './upload.ts';

export const outputNames = [
  'verdict',
  'blocking',
  'counts',
  'database-updated-at',
  'json-file',
  'sarif-file',
  'uploaded',
  'sarif-id',
] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

export type Seams = Pick<
  Runtime,
  'env' | 'log' | 'clock' | 'fetch' | 'summary' | 'signal' | 'setOutput' | 'state'
> & {
  readonly exec: Exec;
  readonly resolveTool: typeof resolveTool;
};

/** One platform's image with everything known of it. */
type Scanned = {
  readonly subject: Subject;
  readonly report: ScanReport;
  readonly verdict: Verdict;
  readonly jsonFile: string;
  readonly sarifFile: string;
  readonly sarif: SizedSarif;
};

/**
 * @throws Failure `policy` naming what blocks the release, after outputs, evidence, summary and upload are done;
 * `configuration`, `remote` or `internal` otherwise
 */
export async function run(inputs: Inputs, seams: Seams): Promise<Outputs> {
  const { log, clock } = seams;
  const startedAt = clock.now();
  maskInputs(inputs, log);
  const context = await readGitHubContext(seams.env);
  const policy = await loadPolicy(inputs, seams.env['GITHUB_WORKSPACE'] || process.cwd(), log);
  const target = uploadTarget(inputs, context);
  const { scanned, database } = await scanAll(inputs, policy, seams);

  await report(inputs, scanned, policy, database, seams);
  if (inputs.evidence !== undefined)
    await writeEvidence(inputs.evidence, scanned, policy, database, clock.now());

  let ids: readonly string[] = [];
  let uploadProblem: Failure | undefined;
  if (target !== undefined && 'skipped' in target)
    log.notice(`Nothing is uploaded to code scanning: ${target.skipped}.`);
  else if (target !== undefined)
    try {
      const files = scanned.map(({ sarif }) => sarif);
      const options = { startedAt, optional: inputs.uploadSarif === 'auto', log };
      ids = await uploadAll(githubClient(inputs.token ?? '', context, seams), files, target, options);
      if (inputs.waitForProcessing) saveUploads(seams.state, { ...target, ids });
    } catch (error) {
      uploadProblem = asFailure(error);
    }

  const outputs = createOutputs(scanned, database, ids);
  const blocking = scanned.flatMap(({ verdict }) => verdict.blocking);
  if (blocking.length > 0 && inputs.gate === 'fail') {
    for (const [name, value] of Object.entries(outputs)) seams.setOutput(name, value);
    // One failure can end the step, and the gate's is the one that stands whatever becomes of the upload.
    if (uploadProblem !== undefined)
      log.error(`${uploadProblem.message} ${uploadProblem.remedy}`, { title: 'SARIF upload failed' });
    throw gateFailure(inputs, scanned);
  }
  if (uploadProblem !== undefined) throw uploadProblem;
  return outputs;
}

async function scanAll(
  inputs: Inputs,
  policy: GatePolicy,
  seams: Seams,
): Promise<{ scanned: readonly Scanned[]; database: CachedDatabase }> {
  const { env, log, clock, fetch, signal, exec } = seams;
  const registry = 'reference' in inputs.source ? inputs.source.reference.registry : undefined;
  const credentials = await registryCredentials(registry, inputs, seams);
  const subjects = await findSubjects(inputs.source, inputs.platforms, () =>
    createRegistryClient({ credentials: () => credentials, fetch, clock, log, signal }),
  );
  const tool = await seams.resolveTool('trivy', { source: inputs.tools, env, log, fetch, clock, signal });
  const common = { trivy: tool.path, exec, env, log, clock, signal, maxAge: inputs.maxDatabaseAge };
  const database = await ensureDatabase('vulnerabilities', {
    ...common,
    ...some('repositories', inputs.databaseRepositories),
  });
  const javaDatabase = () =>
    ensureDatabase('java', { ...common, ...some('repositories', inputs.javaDatabaseRepositories) });

  const folder = await createTemporaryFolder(env, 'reports');
  const scanned: Scanned[] = [];
  for (const subject of subjects) {
    log.info(
      `Scanning ${formatImageName(inputs.image)} for ${formatPlatform(subject.platform)} (${subject.digest})`,
    );
    const { report, json } = await scanImage(subject, {
      ...common,
      scanners: inputs.scanners,
      database,
      javaDatabase,
      ...(credentials === undefined ? {} : { credentials }),
    });
    const verdict = judge(report.findings, policy, clock.now());
    const slug = platformSlug(subject.platform);
    const sarif = await createUploadableSarif(
      {
        findings: [...verdict.blocking, ...verdict.nonBlocking],
        image: inputs.image,
        platform: subject.platform,
        scannerVersion: report.scannerVersion,
        category: sarifCategory(inputs.category, inputs.image, subject.platform, subjects.length > 1),
      },
      log,
    );
    const jsonFile = path.join(folder, `trivy.${slug}.json`);
    const sarifFile = path.join(folder, `trivy.${slug}.sarif`);
    await writeFile(jsonFile, json);
    await writeFile(sarifFile, sarif.text);
    scanned.push({ subject, report, verdict, jsonFile, sarifFile, sarif });
  }
  return { scanned, database };
}

const some = <const K extends string>(key: K, list: readonly string[]) =>
  (list.length === 0 ? {} : { [key]: list }) as Partial<Record<K, readonly string[]>>;

const githubClient = (
  token: string,
  { apiUrl }: GitHubContext,
  { fetch, clock, log, signal }: Seams,
): GitHubClient => createGitHubClient({ token, apiUrl, fetch, clock, log, signal });

async function report(
  inputs: Inputs,
  scanned: readonly Scanned[],
  policy: GatePolicy,
  database: CachedDatabase,
  { log, summary }: Seams,
): Promise<void> {
  const image = formatImageName(inputs.image);
  for (const { subject, report, verdict } of scanned) {
    const platform = formatPlatform(subject.platform);
    await summary(
      renderScanSummary({
        image,
        platform,
        digest: subject.digest,
        report,
        policy,
        verdict,
        databaseUpdatedAt: new Date(database.updatedAt).toISOString(),
      }),
    );
    const { counts } = verdict;
    log.info(
      `${platform}: ${counts.CRITICAL} critical, ${counts.HIGH} high, ${counts.MEDIUM} medium, ${counts.LOW} low, ${counts.UNKNOWN} unknown; ${verdict.blocking.length} blocking, ${verdict.ignored.length} ignored: ${verdict.verdict}`,
    );
    for (const note of [...coverageNotes(report), ...expiredNotes(verdict.expired)])
      log.warning(note, { title: `Scan of ${image} (${platform})` });
  }
  const show = inputs.gate === 'fail' ? log.error : log.warning;
  for (const { title, message } of scanAnnotations(scanned.flatMap(({ verdict }) => verdict.blocking)))
    show(message, { title });
}

/** `scan.json`, or one per platform when there are several. */
async function writeEvidence(
  folder: string,
  scanned: readonly Scanned[],
  policy: GatePolicy,
  database: CachedDatabase,
  now: number,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { subject, report, verdict } of scanned) {
    const part: ScanPart = {
      verdict: verdict.verdict,
      subject: subject.digest,
      platform: formatPlatform(subject.platform),
      policy: {
        threshold: policy.threshold,
        fixableOnly: policy.fixableOnly,
        ...(policy.ignoreFile === undefined ? {} : { ignoreFile: policy.ignoreFile.digest }),
      },
      counts: verdict.counts,
      blocking: verdict.blocking.length,
      ignored: verdict.ignored.length,
      scanner: { name: 'trivy', version: report.scannerVersion },
      database: { version: database.version, updatedAt: new Date(database.updatedAt).toISOString() },
      scannedAt: new Date(now).toISOString(),
      ...verdictFindings(report.findings),
    };
    const name = scanned.length === 1 ? 'scan.json' : `scan.${platformSlug(subject.platform)}.json`;
    await writeFile(path.join(folder, name), `${JSON.stringify(part, null, 2)}\n`);
  }
}

function createOutputs(
  scanned: readonly Scanned[],
  database: CachedDatabase,
  ids: readonly string[],
): Outputs {
  const blocking = scanned.reduce((sum, { verdict }) => sum + verdict.blocking.length, 0);
  return {
    verdict: blocking === 0 ? 'pass' : 'fail',
    blocking: String(blocking),
    counts: JSON.stringify(
      Object.fromEntries(
        scanned.map(({ subject, verdict }) => [formatPlatform(subject.platform), verdict.counts]),
      ),
    ),
    'database-updated-at': new Date(database.updatedAt).toISOString(),
    'json-file': scanned.map(({ jsonFile }) => jsonFile).join('\n'),
    'sarif-file': scanned.map(({ sarifFile }) => sarifFile).join('\n'),
    uploaded: String(ids.length > 0 && ids.length === scanned.length),
    'sarif-id': ids.join('\n'),
  };
}

const NAMED = 10;

function gateFailure(inputs: Inputs, scanned: readonly Scanned[]): Failure {
  const all = new Set(scanned.flatMap(({ verdict }) => verdict.blocking.map(({ id }) => id.slice(0, 100))));
  const named = [...all].slice(0, NAMED).join(', ');
  const more = all.size > NAMED ? ` and ${all.size - NAMED} more` : '';
  return policyFailure({
    cause: `${formatImageName(inputs.image)} may not be released: ${named}${more}.`,
    remedy:
      'Update the packages to the fixed versions and build again; a finding that does not apply goes into an ignore file ("trivyignores") with a date on which it runs out.',
  });
}
