import { singleLine } from '@sealift/core/text/sanitize';
import { fillTemplate } from '@sealift/core/text/template';
import type { Target } from '@sealift/deploy/targets/target';
import type { BumpJob } from '../planning/bump-job.ts';

/** GitHub's limit for titles. */
const MAX_TITLE = 256;
const DEFAULT_TITLE = {
  deploy: 'Deploy {apps}: {tag}',
  promote: 'Promote {apps} to {environment}: {tag}',
  rollback: 'Roll back {apps} to {tag}',
} as const;

/** Of a pull request, and the first line of a commit message. One line of text. */
export function renderTitle({ context, kind }: BumpJob, targets: readonly Target[]): string {
  const names = [...new Set(targets.map(({ app }) => app))];
  const tags = [...new Set(targets.map(({ release }) => release.tag))];
  const environments = [...new Set(targets.flatMap(({ environment }) => environment ?? []))];
  const shown = names.slice(0, 4).join(', ');
  const title = fillTemplate(
    context.inputs.pullRequest.title ?? DEFAULT_TITLE[kind],
    {
      apps: names.length > 4 ? `${shown} and ${names.length - 4} more` : shown,
      tag: tags.length === 1 ? (tags[0] ?? '') : `${tags.length} tags`,
      environment: environments.join(', '),
    },
    'title',
  );
  const line = singleLine(title);
  return line.length > MAX_TITLE ? `${line.slice(0, MAX_TITLE - 1)}…` : line;
}
