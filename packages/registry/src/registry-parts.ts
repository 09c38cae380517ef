import type { Failure } from '@sealift/core/failure';
import type { ImageName } from '@sealift/core/image/reference';
import type { RegistryClient } from './client.ts';
import { type ImageParts, readImageParts } from './image-parts.ts';
import { MAX_MANIFEST_SIZE, type Manifest } from './manifest.ts';
import type { AccessOption } from './requests/manifests.ts';

export type PartReader = Pick<RegistryClient, 'getManifest' | 'getBlob'>;

/**
 * What an image in a registry consists of: each manifest and config is fetched and hashed.
 * @param root as the registry gave it
 * @param problem makes the Failure from a clause, for an image that is not one, or not all there
 * @throws Failure from `problem`; `remote`
 */
export const readRegistryParts = (
  client: PartReader,
  image: ImageName,
  root: Manifest,
  problem: (reason: string) => Failure,
  access: AccessOption = {},
): Promise<ImageParts> =>
  readImageParts(
    root,
    {
      async manifest({ digest }) {
        const manifest = await client.getManifest(image, digest, access);
        if (manifest === undefined) throw problem(`it lists ${digest}, which is not in the registry`);
        return manifest;
      },
      config: ({ digest }) => client.getBlob(image, digest, MAX_MANIFEST_SIZE),
    },
    problem,
  );
