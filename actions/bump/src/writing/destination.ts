import { configurationFailure, type Failure, remoteFailure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';
import type { GitHubClient } from '@sealift/github/client/client';
import type { Head, OpsView } from '@sealift/github/repository/ops-repository';
import { formatRepositoryName, type RepositoryName } from '@sealift/github/repository/repository';

/** Where a bump writes, and with what. */
export type Destination = {
  readonly client: GitHubClient;
  /** By its present name. */
  readonly repository: RepositoryName;
  readonly base: string;
  readonly branch: string;
};

export type CommitRules = {
  readonly requireVerified: boolean;
  readonly dryRun: boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
};

/** How often a branch that somebody else has moved meanwhile is looked at again. */
export const ROUNDS = 6;

/** Waits a moment that grows with the round and differs between runs. */
export const pause = ({ clock, signal }: CommitRules, round: number): Promise<void> =>
  clock.sleep(Math.random() * 1000 * 2 ** round, signal);

/** @throws Failure `configuration` */
export function baseOf({ base, repository }: OpsView, name: string): Head {
  if (base !== undefined) return base;
  throw configurationFailure({
    cause: `${formatRepositoryName(repository)} has no branch "${name}".`,
    remedy: 'Correct "base", or make the first commit in the repository.',
  });
}

/** For a branch that was somewhere else at the end of every round. */
export const keptMoving = (repository: RepositoryName, branch: string): Failure =>
  remoteFailure({
    cause: `The branch ${branch} of ${formatRepositoryName(repository)} kept moving: ${ROUNDS} attempts to commit to it were overtaken.`,
    remedy: 'Run the job again when fewer bumps run at once, or give them a concurrency group.',
  });
