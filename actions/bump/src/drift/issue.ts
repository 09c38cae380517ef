/** The one issue of the ops repository that says what drifts: opened, updated in place, and closed when nothing does. */
import { createHash } from 'node:crypto';
import type { Log } from '@sealift/core/log';
import type { GitHubClient } from '@sealift/github/client/client';
import { type Issue, openIssue, readOwnIssue, updateIssue } from '@sealift/github/issues/own-issue';
import type { RepositoryName } from '@sealift/github/repository/repository';
import { digestOfFindings, isDrift } from './finding.ts';
import { type DriftReport, renderDrift, titleOf } from './text.ts';

/** Apart for each selection, so that a job for each environment has an issue for each. */
export const markerOf = (selection: readonly string[]): string =>
  `<!-- sealift:drift:${createHash('sha256').update(JSON.stringify(selection)).digest('hex').slice(0, 8)} `;

/**
 * @param marker how the body begins
 * @returns the issue that says it; undefined where none is needed, or a person has closed the one that says just this
 * @throws Failure `github/…`
 */
export async function keepDriftIssue(
  {
    client,
    repository,
    log,
  }: { readonly client: GitHubClient; readonly repository: RepositoryName; readonly log: Log },
  marker: string,
  report: DriftReport,
): Promise<Issue | undefined> {
  const drift = report.findings.filter(isDrift);
  const head = `${marker}${drift.length === 0 ? 'none' : digestOfFindings(drift)} -->`;
  const body = `${head}\n${renderDrift(report)}\n`;
  const present = await readOwnIssue(client, repository, marker);
  if (drift.length === 0) {
    // Of what could not be looked up nobody knows that it is mended.
    if (present?.open !== true || report.findings.length > 0) return undefined;
    await updateIssue(client, repository, present.number, { title: present.title, body, state: 'closed' });
    log.notice(`Nothing drifts any more: ${present.url} is closed.`, { title: 'Drift' });
    return undefined;
  }
  const text = { title: titleOf(drift.length), body };
  if (present?.open === true) {
    const isSame = present.title === text.title && withoutRun(present.body) === withoutRun(body);
    return isSame ? present : updateIssue(client, repository, present.number, { ...text, state: 'open' });
  }
  if (present?.body.startsWith(head) === true) {
    log.notice(`${present.url} for just this was closed by hand, and is not opened again.`, {
      title: 'Drift',
    });
    return undefined;
  }
  return openIssue(client, repository, marker, text);
}

/** Which run looked is no news. GitHub's web form saves line breaks as CRLF. */
const withoutRun = (body: string): string =>
  body
    .replaceAll('\r\n', '\n')
    .replace(/ by \[this run\]\([^)\n]*\)/, '')
    .trim();
