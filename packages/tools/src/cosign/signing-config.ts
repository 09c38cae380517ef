/** Which services sign: small statements where everybody's are, large ones where they are taken. */
import type { Log } from '@sealift/core/log';
import type { ExecResult } from '../exec.ts';
import { largeSigningConfigArguments } from './arguments.ts';
import { errorMessage } from './errors.ts';
import type { Workspace } from './workspace.ts';

/** Bytes. What is larger is signed one at a time, by a log that takes hashes, and its bundle is not kept in memory. */
export const LARGE = 1024 * 1024;

/**
 * The log that the public instance names by default takes whole statements, and hangs up on those of some megabytes
 * (https://github.com/sigstore/rekor/issues/2808). Its newer one takes hashes, and is asked for in the trust root
 * (https://github.com/sigstore/root-signing/issues/1644). Given services are used as they are, and so are those of an
 * instance that has no such log.
 * @returns by the bytes of a statement: the file to sign with; undefined = what the trust root says
 */
export function createSigningConfigs(
  { signingConfig, log }: { readonly signingConfig?: string | undefined; readonly log: Pick<Log, 'debug'> },
  workspace: Workspace,
  run: (args: readonly string[]) => Promise<ExecResult>,
): (size: number) => Promise<string | undefined> {
  let large: Promise<string | undefined> | undefined;
  const create = async (): Promise<string | undefined> => {
    const file = workspace.file('signing-config-large.json');
    const result = await run(largeSigningConfigArguments(file));
    if (result.exitCode === 0) return file;
    log.debug(`There is no log for large statements: ${errorMessage(result.stderr)}`);
    return undefined;
  };
  return async (size) => {
    if (signingConfig !== undefined || size <= LARGE) return signingConfig;
    large ??= create();
    return large;
  };
}
