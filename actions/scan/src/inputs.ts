import { isArtifactName } from '@sealift/action-kit/artifacts';
import type { InputReader } from '@sealift/action-kit/inputs';
import { parseThreshold } from '@sealift/action-kit/threshold';
import { configurationFailure } from '@sealift/core/failure';
import { type Platform, parsePlatform } from '@sealift/core/image/platform';
import { type ImageName, parseImageReference } from '@sealift/core/image/reference';
import { BLIND_MODES, type BlindMode } from '@sealift/core/scan/blindness';
import type { Severity } from '@sealift/core/scan/severity';
import { type ImageSource, parseImageNameOf, parseImageSource } from '@sealift/tools/image-source';
import { TOOL_SOURCES, type ToolSource } from '@sealift/tools/tool';
import { SCANNERS, type Scanner } from '@sealift/tools/trivy/arguments';

export const KEEP_REPORTS = ['failure', 'always', 'never'] as const;

export type Inputs = {
  readonly source: ImageSource;
  readonly image: ImageName;
  /** Empty: all in the image. */
  readonly platforms: readonly Platform[];
  readonly threshold: Severity;
  readonly ignoreUnfixed: boolean;
  readonly ignoreFiles: readonly string[];
  readonly scanners: readonly Scanner[];
  readonly gate: 'fail' | 'warn';
  readonly blind: BlindMode;
  readonly uploadSarif: 'auto' | 'true' | 'false';
  readonly category: string | undefined;
  readonly waitForProcessing: boolean;
  /** Hours. */
  readonly maxDatabaseAge: number;
  /** Empty: Trivy's own. */
  readonly databaseRepositories: readonly string[];
  readonly javaDatabaseRepositories: readonly string[];
  readonly evidence: string | undefined;
  readonly keepReports: (typeof KEEP_REPORTS)[number];
  /** Undefined: named after image and platform. */
  readonly reportsName: string | undefined;
  /** 0 = the repository's setting. */
  readonly reportsRetentionDays: number;
  readonly tools: ToolSource;
  readonly token: string | undefined;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly registryAuths?: string | undefined;
};

/** @throws Failure `scan/bad-input`, `action/input`, `image/…` */
export function loadInputs(reader: InputReader): Inputs {
  const layout = reader.optional('layout');
  const imageRef = reader.optional('image-ref');
  const image = reader.optional('image');
  const platforms = reader.list('platform');
  const severities = reader.list('severity');
  const scanners = reader.list('scanners');
  const rest = {
    ignoreUnfixed: reader.boolean('ignore-unfixed'),
    ignoreFiles: reader.list('trivyignores'),
    gate: reader.choice('gate', ['fail', 'warn']),
    blind: reader.choice('blind', BLIND_MODES),
    uploadSarif: reader.choice('upload-sarif', ['auto', 'true', 'false']),
    category: reader.optional('category'),
    waitForProcessing: reader.boolean('wait-for-processing'),
    maxDatabaseAge: reader.integer('max-database-age', { min: 1, max: 24 * 365 }),
    databaseRepositories: repositories('db-repository', reader.list('db-repository')),
    javaDatabaseRepositories: repositories('java-db-repository', reader.list('java-db-repository')),
    evidence: reader.optional('evidence'),
    keepReports: reader.choice('keep-reports', KEEP_REPORTS),
    reportsName: parseReportsName(reader.optional('reports-name')),
    reportsRetentionDays: reader.integer('reports-retention-days', { min: 0, max: 400 }),
    tools: reader.choice('tools', TOOL_SOURCES),
    token: reader.optional('token'),
    username: reader.optional('username'),
    password: reader.optional('password'),
    registryAuths: reader.optional('registry-auths'),
  };
  const source = parseImageSource(layout, imageRef);
  return {
    source,
    image: parseImageNameOf(image, source),
    platforms: platforms.map(parsePlatform),
    threshold: parseThreshold(severities),
    scanners: parseScanners(scanners),
    ...rest,
  };
}

function parseReportsName(name: string | undefined): string | undefined {
  if (name === undefined || isArtifactName(name)) return name;
  throw configurationFailure({
    code: 'scan/bad-input',
    cause: `The input "reports-name" is "${name}", which is not a name for an artifact here.`,
    remedy: 'Use at most 200 letters, digits, ".", "_" and "-", beginning with a letter or digit.',
  });
}

function parseScanners(words: readonly string[]): readonly Scanner[] {
  const wrong = (reason: string) =>
    configurationFailure({
      code: 'scan/bad-input',
      cause: `The input "scanners" is "${words.join(',')}": ${reason}.`,
      remedy: `Use "vuln", with any of ${SCANNERS.slice(1).join(', ')} after it.`,
    });
  const unknown = words.find((word) => !SCANNERS.some((scanner) => scanner === word));
  if (unknown !== undefined) throw wrong(`"${unknown}" is not one of ${SCANNERS.join(', ')}`);
  if (!words.includes('vuln'))
    throw wrong('a verdict without "vuln" would say nothing about vulnerabilities');
  return SCANNERS.filter((scanner) => words.includes(scanner));
}

/** What ends up in the command line of Trivy as the value of an option. */
function repositories(name: string, texts: readonly string[]): readonly string[] {
  for (const text of texts) parseReference(name, text);
  return texts;
}

function parseReference(name: string, text: string): void {
  if (parsesAsReference(text)) return;
  throw configurationFailure({
    code: 'scan/bad-input',
    cause: `The input "${name}" names "${text}", which is not an OCI repository.`,
    remedy: 'Write registry/repository:tag, for example mirror.gcr.io/aquasec/trivy-db:2.',
  });
}

function parsesAsReference(text: string): boolean {
  try {
    parseImageReference(text);
    return true;
  } catch {
    return false;
  }
}
