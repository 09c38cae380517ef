/** What people read: one comment on each pull request, and the job's summary. */
import { failedWith } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import { markdownCode, markdownText, markdownUrl } from '@sealift/core/text/sanitize';
import type { GitHubClient } from '@sealift/github/client/client';
import { commentMarker, keepComment, readOwnComment } from '@sealift/github/pulls/comments';
import type { RepositoryName } from '@sealift/github/repository/repository';
import type { Preview, State } from '../reconcile.ts';

const MARKER = commentMarker('sealift-preview');

const WORDS = {
  deployed: 'deployed',
  kept: 'deployed',
  waiting: 'waiting',
  removed: 'removed',
  refused: 'refused',
} as const satisfies Record<State, string>;

/** @param previews of one pull request */
export function renderPreviews(previews: readonly Preview[]): string {
  const rows = previews.map(({ app, state, entry, why }) => {
    const url = entry === undefined || entry.url === '' ? undefined : markdownUrl(entry.url);
    const where = url === undefined ? '' : `[${markdownText(entry?.host ?? '')}](${url})`;
    const what =
      entry === undefined
        ? ''
        : `${markdownCode(entry.commit.slice(0, 7))}, ${markdownCode(entry.digest)}, until ${entry.expiresAt.slice(0, 16).replace('T', ' ')} UTC`;
    return `| ${markdownText(app)} | ${WORDS[state]} | ${where} | ${[what, markdownText(why)].filter((text) => text !== '').join('. ')} |`;
  });
  return ['| App | Preview | Address | |', '| --- | --- | --- | --- |', ...rows, ''].join('\n');
}

export type Reader = {
  readonly client: GitHubClient;
  readonly repository: RepositoryName;
  readonly log: Pick<Log, 'warning'>;
};

/**
 * Tells each pull request. One that has no preview and was told nothing before is not told that it has none.
 * @throws Failure those of GitHub, but for a missing permission, which is said
 */
export async function tellPulls(
  previews: readonly Preview[],
  { client, repository, log }: Reader,
): Promise<void> {
  const byPull = Map.groupBy(previews, ({ number }) => number);
  for (const [number, own] of byPull)
    try {
      const present = await readOwnComment(client, repository, number, MARKER);
      if (present === undefined && own.every(({ state }) => state === 'removed')) continue;
      const body = `${MARKER}\n### Preview\n\n${renderPreviews(own)}`;
      await keepComment(client, repository, number, { marker: MARKER, body, present });
    } catch (thrown) {
      if (!failedWith(thrown, 'github/forbidden', 'github/not-found')) throw thrown;
      log.warning(`${thrown.message} ${thrown.remedy}`, { title: 'No comment', code: thrown.code });
      return;
    }
}

export function renderSummary(previews: readonly Preview[]): string {
  const byPull = Map.groupBy(previews, ({ number }) => number);
  const sections = [...byPull].map(
    ([number, own]) => `#### Pull request ${number}\n\n${renderPreviews(own)}`,
  );
  return `### Previews\n\n${sections.length === 0 ? 'No pull request asks for one.\n' : sections.join('\n')}`;
}
