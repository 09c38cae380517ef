/** buildx where it looks after builders, and what it says when it cannot. */
import { type Failure, remoteFailure } from '@sealift/core/failure';
import { singleLine } from '@sealift/core/text/sanitize';
import { childEnvironment, type ExecResult } from '../../exec.ts';
import { faultOf } from '../faults.ts';
import type { BuilderWorld } from './options.ts';

/** Variables that tell the docker CLI and buildx where their daemon is. */
export const DAEMON_VARIABLES = [
  'DOCKER_HOST',
  'DOCKER_CONTEXT',
  'DOCKER_CERT_PATH',
  'DOCKER_TLS_VERIFY',
  'DOCKER_CONFIG',
  'BUILDX_CONFIG',
  'BUILDX_BUILDER',
  'XDG_RUNTIME_DIR',
  'KUBECONFIG',
  // Of a pod that builds in its own cluster.
  'KUBERNETES_SERVICE_HOST',
  'KUBERNETES_SERVICE_PORT',
] as const;

/** @param timeout milliseconds */
export const askBuildx = (
  args: readonly string[],
  world: BuilderWorld,
  extra: Readonly<Record<string, string>> = {},
  timeout = 60_000,
): Promise<ExecResult> =>
  world.exec(world.buildx.file, [...world.buildx.prefix, ...args], {
    env: childEnvironment(world.env, DAEMON_VARIABLES, { ...world.docker, ...extra }),
    timeout,
    ...(world.signal === undefined ? {} : { signal: world.signal }),
  });

/**
 * @param what completes "buildx cannot …"
 * @param remedy for what is not known
 */
export function cannot(what: string, result: ExecResult, remedy: string): Failure {
  const output = `${result.stderr}\n${result.stdout}`;
  const reason = /^(?:ERROR|Error): *(.+)$/m.exec(output)?.[1] ?? output.trim().split('\n').at(-1) ?? '';
  const fault = result.timedOut ? undefined : faultOf(reason.slice(0, 10_000));
  const details = {
    cause: `buildx cannot ${what}: ${result.timedOut ? 'it did not answer in time' : singleLine(reason).slice(0, 500)}.`,
    error: new Error(output.slice(0, 8_192)),
  };
  // Whether a daemon is reached is what the caller knows a better remedy for.
  return fault === undefined || ['buildx/daemon-gone', 'buildx/connection'].includes(fault.code)
    ? remoteFailure({ code: 'buildx/failed', ...details, remedy })
    : fault.fail({ code: fault.code, ...details, remedy: fault.remedy });
}
