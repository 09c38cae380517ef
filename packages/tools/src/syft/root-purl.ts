import { ociPurl } from '@sealift/core/image/oci-purl';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import type { Subject } from '../subjects.ts';

/**
 * Syft puts the whole name of the image into the name of its package URL, which has room for the last part only, so that
 * nobody who looks for the image by its URL finds it. That one string is written anew; every other byte stays, which
 * costs nothing on a document of any size.
 */
export function withRootPurl(
  document: Uint8Array,
  image: ImageName,
  { digest, platform }: Pick<Subject, 'digest' | 'platform'>,
): Uint8Array {
  const bytes = Buffer.from(document.buffer, document.byteOffset, document.length);
  const name = formatImageName(image);
  // As it is written by the pinned release, and by older ones.
  for (const written of [
    `"pkg:oci/${encodeURIComponent(name)}@${encodeURIComponent(digest)}`,
    `"pkg:oci/${name}@${digest}`,
  ]) {
    const start = bytes.indexOf(written);
    const end = start < 0 ? -1 : bytes.indexOf('"', start + written.length);
    if (end < 0) continue;
    const purl = JSON.stringify(ociPurl(image, digest, platform.architecture));
    return Buffer.concat([bytes.subarray(0, start), Buffer.from(purl), bytes.subarray(end + 1)]);
  }
  return document;
}
