/** The job summary: what was done, then what the pull requests say. */
import { markdownCode, markdownText, markdownUrl } from '@sealift/core/text/sanitize';
import { renderBumpSummary } from '@sealift/deploy/pull-request/summary';
import type { BumpResult } from '../apply-bump.ts';

export function renderSummary(repository: string, dryRun: boolean, results: readonly BumpResult[]): string {
  const name = markdownText(repository);
  const states = results.map((result) => stateOf(result, name, dryRun));
  const skipped = results.flatMap(({ outcome }) => outcome.classification.skipped);
  const texts = results.flatMap(({ text }) => (text.changes.length === 0 ? [] : [text]));
  return [
    '### Bump',
    '',
    ...[...new Set(states)],
    '',
    ...skipped.map(({ reason }) => `> [!NOTE]\n> ${markdownText(reason)}\n`),
    ...(texts.length === 0 ? [] : [renderBumpSummary({ text: texts })]),
    '',
  ].join('\n');
}

function stateOf({ bump, pull, outcome, branch }: BumpResult, name: string, dryRun: boolean): string {
  if (dryRun) return `Dry run: nothing was changed in ${name}.`;
  if (bump.mode === 'commit' && outcome.committed)
    return `Committed to ${markdownCode(branch)} of ${name}: ${markdownCode(outcome.head ?? '')}`;
  if (pull === undefined) return `${name} has these tags already, or newer ones: nothing was needed.`;
  const url = markdownUrl(pull.url);
  const number = url === undefined ? `#${pull.number}` : `[#${pull.number}](${url})`;
  return `Pull request ${number} in ${name}: ${markdownText(pull.title)}`;
}
