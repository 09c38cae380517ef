/** What buildx is started with: its arguments and its environment. */
import { type GitHubContext, runUrlOf } from '@sealift/action-kit/github-context';
import {
  formatImageName,
  formatImageReference,
  type ImageName,
  isImageName,
} from '@sealift/core/image/reference';
import { type BuildSpec, buildArguments, cacheVariables } from '@sealift/tools/buildx/arguments';
import type { Builder } from '@sealift/tools/buildx/builder';
import { DAEMON_VARIABLES } from '@sealift/tools/buildx/builder/run-buildx';
import type { CachePlan } from '@sealift/tools/buildx/cache/plan';
import type { BuildxCommand } from '@sealift/tools/buildx/command';
import { childEnvironment } from '@sealift/tools/exec';
import type { Dependencies } from './dependencies.ts';
import { isInlineOnly } from './given/attestations.ts';
import { splitPair } from './given/pairs.ts';
import type { Inputs } from './inputs.ts';
import type { SecretFile } from './secrets.ts';
import { originPairs, type Source } from './source.ts';

/** What a process of buildx works with. */
export type BuildxRun = {
  readonly inputs: Inputs;
  readonly source: Source;
  readonly context: GitHubContext;
  readonly workspace: string;
  readonly secrets: readonly SecretFile[];
  readonly keys: readonly SecretFile[];
  readonly buildx: BuildxCommand;
  readonly builder: Builder;
  /** Where buildx finds its logins and its builder. */
  readonly environment: Readonly<Record<string, string>>;
  /** Folder of this run that is removed after it. */
  readonly scratch: string;
  readonly caches: CachePlan;
};

/** The caches of one process. */
export type UsedCaches = Pick<CachePlan, 'imports' | 'exports'>;

/** Where the results of a build go. */
export type Places = { readonly layoutFolder: string; readonly metadataFile: string };

/** What carries the annotations that are added to each image. */
export type AnnotationLevels = readonly ('index' | 'manifest')[];

/** An index is made for several platforms, or to hold attestations. */
export const annotationLevels = ({ platforms, provenance, sbom, attests }: Inputs): AnnotationLevels =>
  platforms.length > 1 || provenance !== 'false' || sbom !== 'false' || attests.length > 0
    ? ['index', 'manifest']
    : ['manifest'];

export function buildCommandLine(
  run: BuildxRun,
  { layoutFolder, metadataFile }: Places,
  levels: AnnotationLevels,
  caches: UsedCaches,
): readonly string[] {
  const { inputs, context } = run;
  const names = namesOf(inputs, context);
  return buildArguments({
    ...common(run, caches),
    annotations: inputs.annotations,
    result: {
      provenance: withBuilderId(inputs.provenance, context),
      sbom: inputs.sbom,
      attests: inputs.attests,
      layout: layoutFolder,
      layoutAttributes: { ...imageAttributes(run, levels), ...inputs.layoutAttributes },
      names,
      exports: inputs.exports.map(({ fields }) => exportFields(fields, run, levels, names)),
      metadataFile,
    },
  });
}

/** Annotations of where the image comes from, and provenance where BuildKit would take a layout for a folder. */
function imageAttributes(
  { inputs, source, context }: BuildxRun,
  levels: AnnotationLevels,
): Readonly<Record<string, string>> {
  const annotations = originPairs(source, context, inputs.annotations).flatMap((pair) => {
    const [key, value = ''] = splitPair(pair);
    return levels.map((level) => [`annotation-${level}.${key}`, value] as const);
  });
  return {
    ...(isInlineOnly(inputs.provenance) ? { 'attestation-inline': 'true' } : {}),
    ...timeAttributes({ inputs, source }),
    // Base images stay as they are; files of later layers get no time after the commit's.
    ...(stampOf({ inputs, source }) !== undefined && inputs.rewriteTimestamp
      ? { 'rewrite-timestamp': 'true' }
      : {}),
    ...Object.fromEntries(annotations),
  };
}

export const callCommandLine = (run: BuildxRun, call: string): readonly string[] =>
  buildArguments({ ...common(run, NO_CACHES), annotations: [], result: { call } });

/** What was built is put into caches; nothing of it is built again. */
export const cacheCommandLine = (run: BuildxRun, caches: UsedCaches): readonly string[] =>
  buildArguments({
    ...common(run, caches),
    ...{ annotations: [], noCache: false, noCacheFilters: [], pull: false, result: 'caches' },
  });

export const NO_CACHES: UsedCaches = { imports: [], exports: [] };

const common = (
  { inputs, source, context, builder, secrets, keys }: BuildxRun,
  caches: UsedCaches,
): Omit<BuildSpec, 'result'> => ({
  ...inputs,
  cacheFrom: caches.imports.map(({ text }) => text),
  cacheTo: caches.exports.map(({ text }) => text),
  builder: builder.name,
  context: source.context,
  buildContexts: source.buildContexts,
  file: source.dockerfile,
  labels: [...originPairs(source, context, inputs.labels), ...inputs.labels],
  secrets,
  ssh: [...inputs.ssh, ...keys.map(({ id, file }) => `${id}=${file}`)],
});

/** What is made of one commit twice is the same: https://docs.docker.com/build/ci/github-actions/reproducible-builds/ */
const stampOf = ({ inputs, source }: Pick<BuildxRun, 'inputs' | 'source'>): number | undefined =>
  inputs.sourceDateEpoch === 'off' ? undefined : source.epoch;

const EPOCH = 'SOURCE_DATE_EPOCH';

/**
 * The time is given to what writes the image. As a build argument it would be part of each WORKDIR, and nothing after
 * the first one would come from the cache of another commit: docs/decisions/times.md.
 */
function timeAttributes(run: Pick<BuildxRun, 'inputs' | 'source'>): Readonly<Record<string, string>> {
  const stamp = stampOf(run);
  const isGiven = run.inputs.buildArgs.some((pair) => splitPair(pair)[0] === EPOCH);
  return stamp === undefined || isGiven ? {} : { 'source-date-epoch': String(stamp) };
}

export function environmentOf(
  run: BuildxRun,
  { imports, exports }: UsedCaches,
  env: Dependencies['env'],
): ReturnType<typeof childEnvironment> {
  const { inputs, environment } = run;
  const cache = [...imports, ...exports].map(({ text }) => text);
  const stamp = stampOf(run);
  // The value of a build argument that is a name alone: nobody else on the machine reads an environment.
  const bare = inputs.buildArgs.filter((pair) => splitPair(pair)[1] === undefined);
  const agent = inputs.ssh.length === 0 ? [] : ['SSH_AUTH_SOCK'];
  return childEnvironment(env, [...bare, ...agent, ...DAEMON_VARIABLES, ...cacheVariables(cache)], {
    ...environment,
    ...(stamp === undefined || !run.source.readsEpoch ? {} : { [EPOCH]: String(stamp) }),
    // The provenance in the layout is what counts; a second copy would repeat build arguments in an output.
    BUILDX_METADATA_PROVENANCE: env['BUILDX_METADATA_PROVENANCE'] || 'disabled',
  });
}

/**
 * The names of the image in its layout. BuildKit's provenance has a subject only when there is one: where the image
 * goes, or else the repository's. The digest of a platform's manifest does not depend on it.
 */
function namesOf({ image, tags, untagged }: Inputs, { repository }: GitHubContext): readonly string[] {
  const goals = [...tags.map(formatImageReference), ...untagged.map(formatImageName)];
  const known = [...tags, ...untagged].map(formatImageName);
  if (image !== undefined && !known.includes(formatImageName(image)))
    return [formatImageName(image), ...goals];
  if (goals.length > 0) return goals;
  if (repository === undefined) return [];
  const own: ImageName = {
    registry: 'ghcr.io',
    repository: `${repository.owner}/${repository.repo}`.toLowerCase(),
  };
  return isImageName(own) ? [formatImageName(own)] : [];
}

/** An archive of the image is the image: it has the names and the annotations too. */
function exportFields(
  fields: Readonly<Record<string, string>>,
  run: BuildxRun,
  levels: AnnotationLevels,
  names: readonly string[],
): Readonly<Record<string, string>> {
  if (fields['type'] !== 'oci') return { ...timeAttributes(run), ...fields };
  return {
    type: 'oci',
    ...imageAttributes(run, levels),
    ...(names.length === 0 ? {} : { name: names.join(',') }),
    ...fields,
  };
}

/** Names the run in the provenance, as docker/build-push-action does. */
function withBuilderId(provenance: string, context: GitHubContext): string {
  const run = runUrlOf(context);
  if (provenance === 'false' || run === undefined || provenance.includes('builder-id=')) return provenance;
  const id = `${run}/attempts/${context.runAttempt ?? '1'}`;
  return `${provenance === 'true' ? '' : `${provenance},`}builder-id=${id}`;
}
