import type { Runtime } from '@sealift/action-kit/action';
import type { GitHubContext } from '@sealift/action-kit/github-context';
import { childEnvironment, type Exec } from '@sealift/tools/exec';

type Dependencies = Pick<Runtime, 'env' | 'log'> & { readonly exec: Exec };

const GIT_TIMEOUT = 60_000;

/**
 * Files that differ between the commit and what it was based on; `unknown` when there is no base to compare with, as
 * on a new branch, a tag, a manual run, or a checkout without history. Only trees are read, so a blob-less clone does.
 */
export async function changedFiles(
  workspace: string,
  context: GitHubContext,
  dependencies: Dependencies,
): Promise<readonly string[] | 'unknown'> {
  const base = baseRevision(context);
  if (base === undefined) return 'unknown';
  // The checkout may belong to another user than the one that runs this (containers, act).
  const git = ['-c', `safe.directory=${workspace}`, '-C', workspace];
  const { exitCode, stdout, stderr } = await dependencies.exec(
    'git',
    [...git, 'diff', '--name-only', '--no-renames', '-z', '--end-of-options', base, 'HEAD', '--'],
    { env: childEnvironment(dependencies.env), timeout: GIT_TIMEOUT },
  );
  if (exitCode === 0) return stdout.split('\0').filter((file) => file !== '');
  dependencies.log.warning(
    `The base of this change (${base}) is not in the checkout, so every app is built. Check out with "fetch-depth: 0". ${stderr.trim()}`,
    { title: 'Plan' },
  );
  return 'unknown';
}

const COMMIT = /^[0-9a-f]{40}$/;
const NONE = '0'.repeat(40);

function baseRevision({ eventName, payload, ref }: GitHubContext): string | undefined {
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
