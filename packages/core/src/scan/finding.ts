/** What a scan found, the one shape of it in this house. */
import { SEVERITIES, type Severity } from './severity.ts';

export const FINDING_KINDS = ['vulnerability', 'secret', 'misconfiguration'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** One finding. Every text in it comes from the image or a database: escape it where it is shown. */
export type Finding = {
  readonly kind: FindingKind;
  /** CVE or other advisory, or the id of the rule. */
  readonly id: string;
  readonly severity: Severity;
  /** Empty for secrets and misconfigurations. */
  readonly packageName: string;
  readonly installedVersion: string;
  /** Source package of the distribution that the package is built from: `openssl` of `libssl3t64`. */
  readonly sourceName?: string;
  /** Absent when nobody has published a fix. */
  readonly fixedVersion?: string;
  readonly purl?: string;
  /** `debian`, `node-pkg`, `python-pkg`, `jar` …; empty for secrets. */
  readonly type: string;
  /** Other ids of the rule. */
  readonly aliases: readonly string[];
  /** What the scanner reports it under, as it writes it: a file, a kind of packages (`Node.js`), an image. */
  readonly target: string;
  /** File that the package was found in, as the scanner writes it; packages of the distribution have none. */
  readonly packagePath?: string;
  /** File in the image, without a leading slash; for packages of the distribution, its package database. */
  readonly path: string;
  /** 1-based. */
  readonly line?: number;
  readonly title: string;
  readonly description: string;
  readonly url?: string;
  readonly cwes: readonly string[];
  /** CVSS base score of the source that decided the severity, else the highest. */
  readonly score?: number;
  /** Trivy's word for what the vendor says, e.g. `affected`, `will_not_fix`. */
  readonly status?: string;
};

/** Most severe first, then by id, package and path: the order of every list that people see. */
export const bySeverity = (a: Finding, b: Finding): number =>
  SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
  compare(a.id, b.id) ||
  compare(a.packageName, b.packageName) ||
  compare(a.path, b.path);

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
