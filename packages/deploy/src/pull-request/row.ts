/** One app in the table at the top. */
import { countBySeverity, describeCounts } from '@sealift/core/scan/severity';
import { formatBytes } from '@sealift/core/text/bytes';
import { code, formatDelta, link, plural, shortDigest, shortTag, text } from './format.ts';
import type { AppChange } from './text.ts';

export const HEAD = ['App', 'Change', 'Commits', 'Vulnerabilities', 'Packages', 'Size', 'Verified'];

/** In the last cell of an app that nobody verified; names cannot contain it, since they are escaped. */
export const OFF = '⚠️ **off**';

/** Cells of the table, as many as {@link HEAD} has. */
export const rowOf = (change: AppChange): readonly string[] => [
  `**${text(change.app, 100)}**${change.environment === undefined ? '' : ` (${text(change.environment, 60)})`}`,
  changeCell(change),
  commitsCell(change),
  vulnerabilitiesCell(change),
  packagesCell(change),
  sizeCell(change),
  verifiedCell(change),
];

/** App, change and whether it was verified: the cells between are empty. */
export const shortRowOf = (change: AppChange): readonly string[] => {
  const [app = '', what = ''] = rowOf(change);
  return [app, what, '', '', '', '', change.verification.kind === 'off' ? OFF : '✅'];
};

const verifiedCell = ({ verification }: AppChange): string =>
  verification.kind === 'off'
    ? OFF
    : `✅ ${link(verification.kind === 'earlier' ? 'earlier run' : 'run', verification.by)}`;

function changeCell({ before, after }: AppChange): string {
  const same = before.tag === after.tag;
  const show = (tag: string | undefined, digest: string | undefined) =>
    same && digest !== undefined
      ? `${code(shortTag(tag ?? ''), 60)} ${code(shortDigest(digest))}`
      : code(shortTag(tag ?? (digest === undefined ? '' : shortDigest(digest))), 60);
  if (same && (before.digest === undefined || before.digest === after.digest))
    return `${code(shortTag(after.tag), 60)} (unchanged)`;
  const old = show(before.tag, before.digest);
  return `${old === '' ? '(none)' : old} → ${show(after.tag, after.digest)}`;
}

function commitsCell({ commits, record }: AppChange): string {
  if (commits === undefined) return record === undefined ? 'unknown' : '–';
  const words = {
    same: () => 'same commit',
    ancestor: () => plural(commits.ahead, 'commit'),
    descendant: () => `⏪ ${plural(commits.behind, 'commit')} back`,
    diverged: () => `⚠️ +${commits.ahead} −${commits.behind}`,
    unknown: () => 'compare',
  };
  return link(words[commits.relation](), commits.compareUrl);
}

function vulnerabilitiesCell({ comparison, record }: AppChange): string {
  const { introduced, accepted, fixed } = comparison?.vulnerabilities ?? {};
  if (introduced === undefined || accepted === undefined || fixed === undefined) {
    if (record === undefined) return 'unknown';
    const counts = record.platforms.map(({ scan }) => scan.counts);
    // Platforms mostly share their packages: the largest number counts.
    const most = counts.reduce((sum, next) => ({
      UNKNOWN: Math.max(sum.UNKNOWN, next.UNKNOWN),
      LOW: Math.max(sum.LOW, next.LOW),
      MEDIUM: Math.max(sum.MEDIUM, next.MEDIUM),
      HIGH: Math.max(sum.HIGH, next.HIGH),
      CRITICAL: Math.max(sum.CRITICAL, next.CRITICAL),
    }));
    const all = describeCounts(most);
    return all === '' ? 'none' : `${all} in all`;
  }
  const isSevere = introduced.some(({ severity }) => severity === 'CRITICAL' || severity === 'HIGH');
  const parts = [
    ...(introduced.length === 0
      ? []
      : [
          `${isSevere ? '🔴 ' : ''}**${introduced.length} new** (${describeCounts(countBySeverity(introduced))})`,
        ]),
    ...(accepted.length === 0 ? [] : [`${accepted.length} accepted`]),
    ...(fixed.length === 0 ? [] : [`${introduced.length === 0 ? '🟢 ' : ''}${fixed.length} fixed`]),
  ];
  return parts.length === 0 ? 'no change' : parts.join(', ');
}

function packagesCell({ comparison, record }: AppChange): string {
  if (comparison === undefined)
    return record === undefined
      ? 'unknown'
      : `${Math.max(...record.platforms.map(({ sbom }) => sbom.packages))} in all`;
  const { added, removed, changed } = comparison.packages;
  const parts = [
    ...(changed.length === 0 ? [] : [`${changed.length} changed`]),
    ...(added.length === 0 ? [] : [`${added.length} added`]),
    ...(removed.length === 0 ? [] : [`${removed.length} removed`]),
  ];
  return parts.length === 0 ? 'no change' : parts.join(', ');
}

function sizeCell({ comparison, record }: AppChange): string {
  const [largest] = (comparison?.sizes ?? []).toSorted(
    (a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before),
  );
  if (largest !== undefined) return formatDelta(largest.before, largest.after);
  return record === undefined
    ? 'unknown'
    : formatBytes(Math.max(...record.platforms.map(({ size }) => size)));
}
