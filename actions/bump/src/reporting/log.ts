import type { Log } from '@sealift/core/log';
import type { Outcome } from '../writing/outcome.ts';

/** What became of a bump, for the log of the job and its annotations. */
export function reportOutcome({ atBase, classification, warnings, declined }: Outcome, log: Log): void {
  for (const { target, scalars } of atBase.targets)
    for (const { before, after, path } of scalars) {
      const where = `${target.app}${target.environment === undefined ? '' : ` (${target.environment})`}, ${path}`;
      log.info(
        before === after ? `${where}: already ${after}` : `${where}: ${before || '(none)'} → ${after}`,
      );
    }
  for (const { reason } of classification.skipped) log.warning(reason, { title: 'Bump' });
  for (const warning of warnings) log.warning(warning, { title: 'Bump' });
  if (declined !== undefined)
    log.notice(
      `${declined.url} for these releases was closed by hand and is not opened again; reopen it, or release something newer.`,
      { title: 'Bump' },
    );
}
