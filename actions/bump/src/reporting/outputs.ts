import type { BumpResult } from '../apply-bump.ts';
import type { Skipped } from '../deciding/classify-targets.ts';
import { renderDiff } from './diff.ts';

export const outputNames = [
  'pull-request-url',
  'pull-request-number',
  'pull-requests',
  'changed',
  'branch',
  'commit',
  'diff',
  'skipped',
  'images',
  'not-released',
  'unchanged',
  'drift-count',
  'drift',
  'issue-url',
] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

/** What is known of the releases beside what became of them. */
export type ReleaseOutputs = {
  readonly images: string;
  readonly notReleased: readonly string[];
  readonly unchanged: readonly string[];
};

export function outputsOf(
  results: readonly BumpResult[],
  { images, notReleased, unchanged }: ReleaseOutputs,
): Outputs {
  const pulls = results.flatMap(({ pull, bump, outcome }) =>
    pull === undefined
      ? []
      : [
          {
            number: pull.number,
            url: pull.url,
            branch: bump.branch ?? '',
            environment: bump.environment ?? '',
            apps: outcome.classification.active.map(({ app }) => app),
          },
        ],
  );
  const skipped = results.flatMap(({ outcome: { classification, declined } }): readonly Skipped[] => [
    ...classification.skipped,
    ...declined.map(({ target: { app, environment }, pull }) => ({
      ...{ app, environment },
      reason: `Pull request #${pull.number} proposed this release and was closed by hand.`,
    })),
  ]);
  return {
    'pull-request-url': pulls.map(({ url }) => url).join('\n'),
    'pull-request-number': pulls.map(({ number }) => number).join('\n'),
    'pull-requests': JSON.stringify(pulls),
    changed: String(results.some(({ changed }) => changed)),
    branch: results.map(({ branch }) => branch).join('\n'),
    commit: results.map(commitOf).join('\n'),
    diff: diffOf(results),
    skipped: JSON.stringify(
      skipped.map(({ app, environment, reason, file }) => ({
        ...{ app, environment: environment ?? '', reason, file: file ?? '' },
      })),
    ),
    images,
    'not-released': JSON.stringify(notReleased),
    unchanged: JSON.stringify(unchanged),
    'drift-count': '',
    drift: '',
    'issue-url': '',
  };
}

/** The head of a branch that nobody is asked to merge says nothing. */
const commitOf = ({ pull, bump, outcome }: BumpResult): string =>
  pull === undefined && bump.mode === 'pull-request' ? '' : (outcome.head ?? '');

export const diffOf = (results: readonly BumpResult[]): string =>
  results
    .map(({ outcome }) => renderDiff(outcome.atBase))
    .filter((text) => text !== '')
    .join('\n');
