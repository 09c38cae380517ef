import { configurationFailure } from '@sealift/core/failure';
import {
  type ImageName,
  type ImageReference,
  parseImageName,
  parseImageReference,
} from '@sealift/core/image/reference';

/** Where an action finds the image. */
export type ImageSource = { readonly layout: string } | { readonly reference: ImageReference };

/**
 * From the inputs `layout` and `image-ref`.
 * @throws Failure `configuration` unless exactly one is given
 */
export function parseImageSource(layout: string | undefined, imageRef: string | undefined): ImageSource {
  if (layout !== undefined && imageRef === undefined) return { layout };
  if (layout === undefined && imageRef !== undefined) return { reference: parseImageReference(imageRef) };
  throw configurationFailure({
    code: 'tools/bad-input',
    cause:
      layout === undefined
        ? 'Neither "layout" nor "image-ref" is given.'
        : 'Both "layout" and "image-ref" are given.',
    remedy: 'Give "layout" for a folder that build-push wrote, or "image-ref" for an image in a registry.',
  });
}

/**
 * From the input `image`, else what `image-ref` names.
 * @throws Failure `configuration` when there is neither
 */
export function parseImageNameOf(image: string | undefined, source: ImageSource): ImageName {
  if (image !== undefined) return parseImageName(image);
  if ('reference' in source)
    return { registry: source.reference.registry, repository: source.reference.repository };
  throw configurationFailure({
    code: 'tools/bad-input',
    cause: 'The input "image" is empty.',
    remedy: 'Give the name that the image will have in its registry, for example ghcr.io/acme/shop/api.',
  });
}
