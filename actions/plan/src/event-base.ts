import type { GitHubContext } from '@sealift/action-kit/github-context';
import type { Log } from '@sealift/core/log';
import type { App } from '@sealift/core/release/plan/apps';
import type { AppChanges } from '@sealift/core/release/plan/facts';
import type { Comparison } from './changes.ts';

const COMMIT = /^[0-9a-f]{40}$/;
const NONE = '0'.repeat(40);

/**
 * The commit that the event says this one comes after, or what stands for it in git; undefined on a new branch, a tag, a
 * manual or a scheduled run.
 */
export function eventBase({ eventName, payload, ref }: GitHubContext): string | undefined {
  const commit = (value: unknown) =>
    typeof value === 'string' && COMMIT.test(value) && value !== NONE ? value : undefined;
  switch (eventName) {
    case 'pull_request':
      // HEAD is the merge of the pull request into its base: the first parent is that base.
      return 'HEAD^1';
    case 'merge_group':
      return commit((payload['merge_group'] as { base_sha?: unknown } | undefined)?.base_sha);
    case 'push':
      return ref?.startsWith('refs/tags/') ? undefined : commit(payload['before']);
    default:
      return undefined;
  }
}

/**
 * What changed for each app since that commit; none of them when there is no such commit, or it is not in the checkout.
 */
export async function changesSince(
  context: GitHubContext,
  apps: readonly App[],
  comparison: Comparison,
  log: Log,
): Promise<ReadonlyMap<string, AppChanges>> {
  const base = eventBase(context);
  if (base === undefined) return new Map();
  const changes = new Map<string, AppChanges>();
  for (const app of apps) changes.set(app.name, await comparison.since(base, app));
  if ([...changes.values()].every((each) => each === 'unknown'))
    log.warning(missing(base, context), { title: 'Plan' });
  return changes;
}

function missing(base: string, { payload }: GitHubContext): string {
  const why =
    payload['forced'] === true ? 'was replaced by a force push and is gone' : 'is not in the checkout';
  const remedy = payload['forced'] === true ? '' : ' Check out with "fetch-depth: 0".';
  return `The commit that this one comes after (${base}) ${why}, so every app is built.${remedy}`;
}
