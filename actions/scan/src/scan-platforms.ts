/** Has Trivy scan an image, platform by platform, and judges what it found. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { registryCredentials } from '@sealift/action-kit/registry-login';
import { createTemporaryFolder } from '@sealift/action-kit/temporary-folder';
import type { Digest } from '@sealift/core/image/digest';
import { formatPlatform, platformSlug } from '@sealift/core/image/platform';
import { formatImageName } from '@sealift/core/image/reference';
import { observeBlindness } from '@sealift/core/scan/blindness';
import { type GatePolicy, judge, type Verdict } from '@sealift/core/scan/gate';
import { type SarifOptions, sarifCategory } from '@sealift/core/scan/sarif';
import type { ScanReport } from '@sealift/core/scan/trivy-report';
import { findSubjects, type Subject } from '@sealift/tools/subjects';
import { type CachedDatabase, databaseDigest } from '@sealift/tools/trivy/cache';
import { databaseAtHand, ensureDatabase } from '@sealift/tools/trivy/database';
import { scanImage } from '@sealift/tools/trivy/scan';
import type { Dependencies } from './dependencies.ts';
import type { Inputs } from './inputs.ts';
import { createUploadableSarif, type SizedSarif } from './sized-sarif.ts';

/** One platform's image with everything known of it. */
export type PlatformScan = {
  readonly subject: Subject;
  readonly report: ScanReport;
  readonly verdict: Verdict;
  readonly jsonFile: string;
  readonly sarifFile: string;
  readonly sarif: SizedSarif;
  /** What the SARIF is made of. */
  readonly sarifOptions: SarifOptions;
};

export type Scans = {
  readonly platforms: readonly PlatformScan[];
  /** What all of them were scanned with. */
  readonly database: CachedDatabase & { readonly digest: Digest };
};

/** @throws Failure those of the registry, of layouts and of Trivy */
export async function scanPlatforms(
  inputs: Inputs,
  policy: GatePolicy,
  dependencies: Dependencies,
): Promise<Scans> {
  const { env, log, clock, signal, exec } = dependencies;
  const registry = 'reference' in inputs.source ? inputs.source.reference.registry : undefined;
  const credentials = await registryCredentials(registry, inputs, dependencies);
  // A pipeline scans what it has built, before it is in any registry.
  const client = async () => {
    const { createRegistryClient } = await import('@sealift/registry/client');
    return createRegistryClient({ ...dependencies, credentials: () => credentials });
  };
  const subjects = await findSubjects(inputs.source, inputs.platforms, client);
  const tool = await dependencies.resolveTool('trivy', { source: inputs.tools, ...dependencies });
  const trivy = { trivy: tool.path, exec, env, log, clock, signal, maxAge: inputs.maxDatabaseAge };
  const database = await ensureDatabase('vulnerabilities', {
    ...trivy,
    ...repositories(inputs.databaseRepositories),
  });
  const notRefreshed = database.notRefreshed === undefined ? {} : { notRefreshed: database.notRefreshed };
  const java = { ...trivy, ...repositories(inputs.javaDatabaseRepositories) };
  const javaDatabase = {
    atHand: () => databaseAtHand('java', java),
    ensure: () => ensureDatabase('java', java),
  };

  const folder = await createTemporaryFolder(env, 'reports');
  const platforms: PlatformScan[] = [];
  for (const subject of subjects) {
    log.info(
      `Scanning ${formatImageName(inputs.image)} for ${formatPlatform(subject.platform)} (${subject.digest})`,
    );
    const { report, json, around } = await scanImage(subject, {
      ...trivy,
      scanners: inputs.scanners,
      database,
      javaDatabase,
      client,
      ...(credentials === undefined ? {} : { credentials }),
    });
    const verdict = judge(
      { findings: report.findings, blindness: observeBlindness(report, { ...around, ...notRefreshed }) },
      policy,
      clock.now(),
    );
    const sarifOptions: SarifOptions = {
      findings: [...verdict.blocking, ...verdict.nonBlocking],
      suppressed: verdict.ignored,
      image: inputs.image,
      platform: subject.platform,
      scannerVersion: report.scannerVersion,
      category: sarifCategory(inputs.category, inputs.image, subject.platform, subjects.length > 1),
    };
    const sarif = await createUploadableSarif(sarifOptions, log);
    const files = await writeReports(folder, subject, json, sarif);
    platforms.push({ subject, report, verdict, sarif, sarifOptions, ...files });
  }
  return { platforms, database: { ...database, digest: await databaseDigest('vulnerabilities', database) } };
}

const repositories = (list: readonly string[]): { readonly repositories?: readonly string[] } =>
  list.length === 0 ? {} : { repositories: list };

async function writeReports(
  folder: string,
  { platform }: Subject,
  json: string | Uint8Array,
  sarif: SizedSarif,
): Promise<Pick<PlatformScan, 'jsonFile' | 'sarifFile'>> {
  const slug = platformSlug(platform);
  const jsonFile = path.join(folder, `trivy.${slug}.json`);
  const sarifFile = path.join(folder, `trivy.${slug}.sarif`);
  await writeFile(jsonFile, json);
  await writeFile(sarifFile, sarif.text);
  return { jsonFile, sarifFile };
}
