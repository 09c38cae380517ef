import type { Runtime } from '@sealift/action-kit/action';
import { maskInputs, registryCredentials } from '@sealift/action-kit/registry-login';
import { formatPlatform } from '@sealift/core/image/platform';
import { formatImageName, formatImageReference } from '@sealift/core/image/reference';
import type { PublishPart } from '@sealift/core/release/record';
import { createRegistryClient, type RegistryClient } from '@sealift/registry/client';
import { readLayout } from '@sealift/registry/layout';
import { pushLayout } from '@sealift/registry/push';
import { moveTag } from '@sealift/registry/tags';
import { writePart } from './evidence.ts';
import type { Inputs } from './inputs.ts';
import { mergeBuilds } from './merge.ts';
import { type Published, renderSummary } from './summary.ts';

export const outputNames = ['digest', 'image', 'existing', 'tags'] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

export type Seams = Pick<Runtime, 'env' | 'log' | 'clock' | 'fetch' | 'summary' | 'signal'>;

/**
 * Bytes first, tags last: whoever pulls by tag never sees half an image.
 * @throws Failure `configuration` on bad inputs, layouts or rights; `remote` when the registry fails
 */
export async function run(inputs: Inputs, seams: Seams): Promise<Outputs> {
  const { image, tags } = inputs;
  maskInputs(inputs, seams.log);
  const client = createRegistryClient({
    ...seams,
    credentials: (registry) => registryCredentials(registry, inputs, seams),
  });
  const published = await publish(inputs, client, seams);
  let moved = false;
  for (const tag of tags) {
    const { existing } = await moveTag(client, image, published.digest, tag);
    moved ||= !existing;
    seams.log.info(`${existing ? 'tag is there:' : 'tag moved:'} ${formatImageName(image)}:${tag}`);
  }
  const part: PublishPart = {
    image: formatImageName(image),
    digest: published.digest,
    tags: [...tags],
    existing: published.existing && !moved,
  };
  if (inputs.evidence !== undefined) await writePart(inputs.evidence, part);
  await seams.summary(renderSummary(part, published));
  return {
    digest: part.digest,
    image: formatImageReference({ ...image, digest: part.digest }),
    existing: String(part.existing),
    tags: tags.join('\n'),
  };
}

async function publish(inputs: Inputs, client: RegistryClient, seams: Seams): Promise<Published> {
  const { image } = inputs;
  switch (inputs.mode) {
    case 'layout': {
      // The upload compares digests itself, while the bytes go out.
      const layout = await readLayout(inputs.layout, { blobs: 'sized' });
      const platforms = layout.platformManifests.map(({ platform }) => formatPlatform(platform));
      const result = await seams.log.group(
        `Push ${platforms.join(', ')} to ${formatImageName(image)}@${layout.root.digest}`,
        () => pushLayout(client, layout, image, seams),
      );
      return { ...result, platforms };
    }
    case 'merge':
      return mergeBuilds(client, inputs, seams.log);
    case 'tag':
      // moveTag finds out whether the digest is there.
      return { digest: inputs.digest, existing: true };
  }
}
