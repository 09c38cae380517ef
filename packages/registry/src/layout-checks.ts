/** What a layout must hold to be one image that can be pushed. */
import type { Failure } from '@sealift/core/failure';
import { formatPlatform, type Platform, platformOf } from '@sealift/core/image/platform';
import {
  type Descriptor,
  type ImageIndex,
  type ImageManifest,
  INDEX_MEDIA_TYPES,
  MANIFEST_MEDIA_TYPES,
  parseConfigPlatform,
} from './manifest.ts';

const LAYER = /^application\/vnd\.(oci\.image\.layer\.v1\.tar(\+|$)|docker\.image\.rootfs\.diff\.tar)/;
const FOREIGN_LAYER = /nondistributable|foreign/;
const CONFIGS = [
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
];
const IN_TOTO = 'application/vnd.in-toto+json';

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

export function checkLayers(
  manifest: ImageManifest,
  kind: 'image' | 'attestation',
  problem: (reason: string) => Failure,
): void {
  for (const { digest, mediaType } of manifest.layers) {
    if (FOREIGN_LAYER.test(mediaType)) throw problem(`its layer ${digest} may not be distributed`);
    if (!LAYER.test(mediaType) && !(kind === 'attestation' && mediaType === IN_TOTO))
      throw problem(`its layer ${digest} has the unknown media type "${mediaType}"`);
  }
}

/** The platform that index and config agree on. */
export function agreedPlatform(
  descriptor: Descriptor,
  configType: string,
  config: Uint8Array,
  problem: (reason: string) => Failure,
): Platform {
  if (!CONFIGS.includes(configType)) throw problem(`the config of ${descriptor.digest} is "${configType}"`);
  const own = parseConfigPlatform(config, (reason) =>
    problem(`the config of ${descriptor.digest}: ${reason}`),
  );
  const { os, architecture, variant } = descriptor.platform ?? own;
  if (os !== own.os || architecture !== own.architecture)
    throw problem(
      `${descriptor.digest} is announced for ${os}/${architecture} and configured for ${own.os}/${own.architecture}`,
    );
  try {
    return platformOf({ os, architecture, variant });
  } catch {
    const text = [os, architecture, ...(variant ? [variant] : [])].join('/');
    throw problem(`${descriptor.digest} is for "${text}", which is not a platform`);
  }
}

export function checkPlatforms(
  manifests: readonly { readonly platform: Platform }[],
  problem: (reason: string) => Failure,
): void {
  if (manifests.length === 0) throw problem('it holds no image of any platform');
  const platforms = new Set<string>();
  for (const { platform } of manifests) {
    const text = formatPlatform(platform);
    if (platforms.has(text)) throw problem(`it holds two images for ${text}`);
    platforms.add(text);
  }
}
