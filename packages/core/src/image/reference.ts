import { configurationFailure } from '../failure.ts';
import { type Digest, isDigest } from './digest.ts';

/** Where an image lives, without tag or digest. */
export type ImageName = {
  /** Host and optional port, e.g. `ghcr.io`, `127.0.0.1:5000`. */
  readonly registry: string;
  /** Lower-case path, e.g. `acme/shop/api`. */
  readonly repository: string;
};

export type ImageReference = ImageName & { readonly tag?: string; readonly digest?: Digest };

// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests
const REPOSITORY = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const REGISTRY =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[0-9a-fA-F:]+\])(?::[0-9]{1,5})?$/;
/** Distribution and GHCR refuse longer names. */
const MAX_NAME_LENGTH = 255;

export const isTag = (text: string): boolean => TAG.test(text);

const isHost = (text: string): boolean =>
  REGISTRY.test(text) && (text.includes('.') || text.includes(':') || text === 'localhost');

/** Whether this is the name of an image: for text that is mostly none, where a Failure each time would take long. */
export const isImageName = ({ registry, repository }: ImageName): boolean =>
  isHost(registry) &&
  registry.length + 1 + repository.length <= MAX_NAME_LENGTH &&
  REPOSITORY.test(repository);

/**
 * Parses `registry/repository[:tag][@digest]`. The registry must be written out: an image without one would
 * silently mean Docker Hub.
 * @throws Failure `configuration`
 */
export function parseImageReference(text: string): ImageReference {
  const [withoutDigest = '', digest, ...rest] = text.split('@');
  const slash = withoutDigest.indexOf('/');
  const registry = withoutDigest.slice(0, Math.max(slash, 0));
  const path = withoutDigest.slice(slash + 1);
  const colon = path.indexOf(':');
  const repository = colon === -1 ? path : path.slice(0, colon);
  const tag = colon === -1 ? undefined : path.slice(colon + 1);
  const bad = (cause: string, remedy: string) =>
    configurationFailure({
      code: 'image/bad-reference',
      cause: `"${text}" is not an image reference: ${cause}.`,
      remedy,
    });

  if (rest.length > 0) throw bad('it has more than one "@"', 'Give one digest.');
  if (!isHost(registry))
    throw bad(
      'it does not begin with a registry host',
      'Write the registry out, for example ghcr.io/acme/shop/api.',
    );
  if (!REPOSITORY.test(repository))
    throw bad(
      `"${repository}" is not a repository name`,
      'Use lower-case letters, digits and single ".", "_", "-" between them, with "/" between parts.',
    );
  if (registry.length + 1 + repository.length > MAX_NAME_LENGTH)
    throw bad(`its name is longer than ${MAX_NAME_LENGTH} characters`, 'Choose a shorter name.');
  if (tag !== undefined && !TAG.test(tag))
    throw bad(
      `"${tag}" is not a tag`,
      'Use at most 128 letters, digits, "_", "." and "-", not beginning with "." or "-".',
    );
  if (digest !== undefined && !isDigest(digest))
    throw bad(
      `"${digest}" is not a sha256 digest`,
      'Give it as sha256: followed by 64 lower-case hexadecimal digits.',
    );
  return {
    registry: registry.toLowerCase(),
    repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** Like {@link parseImageReference}, for a name that must carry neither tag nor digest. */
export function parseImageName(text: string): ImageName {
  const { registry, repository, tag, digest } = parseImageReference(text);
  if (tag === undefined && digest === undefined) return { registry, repository };
  throw configurationFailure({
    code: 'image/bad-reference',
    cause: `"${text}" carries a ${tag === undefined ? 'digest' : 'tag'} where only an image name belongs.`,
    remedy: `Write ${registry}/${repository}.`,
  });
}

export const formatImageName = ({ registry, repository }: ImageName): string => `${registry}/${repository}`;

export const formatImageReference = (reference: ImageReference): string =>
  `${formatImageName(reference)}${reference.tag === undefined ? '' : `:${reference.tag}`}${
    reference.digest === undefined ? '' : `@${reference.digest}`
  }`;

/**
 * A tag made from a git ref or version: forbidden characters become `-`, leading `.` and `-` go, 128 characters stay.
 * `feature/Größe` → `feature-Gr--e`.
 */
export const tagFromRef = (name: string): string =>
  name
    .replace(/[^a-zA-Z0-9._-]/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 128);
