import { digestHex } from './digest.ts';
import { markdownCode, markdownText, markdownUrl } from './hostile-text.ts';
import { type ReleaseRecord, SEVERITIES, type SignPart } from './release-record.ts';

export type Release = { readonly record: ReleaseRecord; readonly sign?: SignPart };

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Decimal units, as registries show them: `34.2 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.95 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]}`;
}

/** The job summary of a finished release: what was built from what, what is in it, who vouches for it. */
export function renderReleaseSummary(releases: readonly Release[]): string {
  const sorted = releases.toSorted((a, b) =>
    a.record.app < b.record.app ? -1 : a.record.app > b.record.app ? 1 : 0,
  );
  if (sorted.length === 0) return '';
  const total = sorted.length === 1 ? '1 app' : `${sorted.length} apps`;
  return [`## Released: ${total}`, '', sourceLine(sorted), '', ...sorted.flatMap(renderRelease)].join('\n');
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

function renderRelease({ record, sign }: Release): readonly string[] {
  const rows = record.platforms.map(({ platform, digest, size, scan, sbom }) =>
    [
      markdownCode(platform),
      markdownCode(digestHex(digest).slice(0, 12)),
      formatBytes(size),
      `${scan.verdict === 'pass' ? '✅ pass' : '❌ fail'}${scan.ignored > 0 ? `, ${scan.ignored} ignored` : ''}`,
      findings(scan.counts),
      String(sbom.packages),
    ].join(' | '),
  );
  const scan = record.platforms[0]?.scan;
  return [
    `### ${markdownText(record.app)}`,
    '',
    `${markdownCode(`${record.image}@${record.digest}`)}`,
    '',
    `Deploys as ${markdownCode(record.deployTag)}${
      record.tags.length === 0 ? '' : ` · tags ${record.tags.map(markdownCode).join(', ')}`
    }`,
    '',
    '| Platform | Manifest | Size | Scan | Findings | Packages |',
    '|---|---|---:|---|---|---:|',
    ...rows.map((row) => `| ${row} |`),
    '',
    ...(scan === undefined
      ? []
      : [
          `Policy: ${scan.policy.threshold} and above${scan.policy.fixableOnly ? ' with a fix' : ''} blocks · ${scan.scanner.name} ${markdownText(scan.scanner.version)}, database of ${markdownText(scan.database.updatedAt)}`,
          '',
        ]),
    ...(sign === undefined ? [] : [...signerLines(sign), '']),
  ];
}

const findings = (counts: ReleaseRecord['platforms'][number]['scan']['counts']): string =>
  SEVERITIES.toReversed()
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity]} ${severity.toLowerCase()}`)
    .join(', ') || 'none';

const signerLines = ({ signer, entries }: SignPart): readonly string[] => [
  `Signed by ${markdownCode(signer.identity)} for ${markdownText(signer.sourceRepository)} at ${markdownCode(signer.sourceRef)} · issuer ${markdownCode(signer.issuer)}`,
  '',
  `<details><summary>${entries.length} signatures and attestations in the transparency log</summary>`,
  '',
  '| Subject | Statement | Log | Index |',
  '|---|---|---|---:|',
  ...entries.map(
    ({ subject, predicateType, log, logIndex, existing }) =>
      `| ${markdownCode(digestHex(subject).slice(0, 12))} | ${markdownCode(predicateType)}${existing ? ' (kept)' : ''} | ${markdownText(log)} | ${markdownText(logIndex)} |`,
  ),
  '',
  '</details>',
];
