/** Commands of the user: to export the document, and to generate types from it. */
import { configurationFailure } from '@sealift/core/failure';
import { singleLine } from '@sealift/core/text/sanitize';
import type { Dependencies } from '../dependencies.ts';

/** Milliseconds. Installing what an app needs is for an earlier step. */
const DEADLINE = 10 * 60_000;

/**
 * What is this action's own: its inputs (the token among them), and the files and tokens by which a step speaks to the
 * runner. A step of `run:` has them neither, except for the files.
 */
const WITHHELD =
  /^(?:INPUT_|ACTIONS_(?:RUNTIME|ID_TOKEN|RESULTS|CACHE)_|GITHUB_(?:TOKEN|OUTPUT|ENV|PATH|STATE|STEP_SUMMARY)$|STATE_)/;

export const environmentOf = (env: Dependencies['env']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined || WITHHELD.test(name) ? [] : [[name, value] as const],
    ),
  );

/**
 * Runs it as a step of `run:` with `shell: bash` would be run.
 * @param input name of the input, for the failure
 * @returns standard output
 * @throws Failure `openapi/command-failed`
 */
export async function runCommand(
  input: string,
  command: string,
  workspace: string,
  { exec, env, log, signal }: Pick<Dependencies, 'exec' | 'env' | 'log' | 'signal'>,
): Promise<string> {
  const result = await log.group(singleLine(command).slice(0, 200), () =>
    exec('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', command], {
      cwd: workspace,
      env: environmentOf(env),
      timeout: DEADLINE,
      signal,
      onLine: (line, stream) => {
        if (stream === 'stderr') log.info(line);
      },
    }),
  );
  if (result.exitCode === 0 && !result.timedOut) return result.stdout;
  throw configurationFailure({
    code: 'openapi/command-failed',
    cause: result.timedOut
      ? `The command of "${input}" did not end within ${DEADLINE / 60_000} minutes.`
      : `The command of "${input}" ended with ${result.exitCode}.`,
    remedy: 'Read its last lines in the log, and run it in the checkout of this commit.',
  });
}
