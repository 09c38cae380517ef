/** What a layout must hold to be one image that can be pushed. */
import type { Failure } from '@sealift/core/failure';
import {
  type Descriptor,
  type ImageIndex,
  type ImageManifest,
  INDEX_MEDIA_TYPES,
  MANIFEST_MEDIA_TYPES,
} from './manifest.ts';

const FOREIGN_LAYER = /nondistributable|foreign/;

/** Several names of one image are several entries with one digest: that is still one image. */
export function onlyImage(
  index: ImageIndex | ImageManifest,
  problem: (reason: string) => Failure,
): Descriptor {
  const [first, ...others] = index.kind === 'index' ? index.manifests : [];
  if (first === undefined) throw problem('index.json names no image');
  if (others.some((other) => other.digest !== first.digest)) throw problem('index.json names several images');
  if (![...INDEX_MEDIA_TYPES, ...MANIFEST_MEDIA_TYPES].includes(first.mediaType))
    throw problem(`index.json points to "${first.mediaType}", which is not an image`);
  return first;
}

export function checkDistributable(
  images: readonly { readonly manifest: ImageManifest }[],
  problem: (reason: string) => Failure,
): void {
  for (const { manifest } of images)
    for (const { digest, mediaType } of manifest.layers)
      if (FOREIGN_LAYER.test(mediaType)) throw problem(`its layer ${digest} may not be distributed`);
}
