/** What the repository's history says. Only what is committed and not part of the change is asked. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { GitHubContext } from '@sealift/action-kit/github-context';
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { childEnvironment, type Exec } from '@sealift/tools/exec';

export type Repository = {
  readonly workspace: string;
  run(
    args: readonly string[],
    extra?: Readonly<Record<string, string>>,
  ): Promise<{ readonly exitCode: number; readonly stdout: string }>;
  /** @returns `undefined` when git ends with anything but 0 */
  git(args: readonly string[], extra?: Readonly<Record<string, string>>): Promise<string | undefined>;
};

const GIT_TIMEOUT = 120_000;

export function openRepository(
  workspace: string,
  { exec, env }: { readonly exec: Exec; readonly env: Readonly<Record<string, string | undefined>> },
): Repository {
  // The checkout may belong to another user; nothing that it configures is run.
  const fixed = [
    '-c',
    `safe.directory=${workspace}`,
    '-c',
    'core.hooksPath=/dev/null',
    '-c',
    'core.fsmonitor=false',
  ];
  const run: Repository['run'] = (args, extra = {}) =>
    exec('git', [...fixed, '-C', workspace, ...args], {
      env: childEnvironment(env, [], {
        LC_ALL: 'C',
        GIT_NO_LAZY_FETCH: '1',
        GIT_NO_REPLACE_OBJECTS: '1',
        ...extra,
      }),
      timeout: GIT_TIMEOUT,
    });
  return {
    workspace,
    run,
    async git(args, extra) {
      const { exitCode, stdout } = await run(args, extra);
      return exitCode === 0 ? stdout : undefined;
    },
  };
}

const COMMIT = /^[0-9a-f]{40}$/;
const NONE = '0'.repeat(40);

/**
 * The commit that the migrations are new against.
 * @param given by the workflow
 * @throws Failure `migration-gate/no-base` when nobody says it, or the checkout does not have it
 */
export async function findBase(
  repository: Repository,
  context: GitHubContext,
  given: string | undefined,
): Promise<string> {
  const named = given ?? baseOfEvent(context);
  if (named === undefined) throw noBase('The event does not say what the change is compared with.');
  // The merge that GitHub makes of a pull request has the newest base as its first parent.
  const parents =
    (await repository.git(['rev-list', '--parents', '-n', '1', 'HEAD']))?.trim().split(' ') ?? [];
  const [head, first, second] = parents;
  const merged = head === context.sha && first !== undefined && second !== undefined;
  if (given === undefined && merged && (await isAncestor(repository, named, first))) return first;
  const base = (await repository.git(['merge-base', named, 'HEAD']))?.trim();
  if (base !== undefined && COMMIT.test(base)) return base;
  throw noBase(`The base ${named} is not in the checkout.`);
}

export const isAncestor = async ({ git }: Repository, older: string, newer: string): Promise<boolean> =>
  (await git(['merge-base', '--is-ancestor', older, newer])) !== undefined;

function baseOfEvent({ eventName, payload }: GitHubContext): string | undefined {
  const commit = (value: unknown) =>
    typeof value === 'string' && COMMIT.test(value) && value !== NONE ? value : undefined;
  switch (eventName) {
    case 'pull_request':
      return commit((payload['pull_request'] as { base?: { sha?: unknown } } | undefined)?.base?.sha);
    case 'merge_group':
      return commit((payload['merge_group'] as { base_sha?: unknown } | undefined)?.base_sha);
    case 'push':
      return commit(payload['before']);
    default:
      return undefined;
  }
}

const noBase = (cause: string): Failure =>
  configurationFailure({
    code: 'migration-gate/no-base',
    cause,
    remedy: 'Check out with "fetch-depth: 0", and give "base" where the event is no pull request.',
  });

/** Writes the files of a commit into a folder. @throws Failure `migration-gate/no-base` */
export async function extractCommit(repository: Repository, commit: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const index = { GIT_INDEX_FILE: path.join(folder, '..', `${path.basename(folder)}.index`) };
  const read = await repository.git(['read-tree', commit], index);
  const written =
    read === undefined
      ? undefined
      : await repository.git(['checkout-index', '--all', `--prefix=${folder}/`], index);
  if (written === undefined) throw noBase(`The files of the base ${commit} are not in the checkout.`);
}

/** Text of a file at a commit; undefined when there is none. */
export const fileAt = ({ git }: Repository, commit: string, file: string): Promise<string | undefined> =>
  git(['cat-file', 'blob', `${commit}:${file}`]);
