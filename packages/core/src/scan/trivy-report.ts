/**
 * Trivy's JSON report (schema version 2), reduced to what Sealift decides on and shows. Unknown keys are ignored, used
 * ones are strict: a report that cannot be understood must not look like one without findings.
 * https://trivy.dev/docs/latest/guide/configuration/reporting/#json
 */
import * as v from 'valibot';
import { internalFailure } from '../failure.ts';
import { schemaWords } from '../text/problem-words.ts';
import type { Finding } from './finding.ts';
import {
  type TrivyMisconfiguration,
  TrivyReport,
  type TrivyResult,
  type TrivyVulnerability,
} from './trivy-report-schema.ts';

export type ScanReport = {
  readonly scannerVersion: string;
  /** Config digest of the image that was scanned. */
  readonly imageId: string;
  /** Absent when no distribution was recognised: then only language packages were compared. */
  readonly os?: { readonly family: string; readonly name: string; readonly endOfLife: boolean };
  /** Packages that Trivy recognised. */
  readonly packages: number;
  /** Those among them that belong to the distribution. */
  readonly systemPackages: number;
  readonly findings: readonly Finding[];
};

/**
 * @param json the report's text
 * @throws Failure `internal` when it is not a report that this version understands
 */
export function parseTrivyReport(json: string): ScanReport {
  const report = check(parseJson(json));
  const { OS } = report.Metadata;
  const results = report.Results ?? [];
  return {
    scannerVersion: report.Trivy.Version,
    imageId: report.Metadata.ImageID,
    ...(OS === undefined || OS.Family === '' || OS.Family === 'none'
      ? {}
      : { os: { family: OS.Family, name: OS.Name ?? '', endOfLife: OS.EOSL ?? false } }),
    packages: countPackages(results),
    systemPackages: countPackages(results.filter(({ Class }) => Class === 'os-pkgs')),
    findings: results.flatMap((result) => findingsOf(result, report.ArtifactName)),
  };
}

const countPackages = (results: readonly TrivyResult[]): number =>
  results.reduce((sum, { Packages }) => sum + (Packages?.length ?? 0), 0);

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw notUnderstood('it is not JSON', error);
  }
}

function check(json: unknown): TrivyReport {
  const result = v.safeParse(TrivyReport, json, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw notUnderstood(`"${v.getDotPath(issue) ?? 'the report'}": ${schemaWords(issue)}`);
}

const notUnderstood = (reason: string, error?: unknown) =>
  internalFailure({
    code: 'scan/unreadable-report',
    cause: `Trivy's report is not understood: ${reason}.`,
    remedy: 'Use the pinned Trivy ("tools: pinned"); if you do, please report this as a bug.',
    error,
  });

function findingsOf(result: TrivyResult, artifactName: string): Finding[] {
  // The image's own configuration is reported under the name of what was scanned, which is a temporary folder.
  const target = result.Target === artifactName ? IMAGE_CONFIG : inImage(result.Target);
  const type = result.Type ?? '';
  const sources = sourcesOf(result);
  return [
    ...(result.Vulnerabilities ?? []).map((entry): Finding => {
      const score = scoreOf(entry);
      const sourceName = sources.get(entry.PkgIdentifier?.UID ?? entry.PkgID ?? '');
      return {
        kind: 'vulnerability',
        id: entry.VulnerabilityID,
        severity: entry.Severity,
        packageName: entry.PkgName,
        installedVersion: entry.InstalledVersion ?? '',
        ...(sourceName === undefined ? {} : { sourceName }),
        aliases: [],
        target: result.Target,
        ...(entry.PkgPath ? { packagePath: entry.PkgPath } : {}),
        type,
        path: entry.PkgPath ? inImage(entry.PkgPath) : packageDatabase(result, target),
        title: entry.Title ?? '',
        description: entry.Description ?? '',
        cwes: entry.CweIDs ?? [],
        ...(entry.FixedVersion ? { fixedVersion: entry.FixedVersion } : {}),
        ...(entry.PkgIdentifier?.PURL ? { purl: entry.PkgIdentifier.PURL } : {}),
        ...(entry.PrimaryURL ? { url: entry.PrimaryURL } : {}),
        ...(entry.Status ? { status: entry.Status } : {}),
        ...(score === undefined ? {} : { score }),
      };
    }),
    ...(result.Secrets ?? []).map(
      (entry): Finding => ({
        kind: 'secret',
        id: entry.RuleID,
        severity: entry.Severity,
        packageName: '',
        installedVersion: '',
        aliases: [],
        target: result.Target,
        type,
        path: target,
        title: entry.Title ?? entry.RuleID,
        description: entry.Category ? `${entry.Category} secret` : '',
        cwes: ['CWE-798'],
        ...(entry.StartLine ? { line: entry.StartLine } : {}),
      }),
    ),
    ...(result.Misconfigurations ?? [])
      .filter(({ Status }) => Status === 'FAIL')
      .map(
        (entry): Finding => ({
          kind: 'misconfiguration',
          id: entry.ID,
          severity: entry.Severity,
          packageName: '',
          installedVersion: '',
          aliases: aliasesOf(entry),
          target: result.Target,
          type,
          path: target,
          title: entry.Title ?? entry.ID,
          description: [entry.Message, entry.Description, entry.Resolution].filter(Boolean).join(' '),
          cwes: [],
          ...(entry.PrimaryURL ? { url: entry.PrimaryURL } : {}),
          ...(entry.CauseMetadata?.StartLine ? { line: entry.CauseMetadata.StartLine } : {}),
        }),
      ),
  ];
}

/** Names of source packages by what Trivy calls a package; those of languages have none. */
function sourcesOf({ Packages }: TrivyResult): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  for (const { ID, Identifier, SrcName } of Packages ?? [])
    if (SrcName) for (const id of [ID, Identifier?.UID]) if (id) sources.set(id, SrcName);
  return sources;
}

/**
 * Trivy knows `DS-0002` also as `AVD-DS-0002` and `DS002`, and does not write that into its report: the last part of the
 * check's package is the short form. It has names such as `least-privilege-user` too, which are not known here.
 * https://github.com/aquasecurity/trivy-checks/tree/main/checks/docker
 */
function aliasesOf({ ID, AVDID, Namespace }: TrivyMisconfiguration): readonly string[] {
  const short = Namespace?.startsWith('builtin.') ? Namespace.split('.').at(-1) : undefined;
  return [AVDID, ...(short === undefined ? [] : [`AVD-${ID}`, short])].flatMap((id) => id || []);
}

const IMAGE_CONFIG = 'image-config.json';

const inImage = (path: string) => path.replace(/^(?:\.?\/)+/, '');

/** Where packages without a path of their own are registered. Its name is part of what identifies an alert. */
const PACKAGE_DATABASES: Readonly<Record<string, string>> = {
  debian: 'var/lib/dpkg/status',
  ubuntu: 'var/lib/dpkg/status',
  alpine: 'lib/apk/db/installed',
  wolfi: 'lib/apk/db/installed',
  chainguard: 'lib/apk/db/installed',
};

function packageDatabase({ Class, Type = '' }: TrivyResult, target: string): string {
  if (Class === 'os-pkgs') return PACKAGE_DATABASES[Type] ?? 'var/lib/rpm';
  // Findings in lock files and binaries carry the file as the target.
  return target;
}

function scoreOf({ CVSS, SeveritySource }: TrivyVulnerability): number | undefined {
  if (!CVSS) return undefined;
  const base = (source: (typeof CVSS)[string] | undefined) =>
    source?.V40Score ?? source?.V3Score ?? source?.V2Score;
  const own = SeveritySource === undefined ? undefined : base(CVSS[SeveritySource]);
  const all = Object.values(CVSS)
    .map(base)
    .filter((score) => score !== undefined);
  return own ?? (all.length === 0 ? undefined : Math.max(...all));
}
