import { configurationFailure } from '@sealift/core/failure';
import { DOCKER_HUB_API, fullRepository, isDockerHub } from '@sealift/core/image/docker-hub';
import type { ImageName } from '@sealift/core/image/reference';
import { isLoopbackHost } from '@sealift/net/loopback';

/** Where the registry's API answers, e.g. `https://ghcr.io/v2/`. */
export function apiRoot(registry: string): URL {
  const host = isDockerHub(registry) ? DOCKER_HUB_API : registry;
  const url = new URL(`https://${host}/v2/`);
  return isLoopbackHost(url.hostname) ? new URL(`http://${host}/v2/`) : url;
}

export const apiUrl = (image: ImageName, path: string): URL =>
  new URL(`${fullRepository(image)}/${path}`, apiRoot(image.registry));

/**
 * The URL that a Location header means, relative to the request that it answers. Its query is kept byte for byte:
 * registries sign it.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#post-then-put
 * @throws Failure `configuration` when it leads out of TLS, to a non-HTTP scheme or carries a user name
 */
export function resolveLocation(base: URL, location: string): URL {
  const wrong = (reason: string) =>
    configurationFailure({
      code: 'registry/bad-answer',
      cause: `The registry ${base.host} answered with the address "${location}", ${reason}.`,
      remedy:
        'Correct the external address (scheme, host, X-Forwarded-Proto) in the configuration of the registry or of the proxy in front of it.',
    });
  if (!URL.canParse(location, base.href)) throw wrong('which is not a URL');
  const url = new URL(location, base);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw wrong('which is not an HTTP address');
  if (url.username !== '' || url.password !== '') throw wrong('which carries a user name');
  if (url.protocol === 'http:' && !(isLoopbackHost(base.hostname) && isLoopbackHost(url.hostname)))
    throw wrong('which is not protected by TLS');
  url.hash = '';
  return url;
}

/** Adds one query parameter without touching those that are there. */
export function withQuery(url: URL, name: string, value: string): URL {
  const changed = new URL(url);
  changed.search = `${url.search === '' ? '?' : `${url.search}&`}${name}=${encodeURIComponent(value)}`;
  return changed;
}
