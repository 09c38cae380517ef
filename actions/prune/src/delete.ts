/**
 * Deletes what a plan lists, a group at a time. Between plan and deletion others push: so everything is looked at again
 * every few groups, and the tags of each version right before it goes.
 */
import type { Digest } from '@sealift/core/image/digest';
import type { Clock, Log } from '@sealift/core/log';
import type { Group, Plan } from '@sealift/core/retention/plan';
import type { Version } from '@sealift/core/retention/version';
import type { Repository } from './repository.ts';

/** Groups between two looks at the whole. */
const BATCH = 20;

export type Progress = {
  readonly deleted: Digest[];
  /** In use since the plan was made. */
  readonly spared: Digest[];
};

export type DeleteOptions = {
  readonly repository: Repository;
  /** The same rules for what is there now. */
  readonly planAgain: (versions: readonly Version[]) => Plan;
  readonly clock: Clock;
  readonly log: Pick<Log, 'info'>;
  /** Ends between two groups. */
  readonly signal: AbortSignal | undefined;
  /** Filled while it goes on, so that it is right also when a deletion fails. */
  readonly progress: Progress;
};

/**
 * Heads go first, so that no tag names an image without its parts, and what is broken off anywhere is what the next run
 * finds old and without a tag.
 * @throws Failure of the registry or GitHub
 */
export async function deleteGroups(groups: readonly Group[], options: DeleteOptions): Promise<void> {
  const { repository, planAgain, signal } = options;
  const ended = () => signal?.aborted === true;
  for (let start = 0; start < groups.length; start += BATCH) {
    if (ended()) return;
    const { kept } = planAgain(await repository.versions());
    for (const group of groups.slice(start, start + BATCH)) {
      if (ended()) return;
      await deleteGroup(group, kept, options);
    }
  }
}

async function deleteGroup(
  { head, members }: Group,
  kept: ReadonlySet<Digest>,
  { repository, clock, log, progress }: DeleteOptions,
): Promise<void> {
  for (const version of members) {
    const { digest } = version;
    const removal = kept.has(digest) ? 'changed' : await repository.remove(version);
    if (removal === 'changed') {
      progress.spared.push(digest);
      log.info(`${digest} stays: it is in use since the plan was made`);
      // Its parts are in use with it.
      if (version === head) return;
      continue;
    }
    if (removal === 'absent') continue;
    progress.deleted.push(digest);
    log.info(`deleted ${digest}`);
    await clock.sleep(repository.pause);
  }
}
