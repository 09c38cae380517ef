/**
 * Docker Hub under all of its names. References call it docker.io, its API answers on another host, and logins are kept
 * under the address of its first API.
 * https://github.com/distribution/reference/blob/v0.6.0/normalize.go
 */
import type { ImageName } from './reference.ts';

/** As references name it. */
export const DOCKER_HUB = 'docker.io';
/** Where the distribution API answers. */
export const DOCKER_HUB_API = 'registry-1.docker.io';
/** The key of its login in docker's config.json. */
export const DOCKER_HUB_LOGIN = 'https://index.docker.io/v1/';

const HOSTS: ReadonlySet<string> = new Set([
  DOCKER_HUB,
  DOCKER_HUB_API,
  'index.docker.io',
  'registry.hub.docker.com',
]);

/** @param registry a host as references write it, in lower case */
export const isDockerHub = (registry: string): boolean => HOSTS.has(registry);

/** One spelling for all registries: the one of references. */
export const canonicalRegistry = (registry: string): string =>
  isDockerHub(registry) ? DOCKER_HUB : registry;

/** The repository as the registry knows it: Docker Hub's own images stand under `library/`. */
export const fullRepository = ({ registry, repository }: ImageName): string =>
  isDockerHub(registry) && !repository.includes('/') ? `library/${repository}` : repository;

/** The key of a registry's login in docker's config.json. */
export const loginKey = (registry: string): string => (isDockerHub(registry) ? DOCKER_HUB_LOGIN : registry);

/** With registry and tag, as Docker reads a short name: `python` is `docker.io/library/python:latest`. */
export function fullReference(text: string): string {
  const [host = '', ...rest] = text.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(host) || host === 'localhost');
  const [name = '', digest] = (isHost ? text : `${DOCKER_HUB}/${text}`).split('@');
  const slash = name.indexOf('/');
  const registry = canonicalRegistry(name.slice(0, slash));
  const path = name.slice(slash + 1);
  const colon = path.indexOf(':');
  const repository = fullRepository({ registry, repository: colon === -1 ? path : path.slice(0, colon) });
  const tag = colon === -1 ? (digest === undefined ? ':latest' : '') : path.slice(colon);
  return `${registry}/${repository}${tag}${digest === undefined ? '' : `@${digest}`}`;
}
