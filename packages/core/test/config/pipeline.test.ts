import { expect, it } from 'vitest';
import { parsePipelineConfig } from '../../src/config/pipeline.ts';
import { Failure } from '../../src/failure.ts';

const failureOf = (source: string): Failure => {
  try {
    parsePipelineConfig(source, 'sealift.yml');
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  throw new Error('accepted');
};

it('reads apps, platforms and runners', () => {
  const source =
    'apps:\n  api:\n    file: services/api/Dockerfile\n    build-args: {A: b}\nrunners:\n  linux/arm64: arm\n';
  expect(parsePipelineConfig(source, 'x')).toEqual({
    apps: { api: { file: 'services/api/Dockerfile', 'build-args': { A: 'b' } } },
    runners: { 'linux/arm64': 'arm' },
  });
});

it('takes an empty file as no configuration', () => {
  expect(parsePipelineConfig('', 'x')).toEqual({});
  expect(parsePipelineConfig('# nothing\n', 'x')).toEqual({});
});

it.each([
  ['apps:\n  api:\n    fil: x\n', 'apps.api.fil', 3],
  ['apps:\n  api:\n    file: ../x\n', 'apps.api.file', 3],
  ['apps:\n  api:\n    file: /etc/passwd\n', 'apps.api.file', 3],
  ['apps:\n  API: {}\n', 'apps.API', 2],
  ['platforms: [linux]\n', 'platforms.0', 1],
  ['platforms: linux/amd64\n', 'platforms', 1],
  ['apps:\n  api:\n    image: Acme/x\n', 'apps.api.image', 3],
  ['- a\n', '0', 1],
])('refuses %j at %s', (source, place, line) => {
  const failure = failureOf(source);
  expect(failure.category).toBe('configuration');
  expect(failure.message).toContain(`"${place}"`);
  expect(failure.location?.line).toBe(line);
});

it.each([
  ['a: [\n', 'not valid YAML'],
  ['apps: {}\napps: {}\n', 'not valid YAML'],
  ['apps: *none\n', 'an alias stands for nothing'],
  [
    `a: &a [${'x,'.repeat(20)}]\nb: &b [${'*a,'.repeat(20)}]\nc: [${'*b,'.repeat(20)}]\n`,
    'aliases stand for too much',
  ],
])('refuses %j', (source, cause) => {
  expect(failureOf(source).message).toContain(cause);
});
