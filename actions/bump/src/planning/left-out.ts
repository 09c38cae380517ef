/** Files that a rollback cannot read: they have nothing to go back to, so that no bump has them as targets. */
import type { Bump } from '@sealift/deploy/targets/groups';
import type { MatchingFiles } from '@sealift/deploy/targets/patterns';

/** What is said of them, in the log, the pull request and the summary. */
export type LeftOut = Pick<MatchingFiles, 'skipped' | 'warnings'>;

export const NOTHING_LEFT_OUT: LeftOut = { skipped: [], warnings: [] };

/** Each is said once: by the bump of its app and environment, else of its app, else by the first one. */
export function leftOutBy(
  bumps: readonly Bump[],
  { skipped, warnings }: LeftOut,
): ReadonlyMap<Bump, LeftOut> {
  const has = (bump: Bump, app: string, ...environment: readonly [] | readonly [string | undefined]) =>
    bump.targets.some(
      (target) => target.app === app && (environment.length === 0 || target.environment === environment[0]),
    );
  const [first] = bumps;
  const owner = ({ app, environment }: LeftOut['skipped'][number]) =>
    bumps.find((bump) => has(bump, app, environment)) ?? bumps.find((bump) => has(bump, app)) ?? first;
  return new Map(
    bumps.map((bump) => [
      bump,
      { skipped: skipped.filter((file) => owner(file) === bump), warnings: bump === first ? warnings : [] },
    ]),
  );
}
