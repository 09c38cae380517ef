/** Whether an image reference in a rendering is the one that was meant. */

import { isDigest } from '@sealift/core/image/digest';
import { DOCKER_HUB, isDockerHub } from '@sealift/core/image/docker-hub';
import {
  formatImageName,
  type ImageName,
  type ImageReference,
  parseImageReference,
} from '@sealift/core/image/reference';
import { type ChartProblem, digestRemedy, type ExpectedChange, shorten } from './problem.ts';

export type ImageVerdict = 'as-expected' | Pick<ChartProblem, 'code' | 'severity' | 'cause' | 'remedy'>;

/** @param text a value that stands where an image reference belongs */
export function checkImage(text: string, expected: ExpectedChange): ImageVerdict {
  const { mode, tag, digest } = expected;
  const shown = shorten(text, 300);
  const error = (code: ChartProblem['code'], cause: string, remedy: string): ImageVerdict => ({
    code,
    severity: 'error',
    cause: `"${shown}" ${cause}.`,
    remedy,
  });
  if (text.split('@').length > 2)
    return error(
      'two-digests',
      'has two digests: the chart adds one of its own',
      mode === 'field' ? 'Write the tag without a digest.' : digestRemedy(expected),
    );
  if (/sha256:sha256:/.test(text))
    return error(
      'image-invalid',
      'is no image reference: the chart writes "sha256:" itself',
      'Use "digest-mode: suffix" or "none": the key of this chart takes a digest without "sha256:".',
    );
  const reference = parseReference(text);
  if (reference === undefined)
    return error(
      'image-invalid',
      'is no image reference',
      mode === 'none' ? 'Look at how the chart puts repository and tag together.' : digestRemedy(expected),
    );
  if (!isSameImage(reference, expected.image)) return otherImage(reference, expected, shown);
  if (reference.tag !== undefined && reference.tag !== tag)
    return error(
      'wrong-tag',
      `does not have the new tag ${shorten(tag)}`,
      'Look at how the chart treats the tag: it is changed on the way, or another key is read.',
    );
  if (reference.digest !== undefined && reference.digest !== digest)
    return error(
      'wrong-digest',
      'still has another digest, which decides what is deployed',
      digestRemedy(expected),
    );
  if (reference.digest === undefined && mode !== 'none')
    return error('no-digest', 'does not have the digest that was written', digestRemedy(expected));
  if (reference.digest === undefined && reference.tag === undefined)
    return error(
      'wrong-tag',
      'has neither tag nor digest',
      'Look at the key that the chart reads the tag from.',
    );
  return 'as-expected';
}

function otherImage(reference: ImageReference, expected: ExpectedChange, shown: string): ImageVerdict {
  const remedy = `Give ${shorten(formatImageName(reference))} a tag of its own in the values.`;
  if (reference.digest === expected.digest)
    return {
      code: 'other-image',
      severity: 'error',
      cause: `"${shown}" is another image than ${formatImageName(expected.image)} and gets its digest.`,
      remedy: expected.mode === 'suffix' ? `Use "digest-mode: none". ${remedy}` : remedy,
    };
  return {
    code: 'other-image',
    severity: 'warning',
    cause: `"${shown}" changes as well and is another image than ${formatImageName(expected.image)}.`,
    remedy: `Make sure that it was released under the same tag. ${remedy}`,
  };
}

/** Whether the text begins with the image's name. */
export function mentionsImage(text: string, image: ImageName): boolean {
  for (const name of [formatImageName(image), ...(isDockerHub(image.registry) ? [image.repository] : [])])
    if (text.startsWith(name) && /^(?:$|[:@])/.test(text.slice(name.length))) return true;
  return false;
}

/** Also without a registry, which means Docker Hub. */
export function parseReference(text: string): ImageReference | undefined {
  for (const full of [text, `${DOCKER_HUB}/${text}`])
    try {
      return parseImageReference(full);
    } catch {
      // The next reading.
    }
  return undefined;
}

/** A mirror that keeps the path is the same image. */
function isSameImage(reference: ImageReference, image: ImageName): boolean {
  const path = (name: ImageName) =>
    isDockerHub(name.registry) ? name.repository.replace(/^library\//, '') : name.repository;
  const found = path(reference);
  const wanted = path(image);
  return found === wanted || found.endsWith(`/${wanted}`);
}

/** Whether the text carries a digest, wherever it stands in it. */
export const hasDigest = (text: string): boolean =>
  (text.match(/sha256:[0-9a-f]{64}/g) ?? []).some((found) => isDigest(found));
