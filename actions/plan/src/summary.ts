import type { ReleasePlan } from '@sealift/core/release/plan';
import { markdownCode } from '@sealift/core/text/sanitize';

/** The plan as Markdown. */
export function renderPlan(plan: ReleasePlan): string {
  if (plan.mode === 'none') return '### Plan: nothing to build\n\nNo app is affected by this change.\n';
  const rows = plan.build.map(
    (leg) =>
      `| ${markdownCode(leg.app)} | ${leg.platform} | ${markdownCode(leg.image)} | ${markdownCode(leg.file)} |`,
  );
  return [
    `### Plan: ${plan.mode} ${plan.sign.length} ${plan.sign.length === 1 ? 'app' : 'apps'}`,
    '',
    '| App | Platform | Image | Dockerfile |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    ...(plan.tags.length > 0 ? [`Tags, moved last: ${plan.tags.map(markdownCode).join(', ')}`, ''] : []),
    ...(plan.unaffected.length > 0
      ? [`Not affected: ${plan.unaffected.map(markdownCode).join(', ')}`, '']
      : []),
  ].join('\n');
}
