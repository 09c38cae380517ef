import { digestOf } from '@sealift/core/image/digest';
import {
  type Call,
  doneButReset,
  LOGIN,
  type RegistryDouble,
  sendError,
  startRegistryDouble,
} from '@sealift/testing/registry-double';
import { failureOf } from '@sealift/testing/thrown';
import { afterEach, expect, it } from 'vitest';
import { MAX_TAGS } from '../src/requests/tags-list.ts';
import { testClient } from './client-double.ts';

let double: RegistryDouble | undefined;
afterEach(() => double?.close());

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const start = async () => {
  double = await startRegistryDouble({ auth: 'bearer' });
  const image = double.image('acme/api');
  return { double, image, client: testClient({ credentials: () => LOGIN }).client };
};

const page =
  (tags: unknown, link?: string) =>
  async ({ body, response }: Call) => {
    await body();
    if (link !== undefined) response.setHeader('link', `<${link}>; rel="next"`);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ name: 'acme/api', tags }));
  };

it('reads tags page by page, by relative and absolute links, up to a page that is null', async () => {
  const at = await start();
  at.double.fault('GET', /n=1000$/, page(['a', 'b'], '/v2/acme/api/tags/list?last=b'));
  at.double.fault('GET', /last=b$/, page(['b', 'c'], `${at.double.origin}/v2/acme/api/tags/list?last=c`));
  at.double.fault('GET', /last=c$/, page(null));
  expect(await at.client.listTags(at.image)).toEqual(['a', 'b', 'c']);
});

it('a repository that is not there has no tags; half a list is none', async () => {
  const at = await start();
  at.double.fault('GET', /n=1000$/, ({ response }) => sendError(response, 404, 'NAME_UNKNOWN', 'unknown'));
  expect(await at.client.listTags(at.image)).toEqual([]);
  at.double.fault('GET', /n=1000$/, page(['a'], '/v2/acme/api/tags/list?last=a'));
  at.double.fault('GET', /last=a$/, ({ response }) => sendError(response, 404, 'NAME_UNKNOWN', 'unknown'));
  expect((await failureOf(at.client.listTags(at.image))).code).toBe('registry/wrong-content');
  at.double.fault('GET', /n=1000$/, page('a'));
  expect((await failureOf(at.client.listTags(at.image))).code).toBe('registry/wrong-content');
});

it('a list without end is refused: too many tags, or pages in a circle', async () => {
  const at = await start();
  const many = Array.from({ length: MAX_TAGS + 1 }, (_, number) => `t${number}`);
  at.double.fault('GET', /n=1000$/, page(many));
  expect((await failureOf(at.client.listTags(at.image))).code).toBe('registry/too-many-tags');
  at.double.fault('GET', /tags\/list/, page(['a'], '/v2/acme/api/tags/list?again'), 2);
  expect((await failureOf(at.client.listTags(at.image))).code).toBe('registry/too-many-tags');
});

it('deletes a manifest with its tags; twice is once, also when the answer is lost', async () => {
  const at = await start();
  const bytes = new TextEncoder().encode('{"schemaVersion":2}');
  const digest = digestOf(bytes);
  await at.client.putManifest(at.image, 'main', { bytes, mediaType: MANIFEST });
  at.double.fault('DELETE', /manifests/, doneButReset);
  expect(await at.client.deleteManifest(at.image, digest)).toBe('absent');
  expect(await at.client.listTags(at.image)).toEqual([]);
  await at.client.putManifest(at.image, 'main', { bytes, mediaType: MANIFEST });
  expect(await at.client.deleteManifest(at.image, digest)).toBe('deleted');
  expect(await at.client.deleteManifest(at.image, digest)).toBe('absent');
});

it.each([
  [405, 'UNSUPPORTED', 'registry/not-deletable', /storage\.delete\.enabled/],
  [403, 'DENIED', 'registry/denied', /the right to delete/],
])('%i %s to a deletion is %s', async (status, code, expected, remedy) => {
  const at = await start();
  at.double.fault('DELETE', /manifests/, ({ response }) => sendError(response, status, code, 'no'));
  const failure = await failureOf(at.client.deleteManifest(at.image, digestOf('x')));
  expect(failure.code).toBe(expected);
  expect(failure.remedy).toMatch(remedy);
});

it('gives documents of any kind, as far as their digest is right', async () => {
  const at = await start();
  const bytes = new TextEncoder().encode('{"odd":true}');
  await at.client.putManifest(at.image, 'odd', { bytes, mediaType: 'application/vnd.odd+json' });
  expect(await at.client.getDocument(at.image, 'odd')).toMatchObject({
    digest: digestOf(bytes),
    mediaType: 'application/vnd.odd+json',
  });
  expect(await at.client.getDocument(at.image, 'none')).toBeUndefined();
});
