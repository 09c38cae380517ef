import { formatPlatform, platformSlug } from '@sealift/core/image/platform';
import { MAX_BLINDNESS, type ScanPart } from '@sealift/core/release/record';
import { type GatePolicy, sparedBy } from '@sealift/core/scan/gate';
import { suppressionsOf, verdictFindings } from '@sealift/core/scan/verdict-findings';
import { writeEvidencePart } from '@sealift/evidence/write';
import type { PlatformScan, Scans } from './scan-platforms.ts';

/**
 * Writes `scan.json`, or one per platform when there are several.
 * @param now milliseconds
 * @throws Failure `evidence/…`
 */
export async function writeVerdicts(
  folder: string,
  scans: Scans,
  policy: GatePolicy,
  now: number,
): Promise<void> {
  for (const platform of scans.platforms)
    await writeEvidencePart(
      folder,
      'scan',
      verdictOf(platform, scans.database, policy, now),
      scans.platforms.length === 1 ? undefined : platformSlug(platform.subject.platform),
    );
}

const verdictOf = (
  { subject, report, verdict }: PlatformScan,
  database: Scans['database'],
  policy: GatePolicy,
  now: number,
): ScanPart => ({
  verdict: verdict.verdict,
  subject: subject.digest,
  platform: formatPlatform(subject.platform),
  policy: {
    threshold: policy.threshold,
    fixableOnly: policy.fixableOnly,
    ...(policy.ignoreFiles.length === 0
      ? {}
      : { ignoreFiles: policy.ignoreFiles.map(({ digest }) => digest) }),
    blind: policy.blind,
  },
  counts: verdict.counts,
  spared: sparedBy(verdict),
  blocking: verdict.blocking.length,
  ignored: verdict.ignored.length,
  suppressions: suppressionsOf(verdict.ignored),
  blindness: verdict.blindness.slice(0, MAX_BLINDNESS),
  scanner: { name: 'trivy', version: report.scannerVersion },
  database: {
    version: database.version,
    updatedAt: new Date(database.updatedAt).toISOString(),
    digest: database.digest,
    repository: database.repository,
  },
  scannedAt: new Date(now).toISOString(),
  ...verdictFindings(report.findings, verdict.ignored),
});
