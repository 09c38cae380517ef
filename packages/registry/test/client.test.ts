import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import { MEDIA } from '@sealift/testing/image-layouts';
import {
  type DoubleOptions,
  doneButReset,
  LOGIN,
  type RegistryDouble,
  reset,
  sendError,
  startRegistryDouble,
  status,
} from '@sealift/testing/registry-double';
import { thrownBy } from '@sealift/testing/thrown';
import { afterEach, describe, expect, it } from 'vitest';
import { testClient } from './client-double.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});
const start = async (options?: DoubleOptions): Promise<RegistryDouble> => {
  const double = await startRegistryDouble(options);
  opened.push(double);
  return double;
};

const empty = Buffer.from('{}');
const manifest = {
  mediaType: MEDIA.manifest,
  bytes: Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      config: { mediaType: MEDIA.config, digest: digestOf(empty), size: empty.length },
      layers: [],
    }),
  ),
};
const other = { ...manifest, bytes: Buffer.concat([manifest.bytes, Buffer.from('\n')]) };
const digest = digestOf(manifest.bytes);

/** Answers without a server. */
const stubFetch =
  (answer: (url: URL, init: RequestInit) => Response): typeof globalThis.fetch =>
  async (input, init) =>
    answer(new URL(String(input)), init ?? {});

describe('reading', () => {
  it('gives undefined for what is absent, and what is there with its kind', async () => {
    const double = await start();
    const { client } = testClient();
    const image = double.image('acme/api');
    expect(await client.headManifest(image, 'latest')).toBeUndefined();
    expect(await client.getManifest(image, digest)).toBeUndefined();
    await client.putManifest(image, 'latest', manifest);
    expect(await client.headManifest(image, 'latest')).toEqual({
      digest,
      mediaType: MEDIA.manifest,
      size: manifest.bytes.length,
    });
    expect(await client.getManifest(image, 'latest')).toMatchObject({ digest, json: { kind: 'manifest' } });
  });

  it('computes the digest where the registry does not name it', async () => {
    const double = await start();
    const { client } = testClient();
    await client.putManifest(double.image('a'), digest, manifest);
    double.fault('HEAD', /manifests/, ({ response }) => {
      response.writeHead(200, { 'content-type': MEDIA.manifest }).end();
    });
    double.fault('GET', /manifests/, ({ response }) => {
      response.writeHead(200, { 'content-type': MEDIA.manifest }).end(manifest.bytes);
    });
    expect(await client.headManifest(double.image('a'), 'latest')).toEqual({
      digest,
      mediaType: MEDIA.manifest,
      size: manifest.bytes.length,
    });
  });

  it('asks with GET what a registry does not let HEAD see, and takes its word that it is absent', async () => {
    const double = await start();
    const { client } = testClient();
    double.fault('HEAD', /manifests/, ({ response }) => {
      response.writeHead(403).end();
    });
    expect(await client.headManifest(double.image('a'), 'latest')).toBeUndefined();
    expect(double.seen.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
  });

  it.each<[string, Buffer, string, RegExp]>([
    ['other bytes', other.bytes, MEDIA.manifest, /digest is sha256:/],
    ['no image', manifest.bytes, 'text/html', /not a media type/],
    ['a manifest as index', manifest.bytes, MEDIA.index, /fields of a manifest/],
    ['4 MiB and more', Buffer.alloc(4 * 1024 * 1024 + 1), MEDIA.manifest, /larger than/],
  ])('refuses %s', async (_name, bytes, mediaType, message) => {
    const double = await start();
    double.fault('GET', /manifests/, ({ response }) => {
      response.writeHead(200, { 'content-type': mediaType }).end(bytes);
    });
    const error = await thrownBy(() => testClient().client.getManifest(double.image('a'), digest));
    expect(error).toMatchObject({ category: 'remote', message: expect.stringMatching(message) });
  });

  it('verifies blobs, bounds them, and repeats a broken download', async () => {
    const double = await start();
    const { client } = testClient();
    const image = double.image('a');
    const bytes = Buffer.from('config');
    await client.uploadBlob(image, { bytes, digest: digestOf(bytes), size: bytes.length });
    double.fault('GET', /blobs/, ({ response, request }) => {
      response.writeHead(200, { 'content-length': 6 });
      response.write('con', () => request.socket.destroy());
    });
    expect(Buffer.from(await client.getBlob(image, digestOf(bytes), 6))).toEqual(bytes);
    await expect(client.getBlob(image, digestOf(bytes), 5)).rejects.toThrow('larger than 5 bytes');
    double.fault('GET', /blobs/, ({ response }) => response.end('CONFIG'));
    await expect(client.getBlob(image, digestOf(bytes), 6)).rejects.toThrow('its digest is');
    expect(await client.hasBlob(image, digestOf(bytes))).toBe(true);
    expect(await client.hasBlob(image, digest)).toBe(false);
  });

  it('follows a redirect to another host without the login', async () => {
    const stored = Buffer.from('blob');
    const seen: (string | undefined)[] = [];
    const storage = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.end(stored);
    });
    await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve));
    const double = await start({ auth: 'basic' });
    double.fault(
      'GET',
      /blobs/,
      ({ response, request, proceed }) => {
        if (request.headers.authorization === undefined) return proceed();
        const { port } = storage.address() as AddressInfo;
        return response.writeHead(307, { location: `http://127.0.0.1:${port}/x` }).end();
      },
      2,
    );
    const { client } = testClient({ credentials: () => LOGIN });
    const read = await client.getBlob(double.image('a'), digestOf(stored), 10);
    storage.close();
    storage.closeAllConnections();
    expect(Buffer.from(read)).toEqual(stored);
    expect(seen).toEqual([undefined]);
  });

  it('ends a circle of redirects', async () => {
    const double = await start();
    double.fault(
      'GET',
      /blobs/,
      ({ response, request }) => {
        response.writeHead(302, { location: request.url }).end();
      },
      99,
    );
    await expect(testClient().client.getBlob(double.image('a'), digest, 9)).rejects.toThrow('redirected');
    expect(double.seen).toHaveLength(6);
  });
});

describe('login', () => {
  it('sends the login only after it was asked for, and masks it first', async () => {
    const double = await start({ auth: 'basic' });
    const { client, log } = testClient({ credentials: () => LOGIN });
    await client.headManifest(double.image('a'), 'latest');
    await client.headManifest(double.image('a'), 'latest');
    expect(double.seen.map(({ authorization }) => authorization !== undefined)).toEqual([false, true, true]);
    expect(log.secrets).toContain(LOGIN.password);
    expect(log.lines.join('\n')).not.toContain(LOGIN.password);
  });

  it('gets one token per repository and access, and uses it again', async () => {
    const double = await start({ auth: 'bearer' });
    const { client, log } = testClient({ credentials: () => LOGIN });
    const [a, b] = [double.image('acme/a'), double.image('acme/b')];
    await client.headManifest(a, 'x');
    await client.headManifest(a, 'y');
    await client.putManifest(a, digest, manifest);
    await client.headManifest(a, 'z');
    await client.headManifest(b, 'x');
    const tokens = double.seen.filter(({ url }) => url.startsWith('/token'));
    expect(tokens.map(({ url }) => new URL(url, double.origin).searchParams.getAll('scope'))).toEqual([
      ['repository:acme/a:pull'],
      ['repository:acme/a:pull,push'],
      ['repository:acme/b:pull'],
    ]);
    expect(new URL(tokens[0]?.url ?? '', double.origin).searchParams.get('service')).toBe('double, really');
    expect(log.secrets).toContain('token-1');
  });

  it('asks for one token when many requests start at once', async () => {
    const double = await start({ auth: 'bearer' });
    const { client } = testClient({ credentials: () => LOGIN });
    await Promise.all(
      Array.from({ length: 8 }, (_, tag) => client.headManifest(double.image('a'), `t${tag}`)),
    );
    expect(double.seen.filter(({ url }) => url.startsWith('/token'))).toHaveLength(1);
  });

  it('renews a token that is refused or about to expire', async () => {
    const double = await start({ auth: 'bearer', uses: 2 });
    const { client, clock } = testClient({ credentials: () => LOGIN });
    for (let request = 0; request < 5; request++) await client.headManifest(double.image('a'), 'x');
    const tokens = () => double.seen.filter(({ url }) => url.startsWith('/token')).length;
    expect(tokens()).toBe(3);
    await clock.sleep(250_000);
    await client.headManifest(double.image('a'), 'x');
    // Renewed by time, so the refused request is not made.
    expect(tokens()).toBe(4);
    expect(double.seen.at(-1)?.authorization).toBe('Bearer token-4');
    expect(double.seen.at(-2)?.url).toMatch(/^\/token/);
  });

  it.each(['basic', 'bearer'] as const)('stops when the login is refused (%s)', async (auth) => {
    const double = await start({ auth });
    const { client } = testClient({ credentials: () => ({ username: 'octo', password: 'wrong' }) });
    const error = await thrownBy(() => client.headManifest(double.image('acme/a'), 'x'));
    expect(error).toMatchObject({ category: 'configuration', remedy: expect.stringContaining('acme/a') });
    expect(double.seen.length).toBeLessThanOrEqual(3);
  });

  it('does not circle when every token is refused', async () => {
    const double = await start({ auth: 'bearer', uses: 0 });
    const { client } = testClient({ credentials: () => LOGIN });
    await expect(client.headManifest(double.image('a'), 'x')).rejects.toMatchObject({
      category: 'configuration',
    });
    expect(double.seen.length).toBeLessThanOrEqual(6);
  });

  it.each([
    'https://evil.example/token',
    'http://ghcr.io/token',
    'http://127.0.0.1:9/token',
    'https://ghcr.io@evil.example/token',
    'https://ghcr.io.evil.example/token',
    'javascript:alert(1)',
    '',
  ])('does not send the login of ghcr.io to %s', async (realm) => {
    const asked: string[] = [];
    const sent: string[] = [];
    const { client } = testClient({
      credentials: () => LOGIN,
      fetch: stubFetch((url, init) => {
        asked.push(url.host);
        const authorization = new Headers(init.headers).get('authorization');
        if (authorization !== null) sent.push(`${authorization} to ${url.host}`);
        return new Response(null, {
          status: 401,
          headers: { 'www-authenticate': `Bearer realm="${realm}",service="ghcr.io"` },
        });
      }),
    });
    const image = { registry: 'ghcr.io', repository: 'acme/api' };
    await expect(client.headManifest(image, 'x')).rejects.toMatchObject({ category: 'configuration' });
    expect(sent).toEqual([]);
    expect(asked).toEqual(['ghcr.io']);
  });

  it('a look-up that fails stops before the first request, and each request that waits for it', async () => {
    const double = await start({ auth: 'bearer' });
    const failure = new Error('no login');
    const { client } = testClient({ credentials: () => Promise.reject(failure) });
    const asked = ['x', 'y'].map((tag) => client.headManifest(double.image('a'), tag));
    // A rejection that nobody waited for would end the test run.
    expect(
      (await Promise.allSettled(asked)).map((each) => each.status === 'rejected' && each.reason),
    ).toEqual([failure, failure]);
    expect(double.seen).toEqual([]);
  });

  it('a look-up that throws at once is no different', async () => {
    const double = await start();
    const { client } = testClient({
      credentials: () => {
        throw new Error('no login');
      },
    });
    await expect(client.headManifest(double.image('a'), 'x')).rejects.toThrow('no login');
  });

  it('an identity token is exchanged, and sent to nobody but the token service', async () => {
    const seen: string[] = [];
    const { client, log } = testClient({
      credentials: () => ({ username: '<token>', identityToken: 'refresh-me' }),
      fetch: stubFetch((url, init) => {
        const headers = new Headers(init.headers);
        const body = init.body === undefined ? '' : Buffer.from(init.body as Uint8Array).toString();
        seen.push(`${init.method} ${url.pathname} ${headers.get('authorization') ?? '-'} ${body}`);
        if (url.pathname === '/oauth2/token') return Response.json({ access_token: 'fresh-token' });
        if (headers.get('authorization') === 'Bearer fresh-token') return new Response(null, { status: 404 });
        const challenge = 'Bearer realm="https://acme.azurecr.io/oauth2/token",service="acme.azurecr.io"';
        return new Response(null, { status: 401, headers: { 'www-authenticate': challenge } });
      }),
    });
    await client.headManifest({ registry: 'acme.azurecr.io', repository: 'api' }, 'x');
    expect(seen).toEqual([
      'HEAD /v2/api/manifests/x - ',
      'POST /oauth2/token - grant_type=refresh_token&refresh_token=refresh-me&client_id=sealift&service=acme.azurecr.io&scope=repository%3Aapi%3Apull',
      'HEAD /v2/api/manifests/x Bearer fresh-token ',
    ]);
    expect(log.secrets).toContain('refresh-me');
    expect(log.lines.join()).not.toContain('refresh-me');
  });

  it('an identity token is no password', async () => {
    const double = await start({ auth: 'basic' });
    const { client } = testClient({ credentials: () => ({ username: 'x', identityToken: 'refresh-me' }) });
    await expect(client.headManifest(double.image('a'), 'x')).rejects.toMatchObject({
      code: 'registry/denied',
    });
    expect(double.seen.map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  it.each<[string, Readonly<Record<string, unknown>>, string | undefined]>([
    ['token', { token: 'T' }, 'T'],
    ['access_token', { access_token: 'T' }, 'T'],
    ['an empty token beside the other', { token: '', access_token: 'T' }, 'T'],
    ['a token that is null', { token: null, access_token: 'T' }, 'T'],
    ['both', { token: 'T', access_token: 'U' }, 'T'],
    ['a life of null', { token: 'T', expires_in: null }, 'T'],
    ['a life of -1', { token: 'T', expires_in: -1 }, 'T'],
    ['a life of 0', { token: 'T', expires_in: 0 }, 'T'],
    ['two empty ones', { token: '', access_token: '' }, undefined],
    ['nothing', {}, undefined],
  ])('the answer of a token service: %s', async (_, answer, expected) => {
    const sent: (string | null)[] = [];
    const { client } = testClient({
      fetch: stubFetch((url, init) => {
        if (url.pathname === '/token') return Response.json(answer);
        const authorization = new Headers(init.headers).get('authorization');
        sent.push(authorization);
        if (authorization !== null) return new Response(null, { status: 404 });
        const challenge = 'Bearer realm="https://ghcr.io/token"';
        return new Response(null, { status: 401, headers: { 'www-authenticate': challenge } });
      }),
    });
    const image = { registry: 'ghcr.io', repository: 'a' };
    const look = async () => {
      await client.headManifest(image, 'x');
      await client.headManifest(image, 'y');
    };
    if (expected === undefined) return expect(look()).rejects.toThrow('answered without a token');
    await look();
    // The token is good for the second request as well.
    expect(sent).toEqual([null, `Bearer ${expected}`, `Bearer ${expected}`]);
  });

  it('never shows a token of the service that would break a header', async () => {
    const { client } = testClient({
      credentials: () => LOGIN,
      fetch: stubFetch((url) =>
        url.pathname === '/token'
          ? Response.json({ token: 'a\r\nx-evil: 1' })
          : new Response(null, {
              status: 401,
              headers: { 'www-authenticate': 'Bearer realm="https://ghcr.io/token"' },
            }),
      ),
    });
    await expect(client.headManifest({ registry: 'ghcr.io', repository: 'a' }, 'x')).rejects.toThrow(
      'answered without a token',
    );
  });
});

describe('refusals', () => {
  const onGhcr = (code: number, error: { code: string; message: string }) =>
    thrownBy(() =>
      testClient({
        fetch: stubFetch(() => Response.json({ errors: [error] }, { status: code })),
      }).client.putManifest({ registry: 'ghcr.io', repository: 'acme/api' }, digest, manifest),
    );

  it.each<[number, string, string, string, RegExp]>([
    [
      403,
      'DENIED',
      'installation not allowed to Create organization package',
      'configuration',
      /packages: write/,
    ],
    [403, 'DENIED', 'permission_denied: write_package', 'configuration', /Manage Actions access/],
    [401, 'UNAUTHORIZED', 'authentication required', 'configuration', /packages: write/],
    [404, 'NAME_UNKNOWN', 'repository name not known to registry', 'configuration', /create the repository/],
    [400, 'NAME_INVALID', 'invalid repository name', 'configuration', /another repository name/],
    [400, 'MANIFEST_INVALID', 'manifest invalid', 'configuration', /image format/],
    [413, 'SIZE_INVALID', 'too large', 'configuration', /size of uploads/],
    [400, 'DIGEST_INVALID', 'provided digest did not match', 'remote', /changes bytes/],
    [405, 'UNSUPPORTED', 'The operation is unsupported.', 'configuration', /distribution specification/],
    [418, 'TEAPOT', 'short and stout', 'remote', /operator/],
  ])('%i %s', async (code, error, message, failure, remedy) => {
    expect(await onGhcr(code, { code: error, message })).toMatchObject({
      category: failure,
      // The sentence that quotes it has a full stop of its own.
      message: expect.stringContaining(`${code} ${error}: ${message.replace(/\.$/, '')}`),
      remedy: expect.stringMatching(remedy),
    });
  });

  it('keeps hostile messages on one line and short', async () => {
    const error = await onGhcr(403, {
      code: 'DENIED',
      message: `a\n::set-output::\u001b[31m${'x'.repeat(9999)}`,
    });
    expect((error as Error).message).not.toContain('\n');
    expect((error as Error).message).not.toContain('\u001b');
    expect((error as Error).message.length).toBeLessThan(1000);
  });

  it('repeats TOOMANYREQUESTS and names it at the end', async () => {
    const double = await start();
    double.fault(
      'GET',
      /manifests/,
      ({ response }) => sendError(response, 429, 'TOOMANYREQUESTS', 'slow down'),
      99,
    );
    const { client, clock } = testClient();
    await expect(client.getManifest(double.image('a'), 'x')).rejects.toMatchObject({
      category: 'remote',
      message: expect.stringMatching(/after 6 attempts: .* answered 429/),
    });
    expect(clock.slept).toHaveLength(5);
  });

  it('does not repeat a certificate that nobody trusts', async () => {
    let calls = 0;
    const { client } = testClient({
      fetch: async () => {
        calls++;
        const reason = Object.assign(new Error('self-signed'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
        throw new TypeError('fetch failed', { cause: reason });
      },
    });
    await expect(client.headManifest({ registry: 'r.example', repository: 'a' }, 'x')).rejects.toMatchObject({
      category: 'configuration',
      remedy: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
    expect(calls).toBe(1);
  });

  it('ends at once when the job is cancelled', async () => {
    const double = await start();
    double.fault('HEAD', /./, status(503), 99);
    const { client, clock } = testClient({ signal: AbortSignal.abort() });
    await expect(client.headManifest(double.image('a'), 'x')).rejects.toThrow('was cancelled');
    expect(clock.slept).toEqual([]);
  });
});

describe('tags', () => {
  const puts = (double: RegistryDouble) => double.calls().filter((call) => call === 'PUT manifests').length;

  it('looks before it writes a tag again: the first attempt may have worked', async () => {
    const double = await start();
    double.fault('PUT', /manifests\/latest/, doneButReset);
    await testClient().client.putManifest(double.image('a'), 'latest', manifest);
    expect(puts(double)).toBe(1);
  });

  it('writes it again when it had not worked', async () => {
    const double = await start();
    double.fault('PUT', /manifests\/latest/, reset);
    double.fault('PUT', /manifests\/latest/, status(502));
    await testClient().client.putManifest(double.image('a'), 'latest', manifest);
    expect(puts(double)).toBe(3);
    expect(double.manifests.get('a')?.get('latest')?.bytes).toEqual(manifest.bytes);
  });

  it('does not overwrite what somebody else put there meanwhile', async () => {
    const double = await start();
    double.fault('PUT', /manifests\/latest/, ({ request }) => {
      double.manifests.get('a')?.set('latest', other);
      request.socket.destroy();
    });
    await expect(testClient().client.putManifest(double.image('a'), 'latest', manifest)).rejects.toThrow(
      'by somebody else',
    );
    expect(puts(double)).toBe(1);
    expect(double.manifests.get('a')?.get('latest')).toBe(other);
  });

  it('notices a registry that changes manifests', async () => {
    const double = await start();
    double.fault('PUT', /manifests/, ({ response }) => {
      response.writeHead(201, { 'docker-content-digest': digestOf(other.bytes) }).end();
    });
    await expect(testClient().client.putManifest(double.image('a'), digest, manifest)).rejects.toThrow(
      'changed the bytes',
    );
  });

  it('refuses a manifest under a foreign digest', async () => {
    const foreign: Digest = digestOf('foreign');
    const image = { registry: '127.0.0.1:1', repository: 'a' };
    await expect(testClient().client.putManifest(image, foreign, manifest)).rejects.toMatchObject({
      category: 'configuration',
    });
  });
});
