/** Trivy's command lines. `--opt=` with nothing after it turns off a file that Trivy would read from the folder. */

/** In every call: no announcements, no telemetry, no trivy.yaml that changes what is found. */
const QUIET = ['--skip-version-check', '--disable-telemetry', '--no-progress', '--config='] as const;

export const SCANNERS = ['vuln', 'secret', 'misconfig'] as const;
/** Cost on a 150 MB image: vuln 0.15 s, secret 3.5 s more, misconfig 3 s more. */
export type Scanner = (typeof SCANNERS)[number];

export type DatabaseKind = 'vulnerabilities' | 'java';

/** Where Trivy keeps each database inside its cache folder, and where it is published. */
export const DATABASES = {
  vulnerabilities: {
    folder: 'db',
    file: 'trivy.db',
    schema: 2,
    title: 'vulnerability database',
    repositories: ['mirror.gcr.io/aquasec/trivy-db:2', 'ghcr.io/aquasecurity/trivy-db:2'],
    download: '--download-db-only',
    repositoryOption: '--db-repository',
    input: 'db-repository',
  },
  java: {
    folder: 'java-db',
    file: 'trivy-java.db',
    schema: 1,
    title: 'Java database',
    repositories: ['mirror.gcr.io/aquasec/trivy-java-db:1', 'ghcr.io/aquasecurity/trivy-java-db:1'],
    download: '--download-java-db-only',
    repositoryOption: '--java-db-repository',
    input: 'java-db-repository',
  },
} as const;

/**
 * One repository per call: left alone, Trivy tries the next one only after 429 and 5xx, not after 404 or a refused
 * connection.
 * @param minutes Trivy's own deadline
 */
export const downloadArguments = (
  kind: DatabaseKind,
  cacheDirectory: string,
  repository: string,
  minutes: number,
): string[] => [
  'image',
  DATABASES[kind].download,
  ...QUIET,
  '--cache-dir',
  cacheDirectory,
  DATABASES[kind].repositoryOption,
  repository,
  '--timeout',
  `${minutes}m`,
];

export type ScanTarget =
  /** A layout folder with one image in its index.json: Trivy ignores --platform here. No ":" or "@" in the path. */
  | { readonly layout: string }
  /** `registry/repository@sha256:…` of a platform manifest. */
  | { readonly reference: string };

/** Everything offline, and nothing filtered: policy and ignore files are applied afterwards, where they are counted. */
export const scanArguments = (options: {
  readonly target: ScanTarget;
  readonly scanners: readonly Scanner[];
  readonly cacheDirectory: string;
  readonly output: string;
  /** Trivy's own deadline. */
  readonly minutes: number;
}): string[] => [
  'image',
  ...('layout' in options.target ? ['--input', options.target.layout] : ['--image-src', 'remote']),
  '--scanners',
  options.scanners.join(','),
  ...configScanners(options.scanners),
  '--format',
  'json',
  '--output',
  options.output,
  '--cache-dir',
  options.cacheDirectory,
  // The layer cache on disk is locked by one process; a scan in memory is no slower on images that change every time.
  '--cache-backend',
  'memory',
  '--skip-db-update',
  '--skip-java-db-update',
  '--skip-check-update',
  '--offline-scan',
  ...verbosity(options.scanners),
  '--ignorefile=',
  '--secret-config=',
  '--exit-code',
  '0',
  '--timeout',
  `${options.minutes}m`,
  ...QUIET,
  ...('reference' in options.target ? ['--', options.target.reference] : []),
];

/**
 * Only at this level Trivy says which files it could not read. Other scanners say something there about each file and
 * rule.
 */
const verbosity = (scanners: readonly Scanner[]): string[] =>
  scanners.every((scanner) => scanner === 'vuln') ? ['--debug'] : [];

/** Environment variables and instructions of the image itself are looked at by a separate option. */
function configScanners(scanners: readonly Scanner[]): string[] {
  const own = scanners.filter((scanner) => scanner !== 'vuln');
  return own.length === 0 ? [] : ['--image-config-scanners', own.join(',')];
}
