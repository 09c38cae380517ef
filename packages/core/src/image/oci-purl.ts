import type { Digest } from './digest.ts';
import { formatImageName, type ImageName } from './reference.ts';

/**
 * Package URL of an image. The name is the last part of the repository; where it lies is a qualifier, since purl's type
 * `oci` has no namespace.
 * https://github.com/package-url/purl-spec/blob/main/types-doc/oci-definition.md
 * @param architecture of one platform's image
 */
export function ociPurl(image: ImageName, digest: Digest, architecture?: string): string {
  const name = image.repository.split('/').at(-1) ?? '';
  const qualifiers = [
    ...(architecture === undefined ? [] : [['arch', architecture] as const]),
    ['repository_url', formatImageName(image)] as const,
  ];
  return `pkg:oci/${encoded(name)}@${encoded(digest)}?${qualifiers
    .map(([key, value]) => `${key}=${encoded(value)}`)
    .join('&')}`;
}

/** A colon stands for itself in every part. */
const encoded = (text: string) => encodeURIComponent(text).replaceAll('%3A', ':');
