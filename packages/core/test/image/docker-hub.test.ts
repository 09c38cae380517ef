import { expect, test } from 'vitest';
import { canonicalRegistry, fullRepository, isDockerHub, loginKey } from '../../src/image/docker-hub.ts';

test.each(['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com'])(
  '%s is Docker Hub',
  (registry) => {
    expect(isDockerHub(registry)).toBe(true);
    expect(canonicalRegistry(registry)).toBe('docker.io');
    expect(loginKey(registry)).toBe('https://index.docker.io/v1/');
    expect(fullRepository({ registry, repository: 'python' })).toBe('library/python');
    expect(fullRepository({ registry, repository: 'acme/api' })).toBe('acme/api');
  },
);

test.each(['ghcr.io', 'docker.io.example', 'auth.docker.io', 'localhost:5000'])('%s is not', (registry) => {
  expect(isDockerHub(registry)).toBe(false);
  expect(canonicalRegistry(registry)).toBe(registry);
  expect(loginKey(registry)).toBe(registry);
  expect(fullRepository({ registry, repository: 'api' })).toBe('api');
});
