/** Whether types that were generated from the snapshot are those of the snapshot as it is now. */

import { configurationFailure } from '@sealift/core/failure';
import { childEnvironment } from '@sealift/tools/exec';
import type { Dependencies } from '../dependencies.ts';
import type { Inputs } from '../inputs.ts';
import { runCommand } from './commands.ts';

/** Milliseconds. */
const DEADLINE = 60_000;

/**
 * Generates them again.
 * @returns files that the command changed, made or deleted, against what is committed
 * @throws Failure `openapi/command-failed`
 */
export async function staleTypes(
  { command, files }: NonNullable<Inputs['types']>,
  workspace: string,
  dependencies: Dependencies,
): Promise<readonly string[]> {
  await runCommand('types-command', command, workspace, dependencies);
  const { exec, env, signal } = dependencies;
  const result = await exec(
    'git',
    // Nothing of the repository's own configuration is run for a look at it.
    [
      ...['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'],
      ...['status', '--porcelain=v1', '-z', '--untracked-files=all', '--no-renames', '--ignore-submodules'],
      ...['--', ...files.map((file) => `:(literal,top)${file}`)],
    ],
    { cwd: workspace, env: childEnvironment(env, ['HOME']), timeout: DEADLINE, signal },
  );
  if (result.exitCode !== 0)
    throw configurationFailure({
      code: 'openapi/command-failed',
      cause: `git cannot say what "types-command" changed (it ended with ${result.exitCode}).`,
      remedy: 'Check the repository out with actions/checkout before this step.',
    });
  return result.stdout
    .split('\0')
    .filter((entry) => entry.length > 3)
    .map((entry) => entry.slice(3));
}
