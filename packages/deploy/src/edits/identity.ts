/**
 * Whose image it is: the one place that decides whether a tag belongs to an image. A location is of the released image
 * when what readers make of its parts is the image's name, or that of a mirror which the configuration names.
 */
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import { singleLine } from '@sealift/core/text/sanitize';
import { fillTemplate } from '@sealift/core/text/template';
import type { DesiredImage } from './desired-image.ts';
import { scalarOf } from './fields.ts';
import type { ImageLocation } from './image-location.ts';
import { imageKey, keyOf } from './image-text.ts';
import { nameOf, refuse, type SourceFile } from './source-tree.ts';

/** @throws Failure `edits/bad-target` when a mirror is no name of an image */
export function allowedKeys({ app, image, mirrors = [] }: DesiredImage): ReadonlySet<string> {
  return new Set([keyOf(image), ...mirrors.map((mirror) => mirrorKey(app, image, mirror))]);
}

/** `mirror.example.com` alone stands for the same repository there. */
function mirrorKey(app: string, { registry, repository }: ImageName, mirror: string): string {
  const template = /[/{]/.test(mirror) ? mirror : `${mirror}/{repository}`;
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  const filled = fillTemplate(template, { app, registry, repository, name }, 'mirrors');
  const key = imageKey(filled);
  if (key !== undefined) return key;
  throw configurationFailure({
    code: 'edits/bad-target',
    cause: `The mirror "${singleLine(mirror).slice(0, 200)}" of "${app}" makes "${singleLine(filled).slice(0, 200)}", which is no name of an image.`,
    remedy: 'Give a host, or a name with {repository} or {name} in it.',
  });
}

/** `unknown`: nothing beside the tag says a name, or a template does. */
export type Belonging = 'own' | 'other' | 'unknown';

/** @param allowed of {@link allowedKeys} */
export function belongingOf({ keys }: Pick<ImageLocation, 'keys'>, allowed: ReadonlySet<string>): Belonging {
  const [first] = keys;
  if (first === undefined) return 'unknown';
  return allowed.has(first) ? 'own' : 'other';
}

/** @throws Failure `edits/other-image` unless the location is of the image, or says no name */
export function requireOwn(source: SourceFile, desired: DesiredImage, location: ImageLocation): void {
  if (desired.writeName === true || belongingOf(location, allowedKeys(desired)) !== 'other') return;
  throw otherImage(source, desired, location);
}

function otherImage(source: SourceFile, desired: DesiredImage, location: ImageLocation): Failure {
  const wanted = formatImageName(desired.image);
  const [other = ''] = location.keys;
  const isReference = location.shape === 'reference';
  const shown = isReference ? location.at : (scalarOf(location.tag) ?? scalarOf(location.name));
  const tag = isReference ? undefined : shown;
  return refuse(source, shown ?? location.at, `"${nameOf(shown ?? location.at)}"`, {
    code: 'edits/other-image',
    why:
      tag === undefined
        ? `is the image ${other} and not ${wanted}`
        : `is of the image ${other} and not of ${wanted}`,
    remedy: `Name the place of ${wanted}; or, if ${other} is a mirror of it, name it under "mirrors"; or set write-name: true to put the name there too.`,
  });
}
