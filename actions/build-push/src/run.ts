import { mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Runtime } from '@sealift/action-kit/action';
import { type GitHubContext, readGitHubContext, runUrlOf } from '@sealift/action-kit/github-context';
import { createTemporaryFolder, temporaryRoot } from '@sealift/action-kit/temporary-folder';
import { configurationFailure, internalFailure, remoteFailure } from '@sealift/core/failure';
import { formatPlatform } from '@sealift/core/image/platform';
import { formatImageName, formatImageReference } from '@sealift/core/image/reference';
import type { BuildPart } from '@sealift/core/release/record';
import { createRegistryClient } from '@sealift/registry/client';
import { type Layout, readLayout } from '@sealift/registry/layout';
import { pushLayout } from '@sealift/registry/push';
import { moveTag } from '@sealift/registry/tags';
import { buildArguments, cacheVariables } from '@sealift/tools/buildx/arguments';
import { type Builder, DAEMON_VARIABLES, openBuilder } from '@sealift/tools/buildx/builder';
import { type BuildxCommand, findBuildx } from '@sealift/tools/buildx/command';
import { type BuildMetadata, parseMetadata } from '@sealift/tools/buildx/metadata';
import { buildFailure } from '@sealift/tools/buildx/problem';
import { createProgress, type Step } from '@sealift/tools/buildx/progress';
import { createDockerConfig } from '@sealift/tools/docker-config';
import { childEnvironment, type Exec } from '@sealift/tools/exec';
import { prefetch } from '@sealift/tools/prefetch';
import type { Inputs } from './inputs.ts';
import { buildLogins, ownRegistries, pushCredentials } from './logins.ts';
import { maskSecrets, type SecretFile, writeSecrets } from './secrets.ts';
import { findSource, originPairs, type Source } from './source.ts';
import { megabytes, renderBuild } from './summary.ts';

export const outputNames = ['digest', 'layout', 'metadata', 'imageid', 'platforms'] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

export type Seams = Pick<Runtime, 'env' | 'log' | 'clock' | 'fetch' | 'summary' | 'signal'> & {
  readonly exec: Exec;
};

/** Milliseconds: the longest that a hosted job may take. The job's own time limit ends it earlier. */
const BUILD_DEADLINE = 6 * 3_600_000;

/** Milliseconds that what is fetched ahead may take after the build has ended. */
const PREFETCH_GRACE = 120_000;

/**
 * Builds into an image layout, reads the layout back, and pushes its bytes on request.
 * @throws Failure `configuration` for wrong inputs and Dockerfiles, `remote` for daemons and registries
 */
export async function run(inputs: Inputs, seams: Seams): Promise<Outputs> {
  const { env, log } = seams;
  maskSecrets(inputs.secrets, log);
  const workspace = path.resolve(env['GITHUB_WORKSPACE'] || '.');
  const context = await readGitHubContext(env);
  const layoutFolder = path.resolve(workspace, inputs.layout);
  ownRegistries(inputs);
  const source = await findSource(inputs, workspace, { ...seams, context });
  await requireEmpty(layoutFolder, inputs.layout);
  warnOfSecrets(inputs, source, seams);
  const logins = await buildLogins(inputs, seams);

  const fetching = new AbortController();
  const prefetched = prefetch(inputs.prefetch, {
    ...seams,
    source: inputs.tools,
    signal: AbortSignal.any([seams.signal, fetching.signal]),
  });
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
    const buildx = await findBuildx({ ...seams, source: inputs.tools });
    const builder = await openBuilder({ ...seams, ...inputs, buildx, docker: docker.env });
    closing.push(builder.close);

    const started = seams.clock.now();
    const built = await build(
      { inputs, source, context, workspace, layoutFolder, secrets: secrets.files, buildx, builder },
      { ...docker.env, ...builder.env },
      path.join(scratch, 'metadata.json'),
      seams,
    );
    const layout = await readBuilt(layoutFolder, built.metadata);
    const platforms = layout.platformManifests.map(({ platform, digest, size }) => ({
      platform: formatPlatform(platform),
      digest,
      size,
    }));
    for (const { platform, digest, size } of platforms)
      log.info(`${platform}  ${digest}  ${megabytes(size)}`);
    await saveEvidence(inputs.evidence, workspace, { digest: layout.root.digest, platforms });
    if (inputs.push) await push(inputs, layout, seams);
    await seams.summary(
      renderBuild({
        title: source.place ?? inputs.context,
        digest: layout.root.digest,
        platforms,
        steps: built.steps,
        duration: seams.clock.now() - started,
        builder: builder.description,
      }),
    );
    // A slow download must not hold the job: the step that needs it waits for it, or fails with a reason.
    await Promise.race([prefetched, seams.clock.sleep(PREFETCH_GRACE, fetching.signal).catch(() => {})]);
    const [only, ...others] = layout.platformManifests;
    return {
      digest: layout.root.digest,
      layout: layoutFolder,
      metadata: built.metadata.json,
      imageid: only !== undefined && others.length === 0 ? only.manifest.config.digest : '',
      platforms: JSON.stringify(platforms),
    };
  } finally {
    fetching.abort();
    for (const close of closing.reverse())
      await close().catch((error: unknown) => log.debug(`cleaning up: ${String(error)}`));
    await prefetched;
  }
}

/** BuildKit adds to a folder and leaves what was there. */
async function requireEmpty(folder: string, given: string): Promise<void> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw configurationFailure({
      cause: `The layout folder "${given}" cannot be used: ${error.message}.`,
      remedy: 'Give "layout" the path of a folder that is empty or does not exist.',
      error,
    });
  });
  if (entries.length > 0)
    throw configurationFailure({
      cause: `The layout folder "${given}" is not empty.`,
      remedy: 'Give every build a folder of its own in "layout", for example below runner.temp.',
    });
}

const SECRET_NAME =
  /(?:^|[_.-])(?:secret|token|passw(?:or)?d|passphrase|api_?key|private_?key|access_?key|credentials?)s?(?:$|[_.-])/i;

/** Build arguments end up in the provenance and in the image's history, where everyone who may pull reads them. */
function warnOfSecrets(inputs: Inputs, source: Source, { log }: Pick<Runtime, 'log'>): void {
  const names = inputs.buildArgs.map((pair) => pair.slice(0, pair.indexOf('=')));
  for (const name of names.filter((candidate) => SECRET_NAME.test(candidate)))
    log.warning(
      `The build argument "${name}" looks like a secret, and build arguments can be read in the provenance and the history of the image. Give it in "secrets" and use RUN --mount=type=secret,id=${name}.`,
      { title: 'Secret in a build argument', ...(source.place === undefined ? {} : { file: source.place }) },
    );
}

type BuildPlan = {
  readonly inputs: Inputs;
  readonly source: Source;
  readonly context: GitHubContext;
  readonly workspace: string;
  readonly layoutFolder: string;
  readonly secrets: readonly SecretFile[];
  readonly buildx: BuildxCommand;
  readonly builder: Builder;
};

async function build(
  plan: BuildPlan,
  dockerEnv: Readonly<Record<string, string>>,
  metadataFile: string,
  seams: Seams,
): Promise<{ readonly metadata: BuildMetadata; readonly steps: readonly Step[] }> {
  const { inputs, source, context, buildx, builder, layoutFolder } = plan;
  const { env, log } = seams;
  const attested = inputs.provenance !== 'false';
  const levels = attested || inputs.platforms.length > 1 ? 'index,manifest' : 'manifest';
  const args = buildArguments({
    ...inputs,
    builder: builder.name,
    context: source.folder ?? inputs.context,
    file: source.dockerfile,
    labels: [...originPairs(source, context, inputs.labels), ...inputs.labels],
    annotations: [
      ...originPairs(source, context, inputs.annotations).map((pair) => `${levels}:${pair}`),
      ...inputs.annotations,
    ],
    secrets: plan.secrets,
    provenance: withBuilderId(inputs.provenance, context),
    layout: layoutFolder,
    metadataFile,
  });
  await mkdir(path.dirname(layoutFolder), { recursive: true });
  const progress = createProgress({ log, clock: seams.clock, dockerfile: source.place });
  log.info(
    `Building ${source.place ?? inputs.context} with buildx ${buildx.version} on ${builder.description}`,
  );
  const cache = [...inputs.cacheFrom, ...inputs.cacheTo];
  let finished = false;
  try {
    const result = await seams.exec(buildx.file, [...buildx.prefix, ...args], {
      cwd: plan.workspace,
      env: childEnvironment(env, [...DAEMON_VARIABLES, ...cacheVariables(cache)], {
        ...dockerEnv,
        ...(source.epoch === undefined ? {} : { SOURCE_DATE_EPOCH: String(source.epoch) }),
        // The provenance in the layout is what counts; a second copy would repeat build arguments in an output.
        BUILDX_METADATA_PROVENANCE: env['BUILDX_METADATA_PROVENANCE'] || 'disabled',
      }),
      timeout: BUILD_DEADLINE,
      signal: seams.signal,
      onLine: (line, stream) => (stream === 'stderr' ? progress.line(line) : log.debug(line)),
    });
    if (result.timedOut)
      throw remoteFailure({
        cause: `The build did not end within ${BUILD_DEADLINE / 3_600_000} hours.`,
        remedy: 'Look at the last step in the log, and whether the builder has enough memory and disk.',
      });
    if (result.exitCode !== 0) {
      await showOutput(progress.steps(), seams);
      throw buildFailure({
        steps: progress.steps(),
        words: progress.words(),
        exitCode: result.exitCode,
        dockerfile: source.place,
      });
    }
    const metadata = parseMetadata(await readFile(metadataFile, 'utf8').catch(() => ''));
    finished = true;
    return { metadata, steps: progress.steps() };
  } finally {
    // Half a layout must not look like a whole one to the next step.
    if (!finished) await rm(layoutFolder, { recursive: true, force: true });
  }
}

/** Names the run in the provenance, as docker/build-push-action does. */
function withBuilderId(provenance: string, context: GitHubContext): string {
  const run = runUrlOf(context);
  if (provenance === 'false' || run === undefined || provenance.includes('builder-id=')) return provenance;
  const id = `${run}/attempts/${context.runAttempt ?? '1'}`;
  return `${provenance === 'true' ? '' : `${provenance},`}builder-id=${id}`;
}

/** What the failing commands printed, which is shown only now. */
async function showOutput(steps: readonly Step[], { log }: Pick<Runtime, 'log'>): Promise<void> {
  for (const { name, error, output } of steps)
    if (error !== undefined && output.length > 0)
      await log.group(name.slice(0, 160), async () => {
        for (const line of output) log.info(line);
      });
}

/** @throws Failure `internal` when the layout is not what buildx said it made */
async function readBuilt(folder: string, metadata: BuildMetadata): Promise<Layout> {
  // BuildKit leaves its empty working folder behind.
  await rmdir(path.join(folder, 'ingest')).catch(() => {});
  const layout = await readLayout(folder);
  if (layout.root.digest === metadata.digest) return layout;
  throw internalFailure({
    cause: `buildx reports ${metadata.digest}, but its layout holds ${layout.root.digest}.`,
    remedy: 'Update buildx and BuildKit; if that does not help, report it with the debug log of this step.',
  });
}

async function saveEvidence(folder: string | undefined, workspace: string, part: BuildPart): Promise<void> {
  if (folder === undefined) return;
  const absolute = path.resolve(workspace, folder);
  await mkdir(absolute, { recursive: true });
  await writeFile(path.join(absolute, 'build.json'), `${JSON.stringify(part, undefined, 2)}\n`);
}

/** All bytes of every repository first, then the tags: no tag ever points to something incomplete. */
async function push(inputs: Inputs, layout: Layout, seams: Seams): Promise<void> {
  const client = createRegistryClient({ ...seams, credentials: pushCredentials(inputs, seams) });
  const images = new Map(inputs.tags.map((image) => [formatImageName(image), image]));
  for (const image of images.values()) await pushLayout(client, layout, image, { log: seams.log });
  for (const image of inputs.tags) {
    const { existing } = await moveTag(client, image, layout.root.digest, image.tag);
    seams.log.info(
      `${formatImageReference(image)} ${existing ? 'already points' : 'points'} to ${layout.root.digest}`,
    );
  }
}
