/**
 * Ignore files of Trivy, `.trivyignore` and `.trivyignore.yaml`, applied here and not by Trivy: so that what was taken
 * out is counted, and an entry that has run out is named instead of silently dropped. An entry means exactly what it
 * means to Trivy, or the file is refused.
 * https://trivy.dev/docs/latest/guide/configuration/filtering/
 */
import type { Digest } from '../../image/digest.ts';
import type { Finding, FindingKind } from '../finding.ts';
import { matchesPackage, type PackagePattern, parsePackagePattern } from './package-pattern.ts';
import type { PathPattern } from './path-pattern.ts';

export type IgnoreEntry = {
  /** Absent: any kind, as in the plain format. */
  readonly kind?: FindingKind;
  readonly id: string;
  /** Empty matches every path. */
  readonly paths: readonly PathPattern[];
  /** Empty matches every package. */
  readonly purls: readonly PackagePattern[];
  /** Milliseconds since 1970: after that the entry does not count. */
  readonly expiresAt?: number;
  /** Why the finding is accepted. */
  readonly statement?: string;
  /** Where the entry stands. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
};

export type IgnoreFile = { readonly digest: Digest; readonly entries: readonly IgnoreEntry[] };

export const isExpired = ({ expiresAt }: IgnoreEntry, now: number): boolean =>
  expiresAt !== undefined && expiresAt < now;

/** What is needed of an ignore entry to find the one that a finding meets. */
export type IgnoreIndex = (finding: Finding) => {
  /** The entry that takes the finding out. */
  readonly entry: IgnoreEntry | undefined;
  /** Those that would have, had they not run out. */
  readonly expired: readonly IgnoreEntry[];
};

/**
 * Entries by id, so that a file with thousands of them costs each finding only those with its own.
 * @param now milliseconds since 1970
 */
export function indexIgnoreEntries(files: readonly IgnoreFile[], now: number): IgnoreIndex {
  const byId = Map.groupBy(
    files.flatMap(({ entries }) => entries),
    ({ id }) => id,
  );
  const packages = new Map<string, PackagePattern | undefined>();
  const packageOf = ({ purl }: Finding): PackagePattern | undefined => {
    if (purl === undefined) return undefined;
    if (!packages.has(purl)) packages.set(purl, parsePackagePattern(purl));
    return packages.get(purl);
  };
  return (finding) => {
    const entries = [finding.id, ...finding.aliases].flatMap((id) => byId.get(id) ?? []);
    if (entries.length === 0) return { entry: undefined, expired: [] };
    const meant = packageOf(finding);
    const matching = pathsOf(finding).flatMap((path) =>
      entries.filter((entry) => matchesEntry(entry, finding, path, meant)),
    );
    const entry = matching.find((one) => !isExpired(one, now));
    return { entry, expired: entry === undefined ? [...new Set(matching)] : [] };
  };
}

/** What patterns of paths are compared with; the second is empty for packages of the distribution. */
const pathsOf = ({ kind, target, packagePath }: Finding): readonly string[] =>
  kind === 'vulnerability' ? [target, packagePath ?? ''] : [target];

function matchesEntry(
  entry: IgnoreEntry,
  finding: Finding,
  path: string,
  actual: PackagePattern | undefined,
): boolean {
  if (entry.kind !== undefined && entry.kind !== finding.kind) return false;
  if (entry.paths.length > 0 && !entry.paths.some((pattern) => pattern.matches(path))) return false;
  // To Trivy, what has no package URL is every package.
  if (entry.purls.length === 0 || finding.purl === undefined || finding.kind !== 'vulnerability') return true;
  return actual !== undefined && entry.purls.some((purl) => matchesPackage(purl, actual));
}
