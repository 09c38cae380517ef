/** One build: what it needs is there before it starts and gone when it has ended. */
import { rm } from 'node:fs/promises';
import type { GitHubContext } from '@sealift/action-kit/github-context';
import { createTemporaryFolder, temporaryRoot } from '@sealift/action-kit/temporary-folder';
import { openBuilder } from '@sealift/tools/buildx/builder';
import { findBuildx } from '@sealift/tools/buildx/command';
import { createDockerConfig } from '@sealift/tools/docker-config';
import type { Dependencies } from './dependencies.ts';
import type { Inputs } from './inputs.ts';
import { buildLogins } from './logins.ts';
import { type BuildxResult, runBuildx } from './run-buildx.ts';
import { writeSecrets } from './secrets.ts';
import type { Source } from './source.ts';

export type BuildRequest = {
  readonly inputs: Inputs;
  readonly source: Source;
  readonly context: GitHubContext;
  /** Absolute. */
  readonly workspace: string;
  /** Absolute: what is built lies in it afterwards. */
  readonly layoutFolder: string;
};

export type Built = BuildxResult & {
  /** For people: which builder it was. */
  readonly builder: string;
  /** Milliseconds. */
  readonly duration: number;
};

/** @throws Failure `build-push/…`, and those of buildx, its daemon and logins */
export async function build(request: BuildRequest, dependencies: Dependencies): Promise<Built> {
  const { inputs, workspace } = request;
  const { env, log, clock } = dependencies;
  const logins = await buildLogins(inputs, dependencies);
  const closing: (() => Promise<void>)[] = [];
  try {
    const secrets = await writeSecrets(
      inputs.secrets,
      inputs.secretFiles,
      temporaryRoot(env),
      workspace,
      log,
    );
    closing.push(secrets.close);
    const scratch = await createTemporaryFolder(env, 'build');
    closing.push(() => rm(scratch, { recursive: true, force: true }));
    const docker = await createDockerConfig(logins, env);
    closing.push(docker.close);
    const buildx = await findBuildx({ ...dependencies, source: inputs.tools });
    const builder = await openBuilder({ ...dependencies, ...inputs, buildx, docker: docker.env });
    closing.push(builder.close);

    const started = clock.now();
    const result = await runBuildx(
      {
        ...request,
        buildx,
        builder,
        secrets: secrets.files,
        environment: { ...docker.env, ...builder.env },
        scratch,
      },
      dependencies,
    );
    return { ...result, builder: builder.description, duration: clock.now() - started };
  } finally {
    for (const close of closing.reverse())
      await close().catch((error: unknown) => log.debug(`cleaning up: ${String(error)}`));
  }
}
