/** How files write images: with and without registry, tag and digest. */

import { type Digest, isDigest } from '@sealift/core/image/digest';
import { canonicalRegistry, DOCKER_HUB, fullRepository } from '@sealift/core/image/docker-hub';
import type { ImageName } from '@sealift/core/image/reference';
import { isImageName, isTag } from '@sealift/core/image/reference';
import { isFilledIn } from './value-guards.ts';

export type Version = { readonly tag?: string; readonly digest?: Digest };

/** A reference as it is written: `name` keeps the author's spelling, `key` is the same for every spelling. */
export type WrittenReference = Version & { readonly name: string; readonly key: string };

/**
 * The one spelling of a name under which images are compared, or undefined when it is none: `nginx`,
 * `docker.io/nginx` and `index.docker.io/library/nginx` are `docker.io/library/nginx`.
 * https://github.com/distribution/reference/blob/main/normalize.go
 */
export function imageKey(name: string): string | undefined {
  const host = hostOf(name);
  const registry = host === undefined ? DOCKER_HUB : canonicalRegistry(host.toLowerCase());
  const repository = fullRepository({
    registry,
    repository: host === undefined ? name : name.slice(host.length + 1),
  });
  return isImageName({ registry, repository }) ? `${registry}/${repository}` : undefined;
}

/** The host that a name says, if it says one: `acme/api` is of Docker Hub, `acme.io/api` is not. */
export function hostOf(name: string): string | undefined {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  return slash > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : undefined;
}

export const keyOf = ({ registry, repository }: ImageName): string =>
  imageKey(`${registry}/${repository}`) ?? `${registry}/${repository}`;

/**
 * Whether a text that cannot be read otherwise has the name of an image in it, as a word of its own:
 * `ghcr.io/acme/api:v1` and `"acme/api"` name `acme/api`, `acme/api-gateway` and `bigacme/api` do not. The registry is not
 * looked at, since it may stand elsewhere.
 */
export const mentionsImage = (text: string, image: ImageName): boolean => mentions(text, image, () => true);

/** As {@link mentionsImage}, with a tag or a digest behind it: no prose, but something that may run. */
export const mentionsVersion = (text: string, image: ImageName): boolean =>
  mentions(text, image, (after) => /^[:@][\w$({<]/.test(after));

function mentions(
  text: string,
  { registry, repository }: ImageName,
  goesOn: (after: string) => boolean,
): boolean {
  const official = registry === DOCKER_HUB && repository.startsWith('library/');
  const name = official ? repository.slice('library/'.length) : repository;
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const after = text.slice(at + name.length, at + name.length + 2);
    const isWord = !/[a-z0-9._-]/i.test(text[at - 1] ?? '') && !/^(?:[a-z0-9/_-]|\.[a-z0-9])/i.test(after);
    if (isWord && goesOn(after)) return true;
  }
  return false;
}

/** A name of 255 characters with tag, digest and templates in their places. */
const LONGEST = 1000;

/** Undefined when the text is no reference. A template or variable in the place of the tag is taken for one. */
export function writtenReference(text: string): WrittenReference | undefined {
  if (text.length > LONGEST || /[\r\n]/.test(text)) return undefined;
  const at = text.indexOf('@');
  const named = at === -1 ? text : text.slice(0, at);
  const digest = at === -1 ? undefined : text.slice(at + 1);
  const colon = named.search(/:(?![^{]*\/)/);
  const name = colon === -1 ? named : named.slice(0, colon);
  const tag = colon === -1 ? undefined : named.slice(colon + 1);
  if (digest !== undefined && !isDigest(digest) && !isFilledIn(digest)) return undefined;
  if (tag !== undefined && !isTag(tag) && !isFilledIn(tag)) return undefined;
  const key = imageKey(name);
  if (key === undefined) return undefined;
  return {
    name,
    key,
    ...(tag === undefined ? {} : { tag }),
    ...(digest !== undefined && isDigest(digest) ? { digest } : {}),
  };
}

/** What a value says about tag and digest: `1.0`, `1.0@sha256:…`, `sha256:…`, 64 hex digits, a whole reference. */
export function versionIn(text: string): Version {
  if (isDigest(text)) return { digest: text };
  if (isDigest(`sha256:${text}`)) return { digest: `sha256:${text}` };
  const [tag = '', digest, ...rest] = text.split('@');
  if (rest.length > 0) return {};
  if (digest !== undefined && !isDigest(digest)) return {};
  const pinned = digest === undefined ? {} : { digest };
  if (isTag(tag)) return { tag, ...pinned };
  const reference = writtenReference(text);
  return reference === undefined
    ? {}
    : { ...(reference.tag === undefined ? {} : { tag: reference.tag }), ...pinned };
}
