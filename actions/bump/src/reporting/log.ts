import type { Log } from '@sealift/core/log';
import { RETRY } from '../deciding/declined.ts';
import type { Outcome } from '../writing/outcome.ts';

/** What became of a bump, for the log of the job and its annotations. */
export function reportOutcome(
  { atBase, classification, warnings, declined, needless }: Outcome,
  log: Log,
): void {
  for (const { target, scalars } of atBase.targets)
    for (const { before, after, path } of scalars) {
      const where = `${target.app}${target.environment === undefined ? '' : ` (${target.environment})`}, ${path}`;
      log.info(
        before === after ? `${where}: already ${after}` : `${where}: ${before || '(none)'} → ${after}`,
      );
    }
  for (const { reason } of classification.skipped) log.warning(reason, { title: 'Bump' });
  for (const warning of warnings) log.warning(warning, { title: 'Bump' });
  for (const [url, apps] of Map.groupBy(declined, ({ pull }) => pull.url))
    log.notice(
      `${url} for these releases was closed by hand: ${apps.map(({ target }) => target.app).join(', ')} is not proposed again. Put the label "${RETRY}" on it or comment "${RETRY}" there, and the next run makes a new one; so does a newer release.`,
      { title: 'Bump' },
    );
  if (needless !== undefined)
    log.notice(`${needless.url} was closed: its base has everything that it proposed.`, { title: 'Bump' });
}
