/**
 * Findings as SARIF 2.1.0 for GitHub code scanning, each on the line of its migration.
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
import { createHash } from 'node:crypto';
import { cut, sarifText } from '@sealift/core/scan/sarif-text';
import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { Finding } from '../judge/finding.ts';
import { isRuleName, RULES, type RuleId } from '../policy/rules.ts';

/** Results of one file; the most serious come first. */
const MAX_RESULTS = 5_000;

/** @param category what keeps the alerts of two applications apart */
export function createSarif(findings: readonly Finding[], category: string): string {
  const kept = findings.slice(0, MAX_RESULTS);
  const rules = [...new Set(kept.map(({ rule }) => rule))];
  const seen = new Map<string, number>();
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Sealift migration gate',
            informationUri: 'https://github.com/sealift/sealift/tree/v1/actions/migration-gate',
            rules: rules.map(ruleOf),
          },
        },
        automationDetails: { id: `${category}/` },
        columnKind: 'utf16CodeUnits',
        results: kept.map((finding) => resultOf(finding, rules.indexOf(finding.rule), seen)),
      },
    ],
  };
  return `${JSON.stringify(log)}\n`;
}

function resultOf(finding: Finding, ruleIndex: number, seen: Map<string, number>): Result {
  // A line number would move with every edit above it, so equal rules in one file are told apart by their order.
  const place = JSON.stringify([finding.rule, finding.file]);
  const ordinal = seen.get(place) ?? 0;
  seen.set(place, ordinal + 1);
  const reason = finding.ignored ?? finding.evidence;
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: finding.level,
    message: { text: cut(sarifText(finding.message), 1000) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: finding.file.split('/').map(encodeURIComponent).join('/') },
          region: { startLine: finding.line },
        },
      },
    ],
    partialFingerprints: {
      primaryLocationLineHash: createHash('sha256')
        .update(JSON.stringify([finding.rule, finding.file, ordinal]))
        .digest('hex'),
    },
    ...(reason === undefined
      ? {}
      : {
          suppressions: [
            {
              kind: finding.ignored === undefined ? 'external' : 'inSource',
              status: 'accepted',
              justification: cut(sarifText(reason), 1000),
            },
          ],
        }),
  };
}

function ruleOf(id: RuleId): ReportingDescriptor {
  const own = isRuleName(id) ? RULES[id] : undefined;
  const title = own?.title ?? `squawk: ${id.slice('squawk/'.length)}`;
  return {
    id,
    name: id,
    shortDescription: { text: title },
    fullDescription: { text: title },
    ...(own === undefined ? { helpUri: `https://squawkhq.com/docs/${id.slice('squawk/'.length)}` } : {}),
    help: { text: own?.help ?? `See https://squawkhq.com/docs/${id.slice('squawk/'.length)}` },
    properties: { precision: 'high', tags: ['maintainability', 'database'] },
  };
}
