import { expect, test } from 'vitest';
import { mentionsImage, versionIn, writtenReference } from '../../src/edits/image-text.ts';

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

const DIGEST = `sha256:${'a'.repeat(64)}` as const;
test.each([
  ['ghcr.io/acme/api:v1', { tag: 'v1' }],
  [`ghcr.io/acme/api@${DIGEST}`, { digest: DIGEST }],
  [`ghcr.io/acme/api:v1@${DIGEST}`, { tag: 'v1', digest: DIGEST }],
  // What a template puts there is not known: a tag that can be asked for, no digest that can be compared.
  ['ghcr.io/acme/api:{{ .tag }}', { tag: '{{ .tag }}' }],
  ['ghcr.io/acme/api:v1@{{ .digest }}', { tag: 'v1' }],
])('%j is a reference', (text, version) => {
  expect(writtenReference(text)).toEqual({ name: 'ghcr.io/acme/api', key: 'ghcr.io/acme/api', ...version });
});
test.each(['ghcr.io/acme/api@sha256:0', 'ghcr.io/acme/api:v 1', 'ghcr.io/acme/api:v1@latest', '://x'])(
  '%j is no reference',
  (text) => {
    expect(writtenReference(text)).toBeUndefined();
  },
);

test.each([
  ['v1', { tag: 'v1' }],
  [DIGEST, { digest: DIGEST }],
  ['a'.repeat(64), { digest: DIGEST }],
  [`v1@${DIGEST}`, { tag: 'v1', digest: DIGEST }],
  ['v1@latest', {}],
  [`v1@${DIGEST}@${DIGEST}`, {}],
  [`ghcr.io/acme/api:v1@${DIGEST}`, { tag: 'v1', digest: DIGEST }],
  ['ghcr.io/acme/api', {}],
  ['two words', {}],
])('%j says %j', (text, version) => {
  expect(versionIn(text)).toEqual(version);
});
