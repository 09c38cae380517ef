/**
 * SARIF 2.1.0 for GitHub code scanning. Alerts stay the same between commits, because nothing that changes with a build
 * (version, digest, temporary path) is part of their identity, and stay apart between apps, because the image is.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
import { createHash } from 'node:crypto';
import type { Log, ReportingDescriptor, Result, Suppression } from 'sarif';
import { formatPlatform, type Platform } from '../image/platform.ts';
import { formatImageName, type ImageName } from '../image/reference.ts';
import { singleLine } from '../text/sanitize.ts';
import { bySeverity, type Finding } from './finding.ts';
import type { IgnoreEntry } from './ignore/ignore-file.ts';
import { cut, ruleHelp, sarifText } from './sarif-text.ts';
import type { Severity } from './severity.ts';

/** GitHub refuses a run with more results… */
export const MAX_RESULTS = 25_000;
/** …and shows only this many of them. */
export const SHOWN_RESULTS = 5_000;
/** Bytes of the gzip-compressed file. */
export const MAX_COMPRESSED_SIZE = 10 * 1024 * 1024;
const MAX_TAGS = 20;
const MAX_ID_LENGTH = 255;

export type SarifOptions = {
  readonly findings: readonly Finding[];
  /**
   * What ignore files took out, as suppressed results behind the others. Not for an upload: GitHub does not know
   * suppressions and would open alerts for them.
   */
  readonly suppressed?: readonly { readonly finding: Finding; readonly entry: IgnoreEntry }[];
  readonly image: ImageName;
  readonly platform: Platform;
  readonly scannerVersion: string;
  /** See {@link sarifCategory}. */
  readonly category: string;
  /** Default and upper bound: {@link MAX_RESULTS}. */
  readonly maxResults?: number;
};

export type Sarif = {
  /** JSON text. */
  readonly text: string;
  readonly results: number;
  /** Findings that did not fit. */
  readonly dropped: number;
};

/**
 * What keeps one upload from replacing another: `sealift/<image>/<platform>/`, or the given one. GitHub takes what
 * stands before the last slash.
 */
export const sarifCategory = (
  given: string | undefined,
  image: ImageName,
  platform: Platform,
  several: boolean,
): string => {
  if (given === undefined) return `sealift/${formatImageName(image)}/${formatPlatform(platform)}/`;
  const base = given.replace(/\/+$/, '');
  return several ? `${base}/${formatPlatform(platform)}/` : `${base}/`;
};

export function createSarif(options: SarifOptions): Sarif {
  const alerts = [
    ...groupAlerts(options.findings, options.image),
    ...groupAlerts(
      (options.suppressed ?? []).map(({ finding }) => finding),
      options.image,
      new Map((options.suppressed ?? []).map(({ finding, entry }) => [finding, entry])),
    ),
  ];
  const kept = alerts.slice(0, Math.min(options.maxResults ?? MAX_RESULTS, MAX_RESULTS));
  const rules = new Map<string, { readonly index: number; readonly rule: ReportingDescriptor }>();
  const results = kept.map((alert): Result => {
    const id = ruleId(alert.finding);
    const known = rules.get(id) ?? { index: rules.size, rule: createRule(id, alert.finding) };
    rules.set(id, known);
    return resultOf(alert, options.image, id, known.index);
  });
  const log = logOf(
    options,
    [...rules.values()].map(({ rule }) => rule),
    results,
  );
  return {
    text: `${JSON.stringify(log)}\n`,
    results: kept.length,
    dropped: alerts.length - kept.length,
  };
}

const resultOf = (
  { finding, versions, fingerprint, entry }: Alert,
  image: ImageName,
  ruleId: string,
  ruleIndex: number,
): Result => ({
  ruleId,
  ruleIndex,
  level: LEVELS[finding.severity],
  message: { text: messageOf(finding, versions) },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: artifactUri(image, finding.path) },
        region: { startLine: finding.line ?? 1 },
      },
    },
  ],
  partialFingerprints: { primaryLocationLineHash: fingerprint },
  ...(entry === undefined ? {} : { suppressions: [suppressionOf(entry)] }),
});

/** SARIF 2.1.0 section 3.35. */
const suppressionOf = ({ statement, expiresAt, file, line }: IgnoreEntry): Suppression => ({
  kind: 'external',
  status: 'accepted',
  justification: cut(
    sarifText(
      `${statement ?? 'No reason is given'} (${file}, line ${line}${
        expiresAt === undefined ? '' : `, until ${new Date(expiresAt).toISOString().slice(0, 10)}`
      })`,
    ),
    1000,
  ),
});

const logOf = (
  { scannerVersion, category }: SarifOptions,
  rules: ReportingDescriptor[],
  results: Result[],
): Log => ({
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
  runs: [
    {
      tool: {
        driver: {
          name: 'Trivy',
          fullName: 'Trivy, normalised by Sealift',
          informationUri: 'https://trivy.dev/',
          version: scannerVersion,
          rules,
        },
      },
      automationDetails: { id: category },
      columnKind: 'utf16CodeUnits',
      results,
    },
  ],
});

type Alert = {
  /** The most severe of those that share the fingerprint. */
  readonly finding: Finding;
  readonly versions: readonly string[];
  readonly fingerprint: string;
  /** What took it out. */
  readonly entry?: IgnoreEntry;
};

/** Two versions of one package registered in one place are one alert: their fingerprints could not differ. */
function groupAlerts(
  findings: readonly Finding[],
  image: ImageName,
  entries: ReadonlyMap<Finding, IgnoreEntry> = new Map(),
): Alert[] {
  const alerts = new Map<string, Alert & { readonly versions: string[] }>();
  const seen = new Map<string, number>();
  for (const finding of findings.toSorted(bySeverity)) {
    // A line number would move with every edit above it, so equal rules in one file are told apart by their order.
    const ordinalKey = JSON.stringify([finding.id, finding.path]);
    const ordinal = seen.get(ordinalKey) ?? 0;
    seen.set(ordinalKey, ordinal + 1);
    const part = finding.kind === 'vulnerability' ? finding.packageName : String(ordinal);
    const fingerprint = fingerprintOf([formatImageName(image), finding.id, part, finding.path]);
    const known = alerts.get(fingerprint);
    if (known === undefined) {
      const entry = entries.get(finding);
      const alert = { finding, versions: [finding.installedVersion], fingerprint };
      alerts.set(fingerprint, entry === undefined ? alert : { ...alert, entry });
    } else if (!known.versions.includes(finding.installedVersion))
      known.versions.push(finding.installedVersion);
  }
  return [...alerts.values()];
}

/** JSON keeps the parts apart: no two different lists give the same text. */
const fingerprintOf = (identity: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(identity)).digest('hex');

/** Severity differs between packages that one CVE is in, so the rule is about both. */
function ruleId({ id, packageName }: Finding): string {
  const full = singleLine(packageName === '' ? id : `${id}-${packageName}`);
  if (full.length <= MAX_ID_LENGTH) return full;
  const hash = createHash('sha256').update(full).digest('hex').slice(0, 16);
  return `${cut(full, MAX_ID_LENGTH - hash.length - 1)}-${hash}`;
}

const LEVELS = {
  CRITICAL: 'error',
  HIGH: 'error',
  MEDIUM: 'warning',
  LOW: 'note',
  UNKNOWN: 'note',
} as const satisfies Record<Severity, string>;

/** GitHub shows the severity that the score falls into. */
const SCORES = {
  CRITICAL: { least: 9, usual: 9.5, most: 10 },
  HIGH: { least: 7, usual: 8, most: 8.9 },
  MEDIUM: { least: 4, usual: 5.5, most: 6.9 },
  LOW: { least: 0.1, usual: 2, most: 3.9 },
} as const;

/** The CVSS score, kept within the severity that the gate decides by: vendors lower what NVD scores high. */
function securitySeverity({ severity, score }: Finding): string | undefined {
  if (severity === 'UNKNOWN') return undefined;
  const { least, usual, most } = SCORES[severity];
  return Math.min(most, Math.max(least, score ?? usual)).toFixed(1);
}

const NAMES = {
  vulnerability: 'VulnerablePackage',
  secret: 'SecretInImage',
  misconfiguration: 'ImageMisconfiguration',
} as const satisfies Record<Finding['kind'], string>;

function createRule(id: string, finding: Finding): ReportingDescriptor {
  const score = securitySeverity(finding);
  const tags = ['security', finding.kind, finding.severity.toLowerCase()];
  for (const cwe of finding.cwes) {
    const number = /^CWE-(\d{1,6})$/.exec(cwe)?.[1];
    if (number !== undefined) tags.push(`external/cwe/cwe-${number.padStart(3, '0')}`);
  }
  const title = sarifText(finding.title || `${finding.id} in ${finding.packageName}`);
  const help = ruleHelp(finding);
  return {
    id,
    name: NAMES[finding.kind],
    shortDescription: { text: cut(title, 1000) },
    fullDescription: { text: cut(sarifText(finding.description) || title, 1000) },
    ...(help.url === undefined ? {} : { helpUri: help.url }),
    help: { text: help.text, markdown: help.markdown },
    defaultConfiguration: { level: LEVELS[finding.severity] },
    properties: {
      precision: 'very-high',
      tags: [...new Set(tags)].slice(0, MAX_TAGS),
      ...(score === undefined ? {} : { 'security-severity': score }),
    },
  };
}

function messageOf(finding: Finding, versions: readonly string[]): string {
  if (finding.kind !== 'vulnerability') return cut(sarifText(finding.description || finding.title), 1000);
  const fix =
    finding.fixedVersion === undefined
      ? `no fixed version${finding.status === undefined ? '' : ` (${finding.status})`}`
      : `fixed in ${finding.fixedVersion}`;
  const installed = versions.filter((version) => version !== '').join(', ');
  return cut(sarifText(`${finding.packageName} ${installed}: ${finding.id}, ${fix}.`), 1000);
}

/** `<repository>/<path in the image>`: relative, and the same in every build. */
function artifactUri(image: ImageName, path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
  return [...image.repository.split('/'), ...segments]
    .map((segment) => encodeURIComponent(cut(segment.toWellFormed(), 255)))
    .join('/');
}
