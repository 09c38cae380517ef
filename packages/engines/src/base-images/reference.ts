import { canonicalRegistry, DOCKER_HUB, fullRepository } from '@sealift/core/image/docker-hub';

/** A reference as Docker completes it: `python` is `docker.io/library/python:latest`. */
export type DockerReference = {
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
};

/** https://github.com/distribution/reference/blob/v0.6.0/normalize.go */
export function parseDockerReference(text: string): DockerReference {
  const [named = '', digest] = text.split('@', 2);
  const slash = named.indexOf('/');
  const first = slash === -1 ? '' : named.slice(0, slash);
  const hasHost = first.includes('.') || first.includes(':') || first === 'localhost';
  const path = hasHost ? named.slice(slash + 1) : named;
  const colon = path.lastIndexOf(':');
  const bare = colon === -1 ? path : path.slice(0, colon);
  const tag = colon === -1 ? undefined : path.slice(colon + 1);
  const registry = hasHost ? canonicalRegistry(first) : DOCKER_HUB;
  return {
    registry,
    repository: fullRepository({ registry, repository: bare }),
    ...(tag === undefined && digest === undefined ? { tag: 'latest' } : tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}
