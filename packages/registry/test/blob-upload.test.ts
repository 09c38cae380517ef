import { digestOf } from '@sealift/core/image/digest';
import {
  type DoubleOptions,
  LOGIN,
  type RegistryDouble,
  sendError,
  startRegistryDouble,
  status,
} from '@sealift/testing/registry-double';
import { thrownBy } from '@sealift/testing/thrown';
import { afterEach, describe, expect, it } from 'vitest';
import { testClient } from './client-double.ts';

const bytes = Buffer.from('the bytes of a layer');
const blob = { bytes, digest: digestOf(bytes), size: bytes.length };

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});
const start = async (options?: DoubleOptions): Promise<RegistryDouble> => {
  const double = await startRegistryDouble(options);
  opened.push(double);
  return double;
};
const stored = (double: RegistryDouble, repository: string) => double.blobs.get(repository)?.get(blob.digest);
const posts = (double: RegistryDouble) =>
  double.seen
    .filter(({ method }) => method === 'POST')
    .map(({ url }) => Object.fromEntries(new URL(url, double.origin).searchParams));

describe('a blob', () => {
  it('is looked for, then sent with one POST and one PUT', async () => {
    const double = await start();
    const { client } = testClient();
    expect(await client.uploadBlob(double.image('a'), blob)).toBe('uploaded');
    expect(stored(double, 'a')).toEqual(bytes);
    expect(double.calls()).toEqual(['HEAD blobs', 'POST uploads', 'PUT uploads']);
    expect(posts(double)).toEqual([{}]);
    const put = double.seen.at(-1);
    expect(put?.headers['content-type']).toBe('application/octet-stream');
    expect(put?.headers['content-length']).toBe(String(bytes.length));
  });

  it('that is there is not sent', async () => {
    const double = await start();
    const { client } = testClient();
    await client.uploadBlob(double.image('a'), blob);
    expect(await client.uploadBlob(double.image('a'), blob, { mountFrom: 'base' })).toBe('existing');
    expect(double.calls().slice(3)).toEqual(['HEAD blobs']);
  });

  it.each([404, 401, 403])('is sent when the look-up answers %i: the POST tells', async (code) => {
    const double = await start();
    double.fault('HEAD', /blobs/, status(code));
    expect(await testClient().client.uploadBlob(double.image('a'), blob)).toBe('uploaded');
    expect(stored(double, 'a')).toEqual(bytes);
  });

  it('is not sent when the look-up is refused otherwise', async () => {
    const double = await start();
    double.fault('HEAD', /blobs/, status(400));
    expect(await thrownBy(() => testClient().client.uploadBlob(double.image('a'), blob))).toMatchObject({
      code: 'registry/unavailable',
    });
    expect(double.calls()).toEqual(['HEAD blobs']);
  });
});

describe('a mount', () => {
  const seed = async (double: RegistryDouble) => {
    await testClient({ credentials: () => LOGIN }).client.uploadBlob(double.image('base'), blob);
    double.seen.length = 0;
  };

  it('names the blob and the repository that has it, with the right to read there', async () => {
    const double = await start({ auth: 'bearer' });
    await seed(double);
    const { client } = testClient({ credentials: () => LOGIN });
    expect(await client.uploadBlob(double.image('app'), blob, { mountFrom: 'base' })).toBe('mounted');
    expect(posts(double).at(-1)).toEqual({ mount: blob.digest, from: 'base' });
    expect(stored(double, 'app')).toEqual(bytes);
    const scopes = double.seen
      .filter(({ url }) => url.startsWith('/token'))
      .flatMap(({ url }) => new URL(url, double.origin).searchParams.getAll('scope'));
    expect(scopes).toContain('repository:base:pull');
    expect(scopes).toContain('repository:app:pull,push');
    expect(scopes).not.toContain('repository:base:pull,push');
    expect(double.calls().filter((call) => call.startsWith('PUT'))).toEqual([]);
  });

  it('that the registry cannot do becomes an upload', async () => {
    const double = await start();
    const { client } = testClient();
    expect(await client.uploadBlob(double.image('app'), blob, { mountFrom: 'nowhere' })).toBe('uploaded');
    expect(posts(double)).toEqual([{ mount: blob.digest, from: 'nowhere' }]);
    expect(stored(double, 'app')).toEqual(bytes);
  });

  it('is not taken for done when nobody asked for one', async () => {
    const double = await start();
    double.fault('POST', /uploads/, status(201));
    const error = await thrownBy(() => testClient().client.uploadBlob(double.image('app'), blob));
    expect(error).toMatchObject({ code: 'registry/unavailable', message: expect.stringContaining('201') });
  });

  it.each([
    [200, 'registry/unavailable'],
    [403, 'registry/denied'],
    [404, 'registry/not-found'],
    [405, 'registry/not-accepted'],
    [413, 'registry/not-accepted'],
  ])('that is answered with %i becomes an upload, which then is %s', async (code, failure) => {
    const double = await start();
    double.fault('POST', /uploads/, status(code), 1);
    const { client } = testClient();
    const mountFrom = { mountFrom: 'base' };
    expect(await client.uploadBlob(double.image('app'), blob, mountFrom)).toBe('uploaded');
    expect(posts(double)).toEqual([{ mount: blob.digest, from: 'base' }, {}]);
    for (const options of [mountFrom, {}]) {
      const refusing = await start();
      refusing.fault('POST', /uploads/, status(code), 9);
      const error = await thrownBy(() => client.uploadBlob(refusing.image('app'), blob, options));
      expect(error).toMatchObject({ code: failure });
      expect(refusing.calls().slice(0, 2)).toEqual(['HEAD blobs', 'POST uploads']);
    }
  });

  it('from where the login may not read becomes an upload', async () => {
    const double = await start({ auth: 'bearer' });
    double.fault('GET', /token.*repository%3Abase/, ({ response }) =>
      sendError(response, 403, 'DENIED', 'requested access to the resource is denied'),
    );
    const { client } = testClient({ credentials: () => LOGIN });
    // The first request learns that a token is needed.
    await client.headManifest(double.image('app'), 'latest', { access: 'push' });
    expect(await client.uploadBlob(double.image('app'), blob, { mountFrom: 'base' })).toBe('uploaded');
  });
});

describe('the end of an upload', () => {
  it.each([201, 204])('is %i', async (code) => {
    const double = await start();
    double.fault('PUT', /uploads/, status(code));
    expect(await testClient().client.uploadBlob(double.image('a'), blob)).toBe('uploaded');
    expect(double.calls()).toHaveLength(3);
  });

  it.each([200, 202, 206])('is not %i', async (code) => {
    const double = await start();
    double.fault('PUT', /uploads/, status(code));
    expect(await thrownBy(() => testClient().client.uploadBlob(double.image('a'), blob))).toMatchObject({
      code: 'registry/unavailable',
    });
    expect(double.calls()).toHaveLength(3);
  });

  it.each([
    [404, 'UNKNOWN'],
    [400, 'BLOB_UPLOAD_INVALID'],
    [416, 'BLOB_UPLOAD_UNKNOWN'],
  ])('begins again after %i %s: the session is lost', async (code, error) => {
    const double = await start();
    double.fault('PUT', /uploads/, async ({ response, body }) => {
      await body();
      sendError(response, code, error, 'gone');
    });
    const { client, clock } = testClient();
    expect(await client.uploadBlob(double.image('a'), blob)).toBe('uploaded');
    expect(double.calls().filter((call) => call === 'POST uploads')).toHaveLength(2);
    expect(clock.slept).toHaveLength(1);
    expect(stored(double, 'a')).toEqual(bytes);
  });

  it('is a refusal for other errors', async () => {
    const double = await start();
    double.fault('PUT', /uploads/, async ({ response, body }) => {
      await body();
      sendError(response, 400, 'DIGEST_INVALID', 'other bytes');
    });
    expect(await thrownBy(() => testClient().client.uploadBlob(double.image('a'), blob))).toMatchObject({
      code: 'registry/wrong-content',
    });
    expect(double.calls().filter((call) => call === 'POST uploads')).toHaveLength(1);
  });

  it('needs a Location', async () => {
    const double = await start();
    double.fault('POST', /uploads/, status(202));
    expect(await thrownBy(() => testClient().client.uploadBlob(double.image('a'), blob))).toMatchObject({
      code: 'registry/bad-answer',
      message: expect.stringContaining('no Location header'),
    });
  });
});

it('says that ECR has no such repository, which cuts the upload off', async () => {
  const asked: string[] = [];
  const said = "The repository with name 'acme/api' does not exist in the registry with id '123456789012'";
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { pathname } = new URL(String(input));
    asked.push(`${init?.method} ${pathname.replace(/sha256:.*/, '…')}`);
    if (init?.method === 'POST')
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
      });
    const errors = [{ code: 'NAME_UNKNOWN', message: said }];
    return new Response(init?.method === 'HEAD' ? null : JSON.stringify({ errors }), { status: 404 });
  };
  const { client } = testClient({ fetch });
  const image = { registry: '123456789012.dkr.ecr.eu-west-1.amazonaws.com', repository: 'acme/api' };
  expect(await thrownBy(() => client.uploadBlob(image, blob))).toMatchObject({
    code: 'registry/not-found',
    remedy: expect.stringContaining('"create-repositories"'),
  });
  expect(asked).toEqual([
    'HEAD /v2/acme/api/blobs/…',
    'POST /v2/acme/api/blobs/uploads/',
    'GET /v2/acme/api/tags/list',
  ]);
});
