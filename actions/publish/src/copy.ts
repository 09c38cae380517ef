/** Brings a release to other registries: the same bytes, with all that was signed and attested, and its tags last. */
import { policyFailure } from '@sealift/core/failure';
import { formatImageName, formatImageReference, type ImageName } from '@sealift/core/image/reference';
import { immutableTag, type ReleaseTag, tagByForm } from '@sealift/core/image/tag';
import type { RegistryClient } from '@sealift/registry/client';
import { type CopyResult, copyImage } from '@sealift/registry/copy';
import type { Credentials } from '@sealift/registry/login';
import { moveTag, type TagResult } from '@sealift/registry/tags';
import { withTemporaryFolder } from '@sealift/tools/temporary-folder';
import { mayCreateTag } from './absent-tag.ts';
import type { Dependencies } from './dependencies.ts';
import { mayMoveTag } from './floating-tags.ts';
import type { Inputs } from './inputs.ts';
import { renderCopies } from './summary.ts';
import { readHolder } from './tag-holder.ts';
import { verifierFor } from './verifier.ts';

type CopyInputs = Extract<Inputs, { readonly mode: 'copy' }>;

/** What is asked of registries for one copy. */
export type CopyWorld = Dependencies & {
  readonly client: RegistryClient;
  /** For the repository that is copied from: cosign reads the statements there. */
  readonly credentials: Credentials | undefined;
};

/** As the outputs of the same names. */
export type Copied = Readonly<Record<'digest' | 'image' | 'existing' | 'tags' | 'copies', string>>;

/**
 * All bytes of all destinations first, then the tags: none of them names an image that another one lacks.
 * @throws Failure `publish/not-released` for an image that is no release by those who may sign it; those of the registries
 */
export async function copyRelease(inputs: CopyInputs, world: CopyWorld): Promise<Copied> {
  const { image, digest, destinations } = inputs;
  const { client, env, log } = world;
  if (inputs.policy === undefined)
    log.notice(
      `${formatImageReference({ ...image, digest })} is copied as it is: nobody says who must have signed it.`,
    );
  else await requireRelease(inputs, inputs.policy, world);
  const copies: { readonly to: ImageName; readonly result: CopyResult }[] = [];
  for (const to of destinations) {
    const result = await log.group(
      `Copy ${formatImageReference({ ...image, digest })} to ${formatImageName(to)}`,
      () =>
        withTemporaryFolder(env, 'copy', (folder) =>
          copyImage(client, { from: image, to, digest, folder, log }),
        ),
    );
    copies.push({ to, result });
  }
  const tags: { readonly name: string; readonly result: TagResult }[] = [];
  for (const to of destinations)
    for (const tag of inOrder(inputs)) {
      const name = `${formatImageName(to)}:${tag.name}`;
      const result = await moveTag(client, to, digest, tag, async (from) =>
        mayMove(inputs, { to, tag, from }, world),
      );
      log.info(`${result === 'left' ? 'tag stays elsewhere' : 'tag points to it'}: ${name}`);
      tags.push({ name, result });
    }
  const existing =
    copies.every(({ result }) => result.existing) && tags.every(({ result }) => result !== 'moved');
  const named = tags.filter(({ result }) => result !== 'left').map(({ name }) => name);
  await world.summary(renderCopies(digest, copies, named));
  return {
    digest,
    image: formatImageReference({ ...image, digest }),
    existing: String(existing),
    tags: named.join('\n'),
    copies: destinations.map((to) => formatImageReference({ ...to, digest })).join('\n'),
  };
}

/** A tag that must not move fails the step before any other one has moved. */
const inOrder = ({ tags, releasedTag }: CopyInputs): readonly ReleaseTag[] =>
  tags
    .map((name) => (name === releasedTag ? immutableTag(name) : tagByForm(name)))
    .toSorted((a, b) => Number(a.kind !== 'immutable') - Number(b.kind !== 'immutable'));

async function requireRelease(
  { image, digest, tools, tags }: CopyInputs,
  policy: NonNullable<CopyInputs['policy']>,
  world: CopyWorld,
): Promise<void> {
  const [tag = 'none'] = tags;
  const verifier = verifierFor(image, { tools, credentials: world.credentials }, world);
  const holder = await readHolder({ verifier, client: world.client, policy }, { ...image, digest }, tag);
  if (holder !== 'unsigned') return;
  throw policyFailure({
    code: 'publish/not-released',
    cause: `${formatImageReference({ ...image, digest })} carries no statement, so it is no release that could be copied.`,
    remedy: 'Sign the image first, or leave "certificate-identity" out to copy whatever is given.',
  });
}

/** The order of releases is read where they were made: a copy says nothing of itself. */
async function mayMove(
  { image, digest, policy, tools, token, releasedTag, tags }: CopyInputs,
  {
    to,
    tag,
    from,
  }: { readonly to: ImageName; readonly tag: ReleaseTag; readonly from: CopyInputs['digest'] | undefined },
  world: CopyWorld,
): Promise<boolean> {
  if (policy === undefined) return true;
  const move = { image, at: to, tag: tag.name, digest, policy, tools, credentials: world.credentials, token };
  if (from !== undefined) return mayMoveTag({ ...move, from }, world);
  const ownTag = releasedTag ?? tags.find((name) => tagByForm(name).kind === 'immutable');
  return mayCreateTag({ ...move, ownTag }, world);
}
