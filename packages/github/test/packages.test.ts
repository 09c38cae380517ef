import { describe, expect, test } from 'vitest';
import { createGitHubClient } from '../src/client/client.ts';
import { deleteVersion, listPackage, type Package, readVersion } from '../src/packages/versions.ts';
import { createTransport, type Step } from './transport.ts';

const NAME = { owner: 'acme', name: 'shop/api' };
const PACKAGE: Package = { ...NAME, kind: 'user' };
const digest = `sha256:${'a'.repeat(64)}`;
const version = (more: object = {}) => ({
  id: 7,
  name: digest,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-02-01T00:00:00Z',
  metadata: { package_type: 'container', container: { tags: ['main'] } },
  ...more,
});

function setUp(...steps: readonly Step[]) {
  const transport = createTransport(steps);
  return { client: createGitHubClient({ token: 't', ...transport.options }), ...transport };
}
const VERSIONS = 'packages/container/shop%2Fapi/versions';

test('finds whose package it is, and reads page after page', async () => {
  const next = `https://api.github.com/users/acme/${VERSIONS}?per_page=100&page=2`;
  const { client, requests } = setUp(
    { status: 404, body: { message: 'Not Found' } },
    { status: 200, body: [version()], headers: { link: `<${next}>; rel="next"` } },
    { status: 200, body: [version({ id: 8, metadata: { package_type: 'container' } })] },
  );
  expect(await listPackage(client, NAME)).toEqual({
    found: PACKAGE,
    versions: [
      { id: 7, digest, tags: ['main'], changed: Date.UTC(2026, 1, 1) },
      { id: 8, digest, tags: [], changed: Date.UTC(2026, 1, 1) },
    ],
  });
  expect(requests.map(({ line }) => line)).toEqual([
    `GET https://api.github.com/orgs/acme/${VERSIONS}?per_page=100`,
    `GET https://api.github.com/users/acme/${VERSIONS}?per_page=100`,
    `GET ${next}`,
  ]);
});

test('says when there is none, and refuses what is no container image', async () => {
  const absent = { status: 404, body: { message: 'Not Found' } };
  await expect(listPackage(setUp(absent, absent).client, NAME)).rejects.toMatchObject({
    code: 'github/no-package',
  });
  const other = setUp({ status: 200, body: [version({ name: '1.0.0' })] });
  await expect(listPackage(other.client, NAME)).rejects.toMatchObject({ code: 'github/unexpected-answer' });
});

test('reads one, or finds it gone', async () => {
  const { client } = setUp({ status: 200, body: version() }, { status: 404, body: { message: 'Not Found' } });
  expect((await readVersion(client, PACKAGE, 7))?.tags).toEqual(['main']);
  expect(await readVersion(client, PACKAGE, 7)).toBeUndefined();
});

describe('deletes', () => {
  test('once, although the answer was lost', async () => {
    const { client } = setUp({ status: 502, body: {} }, { status: 404, body: { message: 'Not Found' } });
    expect(await deleteVersion(client, PACKAGE, 7)).toBe('absent');
    expect(await deleteVersion(setUp({ status: 204 }).client, PACKAGE, 7)).toBe('deleted');
  });

  test.each([
    [403, 'Resource not accessible by integration'],
    [400, 'Publicly visible package versions with more than 5000 downloads cannot be deleted.'],
  ])('not what GitHub keeps: %i', async (status, message) => {
    const { client } = setUp({ status, body: { message } });
    await expect(deleteVersion(client, PACKAGE, 7)).rejects.toMatchObject({
      code: 'github/package-not-deletable',
      remedy: expect.stringContaining('Admin'),
    });
  });
});
