import { expect, test } from 'vitest';
import { mentionsImage } from '../../src/edits/image-text.ts';

const image = { registry: 'ghcr.io', repository: 'acme/api' };

test.each([
  ['ghcr.io/acme/api:v1', true],
  ['acme/api', true],
  ['repository: acme/api # of the shop', true],
  ['"{{ .registry }}/acme/api@sha256:0"', true],
  ['acme/api-gateway acme/api', true],
  ['See acme/api.', true],
  ['acme/api-gateway', false],
  ['acme/api/worker', false],
  ['acme/api.v2', false],
  ['bigacme/api', false],
  ['big-acme/api', false],
  ['', false],
])('%j names the image: %j', (text, expected) => {
  expect(mentionsImage(text, image)).toBe(expected);
});

test('an official image of Docker Hub by its short name', () => {
  const nginx = { registry: 'docker.io', repository: 'library/nginx' };
  expect(mentionsImage('image: nginx:1', nginx)).toBe(true);
  expect(mentionsImage('image: nginx-exporter:1', nginx)).toBe(false);
});
