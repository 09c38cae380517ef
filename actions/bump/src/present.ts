/** How a bump is shown: title, commit message, diff, job summary. */

import { markdownCode, markdownText, markdownUrl, singleLine } from '@sealift/core/hostile-text';
import { formatImageName } from '@sealift/core/image';
import { fillTemplate } from '@sealift/core/ops-config';
import type { AppChange } from '@sealift/core/pull-request-body';
import { formatYamlPath } from '@sealift/core/yaml-splice-locate';
import type { PullRequest } from '@sealift/github/pull-requests';
import type { Edit, Edits } from './edits.ts';

/** GitHub's limit for titles. */
const MAX_TITLE = 256;

export function renderTitle(template: string, edits: readonly Edit[]): string {
  const names = edits.map(({ target }) => target.release.app);
  const values = [...new Set(edits.map(({ target }) => target.value))];
  const shown = names.slice(0, 4).join(', ');
  const title = fillTemplate(
    template,
    {
      apps: names.length > 4 ? `${shown} and ${names.length - 4} more` : shown,
      tag: values.length === 1 ? (values[0] ?? '') : `${values.length} tags`,
    },
    'title',
  );
  const line = singleLine(title);
  return line.length > MAX_TITLE ? `${line.slice(0, MAX_TITLE - 1)}…` : line;
}

/** Only checked names, tags and digests go in: a commit message is read by tools that act on words in it. */
export function renderCommitMessage(title: string, edits: readonly Edit[]): string {
  const lines = edits.slice(0, 200).map(({ target: { release } }) => {
    return `- ${release.app}: ${formatImageName(release.image)}:${release.tag}@${release.digest}`;
  });
  return [title, '', ...lines].join('\n');
}

/** A unified diff without context: what is changed is one line for each app. */
export const renderDiff = (edits: readonly Edit[]): string =>
  edits
    .filter(({ lineBefore, lineAfter }) => lineBefore !== lineAfter)
    .map(({ target: { file }, line, lineBefore, lineAfter }) =>
      [
        `--- a/${file}`,
        `+++ b/${file}`,
        `@@ -${line} +${line} @@`,
        `-${singleLine(lineBefore)}`,
        `+${singleLine(lineAfter)}`,
      ].join('\n'),
    )
    .join('\n');

/** For the pull request: `base` says what is deployed now. */
export const changesOf = (base: Edits): readonly AppChange[] =>
  base.edits.map(({ target: { release, file, path, value }, line, before }) => ({
    app: release.app,
    file,
    path: formatYamlPath(path),
    line,
    before,
    after: value,
    image: formatImageName(release.image),
    digest: release.digest,
    ...(release.record === undefined ? {} : { record: release.record }),
    ...(release.signer === undefined ? {} : { signer: release.signer }),
  }));

export function renderSummary(outcome: {
  readonly changes: readonly AppChange[];
  readonly pull: PullRequest | undefined;
  readonly repository: string;
  readonly dryRun: boolean;
  readonly warnings: readonly string[];
}): string {
  const { pull, changes } = outcome;
  const url = pull === undefined ? undefined : markdownUrl(pull.html_url);
  const state = outcome.dryRun
    ? `Dry run: nothing was changed in ${markdownText(outcome.repository)}.`
    : pull === undefined
      ? `${markdownText(outcome.repository)} has these tags already: no pull request was needed.`
      : `Pull request ${url === undefined ? `#${pull.number}` : `[#${pull.number}](${url})`} in ${markdownText(outcome.repository)}: ${markdownText(pull.title)}`;
  return [
    '### Bump',
    '',
    state,
    '',
    ...outcome.warnings.map((warning) => `> [!WARNING]\n> ${markdownText(warning)}\n`),
    '| App | File | Old | New | Digest |',
    '| --- | --- | --- | --- | --- |',
    ...changes.map(
      ({ app, file, before, after, digest }) =>
        `| ${markdownText(app)} | ${markdownCode(file)} | ${before === '' ? '' : markdownCode(before)} | ${markdownCode(after)} | ${markdownCode(digest)} |`,
    ),
    '',
  ].join('\n');
}
