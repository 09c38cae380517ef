/** What a reader must see before merging, app by app. */
import { countBySeverity, describeCounts } from '@sealift/core/scan/severity';
import { plural, text } from './format.ts';
import type { AppChange, PullRequestText } from './text.ts';

export type Alert = {
  /** GitHub's names of coloured boxes. */
  readonly level: 'CAUTION' | 'WARNING';
  /** Markdown, a sentence without the name of the app. */
  readonly text: string;
};

export function alertsOf(change: AppChange, kind: PullRequestText['kind']): readonly Alert[] {
  return [
    ...(change.verification.kind === 'off'
      ? [
          {
            level: 'CAUTION' as const,
            text: 'nothing was verified (`verify: off`): who built this image, and from what, is not known.',
          },
        ]
      : []),
    ...(change.chart?.problems ?? []).slice(0, 1).map((problem) => ({
      level: 'CAUTION' as const,
      text: `chart: ${text(problem, 300)}${others(change)}`,
    })),
    ...(kind === 'rollback' ? [] : backwards(change)),
    ...severe(change),
  ];
}

function others({ chart }: AppChange): string {
  const count = (chart?.problems.length ?? 0) - 1;
  return count > 0 ? ` (and ${count} more: see the details)` : '';
}

function backwards({ commits }: AppChange): readonly Alert[] {
  if (commits?.relation === 'descendant')
    return [
      {
        level: 'WARNING',
        text: `this goes **back** by ${plural(commits.behind, 'commit')}: what is deployed now is newer.`,
      },
    ];
  if (commits?.relation === 'diverged')
    return [
      {
        level: 'WARNING',
        text: `what is deployed now has ${plural(commits.behind, 'commit')} that the new image lacks.`,
      },
    ];
  return [];
}

function severe({ comparison }: AppChange): readonly Alert[] {
  const introduced = comparison?.vulnerabilities?.introduced ?? [];
  const severe = introduced.filter(({ severity }) => severity === 'CRITICAL' || severity === 'HIGH');
  if (severe.length === 0) return [];
  return [
    {
      level: 'WARNING',
      text: `new vulnerabilities: **${describeCounts(countBySeverity(severe))}**${
        comparison?.vulnerabilities?.sameDatabase === false
          ? ' (the databases differ: some may have been there, unknown)'
          : ''
      }.`,
    },
  ];
}
