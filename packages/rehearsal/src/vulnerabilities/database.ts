import type { Affected, Vulnerability } from './advisories.ts';
import { type Bucket, writeBolt } from './bolt.ts';

/** The numbers of https://github.com/aquasecurity/trivy-db/blob/main/pkg/types/types.go */
const SEVERITIES = { LOW: 1, MEDIUM: 2, HIGH: 3, CRITICAL: 4 } as const;
const AFFECTED = 2;

const DEBIAN = {
  ID: 'debian',
  Name: 'Debian Security Tracker',
  URL: 'https://salsa.debian.org/security-tracker-team/security-tracker',
};
const github = (name: string, ecosystem: string) => ({
  ID: 'ghsa',
  Name: `GitHub Security Advisory ${name}`,
  URL: `https://github.com/advisories?query=type%3Areviewed+ecosystem%3A${ecosystem}`,
});
const SOURCES = {
  'debian 12': DEBIAN,
  'debian 13': DEBIAN,
  'pip::GitHub Security Advisory Pip': github('Pip', 'pip'),
  'npm::GitHub Security Advisory Npm': github('Npm', 'npm'),
} as const satisfies Record<string, unknown>;
type SourceName = keyof typeof SOURCES;

/**
 * Trivy's vulnerability database, schema 2: `data-source`/<source>, <source>/<package>/<id> → advisory,
 * `vulnerability`/<id> → detail.
 * https://github.com/aquasecurity/trivy-db/tree/main/pkg/db
 */
export function vulnerabilityDatabase(vulnerabilities: readonly Vulnerability[]): Buffer {
  const root = new Map<string, Map<string, Uint8Array | Bucket>>();
  const bucket = (name: string) => {
    const found = root.get(name) ?? new Map<string, Uint8Array | Bucket>();
    root.set(name, found);
    return found;
  };
  for (const [name, source] of Object.entries(SOURCES)) bucket('data-source').set(name, json(source));
  for (const vulnerability of vulnerabilities) {
    bucket('vulnerability').set(vulnerability.id, json(detail(vulnerability)));
    bucket('vulnerability-id').set(vulnerability.id, json({}));
    for (const affected of vulnerability.affects) {
      const source = bucket(sourceOf(affected));
      const packages = new Map<string, Uint8Array | Bucket>(
        (source.get(affected.package) as Bucket | undefined) ?? [],
      );
      packages.set(vulnerability.id, json(advisory(affected)));
      source.set(affected.package, packages);
    }
  }
  return writeBolt(root);
}

const sourceOf = (affected: Affected): SourceName => {
  if (affected.ecosystem === 'debian') return `debian ${affected.release}`;
  return affected.ecosystem === 'pip'
    ? 'pip::GitHub Security Advisory Pip'
    : 'npm::GitHub Security Advisory Npm';
};

const advisory = (affected: Affected) =>
  affected.ecosystem === 'debian'
    ? { Severity: SEVERITIES[affected.severity], Status: AFFECTED }
    : {
        VendorIDs: [affected.ghsa],
        PatchedVersions: affected.patched,
        VulnerableVersions: affected.vulnerable,
      };

function detail({ id, title, description, severity, cvss, cwe, published, affects }: Vulnerability) {
  const rater = cvss?.by ?? (affects.some(({ ecosystem }) => ecosystem === 'debian') ? 'nvd' : 'ghsa');
  return {
    Title: title,
    Description: description,
    Severity: severity,
    VendorSeverity: { [rater]: SEVERITIES[severity] },
    ...(cvss === undefined ? {} : { CVSS: { [cvss.by]: { V3Vector: cvss.vector, V3Score: cvss.score } } }),
    ...(cwe === undefined ? {} : { CweIDs: [cwe] }),
    References: [`https://nvd.nist.gov/vuln/detail/${id}`],
    PublishedDate: published,
    LastModifiedDate: published,
  };
}

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
