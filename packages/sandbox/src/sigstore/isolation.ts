import net from 'node:net';
import { configurationFailure } from '@sealift/core/failure';
import { createExec } from '@sealift/tools/exec';
import { listenerOf } from './listener.ts';

const UNSHARE = '/usr/bin/unshare';
/** As root, and as a user where the system lets users have namespaces. */
const WAYS = [['--net'], ['--map-root-user', '--net']] as const;

/**
 * The beginning of a command line that runs a program in a network of its own, or undefined where that is not
 * allowed. The program keeps its process id; unix sockets still reach it.
 */
export async function isolatedNetwork(): Promise<readonly string[] | undefined> {
  const exec = createExec({ debug: () => {} });
  for (const flags of WAYS) {
    const prefix = [...flags, '--'];
    const tried = await exec(UNSHARE, [...prefix, '/bin/true'], { env: {}, timeout: 5_000 }).catch(
      () => undefined,
    );
    if (tried?.exitCode === 0) return [UNSHARE, ...prefix];
  }
  return undefined;
}

/**
 * @param reason who needs the port, as the beginning of a sentence
 * @throws Failure `configuration` that names the program which has it
 */
export async function assertPortFree(port: number, reason: string): Promise<void> {
  const server = net.createServer();
  const taken = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(true));
    // The unspecified address collides with a listener on any address.
    server.listen(port, () => resolve(false));
  });
  if (!taken) {
    await new Promise((resolve) => server.close(resolve));
    return;
  }
  const owner = await listenerOf(port);
  throw configurationFailure({
    code: 'sandbox/port-taken',
    cause: `Port ${port} is taken${owner === undefined ? '' : ` by ${owner.name} (process ${owner.pid})`}. ${reason} and has no option for another.`,
    remedy: `End ${owner === undefined ? `the program that listens on port ${port}` : `process ${owner.pid}`}, or run the rehearsal where "unshare --map-root-user --net true" is allowed.`,
  });
}
