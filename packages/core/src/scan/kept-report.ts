/**
 * A scanner's report as it may be kept where everybody who can read the repository finds it: what was found, and nothing
 * that quotes the image. Its configuration has the environment and, in the history, the build arguments.
 * https://github.com/aquasecurity/trivy/blob/main/pkg/types/report.go
 */
import type { Finding } from './finding.ts';

type Json = Readonly<Record<string, unknown>>;

const METADATA = ['OS', 'ImageID', 'DiffIDs', 'Size'];
const SECRET = ['RuleID', 'Category', 'Severity', 'Title', 'StartLine', 'EndLine'];
/** Quote commands and lines of files, wherever they stand. */
const QUOTING: ReadonlySet<string> = new Set(['CreatedBy', 'Code', 'RenderedCause', 'Match']);

/** @param json Trivy's report, which was parsed before */
export function keptReport(json: string): string {
  const { Metadata, Results, ...report } = JSON.parse(json) as Json;
  const results = Array.isArray(Results) ? Results.filter(isObject).map(keptResult) : [];
  const metadata = isObject(Metadata) ? only(Metadata, METADATA) : {};
  return `${JSON.stringify({ ...report, Metadata: metadata, Results: results }, (key, value: unknown) =>
    QUOTING.has(key) ? undefined : value,
  )}\n`;
}

const keptResult = ({ Secrets, Misconfigurations, ...result }: Json): Json => ({
  ...result,
  ...(Array.isArray(Secrets)
    ? { Secrets: Secrets.filter(isObject).map((secret) => only(secret, SECRET)) }
    : {}),
  ...(Array.isArray(Misconfigurations)
    ? { Misconfigurations: Misconfigurations.filter(isObject).map(({ Message: _, ...rest }) => rest) }
    : {}),
});

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const only = (value: Json, keys: readonly string[]): Json =>
  Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)));

/** The same of a finding: what is wrong with a command of the build is told with the command. */
export const keptFinding = (finding: Finding): Finding =>
  finding.kind === 'misconfiguration' ? { ...finding, description: finding.title } : finding;
