import { formatImageName, formatImageReference } from '@sealift/core/image/reference';
import { tagByForm } from '@sealift/core/image/tag';
import { createRegistryClient } from '@sealift/registry/client';
import type { Layout } from '@sealift/registry/layout';
import type { Credentials } from '@sealift/registry/login';
import { pushLayout } from '@sealift/registry/push';
import { moveTag } from '@sealift/registry/tags';
import type { Dependencies } from './dependencies.ts';
import type { Inputs } from './inputs.ts';

/**
 * All bytes of every repository first, then the tags: no tag ever points to something incomplete.
 * @param credentials by registry
 * @throws Failure `registry/…`
 */
export async function pushImages(
  inputs: Inputs,
  layout: Layout,
  credentials: ReadonlyMap<string, Credentials>,
  dependencies: Dependencies,
): Promise<void> {
  const client = createRegistryClient({
    ...dependencies,
    credentials: (registry) => credentials.get(registry),
  });
  const images = new Map(
    [...inputs.tags, ...inputs.untagged].map((image) => [formatImageName(image), image]),
  );
  // What one repository of a registry got, the next one there mounts.
  const first = new Map<string, string>();
  for (const image of images.values()) {
    const mountFrom = first.get(image.registry);
    await pushLayout(client, layout, image, {
      log: dependencies.log,
      ...(mountFrom === undefined ? {} : { mountFrom }),
    });
    if (mountFrom === undefined) first.set(image.registry, image.repository);
  }
  for (const image of inputs.tags) {
    const result = await moveTag(client, image, layout.root.digest, tagByForm(image.tag));
    dependencies.log.info(
      `${formatImageReference(image)} ${result === 'existing' ? 'already points' : 'points'} to ${layout.root.digest}`,
    );
  }
}
