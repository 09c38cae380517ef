import type { Clock } from '@sealift/core/log';
import { describe, expect, test } from 'vitest';
import { hasAttestation, storeAttestation } from '../src/attestations/store.ts';
import { createGitHubClient } from '../src/client/client.ts';

const REPOSITORY = { owner: 'acme', repo: 'shop' };
const DIGEST = `sha256:${'a'.repeat(64)}` as const;

function setUp(status: number, body: unknown) {
  const requests: { readonly method: string; readonly url: string; readonly body: unknown }[] = [];
  const clock: Clock = { now: () => 0, sleep: async () => {} };
  const client = createGitHubClient({
    token: 'ghs_token',
    apiUrl: 'https://api.github.com',
    fetch: (async (url: string, init: RequestInit = {}) => {
      requests.push({
        method: init.method ?? 'GET',
        url: String(url),
        body: init.body === undefined || init.body === null ? undefined : JSON.parse(String(init.body)),
      });
      return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
    }) as typeof globalThis.fetch,
    clock,
    log: { debug() {}, info() {}, warning() {}, secret() {} },
  });
  return { client, requests };
}

test('stores a bundle, and gives its number', async () => {
  const { client, requests } = setUp(201, { id: 7 });
  expect(await storeAttestation(client, REPOSITORY, { mediaType: 'x' })).toBe(7);
  expect(requests).toEqual([
    {
      method: 'POST',
      url: 'https://api.github.com/repos/acme/shop/attestations',
      body: { bundle: { mediaType: 'x' } },
    },
  ]);
});

test.each([
  [200, { attestations: [{ bundle: {} }] }, true],
  [200, { attestations: [] }, false],
  [404, { message: 'Not Found' }, false],
])('asked with %s', async (status, body, expected) => {
  const { client, requests } = setUp(status, body);
  expect(await hasAttestation(client, REPOSITORY, DIGEST, 'https://slsa.dev/provenance/v1')).toBe(expected);
  expect(requests[0]?.url).toContain('predicate_type=https%3A%2F%2Fslsa.dev%2Fprovenance%2Fv1');
});

describe('refused', () => {
  test.each([
    [403, 'Resource not accessible by integration', 'github/attestations-forbidden', 'attestations: write'],
    [404, 'Not Found', 'github/attestations-forbidden', 'Enterprise Cloud'],
    [422, 'bundle is invalid', 'github/attestation-refused', 'public Sigstore instance'],
  ])('with %s: %s', async (status, message, code, remedy) => {
    const { client } = setUp(status, { message });
    await expect(storeAttestation(client, REPOSITORY, {})).rejects.toMatchObject({
      category: 'configuration',
      code,
      remedy: expect.stringContaining(remedy),
    });
  });
  test('with an answer that nobody documents', async () => {
    const { client } = setUp(201, { id: 'seven' });
    await expect(storeAttestation(client, REPOSITORY, {})).rejects.toMatchObject({ category: 'remote' });
  });
});
