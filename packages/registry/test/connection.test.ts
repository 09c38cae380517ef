import { digestOf } from '@sealift/core/image/digest';
import { createFetch } from '@sealift/net/fetch';
import { MEDIA } from '@sealift/testing/image-layouts';
import { type RegistryDouble, reset, startRegistryDouble, status } from '@sealift/testing/registry-double';
import { thrownBy } from '@sealift/testing/thrown';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { testClient } from './client-double.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});
const start = async (): Promise<RegistryDouble> => {
  const double = await startRegistryDouble();
  opened.push(double);
  return double;
};

const image = { registry: 'registry.example', repository: 'acme/api' };
const config = digestOf('{}');
const manifest = {
  mediaType: MEDIA.manifest,
  bytes: Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      config: { mediaType: MEDIA.config, digest: config, size: 2 },
      layers: [],
    }),
  ),
};

/** A connection that fails in one way, and how often it was tried. */
function failing(error: unknown) {
  const state = { calls: 0 };
  const { client, clock } = testClient({
    fetch: async () => {
      state.calls += 1;
      throw error;
    },
  });
  return { client, clock, state };
}

const coded = (code: string, message = code) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });

describe('a connection that fails', () => {
  it.each<[string, unknown, number, Readonly<Record<string, unknown>>]>([
    [
      'that nobody accepts is tried again',
      coded('ECONNREFUSED'),
      6,
      { code: 'registry/unavailable', message: expect.stringContaining('(ECONNREFUSED)') },
    ],
    ['that breaks is tried again', coded('ECONNRESET'), 6, { code: 'registry/unavailable' }],
    [
      'whose certificate is not trusted is not',
      coded('SELF_SIGNED_CERT_IN_CHAIN'),
      1,
      { code: 'registry/connection', remedy: expect.stringContaining('NODE_EXTRA_CA_CERTS') },
    ],
    [
      'that a proxy refuses is not',
      coded('UND_ERR_ABORTED', 'Proxy response (407) !== 200 when HTTP Tunneling'),
      1,
      {
        code: 'registry/connection',
        message: expect.stringContaining('the proxy answered 407'),
        remedy: expect.stringContaining('HTTPS_PROXY'),
      },
    ],
    [
      'with too many headers is not',
      coded('UND_ERR_HEADERS_OVERFLOW'),
      1,
      { code: 'registry/bad-answer', message: expect.stringContaining('65536 bytes of headers') },
    ],
    ['by a mistake of the program is not', new RangeError('mistake'), 1, { name: 'RangeError' }],
  ])('%s', async (_, error, calls, expected) => {
    const { client, state } = failing(error);
    expect(await thrownBy(() => client.headManifest(image, 'latest'))).toMatchObject(expected);
    expect(state.calls).toBe(calls);
  });

  it('keeps what is underneath for the debug log', async () => {
    const error = coded('ECONNREFUSED');
    const failure = await thrownBy(() => failing(error).client.headManifest(image, 'latest'));
    expect(failure).toMatchObject({ cause: { cause: error } });
  });
});

describe('a redirection', () => {
  it.each(['HEAD', 'GET'] as const)('is followed for %s', async (method) => {
    const double = await start();
    const { client } = testClient();
    await client.putManifest(double.image('a'), 'latest', manifest);
    double.fault(method, /manifests\/moved/, ({ response, request }) => {
      response.writeHead(307, { location: request.url?.replace('moved', 'latest') }).end();
    });
    const read = method === 'HEAD' ? client.headManifest : client.getManifest;
    expect(await read(double.image('a'), 'moved')).toMatchObject({ digest: digestOf(manifest.bytes) });
  });

  it('that would make a read of it is not followed by what writes', async () => {
    const double = await start();
    double.fault('PUT', /manifests/, status(302, { location: '/v2/b/manifests/latest' }));
    expect(
      await thrownBy(() => testClient().client.putManifest(double.image('a'), 'latest', manifest)),
    ).toMatchObject({ message: expect.stringContaining('302') });
    expect(double.manifests.get('b')).toBeUndefined();
  });
});

it('a small request may take a minute, the upload of a file an hour', async () => {
  const double = await start();
  const limits = vi.spyOn(AbortSignal, 'timeout');
  const headers = { 'docker-content-digest': config };
  const { client } = testClient({ sendBlob: async () => new Response(null, { status: 201, headers }) });
  const blob = { path: '/never/read', digest: config, size: 2 };
  expect(await client.uploadBlob(double.image('a'), blob)).toBe('uploaded');
  expect(limits.mock.calls).toEqual([[60_000], [60_000], [3_600_000]]);
  limits.mockRestore();
});

describe('a tag', () => {
  it('is not looked at again before a write that never left', async () => {
    const double = await start();
    let refused = 0;
    const { client } = testClient({
      fetch: async (input, init) => {
        if (init?.method !== 'PUT' || refused > 0) return fetch(input, init);
        refused += 1;
        throw coded('ECONNREFUSED');
      },
    });
    await client.putManifest(double.image('a'), 'latest', manifest);
    expect(double.calls()).toEqual(['HEAD manifests', 'PUT manifests']);
  });

  it('whose last write was not answered is found there', async () => {
    const double = await start();
    const digest = digestOf(manifest.bytes);
    const stored = { bytes: manifest.bytes, mediaType: manifest.mediaType };
    const put = /manifests\/latest/;
    double.fault('PUT', put, status(502), 5);
    double.fault('PUT', put, (call) => {
      double.manifests.get('a')?.set('latest', stored);
      reset(call);
    });
    double.manifests.set('a', new Map());
    expect(await testClient().client.putManifest(double.image('a'), 'latest', manifest)).toBe(digest);
    expect(double.calls().filter((call) => call === 'PUT manifests')).toHaveLength(6);
  });

  it('that is not there after the last write is a failure', async () => {
    const double = await start();
    double.fault('PUT', /manifests\/latest/, status(502), 99);
    expect(
      await thrownBy(() => testClient().client.putManifest(double.image('a'), 'latest', manifest)),
    ).toMatchObject({ code: 'registry/unavailable', message: expect.stringContaining('after 6 attempts') });
  });
});

it('reads answers with 21 KB of headers, as some registries send them', async () => {
  const double = await start();
  const fetch = createFetch({});
  opened.push(fetch);
  const { client } = testClient({ fetch });
  await client.putManifest(double.image('a'), 'latest', manifest);
  double.fault('HEAD', /manifests/, ({ response, proceed }) => {
    response.setHeader(
      'set-cookie',
      Array.from({ length: 21 }, () => 'c'.repeat(1000)),
    );
    return proceed();
  });
  expect(await client.headManifest(double.image('a'), 'latest')).toMatchObject({
    digest: digestOf(manifest.bytes),
  });
});
