import { configurationFailure } from '@sealift/core/failure';
import { childEnvironment, type Exec } from '../exec.ts';
import { findProgram } from '../process/find-program.ts';

/** Something that runs containers on this machine: docker, or podman, which takes the same commands. */
export type ContainerEngine = {
  readonly name: 'docker' | 'podman';
  /** Absolute path of its client. */
  readonly file: string;
  readonly version: string;
};

export type EngineOptions = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exec: Exec;
  readonly signal?: AbortSignal;
};

/** Where the clients find their daemon, and podman its storage. */
const ENGINE_VARIABLES = [
  'DOCKER_HOST',
  'DOCKER_CONTEXT',
  'DOCKER_CERT_PATH',
  'DOCKER_TLS_VERIFY',
  'CONTAINER_HOST',
  'CONTAINERS_CONF',
  'CONTAINERS_STORAGE_CONF',
  'XDG_RUNTIME_DIR',
  'XDG_DATA_HOME',
  'XDG_CONFIG_HOME',
] as const;

export const engineEnvironment = ({ env }: Pick<EngineOptions, 'env'>): Record<string, string> =>
  childEnvironment(env, ENGINE_VARIABLES);

const VERSIONS = [
  ['docker', ['version', '--format', '{{.Server.Version}}']],
  ['podman', ['version', '--format', '{{.Client.Version}}']],
] as const;

/**
 * The first engine that answers.
 * @param purpose for the message: what it is needed for
 * @throws Failure `container-engine/none` naming why each does not
 */
export async function findContainerEngine(purpose: string, options: EngineOptions): Promise<ContainerEngine> {
  const reasons: string[] = [];
  for (const [name, args] of VERSIONS) {
    const file = await findProgram(name, options.env['PATH']);
    if (file === undefined) {
      reasons.push(`there is no ${name} on PATH`);
      continue;
    }
    const { exitCode, stdout } = await options.exec(file, args, {
      env: engineEnvironment(options),
      timeout: 30_000,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    const version = stdout.trim();
    if (exitCode === 0 && /^[0-9]+\.[^\s]*$/.test(version)) return { name, file, version };
    reasons.push(`${name} does not answer`);
  }
  throw configurationFailure({
    code: 'container-engine/none',
    cause: `${purpose} needs a container engine, and this machine has none: ${reasons.join(', and ')}.`,
    remedy: `Run the job where docker or podman runs, such as a GitHub-hosted Ubuntu runner, or leave out what needs it.`,
  });
}
