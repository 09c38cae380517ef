/**
 * Ignore files of Trivy, `.trivyignore` and `.trivyignore.yaml`, applied here and not by Trivy: so that what was taken
 * out is counted, and an entry that has run out is named instead of silently dropped.
 * https://trivy.dev/docs/latest/guide/configuration/filtering/
 */
import type { Digest } from '../image/digest.ts';
import { createMatcher } from '../text/glob.ts';
import type { Finding, FindingKind } from './finding.ts';
import { matchesPurl, type Purl, parsePurl } from './purl.ts';

export type IgnoreEntry = {
  /** Absent: any kind, as in the plain format. */
  readonly kind?: FindingKind;
  readonly id: string;
  /** Globs of paths in the image; empty matches every path. */
  readonly paths: readonly string[];
  /** Package URLs; empty matches every package. */
  readonly purls: readonly Purl[];
  /** Milliseconds since 1970: from then on the entry does not count. */
  readonly expiresAt?: number;
  readonly statement?: string;
};

export type IgnoreFile = { readonly digest: Digest; readonly entries: readonly IgnoreEntry[] };

export const isExpired = ({ expiresAt }: IgnoreEntry, now: number): boolean =>
  expiresAt !== undefined && expiresAt <= now;

function matchesPackage(meant: readonly Purl[], finding: Finding): boolean {
  const actual = finding.purl === undefined ? undefined : parsePurl(finding.purl);
  return actual !== undefined && meant.some((purl) => matchesPurl(purl, actual));
}

/** Whether the entry is about the finding, whatever its expiry. */
export function matchesIgnoreEntry(entry: IgnoreEntry, finding: Finding): boolean {
  return (
    entry.id === finding.id &&
    (entry.kind === undefined || entry.kind === finding.kind) &&
    (entry.paths.length === 0 || createMatcher(entry.paths, 'full')(finding.path)) &&
    (entry.purls.length === 0 || matchesPackage(entry.purls, finding))
  );
}
