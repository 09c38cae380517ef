import type { Cause } from '@sealift/core/release/plan/affected';
import type { ReleasePlan } from '@sealift/core/release/plan/plan';
import { markdownCode } from '@sealift/core/text/sanitize';

/** The plan as Markdown. */
export function renderPlan({ mode, releases, unaffected }: ReleasePlan): string {
  if (mode === 'none') return '### Plan: nothing to build\n\nNo app is affected by this change.\n';
  const rows = releases.flatMap(({ build, cause }) =>
    build.map(
      (leg) =>
        `| ${markdownCode(leg.app)} | ${leg.platform} | ${markdownCode(leg.image)} | ${markdownCode(leg.file)} | ${causeCell(cause)} |`,
    ),
  );
  return [
    `### Plan: ${mode} ${releases.length} ${releases.length === 1 ? 'app' : 'apps'}`,
    '',
    '| App | Platform | Image | Dockerfile | Why |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    ...tagLines(releases),
    ...(unaffected.length > 0 ? [`Not affected: ${unaffected.map(markdownCode).join(', ')}`, ''] : []),
  ].join('\n');
}

/** One line when all apps get the same tags, else a line each. */
function tagLines(releases: ReleasePlan['releases']): readonly string[] {
  const lists = releases.map(({ tags }) => (tags?.tags ?? []).map(markdownCode).join(', '));
  const [first = ''] = lists;
  if (first === '') return [];
  if (lists.every((list) => list === first)) return [`Tags, moved last: ${first}`, ''];
  return [
    'Tags, moved last:',
    '',
    ...releases.map(({ sign }, at) => `- ${markdownCode(sign.app)}: ${lists[at] ?? ''}`),
    '',
  ];
}

const CAUSES = {
  named: 'asked for',
  'no-base': 'nothing to compare with',
  unreleased: 'not released from this branch yet',
  configuration: 'its configuration changed',
} as const;

/** A clause. */
export const causeWords = (cause: Cause): string =>
  cause.is === 'file' ? `${cause.path} changed` : CAUSES[cause.is];

const causeCell = (cause: Cause): string =>
  cause.is === 'file' ? `${markdownCode(cause.path)} changed` : CAUSES[cause.is];
