/** One build: what it needs is there before it starts and gone when it has ended. */
import { rm } from 'node:fs/promises';
import type { GitHubContext } from '@sealift/action-kit/github-context';
import { createTemporaryFolder, temporaryRoot } from '@sealift/action-kit/temporary-folder';
import { type CachePlan, mayWriteCache, planCaches } from '@sealift/tools/buildx/cache/plan';
import { findBuildx } from '@sealift/tools/buildx/command';
import { createDockerConfig } from '@sealift/tools/docker-config';
import { startBuilder } from './builder.ts';
import { askDockerfile } from './call.ts';
import type { BuildxRun } from './command-line.ts';
import type { Dependencies } from './dependencies.ts';
import type { Inputs } from './inputs.ts';
import { buildLogins } from './logins.ts';
import { type BuildxResult, runBuildx } from './run-buildx.ts';
import { type SecretValue, writeSecrets } from './secrets.ts';
import type { Source } from './source.ts';

export type BuildRequest = {
  readonly inputs: Inputs;
  readonly source: Source;
  readonly context: GitHubContext;
  /** Absolute. */
  readonly workspace: string;
  readonly secrets: readonly SecretValue[];
};

export type Built = BuildxResult & {
  /** For people: which builder it was. */
  readonly builder: string;
  /** Milliseconds. */
  readonly duration: number;
};

/**
 * @param layoutFolder absolute: what is built lies in it afterwards
 * @throws Failure `build-push/…`, and those of buildx, its daemon and logins
 */
export const build = (
  request: BuildRequest,
  layoutFolder: string,
  dependencies: Dependencies,
): Promise<Built> =>
  withBuilder(request, dependencies, async (ready) => {
    const started = dependencies.clock.now();
    const result = await runBuildx({ ...ready, layoutFolder }, dependencies);
    return {
      ...result,
      builder: ready.builder.description,
      duration: dependencies.clock.now() - started,
    };
  });

/**
 * Asks the Dockerfile something instead of building it.
 * @throws Failure `build-push/…`, and those of buildx, its daemon and logins
 */
export const ask = (request: BuildRequest, call: string, dependencies: Dependencies): Promise<string> =>
  withBuilder(request, dependencies, (ready) => askDockerfile(ready, call, dependencies));

async function withBuilder<T>(
  request: BuildRequest,
  dependencies: Dependencies,
  work: (ready: BuildxRun) => Promise<T>,
): Promise<T> {
  const { inputs, workspace } = request;
  const { env, log } = dependencies;
  const logins = await buildLogins(inputs, dependencies);
  const closing: (() => Promise<void>)[] = [];
  try {
    const secrets = await writeSecrets(
      request.secrets,
      inputs.secretFiles,
      temporaryRoot(env),
      workspace,
      log,
    );
    closing.push(secrets.close);
    const keys = await writeSecrets(inputs.sshKeys, [], temporaryRoot(env), workspace, log);
    closing.push(keys.close);
    const scratch = await createTemporaryFolder(env, 'build');
    closing.push(() => rm(scratch, { recursive: true, force: true }));
    const docker = await createDockerConfig(logins, env);
    closing.push(docker.close);
    const buildx = await findBuildx({ ...dependencies, source: inputs.tools });
    const world = { ...dependencies, buildx, docker: docker.env };
    const builder = await startBuilder(inputs, workspace, world, dependencies);
    closing.push(builder.close);
    const environment = { ...docker.env, ...builder.env };
    const caches = cachesOf(request, env);
    const files = { secrets: secrets.files, keys: keys.files };
    return await work({ ...request, ...files, buildx, builder, environment, scratch, caches });
  } finally {
    for (const close of closing.reverse())
      await close().catch((error: unknown) => log.debug(`cleaning up: ${String(error)}`));
  }
}

/** Go's name of this machine's platform, which a builder without other nodes builds for. */
const OWN_PLATFORM = `linux/${process.arch === 'x64' ? 'amd64' : process.arch}`;

const cachesOf = ({ inputs, source, context }: BuildRequest, env: Dependencies['env']): CachePlan =>
  planCaches({
    mode: inputs.cache,
    from: inputs.cacheFrom,
    to: inputs.cacheTo,
    scope: inputs.cacheScope ?? source.dockerfilePath ?? 'build',
    platforms: inputs.platforms.length > 0 ? inputs.platforms : [OWN_PLATFORM],
    image: inputs.image ?? inputs.tags[0] ?? inputs.untagged[0],
    mayWrite: inputs.cacheWrite && mayWriteCache(context.eventName),
    env,
  });
