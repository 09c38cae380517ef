/** Builds into an image layout, reads the layout back, and pushes its bytes on request. */
import path from 'node:path';
import { readGitHubContext } from '@sealift/action-kit/github-context';
import { resolveInWorkspace } from '@sealift/action-kit/workspace-path';
import { parsePlatform, requirePlatforms } from '@sealift/core/image/platform';
import { formatBytes } from '@sealift/core/text/bytes';
import { writeEvidencePart } from '@sealift/evidence/write';
import { prefetch } from '@sealift/tools/prefetch';
import { ask, type BuildRequest, type Built, build } from './build.ts';
import type { Dependencies } from './dependencies.ts';
import { findPlace } from './git-context.ts';
import { splitPair } from './given/pairs.ts';
import type { Inputs } from './inputs.ts';
import { claimLayoutFolder, readBuilt } from './layout-folder.ts';
import { pushCredentials } from './logins.ts';
import { maskSecrets, valuesOf, warnOfSecretArguments } from './secrets.ts';
import { findSource } from './source.ts';
import { readPlatforms, requireSources } from './sources.ts';
import { renderBuild } from './summary.ts';
import { engineFor, tryImage, writeArchives } from './try-image.ts';

export const outputNames = ['digest', 'layout', 'metadata', 'imageid', 'platforms', 'record'] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

/** @throws Failure `build-push/…`, `evidence/…`, and those of buildx, its daemon, layouts and the registry */
export async function run(asked: Inputs, dependencies: Dependencies): Promise<Outputs> {
  const { env, log } = dependencies;
  const inputs = withoutDefaults(asked, env);
  const given = [...inputs.secrets, ...valuesOf(inputs.secretVariables, env)];
  maskSecrets([...given, ...inputs.sshKeys], log);
  const workspace = path.resolve(env['GITHUB_WORKSPACE'] || '.');
  const context = await readGitHubContext(env);
  const credentials = await pushCredentials(inputs, dependencies);
  const place = await findPlace(inputs, workspace, context);
  maskSecrets(place.gitSecrets, log);
  const source = await findSource({ ...inputs, ...place }, workspace, { ...dependencies, context });
  await checkExports(inputs, workspace);
  warnOfSecretArguments(inputs.buildArgs, source.dockerfilePath, log);
  warnOfAbsentArguments(inputs.buildArgs, dependencies);
  const request: BuildRequest = {
    inputs,
    source,
    context,
    workspace,
    secrets: [...given, ...place.gitSecrets],
  };
  if (inputs.call !== undefined) {
    const metadata = await ask(request, inputs.call, dependencies);
    return { digest: '', layout: '', metadata, imageid: '', platforms: '[]', record: '' };
  }
  const engine = await engineFor(inputs, dependencies);
  const layoutFolder = await claimLayoutFolder(inputs.layout, workspace, env);
  const prefetching = startPrefetch(inputs, dependencies);
  try {
    const built = await build(request, layoutFolder, dependencies);
    const { layout, platforms } = await readImage(request, built, layoutFolder, log);
    await writeArchives(inputs, layout, workspace, log);
    if (engine !== undefined) await tryImage(engine, inputs, layout, workspace, dependencies);
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
      renderBuild({ ...built, title: source.title, digest: layout.root.digest, platforms }),
    );
    await prefetching.settle();
    const [only, ...others] = layout.platformManifests;
    return {
      digest: layout.root.digest,
      layout: layoutFolder,
      metadata: built.metadata.json,
      imageid: only !== undefined && others.length === 0 ? only.manifest.config.digest : '',
      platforms: JSON.stringify(platforms.map(({ platform, digest, size }) => ({ platform, digest, size }))),
      record: built.record,
    };
  } finally {
    await prefetching.stop();
  }
}

/** https://docs.docker.com/build/building/variables/#buildx_no_default_attestations */
const withoutDefaults = (inputs: Inputs, env: Dependencies['env']): Inputs =>
  inputs.byDefault && /^(?:1|t|true)$/i.test(env['BUILDX_NO_DEFAULT_ATTESTATIONS'] ?? '')
    ? { ...inputs, provenance: 'false' }
    : inputs;

/** What was built, judged before anything learns of it. */
async function readImage(
  { inputs, source }: BuildRequest,
  { metadata }: Built,
  layoutFolder: string,
  log: Dependencies['log'],
) {
  const layout = await readBuilt(layoutFolder, metadata.digest);
  const platforms = await readPlatforms(layout);
  if (inputs.platforms.length > 0)
    requirePlatforms(
      platforms.map(({ platform }) => platform),
      inputs.platforms.map(parsePlatform),
      `The build of ${source.title}`,
    );
  for (const { platform, digest, size } of platforms)
    log.info(`${platform}  ${digest}  ${formatBytes(size)}`);
  requireSources(layout, platforms, inputs.sources, inputs.provenance, log);
  return { layout, platforms };
}

/** A link of the repository must not lead what buildx writes out of it. */
async function checkExports({ exports, archives }: Inputs, workspace: string): Promise<void> {
  for (const { destination } of [...exports, ...archives]) {
    let folder = path.resolve(workspace, destination);
    while ((await resolveInWorkspace(workspace, folder)) === undefined && path.dirname(folder) !== folder)
      folder = path.dirname(folder);
  }
}

/** Not named: what stands there alone may be the second line of a value. */
function warnOfAbsentArguments(
  buildArgs: readonly string[],
  { env, log }: Pick<Dependencies, 'env' | 'log'>,
): void {
  for (const [index, pair] of buildArgs.entries()) {
    const [name, value] = splitPair(pair);
    if (value === undefined && env[name] === undefined)
      log.warning(
        `Entry ${index + 1} of "build-args" is a name alone, and no variable of that name is set: the Dockerfile's own value counts.`,
      );
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
