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
