import { createHash } from 'node:crypto';
import * as v from 'valibot';

/** https://docs.github.com/en/code-security/reference/code-scanning/sarif-support-for-code-scanning */
export const LIMITS = {
  /** Bytes after gzip. */
  compressed: 10 * 1024 * 1024,
  /** Bytes that gzip may unfold to: a guard of this machine's memory, not a limit of GitHub. */
  unfolded: 200 * 1024 * 1024,
  runs: 20,
  results: 25_000,
  /** What is kept of a run's results. */
  keptResults: 5_000,
  rules: 25_000,
  extensions: 100,
  locations: 1_000,
  tags: 20,
} as const;

const Text = v.object({ text: v.optional(v.string()), markdown: v.optional(v.string()) });

const Rule = v.object({
  id: v.string(),
  name: v.optional(v.string()),
  shortDescription: v.optional(Text),
  fullDescription: v.optional(Text),
  helpUri: v.optional(v.string()),
  defaultConfiguration: v.optional(v.object({ level: v.optional(v.string()) })),
  properties: v.optional(
    v.object({
      tags: v.optional(v.array(v.string())),
      'security-severity': v.optional(v.union([v.string(), v.number()])),
    }),
  ),
});

const Line = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));

const Result = v.object({
  ruleId: v.optional(v.string()),
  ruleIndex: v.optional(v.number()),
  rule: v.optional(v.object({ id: v.optional(v.string()), index: v.optional(v.number()) })),
  level: v.optional(v.string()),
  message: Text,
  locations: v.optional(
    v.array(
      v.object({
        physicalLocation: v.optional(
          v.object({
            artifactLocation: v.optional(v.object({ uri: v.optional(v.string()) })),
            region: v.optional(
              v.object({ startLine: Line, endLine: Line, startColumn: Line, endColumn: Line }),
            ),
          }),
        ),
      }),
    ),
  ),
  partialFingerprints: v.optional(v.record(v.string(), v.string())),
});

const Run = v.object({
  tool: v.object({
    driver: v.object({
      name: v.pipe(v.string(), v.minLength(1)),
      version: v.optional(v.string()),
      semanticVersion: v.optional(v.string()),
      rules: v.optional(v.array(Rule)),
    }),
    extensions: v.optional(v.array(v.unknown())),
  }),
  automationDetails: v.optional(v.object({ id: v.optional(v.string()) })),
  results: v.nullish(v.array(Result)),
});

const Sarif = v.object({ version: v.literal('2.1.0'), runs: v.array(Run) });

export type Finding = {
  readonly rule: v.InferOutput<typeof Rule>;
  readonly level: string;
  readonly message: string;
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly startColumn: number;
  readonly endColumn: number;
  /** What makes two findings of different analyses the same alert. */
  readonly fingerprint: string;
};

export type SarifRun = {
  readonly tool: string;
  readonly toolVersion: string | undefined;
  readonly category: string;
  readonly rules: number;
  readonly findings: readonly Finding[];
};

export type Processed = { readonly runs: readonly SarifRun[]; readonly errors: readonly string[] };

/** Judges a document as code scanning does when it processes one. Messages of the limits are GitHub's own. */
export function processSarif(document: unknown): Processed {
  const parsed = v.safeParse(Sarif, document);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    return failed(`Invalid SARIF. ${v.getDotPath(issue) ?? 'document'}: ${issue.message}`);
  }
  const { runs } = parsed.output;
  if (runs.length > LIMITS.runs) return failed(tooMany('runs', runs.length, LIMITS.runs));
  const errors: string[] = [];
  const places = new Set<string>();
  const processed = runs.map((run) => {
    const { name, version, semanticVersion } = run.tool.driver;
    const category = categoryOf(run.automationDetails?.id);
    if (places.has(`${name}\0${category}`))
      errors.push(`rejecting SARIF, as it has more than one run of ${name} with the category "${category}"`);
    places.add(`${name}\0${category}`);
    errors.push(...limitsOf(run));
    const findings = (run.results ?? []).slice(0, LIMITS.keptResults).map((result) => {
      const finding = readFinding(run, result);
      if (typeof finding === 'string') errors.push(finding);
      return finding;
    });
    return {
      tool: name,
      toolVersion: semanticVersion ?? version,
      category,
      rules: run.tool.driver.rules?.length ?? 0,
      findings: findings.filter((finding) => typeof finding !== 'string'),
    };
  });
  return { runs: processed, errors: [...new Set(errors)].slice(0, 20) };
}

const failed = (error: string): Processed => ({ runs: [], errors: [error] });
const tooMany = (what: string, number: number, limit: number): string =>
  `rejecting SARIF, as there are more ${what} than allowed (${number} > ${limit})`;

/** `category/run-id`: what stands before the last slash. Without a slash there is no category, only an id of the run. */
const categoryOf = (id: string | undefined): string => id?.slice(0, Math.max(id.lastIndexOf('/'), 0)) ?? '';

function limitsOf(run: v.InferOutput<typeof Run>): readonly string[] {
  const rules = run.tool.driver.rules ?? [];
  const results = run.results ?? [];
  const checks: readonly (readonly [string, number, number])[] = [
    ['results per run', results.length, LIMITS.results],
    ['rules per run', rules.length, LIMITS.rules],
    ['tool extensions per run', run.tool.extensions?.length ?? 0, LIMITS.extensions],
    ['tags per rule', Math.max(0, ...rules.map((rule) => rule.properties?.tags?.length ?? 0)), LIMITS.tags],
    [
      'locations per result',
      results.reduce((most, { locations }) => Math.max(most, locations?.length ?? 0), 0),
      LIMITS.locations,
    ],
  ];
  return checks
    .filter(([, number, limit]) => number > limit)
    .map(([what, number, limit]) => tooMany(what, number, limit));
}

/** @returns what is wrong with the result, as text */
function readFinding(run: v.InferOutput<typeof Run>, result: v.InferOutput<typeof Result>): Finding | string {
  const rules = run.tool.driver.rules ?? [];
  const index = result.ruleIndex ?? result.rule?.index;
  const id = result.ruleId ?? result.rule?.id ?? (index === undefined ? undefined : rules[index]?.id);
  if (id === undefined) return 'ruleFromSarifResult: expected a rule ID';
  const rule = (index === undefined ? undefined : rules[index]) ??
    rules.find((one) => one.id === id) ?? { id };
  if (rule.id !== id && !id.startsWith(`${rule.id}/`))
    return `ruleFromSarifResult: rule ID ${id} does not match the rule at its index, ${rule.id}`;
  const message = result.message.text ?? result.message.markdown;
  if (message === undefined) return `result of ${id}: expected message text`;
  const [location] = result.locations ?? [];
  if (location === undefined) return 'locationFromSarifResult: expected at least one location';
  const uri = location.physicalLocation?.artifactLocation?.uri;
  if (uri === undefined) return 'locationFromSarifResult: expected artifact location';
  if (/^[a-z][a-z0-9+.-]*:/i.test(uri) && !uri.startsWith('file:'))
    return `locationFromSarifResult: artifact location "${uri}" is neither relative nor a file`;
  const region = location.physicalLocation?.region ?? {};
  const startLine = region.startLine ?? 1;
  return {
    rule,
    level: result.level ?? rule.defaultConfiguration?.level ?? 'warning',
    message,
    path: uri,
    startLine,
    endLine: region.endLine ?? startLine,
    startColumn: region.startColumn ?? 1,
    endColumn: region.endColumn ?? region.startColumn ?? 1,
    fingerprint: fingerprintOf(id, result.partialFingerprints, uri, startLine, message),
  };
}

/**
 * GitHub compares `primaryLocationLineHash`, and nothing else of the fingerprints. Without it, an alert is the same
 * only as long as its text and its place are: it comes and goes with every edit above it.
 */
function fingerprintOf(
  rule: string,
  fingerprints: Readonly<Record<string, string>> | undefined,
  ...otherwise: readonly (string | number)[]
): string {
  const given = fingerprints?.['primaryLocationLineHash'];
  return createHash('sha256')
    .update(JSON.stringify(given === undefined ? [rule, ...otherwise] : [rule, given]))
    .digest('hex');
}
