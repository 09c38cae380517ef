import { configurationFailure, Failure } from '@sealift/core/failure';
import { childEnvironment, type Exec } from '../exec.ts';
import { pinnedReleases } from '../pinned-releases.ts';
import { findProgram } from '../process/find-program.ts';
import { checkVersion } from '../system.ts';
import { resolveTool, type ToolOptions } from '../tool.ts';
import { versionIn } from '../version.ts';

/** How buildx is started: as a program of its own, or as a plugin of the docker CLI. */
export type BuildxCommand = {
  readonly file: string;
  /** Stands before every argument: `['buildx']` for the plugin. */
  readonly prefix: readonly string[];
  readonly version: string;
  /** The docker CLI, where there is one. */
  readonly docker: string | undefined;
};

export type BuildxOptions = ToolOptions & { readonly exec: Exec };

/**
 * Finds buildx. A machine that has docker with a current buildx plugin (every GitHub-hosted runner) uses that one, as
 * its docker daemon goes with it; otherwise the source decides: the pinned release, or what SEALIFT_TOOLS and PATH have.
 * @throws Failure `configuration` or `remote` like resolveTool
 */
export async function findBuildx(options: BuildxOptions): Promise<BuildxCommand> {
  const docker = await findProgram('docker', options.env['PATH']);
  const standalone = async (): Promise<BuildxCommand> => {
    const { path, version } = await resolveTool('buildx', options);
    return { file: path, prefix: [], version, docker };
  };
  if (options.source === 'pinned') return (await findPlugin(docker, options)) ?? standalone();
  try {
    return await standalone();
  } catch (error) {
    const plugin = error instanceof Failure ? await findPlugin(docker, options) : undefined;
    if (plugin === undefined) throw error;
    return plugin;
  }
}

/** Undefined when there is no docker, or it has no buildx or one that is too old. */
async function findPlugin(
  docker: string | undefined,
  options: BuildxOptions,
): Promise<BuildxCommand | undefined> {
  if (docker === undefined) return undefined;
  const result = await options.exec(docker, ['buildx', ...pinnedReleases.buildx.versionArguments], {
    env: childEnvironment(options.env, ['DOCKER_CONFIG']),
    timeout: 30_000,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const version = result.exitCode === 0 ? versionIn(result.stdout) : undefined;
  if (version === undefined) return undefined;
  try {
    checkVersion('buildx', version, pinnedReleases.buildx);
  } catch {
    options.log.info(`docker buildx ${version} of this machine is too old and is not used`);
    return undefined;
  }
  options.log.info(`Using docker buildx ${version} of this machine (${docker})`);
  return { file: docker, prefix: ['buildx'], version, docker };
}

/** @throws Failure `configuration` when the endpoint is not one that a remote driver takes */
export function checkEndpoint(endpoint: string): void {
  // https://docs.docker.com/build/builders/drivers/remote/
  if (
    /^(?:tcp:\/\/[^\s,/]+:[0-9]+|unix:\/\/\/\S+|(?:docker-container|podman-container|kube-pod):\/\/\S+)$/.test(
      endpoint,
    )
  )
    return;
  throw configurationFailure({
    code: 'tools/bad-input',
    cause: `"${endpoint}" is not the address of a BuildKit daemon.`,
    remedy:
      'Write it as tcp://host:port, unix:///path/to/buildkitd.sock, docker-container://name or kube-pod://name.',
  });
}
