/** Which frontends and base images a finished build has read, and whether it may. */
import { readFile } from 'node:fs/promises';
import { policyFailure } from '@sealift/core/failure';
import { formatPlatform } from '@sealift/core/image/platform';
import { PROVENANCE_TYPES, readBuildSources } from '@sealift/core/release/build-sources';
import type { BuildPart, BuildSources } from '@sealift/core/release/record';
import { judgeSources, type SourcePolicy } from '@sealift/core/release/source-policy';
import type { Layout, PlatformManifest } from '@sealift/registry/layout';
import type { Dependencies } from './dependencies.ts';

/** Bytes. With every step of a build in it, a provenance has some hundred kilobytes. */
const MAX_PROVENANCE = 32 * 1024 * 1024;
const PREDICATE_TYPE = 'in-toto.io/predicate-type';

export type BuiltPlatform = BuildPart['platforms'][number];

/** The platforms of a layout, with what BuildKit's provenance says of each. */
export const readPlatforms = (layout: Layout): Promise<readonly BuiltPlatform[]> =>
  Promise.all(
    layout.platformManifests.map(async (manifest) => {
      const sources = await sourcesOf(layout, manifest);
      return {
        platform: formatPlatform(manifest.platform),
        digest: manifest.digest,
        size: manifest.size,
        ...(sources === undefined ? {} : { sources }),
      };
    }),
  );

async function sourcesOf(layout: Layout, { digest }: PlatformManifest): Promise<BuildSources | undefined> {
  const layers = layout.attestations
    .filter(({ subject }) => subject === digest)
    .flatMap(({ manifest }) => manifest.layers)
    .filter(({ annotations }) => PROVENANCE_TYPES.includes(annotations?.[PREDICATE_TYPE] ?? ''));
  const [only, ...others] = layers;
  // A frontend can add statements of its own: of two it cannot be told which one is BuildKit's.
  if (only === undefined || others.length > 0 || only.size > MAX_PROVENANCE) return undefined;
  try {
    return readBuildSources(JSON.parse(await readFile(layout.blobPath(only.digest), 'utf8')), digest);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Whether the image has no files at all: BuildKit writes no provenance of such a one, and whatever made it, there is
 * nothing in it that could run.
 */
const isEmpty = ({ platformManifests }: Layout): boolean =>
  platformManifests.every(({ manifest }) => manifest.layers.length === 0);

/**
 * Warns of what is only to be said. Without provenance nothing is known, and nobody asked: that is said too.
 * @param provenance what `--provenance` got
 * @throws Failure `build-push/refused-source` naming every image that the build may not be made with
 */
export function requireSources(
  layout: Layout,
  platforms: readonly BuiltPlatform[],
  policy: SourcePolicy,
  provenance: string,
  log: Pick<Dependencies['log'], 'warning' | 'notice'>,
): void {
  if (isEmpty(layout)) return;
  if (provenance === 'false' && platforms.every(({ sources }) => sources === undefined)) {
    if (policy.frontends !== undefined || policy.pinnedBases !== 'off')
      log.notice('Without provenance it is not known which frontends and base images the build has read.');
    return;
  }
  const judged = platforms.map(({ platform, sources }) => ({ platform, ...judgeSources(sources, policy) }));
  for (const warning of new Set(judged.flatMap(({ warnings }) => warnings)))
    log.warning(`The base image ${warning}: the same commit may build another image tomorrow.`);
  const refused = judged.filter(({ problems }) => problems.length > 0);
  if (refused.length === 0) return;
  throw policyFailure({
    code: 'build-push/refused-source',
    cause: `The build is refused: ${refused.map(({ platform, problems }) => `${platform}: ${problems.join(', ')}`).join('; ')}.`,
    remedy:
      'Use a frontend of the input "frontends" and pin base images by digest, or change "frontends" or "require-pinned-bases".',
  });
}
