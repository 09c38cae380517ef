import path from 'node:path';
import { configurationFailure } from '@sealift/core/failure';
import { type Digest, isDigest } from '@sealift/core/image/digest';
import { requirePlatforms } from '@sealift/core/image/platform';
import { formatImageName } from '@sealift/core/image/reference';
import type { Log } from '@sealift/core/log';
import type { PublishPart, ReleaseRecord } from '@sealift/core/release/record';
import { readEvidence } from '@sealift/evidence/read';
import { partFile, writeEvidencePart } from '@sealift/evidence/write';
import type { RegistryClient } from '@sealift/registry/client';
import { type MergeResult, mergeIndex } from '@sealift/registry/merge-index';
import type { Inputs } from './inputs.ts';
import type { Published } from './summary.ts';

/** Questions about releases, for which a tool is loaded when they come up. */
export type Releases = {
  /** Throws when the digest is not a release of this commit. */
  requireRelease(digest: Digest, tag: string): Promise<void>;
  /** The release that the tags name, when it is of the same platform manifests. */
  findUnchanged(tags: readonly string[], manifests: readonly Digest[]): Promise<ReleaseRecord | undefined>;
};

/**
 * The builds below the evidence folder as one image. A release happens once: when its immutable tag exists, the
 * image that it names stays the image of this release, as a second index would have another digest (provenance
 * differs from build to build). It must be one: a tag alone says nothing.
 * @throws Failure `publish/no-builds`, `publish/other-image`, `publish/not-released`; `image/other-platforms`; `evidence/…`, `registry/…`
 */
export async function mergeBuilds(
  client: RegistryClient,
  inputs: Extract<Inputs, { readonly mode: 'merge' }>,
  log: Pick<Log, 'info'>,
  releases: Releases,
): Promise<Published> {
  const { image, evidence, releasedTag, platforms, compareTags } = inputs;
  const name = formatImageName(image);
  const parts = await readBuilds(evidence, name);
  if (releasedTag !== undefined) {
    const released = await client.headManifest(image, releasedTag, { access: 'push' });
    if (released !== undefined) {
      await releases.requireRelease(released.digest, releasedTag);
      log.info(`${name}:${releasedTag} is released already as ${released.digest}: kept`);
      // As its one source, so that it is looked at as closely as a new one.
      const kept = await mergeIndex(client, image, [released.digest]);
      checkPlatforms(kept);
      return { digest: kept.digest, existing: true };
    }
  }
  if (compareTags.length > 0) {
    const record = await releases.findUnchanged(compareTags, await readManifests(evidence));
    if (record !== undefined && isDigest(record.digest)) {
      // Whoever deploys what the run released finds the release that stays.
      await writeEvidencePart(evidence, 'record', record);
      return { digest: record.digest, existing: true, unchangedSince: record.deployTag };
    }
  }
  const merged = await mergeIndex(
    client,
    image,
    parts.map(({ digest }) => digest),
  );
  checkPlatforms(merged);
  log.info(`${merged.existing ? 'already there:' : 'merged:'} ${name}@${merged.digest}`);
  return { digest: merged.digest, existing: merged.existing && parts.every(({ existing }) => existing) };

  function checkPlatforms(result: MergeResult): void {
    if (platforms.length === 0) return;
    const served = result.platforms.map(({ platform }) => platform);
    requirePlatforms(served, platforms, `${name}@${result.digest}`);
  }
}

async function readBuilds(evidence: string, image: string): Promise<readonly PublishPart[]> {
  // The one at the top is what an earlier run of this step wrote.
  const files = (await readEvidence(evidence, 'publish')).filter(
    ({ relative }) => relative !== partFile('publish'),
  );
  if (files.length === 0)
    throw configurationFailure({
      code: 'publish/no-builds',
      cause: `There is no ${partFile('publish')} in the folders below "${evidence}".`,
      remedy: 'Load the evidence of the build jobs into that folder first, one folder per build.',
    });
  for (const { relative, part } of files)
    if (part.image !== image)
      throw configurationFailure({
        code: 'publish/other-image',
        cause: `${path.posix.join(evidence, relative)} is about ${part.image}, not ${image}.`,
        remedy: 'Load only the evidence of this image, or correct the input "image".',
      });
  return files.map(({ part }) => part);
}

/** Platform manifests of all builds. */
async function readManifests(evidence: string): Promise<readonly Digest[]> {
  const files = await readEvidence(evidence, 'build');
  return files.flatMap(({ part }) => part.platforms.map(({ digest }) => digest));
}
