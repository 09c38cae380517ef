/** Builds into an image layout, reads the layout back, and pushes its bytes on request. */
import path from 'node:path';
import { readGitHubContext } from '@sealift/action-kit/github-context';
import { parsePlatform, requirePlatforms } from '@sealift/core/image/platform';
import { formatBytes } from '@sealift/core/text/bytes';
import { writeEvidencePart } from '@sealift/evidence/write';
import { prefetch } from '@sealift/tools/prefetch';
import { build } from './build.ts';
import type { Dependencies } from './dependencies.ts';
import type { Inputs } from './inputs.ts';
import { readBuilt, requireEmpty } from './layout-folder.ts';
import { pushCredentials } from './logins.ts';
import { maskSecrets, warnOfSecretArguments } from './secrets.ts';
import { findSource } from './source.ts';
import { readPlatforms, requireSources } from './sources.ts';
import { renderBuild } from './summary.ts';

export const outputNames = ['digest', 'layout', 'metadata', 'imageid', 'platforms'] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

/** @throws Failure `build-push/…`, `evidence/…`, and those of buildx, its daemon, layouts and the registry */
export async function run(inputs: Inputs, dependencies: Dependencies): Promise<Outputs> {
  const { env, log } = dependencies;
  maskSecrets(inputs.secrets, log);
  const workspace = path.resolve(env['GITHUB_WORKSPACE'] || '.');
  const context = await readGitHubContext(env);
  const layoutFolder = path.resolve(workspace, inputs.layout);
  const credentials = await pushCredentials(inputs, dependencies);
  const source = await findSource(inputs, workspace, { ...dependencies, context });
  await requireEmpty(layoutFolder, inputs.layout);
  warnOfSecretArguments(inputs.buildArgs, source.dockerfilePath, log);

  const prefetching = startPrefetch(inputs, dependencies);
  try {
    const built = await build({ inputs, source, context, workspace, layoutFolder }, dependencies);
    const layout = await readBuilt(layoutFolder, built.metadata.digest);
    const platforms = await readPlatforms(layout);
    if (inputs.platforms.length > 0)
      requirePlatforms(
        platforms.map(({ platform }) => platform),
        inputs.platforms.map(parsePlatform),
        `The build of ${source.dockerfilePath ?? inputs.context}`,
      );
    for (const { platform, digest, size } of platforms)
      log.info(`${platform}  ${digest}  ${formatBytes(size)}`);
    // Before anything learns of the image.
    requireSources(platforms, inputs.sources, inputs.provenance, log);
    if (inputs.evidence !== undefined)
      await writeEvidencePart(path.resolve(workspace, inputs.evidence), 'build', {
        digest: layout.root.digest,
        platforms: [...platforms],
      });
    if (inputs.push) {
      // A pipeline pushes in a later job, when the image has been judged: the registry client is for the others.
      const { pushImages } = await import('./push.ts');
      await pushImages(inputs, layout, credentials, dependencies);
    }
    await dependencies.summary(
      renderBuild({
        ...built,
        title: source.dockerfilePath ?? inputs.context,
        digest: layout.root.digest,
        platforms,
      }),
    );
    await prefetching.settle();
    const [only, ...others] = layout.platformManifests;
    return {
      digest: layout.root.digest,
      layout: layoutFolder,
      metadata: built.metadata.json,
      imageid: only !== undefined && others.length === 0 ? only.manifest.config.digest : '',
      platforms: JSON.stringify(platforms.map(({ platform, digest, size }) => ({ platform, digest, size }))),
    };
  } finally {
    await prefetching.stop();
  }
}

/** Milliseconds that what is fetched ahead may take after the build has ended. */
const PREFETCH_GRACE = 120_000;

/** Fetches what later steps need while the builder works. */
function startPrefetch(inputs: Inputs, dependencies: Dependencies) {
  const fetching = new AbortController();
  const done = prefetch(inputs.prefetch, {
    ...dependencies,
    source: inputs.tools,
    signal: AbortSignal.any([dependencies.signal, fetching.signal]),
  });
  return {
    /** A slow download must not hold the job: the step that needs it waits for it, or fails with a reason. */
    settle: () =>
      Promise.race([done, dependencies.clock.sleep(PREFETCH_GRACE, fetching.signal).catch(() => {})]),
    stop: () => {
      fetching.abort();
      return done;
    },
  };
}
