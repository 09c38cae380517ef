/**
 * A layout folder with one platform's image in it, over the blobs of another layout: Trivy takes the first image of a
 * layout whatever platform it is asked for, and this leaves it, and any other tool, no choice.
 */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Descriptor, OCI_INDEX } from '@sealift/registry/manifest';

/**
 * @param directory the layout that holds the blobs, absolute
 * @param view the folder to make
 */
export async function writeLayoutView(
  directory: string,
  descriptor: Descriptor,
  view: string,
): Promise<void> {
  await mkdir(view);
  await symlink(path.join(directory, 'blobs'), path.join(view, 'blobs'), 'dir');
  await writeFile(path.join(view, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  const { mediaType, digest, size } = descriptor;
  await writeFile(
    path.join(view, 'index.json'),
    JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: [{ mediaType, digest, size }] }),
  );
}
