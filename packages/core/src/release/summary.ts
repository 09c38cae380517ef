import { digestHex } from '../image/digest.ts';
import { describeCounts } from '../scan/severity.ts';
import { formatBytes } from '../text/bytes.ts';
import { markdownCode, markdownText, markdownUrl } from '../text/sanitize.ts';
import {
  RELEASE_RECORD_TYPE,
  type ReleaseRecord,
  SIGNATURE_TYPE,
  type SignPart,
  SPDX_TYPE,
  VERDICT_TYPE,
} from './record.ts';

export type Release = {
  /** As it is attested. */
  readonly record: ReleaseRecord;
  readonly sign?: SignPart;
  /** Whom its signatures were verified to be of. */
  readonly signedBy?: string;
};

/** The job summary of a finished release: what was built from what, what is in it, who vouches for it. */
export function renderReleaseSummary(releases: readonly Release[]): string {
  const sorted = releases.toSorted((a, b) =>
    a.record.app < b.record.app ? -1 : a.record.app > b.record.app ? 1 : 0,
  );
  if (sorted.length === 0) return '';
  return [
    `## 🚢 Released: ${sorted.map(({ record }) => markdownText(record.app)).join(', ')}`,
    '',
    sourceLine(sorted),
    '',
    '| App | Deploys as | Platform | Size | Scan | Findings | Packages | Signed |',
    '|---|---|---|---:|---|---|---:|:-:|',
    ...sorted.flatMap(renderRows),
    '',
    ...sorted.flatMap(renderDetails),
  ].join('\n');
}

function sourceLine(releases: readonly Release[]): string {
  const sources = new Map(
    releases.map(({ record: { source } }) => [`${source.repository} ${source.commit}`, source] as const),
  );
  return [...sources.values()]
    .map((source) => {
      const run = markdownUrl(source.runUrl);
      return [
        `Commit ${markdownCode(source.commit.slice(0, 12))} of ${markdownText(source.repository)}`,
        `ref ${markdownCode(source.ref)}`,
        run === undefined
          ? `run ${markdownText(source.runId)}`
          : `[run ${markdownText(source.runId)}](${run})`,
      ].join(' · ');
    })
    .join('\n\n');
}

const renderRows = ({ record, sign, signedBy }: Release): readonly string[] =>
  record.platforms.map(({ platform, size, scan, sbom }, at) => {
    const cells = [
      at === 0 ? `**${markdownText(record.app)}**` : '',
      at === 0 ? markdownCode(record.deployTag) : '',
      markdownCode(platform),
      formatBytes(size),
      `${scan.verdict === 'pass' ? '✅ pass' : '❌ fail'}${scan.ignored > 0 ? `, ${scan.ignored} ignored` : ''}`,
      describeCounts(scan.counts) || 'none',
      String(sbom.packages),
      sign === undefined && signedBy === undefined ? '–' : '🔏',
    ];
    return `| ${cells.join(' | ')} |`;
  });

function renderDetails({ record, sign, signedBy }: Release): readonly string[] {
  const scan = record.platforms[0]?.scan;
  const line = (name: string, value: string) => `| ${name} | ${value} |`;
  return [
    `<details><summary>${markdownText(record.app)}: what vouches for it</summary>`,
    '',
    '| | |',
    '|---|---|',
    line('Image', markdownCode(`${record.image}@${record.digest}`)),
    ...record.platforms.map(({ platform, digest }) => line(markdownText(platform), markdownCode(digest))),
    ...(record.tags.length === 0 ? [] : [line('Tags', record.tags.map(markdownCode).join(', '))]),
    ...(scan === undefined
      ? []
      : [
          line(
            'Gate',
            `${scan.policy.threshold} and above${scan.policy.fixableOnly ? ' with a fix' : ''} blocks; ${scan.scanner.name} ${markdownText(scan.scanner.version)}, database of ${markdownText(scan.database.updatedAt)}`,
          ),
        ]),
    ...(signedBy === undefined ? [] : [line('Signed by', markdownCode(signedBy))]),
    ...(sign === undefined
      ? []
      : [
          line('Signed by', markdownCode(sign.signer.identity)),
          line(
            'for',
            `${markdownText(sign.signer.sourceRepository)} at ${markdownCode(sign.signer.sourceRef)}, as ${markdownCode(sign.signer.issuer)} says`,
          ),
          ...sign.entries.map(({ subject, predicateType, log, logIndex, existing }) =>
            line(
              `${STATEMENTS[predicateType] ?? markdownText(predicateType)}${existing ? ' (kept)' : ''}`,
              `of ${markdownCode(digestHex(subject).slice(0, 12))}, entry ${markdownText(logIndex)} of ${markdownText(log)}`,
            ),
          ),
        ]),
    '',
    '</details>',
    '',
  ];
}

const STATEMENTS: Readonly<Record<string, string>> = {
  [SIGNATURE_TYPE]: 'Signature',
  [SPDX_TYPE]: 'SBOM',
  [VERDICT_TYPE]: 'Scan verdict',
  [RELEASE_RECORD_TYPE]: 'Release record',
};
