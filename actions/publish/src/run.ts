/** Puts an image under its digest, then its tags on it. */
import { maskInputs, registryCredentials } from '@sealift/action-kit/registry-login';
import type { Digest } from '@sealift/core/image/digest';
import { formatPlatform, requirePlatforms } from '@sealift/core/image/platform';
import { formatImageName, formatImageReference } from '@sealift/core/image/reference';
import { immutableTag, type ReleaseTag, tagByForm } from '@sealift/core/image/tag';
import type { PublishPart, ReleaseRecord } from '@sealift/core/release/record';
import { writeEvidencePart } from '@sealift/evidence/write';
import { createRegistryClient, type RegistryClient } from '@sealift/registry/client';
import { readLayout } from '@sealift/registry/layout';
import { pushLayout } from '@sealift/registry/push';
import { moveTag, type TagResult } from '@sealift/registry/tags';
import { createTrustRoots } from '@sealift/tools/sigstore/trust-roots';
import type { Dependencies } from './dependencies.ts';
import type { Inputs } from './inputs.ts';
import { mergeBuilds } from './merge.ts';
import { releasedManifest } from './released-manifest.ts';
import { type Published, renderSummary } from './summary.ts';

export const outputNames = ['digest', 'image', 'existing', 'tags', 'unchanged', 'copies'] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

/**
 * Bytes first, tags last: whoever pulls by tag never sees half an image.
 * @throws Failure `publish/…`, `evidence/…`, `registry/…`
 */
export async function run(inputs: Inputs, given: Dependencies): Promise<Outputs> {
  maskInputs(inputs, given.log);
  // One for all questions, so that the keys are asked for once.
  const dependencies = { ...given, trustRoots: given.trustRoots ?? createTrustRoots(given) };
  const client = createRegistryClient({
    ...dependencies,
    credentials: (registry) => registryCredentials(registry, loginsFor(registry, inputs), dependencies),
  });
  if (inputs.mode === 'copy') {
    const credentials = await registryCredentials(inputs.image.registry, inputs, dependencies);
    const { copyRelease } = await import('./copy.ts');
    return { ...(await copyRelease(inputs, { ...dependencies, client, credentials })), unchanged: 'false' };
  }
  const published = await publishImage(inputs, client, dependencies);
  const unchanged = published.unchangedSince !== undefined;
  if (unchanged)
    dependencies.log.notice(
      `${formatImageName(inputs.image)} is unchanged: the build gives what ${published.unchangedSince} consists of, so that stays the release.`,
      { title: 'Unchanged' },
    );
  const tags = unchanged ? [] : await moveTags(inputs, published, client, dependencies);
  const moved = tags.some(({ result }) => result === 'moved');
  // What a floating tag was left with is not this image.
  const named = tags.filter(({ result }) => result !== 'left').map(({ name }) => name);
  const part: PublishPart = {
    image: formatImageName(inputs.image),
    digest: published.digest,
    tags: named,
    existing: published.existing && !moved,
  };
  if (inputs.evidence !== undefined) await writeEvidencePart(inputs.evidence, 'publish', part);
  await dependencies.summary(renderSummary(part, published));
  return {
    digest: part.digest,
    image: formatImageReference({ ...inputs.image, digest: part.digest }),
    existing: String(part.existing),
    tags: named.join('\n'),
    unchanged: String(unchanged),
    copies: '',
  };
}

/** User name and password are of the image's own registry, and are sent to no other. */
const loginsFor = (registry: string, { image, username, password, ...others }: Inputs) => ({
  ...others,
  ...(registry === image.registry ? { username, password } : {}),
});

/** All but the copy, which puts nothing into the image's own repository. */
type OwnInputs = Exclude<Inputs, { readonly mode: 'copy' }>;

async function publishImage(
  inputs: OwnInputs,
  client: RegistryClient,
  dependencies: Dependencies,
): Promise<Published> {
  const { log } = dependencies;
  switch (inputs.mode) {
    case 'layout':
      return publishLayout(inputs, client, log);
    case 'merge':
      return mergeBuilds(client, inputs, log, {
        requireRelease: (digest, tag) => requireReleased(inputs, digest, tag, { ...dependencies, client }),
        findUnchanged: (tags, manifests) => unchanged(inputs, tags, manifests, { ...dependencies, client }),
      });
    case 'tag':
      // moveTag finds out whether the digest is there.
      return { digest: inputs.digest, existing: true };
  }
}

async function requireReleased(
  inputs: Extract<Inputs, { readonly mode: 'merge' }>,
  digest: Digest,
  tag: string,
  dependencies: Dependencies & { readonly client: RegistryClient },
): Promise<void> {
  const { image, trust, tools } = inputs;
  // The inputs give it with the tag.
  if (trust === undefined) throw new Error(`Nothing says what a release under ${tag} must be`);
  const credentials = await registryCredentials(image.registry, inputs, dependencies);
  // Most steps find no such tag, and no tool is loaded for them.
  const { requireRelease } = await import('./released.ts');
  await requireRelease({ image: { ...image, digest }, tag, trust, tools, credentials }, dependencies);
}

async function unchanged(
  inputs: Extract<Inputs, { readonly mode: 'merge' }>,
  tags: readonly string[],
  manifests: readonly Digest[],
  dependencies: Dependencies & { readonly client: RegistryClient },
): Promise<ReleaseRecord | undefined> {
  const { image, trust, tools } = inputs;
  if (trust === undefined) throw new Error('Nothing says what a release must be');
  const credentials = await registryCredentials(image.registry, inputs, dependencies);
  const { findUnchanged } = await import('./unchanged.ts');
  return findUnchanged({ image, tags, manifests, trust, tools, credentials }, dependencies);
}

async function publishLayout(
  { image, layout: folder, platforms: planned, compareTags }: Extract<Inputs, { readonly mode: 'layout' }>,
  client: RegistryClient,
  log: Dependencies['log'],
): Promise<Published> {
  // The registry compares digests, and the upload those that it does not confirm.
  const layout = await readLayout(folder, { blobs: 'sized' });
  const platforms = layout.platformManifests.map(({ platform }) => formatPlatform(platform));
  if (planned.length > 0) requirePlatforms(platforms, planned, `The image layout "${folder}"`);
  const released = await releasedManifest(client, image, layout, compareTags);
  if (released !== undefined) {
    log.info(`${formatImageName(image)}@${released} is part of a release already: nothing is pushed.`);
    return { digest: released, existing: true, platforms };
  }
  const pushed = await log.group(
    `Push ${platforms.join(', ')} to ${formatImageName(image)}@${layout.root.digest}`,
    () => pushLayout(client, layout, image, { log }),
  );
  return { ...pushed, platforms };
}

type MovedTag = { readonly name: string; readonly result: TagResult };

/** A tag that must not move fails the step before any other one has moved. */
async function moveTags(
  inputs: OwnInputs,
  { digest }: Published,
  client: RegistryClient,
  dependencies: Dependencies,
): Promise<readonly MovedTag[]> {
  const { image, tags } = inputs;
  const kinds = tags.map((name) => kindOf(name, inputs));
  const done = new Map<string, TagResult>();
  for (const tag of kinds.toSorted((a, b) => (a.kind === b.kind ? 0 : a.kind === 'immutable' ? -1 : 1))) {
    const result = await moveTag(client, image, digest, tag, (from) =>
      mayMove(inputs, { tag: tag.name, digest, from }, { ...dependencies, client }),
    );
    done.set(tag.name, result);
    dependencies.log.info(`${RESULT[result]}: ${formatImageName(image)}:${tag.name}`);
  }
  return tags.map((name) => ({ name, result: done.get(name) ?? 'left' }));
}

const RESULT = { existing: 'tag is there', moved: 'tag moved', left: 'tag stays elsewhere' } as const;

/** The tag that says which release this is. */
const ownTagOf = ({ releasedTag, tags }: Extract<Inputs, { readonly mode: 'tag' }>): string | undefined =>
  releasedTag ?? tags.find((name) => tagByForm(name).kind === 'immutable');

const kindOf = (name: string, inputs: OwnInputs): ReleaseTag =>
  inputs.mode === 'tag' && inputs.releasedTag === name ? immutableTag(name) : tagByForm(name);

/** Where nobody says who makes the releases, there is no order among them. */
async function mayMove(
  inputs: OwnInputs,
  move: { readonly tag: string; readonly digest: Digest; readonly from: Digest | undefined },
  dependencies: Dependencies & { readonly client: RegistryClient },
): Promise<boolean> {
  if (inputs.mode !== 'tag' || inputs.policy === undefined) return true;
  const { image, policy, tools, token } = inputs;
  const credentials = await registryCredentials(image.registry, inputs, dependencies);
  const { from } = move;
  const access = { image, ...move, policy, tools, credentials, token };
  // Most releases move what is there, or make all: each loads what it needs.
  if (from !== undefined) {
    const { mayMoveTag } = await import('./floating-tags.ts');
    return mayMoveTag({ ...access, from }, dependencies);
  }
  const { mayCreateTag } = await import('./absent-tag.ts');
  return mayCreateTag({ ...access, ownTag: ownTagOf(inputs) }, dependencies);
}
