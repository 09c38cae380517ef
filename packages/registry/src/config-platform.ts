import type { Failure } from '@sealift/core/failure';
import type { ImageName } from '@sealift/core/image/reference';
import type { RegistryClient } from './client.ts';
import { type Descriptor, type DescriptorPlatform, parseConfigPlatform } from './manifest.ts';

/** Bytes; a config with a long history is some 100 kB. */
const MAX_CONFIG_SIZE = 4 * 1024 * 1024;

/**
 * The platform that the config of an image names, for manifests whose index says none, or to compare with it.
 * @param config as the manifest names it
 * @param problem makes the Failure for a config that is not an image's
 * @throws Failure `remote` when the config is not there or larger than 4 MiB
 */
export const readConfigPlatform = async (
  client: Pick<RegistryClient, 'getBlob'>,
  image: ImageName,
  config: Pick<Descriptor, 'digest'>,
  problem: (reason: string) => Failure,
): Promise<DescriptorPlatform> =>
  parseConfigPlatform(await client.getBlob(image, config.digest, MAX_CONFIG_SIZE), problem);
