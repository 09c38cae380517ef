/** Tries the new migrations on a real database, judges what they did there, and says so. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type GitHubContext, readGitHubContext } from '@sealift/action-kit/github-context';
import { pullRequestOf } from '@sealift/action-kit/pull-request';
import { maskInputs } from '@sealift/action-kit/registry-login';
import { createTemporaryFolder } from '@sealift/action-kit/temporary-folder';
import { configurationFailure } from '@sealift/core/failure';
import { compareTrees } from './changes.ts';
import type { Dependencies } from './dependencies.ts';
import type { Inputs } from './inputs.ts';
import { judge } from './judge/judge.ts';
import { createPolicy } from './policy/policy.ts';
import type { PolicyFile } from './policy/policy-file.ts';
import { conclude } from './report/conclude.ts';
import { extractCommit, fileAt, findBase, openRepository, type Repository } from './repository/git.ts';
import { wasUnused } from './repository/unused.ts';
import { loadRevisions } from './revisions/load.ts';
import { tryOnDatabase } from './try-on-database.ts';

export const outputNames = [
  'result',
  'blocking',
  'findings',
  'locks',
  'revisions',
  'sarif-file',
  'report-file',
] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

/**
 * @throws Failure `migration-gate/refused` after outputs, summary, comment and upload are done; `migration-gate/…`,
 *   `action/…`, `process/…` and those of tools otherwise
 */
export async function run(inputs: Inputs, dependencies: Dependencies): Promise<Outputs> {
  const { env, log, clock } = dependencies;
  const startedAt = clock.now();
  maskInputs({ token: inputs.token, username: undefined, password: inputs.database.password }, log);
  const context = await readGitHubContext(env);
  refusePrivileged(context);
  const workspace = env['GITHUB_WORKSPACE'] || process.cwd();
  const temporary = await createTemporaryFolder(env, 'migration-gate');
  try {
    const repository = openRepository(workspace, dependencies);
    const base = await findBase(repository, context, inputs.base);
    const baseTop = path.join(temporary, 'base');
    await extractCommit(repository, base, baseTop);
    const [head, before] = [await loadRevisions(workspace, inputs), await loadRevisions(baseTop, inputs)];
    if (head.known.length === 0 && before.known.length === 0 && head.unreadable.length === 0)
      throw noMigrations(inputs, head.folders);
    const policy = createPolicy(inputs, await policyOfBase(repository, base, inputs.policy));
    const pull = pullRequestOf(context);
    const changes = compareTrees(before, head);
    const trial = changes.runnable
      ? await tryOnDatabase(
          { inputs, workspace, baseTop, temporary, head, before, fresh: changes.fresh, repository, base },
          dependencies,
        )
      : undefined;
    const findings = await judge([...changes.remarks, ...(trial?.remarks ?? [])], {
      policy,
      revisions: changes.fresh,
      contracting: pull?.labels.includes(policy.contractLabel) ?? false,
      wasUnused: (name) =>
        wasUnused(repository, {
          name,
          base,
          deployed: inputs.deployed,
          paths: inputs.appPaths.length === 0 ? [inputs.workingDirectory] : inputs.appPaths,
          except: [...head.folders, ...before.folders],
          days: policy.contractDays,
          now: clock.now(),
        }),
    });
    return await conclude(
      { inputs, policy, context, pull, base, fresh: changes.fresh, findings, trial, startedAt },
      dependencies,
    );
  } finally {
    await rm(temporary, { recursive: true, force: true }).catch(() => {});
  }
}

async function policyOfBase(
  repository: Repository,
  base: string,
  file: string,
): Promise<PolicyFile | undefined> {
  const text = await fileAt(repository, base, file);
  // Few repositories have one: YAML is loaded by those that do.
  return text === undefined ? undefined : (await import('./policy/policy-file.ts')).readPolicy(text, file);
}

/** Whoever opens a pull request would run code with a token that may write, and with secrets. */
function refusePrivileged({ eventName = '' }: GitHubContext): void {
  if (!['pull_request_target', 'workflow_run', 'issue_comment'].includes(eventName)) return;
  throw configurationFailure({
    code: 'migration-gate/privileged-event',
    cause: `The gate runs code of pull requests, and does not do that for the event "${eventName}": its job has the rights and secrets of the repository.`,
    remedy: 'Run the gate on "pull_request", in a job without secrets.',
  });
}

const noMigrations = ({ workingDirectory, config }: Inputs, folders: readonly string[]) =>
  configurationFailure({
    code: 'migration-gate/no-migrations',
    cause:
      folders.length === 0
        ? `There is no ${path.posix.join(workingDirectory, config)}.`
        : `There is no migration in ${folders.join(', ')}.`,
    remedy:
      'Set "working-directory" to the folder with the configuration; if the configuration does not name the folders of the migrations, list them in "versions".',
  });
