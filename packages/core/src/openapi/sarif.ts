/**
 * SARIF 2.1.0 of an API's changes, each on its line of the snapshot. Alerts stay the same when the lines move.
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
import { createHash } from 'node:crypto';
import type { Log, ReportingDescriptor, Result } from 'sarif';
import { cut, sarifText } from '../scan/sarif-text.ts';
import { type JudgedChange, LEVELS, type Level, operationOf } from './change.ts';

export type OpenApiSarifOptions = {
  /** What is reported. */
  readonly changes: readonly JudgedChange[];
  readonly app: string;
  /** Path in the repository. */
  readonly snapshot: string;
  readonly category: string;
  readonly toolVersion: string;
};

/** GitHub shows so many of a run. */
const MAX_RESULTS = 5_000;
const SARIF_LEVEL = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Level,
  string
>;

/** Accepted ones are left out: GitHub does not know suppressions and would open alerts for them. */
export function createOpenApiSarif({
  changes,
  app,
  snapshot,
  category,
  toolVersion,
}: OpenApiSarifOptions): string {
  const open = changes
    .filter(({ accepted }) => accepted === undefined)
    .toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level))
    .slice(0, MAX_RESULTS);
  const ids = [...new Set(open.map(({ id }) => id))];
  const uri = snapshot.split('/').map(encodeURIComponent).join('/');
  const seen = new Map<string, number>();
  const results = open.map((change): Result => {
    const identity = JSON.stringify([app, snapshot, change.id, operationOf(change), change.text]);
    const ordinal = seen.get(identity) ?? 0;
    seen.set(identity, ordinal + 1);
    return {
      ruleId: change.id,
      ruleIndex: ids.indexOf(change.id),
      level: SARIF_LEVEL[change.level],
      message: { text: cut(sarifText(`${operationOf(change)}: ${change.text}.`), 1000) },
      locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: change.line } } }],
      partialFingerprints: {
        primaryLocationLineHash: createHash('sha256').update(`${identity}/${ordinal}`).digest('hex'),
      },
    };
  });
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'oasdiff',
            fullName: 'oasdiff, normalised by Sealift',
            informationUri: 'https://www.oasdiff.com/',
            version: toolVersion,
            rules: ids.map(ruleOf),
          },
        },
        automationDetails: { id: `${category.replace(/\/+$/, '')}/` },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
  return `${JSON.stringify(log)}\n`;
}

const ruleOf = (id: string): ReportingDescriptor => ({
  id,
  name: id
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(''),
  shortDescription: { text: sarifText(id.replaceAll('-', ' ')) },
  fullDescription: { text: 'A change of the API between the release that clients use and this snapshot.' },
  help: {
    text: 'Keep the old form beside the new one until no client uses it, or accept the break: docs/openapi.md.',
  },
  properties: { tags: ['api', 'openapi'], precision: 'high' },
});
