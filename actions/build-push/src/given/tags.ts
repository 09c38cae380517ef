/** Names of images as docker reads them: `app` is `docker.io/library/app:latest`. */
import { configurationFailure } from '@sealift/core/failure';
import { fullReference } from '@sealift/core/image/docker-hub';
import {
  formatImageReference,
  type ImageName,
  type ImageReference,
  parseImageReference,
} from '@sealift/core/image/reference';

export type TaggedImage = ImageReference & { readonly tag: string };

/** @throws Failure `build-push/bad-input`, `image/bad-reference` */
export function parseTag(text: string): TaggedImage {
  const { registry, repository, tag = 'latest', digest } = parseImageReference(fullReference(text));
  if (digest === undefined) return { registry, repository, tag };
  throw configurationFailure({
    code: 'build-push/bad-input',
    cause: `"${formatImageReference({ registry, repository, digest })}" in "tags" has a digest.`,
    remedy: 'Write registry/repository:tag.',
  });
}

/** A name to push to by digest. @throws Failure `build-push/bad-input`, `image/bad-reference` */
export function parseUntagged(text: string): ImageName {
  const named = /[:@]/.test(text.slice(text.lastIndexOf('/') + 1));
  const { registry, repository } = parseImageReference(fullReference(text));
  if (!named) return { registry, repository };
  throw configurationFailure({
    code: 'build-push/bad-input',
    cause: `"${registry}/${repository}" is pushed by digest, but its name carries a tag or a digest.`,
    remedy: 'Write registry/repository alone, or leave out push-by-digest=true.',
  });
}
