import { createExec } from '@sealift/tools/exec';
import type { ServiceContainer } from '@sealift/workflow-runner/request';
import { expect, it } from 'vitest';
import { postgresService } from '../../src/gate/postgres-service.ts';

const options = { exec: createExec({ debug: () => {} }), bin: '/nonexistent', logs: '/nonexistent' };
const DIGEST = `@sha256:${'0'.repeat(64)}`;

it.each([
  ['postgres', true],
  ['postgres:17-alpine', true],
  [`docker.io/library/postgres:17${DIGEST}`, true],
  ['redis:8', false],
  ['acme/postgres:17', false],
  ['ghcr.io/library/postgres', false],
  ['postgres-exporter', false],
])('%s: %s', (image, known) => {
  expect(postgresService(image, options) !== undefined).toBe(known);
});

const service: ServiceContainer = {
  id: 'db',
  image: 'postgres',
  env: { POSTGRES_PASSWORD: 'x' },
  ports: [],
  options: '',
};

it.each<[string, Partial<ServiceContainer>, RegExp]>([
  ['a variable that is not heeded', { env: { POSTGRES_HOST_AUTH_METHOD: 'trust' } }, /AUTH_METHOD/],
  ['no password', { env: {} }, /needs POSTGRES_PASSWORD/],
  ['an option that is not heeded', { options: '--health-retries 3 --memory 1g' }, /--memory/],
])('refuses %s', async (_, more, because) => {
  await expect(postgresService('postgres', options)?.({ ...service, ...more })).rejects.toThrow(because);
});
