import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import http, { type IncomingMessage } from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Duplex, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import tls from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPki, type Pki } from '../../src/pki/pki.ts';
import type { Fault } from '../../src/proxy/faults.ts';
import { type ProxyServer, startProxy } from '../../src/proxy/proxy.ts';
import type { Routes } from '../../src/proxy/routes.ts';
import { createClient } from './client.ts';

const HOSTS = ['ghcr.io', 'api.github.com', '*.blob.core.windows.net', 'down.example'];
let folder: string;
let pki: Pki;
let proxy: ProxyServer;
let upstream: http.Server;
let client: ReturnType<typeof createClient>;
/** What the loopback upstream saw. */
const seen: { method: string; url: string; headers: IncomingMessage['headers']; length: number }[] = [];
const handled: string[] = [];

const portOf = (server: net.Server | http.Server) => (server.address() as AddressInfo).port;
const listen = (server: http.Server | net.Server) =>
  new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-proxy-'));
  pki = await createPki(folder, { hosts: HOSTS });
  upstream = http.createServer(async (request, response) => {
    let length = 0;
    for await (const chunk of request) length += chunk.length;
    const { method = '', url = '', headers } = request;
    seen.push({ method, url, headers, length });
    response.setHeader('Set-Cookie', ['a=1', 'b=2']);
    if (url === '/v2/big') Readable.from([randomBytes(1 << 20), randomBytes(1 << 20)]).pipe(response);
    else response.end(`${method} ${length}`);
  });
  await listen(upstream);
  const unused = net.createServer();
  await listen(unused);
  const deadPort = portOf(unused);
  unused.close();
  proxy = await startProxy({
    hosts: new Map<string, Routes>([
      [
        'ghcr.io',
        [
          { path: '/v2/', upstream: { port: portOf(upstream) } },
          {
            path: '/token',
            upstream: { handler: (request, response) => void response.end(`token ${request.url}`) },
          },
        ],
      ],
      [
        'api.github.com',
        {
          handler: async (request, response) => {
            if (request.url === '/throws') throw new Error('broken handler');
            const body = await buffer(request);
            handled.push(`${request.method} ${request.url} ${body}`);
            response.writeHead(201, { 'content-type': 'text/plain' });
            response.write('made');
            response.end(` by ${(request.socket as tls.TLSSocket).encrypted ? 'tls' : 'tcp'}`);
          },
        },
      ],
      [
        '*.blob.core.windows.net',
        { handler: (request, response) => void response.end(`blob for ${request.headers.host}`) },
      ],
      ['down.example', { port: deadPort }],
    ]),
    tls: pki.tls,
    keep: 5,
  });
  client = createClient(proxy.proxyUrl, pki.root);
});

afterEach(() => {
  proxy.clearFaults();
  proxy.clearRequests();
  seen.length = 0;
  handled.length = 0;
});

afterAll(async () => {
  client.close();
  await proxy.stop();
  upstream.closeAllConnections();
  upstream.close();
  await rm(folder, { recursive: true });
});

describe('routing', () => {
  it.each([
    ['https://ghcr.io/v2/', 200, 'GET 0'],
    ['https://ghcr.io/v2', 200, 'GET 0'],
    ['https://ghcr.io/v2/a/manifests/b?x=1', 200, 'GET 0'],
    ['https://ghcr.io/v2x', 404, 'nothing answers'],
    ['https://ghcr.io/', 404, 'nothing answers'],
    ['https://ghcr.io/token?scope=repository:a:pull', 200, 'token /token?scope=repository:a:pull'],
    ['https://one.blob.core.windows.net/x', 200, 'blob for one.blob.core.windows.net'],
    ['http://one.blob.core.windows.net/x', 200, 'blob for one.blob.core.windows.net'],
    ['https://api.github.com/x', 201, 'made by tls'],
    ['http://api.github.com:8123/x', 201, 'made by tcp'],
    ['https://api.github.com/throws', 500, ''],
    ['https://down.example/x', 502, 'failed'],
  ])('%s → %d', async (url, status, body) => {
    const answer = await client.request(url);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(body);
  });

  it('tells the upstream which name and protocol the client used, and keeps repeated headers apart', async () => {
    const answer = await client.request('https://ghcr.io/v2/', { headers: { 'X-Own': 'kept' } });
    expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(seen[0]?.headers).toMatchObject({
      host: 'ghcr.io',
      'x-forwarded-host': 'ghcr.io',
      'x-forwarded-proto': 'https',
      'x-own': 'kept',
    });
    await client.request('http://ghcr.io/v2/');
    expect(seen[1]?.headers['x-forwarded-proto']).toBe('http');
  });

  it('adds hosts later, but none that its certificate does not cover', async () => {
    proxy.route('late.blob.core.windows.net', { handler: (_request, response) => void response.end('late') });
    expect((await client.request('https://late.blob.core.windows.net/')).body).toBe('late');
    expect(() => proxy.route('example.org', { port: 1 })).toThrow('does not cover example.org');
  });

  it('keeps a connection for many requests', async () => {
    const ports = new Set<number | undefined>();
    proxy.route('one.blob.core.windows.net', {
      handler: (request, response) => {
        ports.add(request.socket.remotePort);
        response.end();
      },
    });
    for (let i = 0; i < 5; i++) await client.request('https://one.blob.core.windows.net/');
    expect(ports.size).toBe(1);
  });

  it('takes a client that begins TLS before it has an answer', async () => {
    const socket = net.connect(proxy.port, '127.0.0.1');
    let head = Buffer.from('CONNECT api.github.com:443 HTTP/1.1\r\n\r\n');
    let answered = false;
    const eager = new Duplex({
      read() {},
      write(chunk, _encoding, done) {
        socket.write(Buffer.concat([head, chunk]), done);
        head = Buffer.alloc(0);
      },
    });
    socket.on('data', (data) => {
      eager.push(answered ? data : data.subarray(data.indexOf('\r\n\r\n') + 4));
      answered = true;
    });
    const secure = tls.connect({ socket: eager, servername: 'api.github.com', ca: pki.root });
    secure.write('GET /x HTTP/1.1\r\nHost: api.github.com\r\n\r\n');
    const [data] = await once(secure, 'data');
    expect(String(data)).toContain('HTTP/1.1 201 Created');
    socket.destroy();
  });

  it('speaks HTTP/1.1 to a client that would rather have HTTP/2', async () => {
    const socket = await connect('ghcr.io:443');
    const secure = tls.connect({
      socket: socket.socket,
      servername: 'ghcr.io',
      ca: pki.root,
      ALPNProtocols: ['h2', 'http/1.1'],
    });
    await new Promise((resolve) => secure.once('secureConnect', resolve));
    expect(secure.alpnProtocol).toBe('http/1.1');
    expect(secure.authorized).toBe(true);
    secure.destroy();
  });
});

/** A bare CONNECT. */
async function connect(target: string): Promise<{ socket: Socket; answer: string }> {
  const socket = net.connect(proxy.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
  const answer = await new Promise<string>((resolve) =>
    socket.once('data', (data) => resolve(data.toString())),
  );
  return { socket, answer };
}

describe('hosts that are not part of the rehearsal', () => {
  it.each([
    ['packages.example:443', 'packages.example:443'],
    ['ghcr.io:22', 'ghcr.io:22'],
    ['a.b.blob.core.windows.net:443', 'a.b.blob.core.windows.net:443'],
    ['[::1]:443', '[::1]:443'],
    ['no-port', 'unknown:0'],
  ])('CONNECT %s is refused by name and recorded', async (target, place) => {
    const { socket, answer } = await connect(target);
    socket.destroy();
    expect(answer).toContain(`HTTP/1.1 403 ${place} is not part of this rehearsal`);
    expect(proxy.refused.get(place)).toBe(1);
  });

  it('plain requests likewise', async () => {
    const answer = await client.request('http://deb.debian.org/debian');
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('deb.debian.org:80');
    expect(proxy.refused.get('deb.debian.org:80')).toBe(1);
  });

  it('are reached for real where that is allowed, both ways', async () => {
    const echo = net.createServer((socket) => void socket.pipe(socket));
    await listen(echo);
    const asked: string[] = [];
    const open = await startProxy({
      hosts: new Map<string, Routes>(),
      tls: pki.tls,
      passThrough: (host, port) => {
        asked.push(`${host}:${port}`);
        return host === '127.0.0.1';
      },
    });
    const socket = net.connect(open.port, '127.0.0.1');
    socket.write(`CONNECT 127.0.0.1:${portOf(echo)} HTTP/1.1\r\n\r\nearly`);
    let text = '';
    for await (const chunk of socket) {
      text += chunk;
      if (text.endsWith('early')) break;
    }
    expect(text).toContain(' 200 ');
    expect(asked).toEqual([`127.0.0.1:${portOf(echo)}`]);
    const plain = createClient(open.proxyUrl, pki.root);
    const answer = await plain.request(`http://127.0.0.1:${portOf(upstream)}/out`);
    plain.close();
    expect(answer.body).toBe('GET 0');
    expect(seen[0]?.headers).not.toHaveProperty('x-forwarded-proto');
    await open.stop();
    echo.close();
  });
});

describe('streams', () => {
  it('a body reaches the upstream before it is complete, and the answer begins before the request ends', async () => {
    const { socket } = await connect('api.github.com:443');
    const secure = tls.connect({ socket, servername: 'api.github.com', ca: pki.root });
    let first: string | undefined;
    proxy.route('api.github.com', {
      handler: (request, response) => {
        request.once('data', (data: Buffer) => {
          first = data.toString();
          response.write('early answer');
        });
        request.once('end', () => response.end());
      },
    });
    secure.write('POST / HTTP/1.1\r\nHost: api.github.com\r\nContent-Length: 10\r\n\r\nhello');
    let text = '';
    for await (const chunk of secure) {
      text += chunk;
      if (text.includes('early answer')) break;
    }
    expect(first).toBe('hello');
    secure.destroy();
  });

  it('passes megabytes both ways and counts them', async () => {
    const body = randomBytes(3 << 20);
    expect((await client.request('https://ghcr.io/v2/up', { method: 'PUT', body })).body).toBe(
      `PUT ${3 << 20}`,
    );
    await client.request('https://ghcr.io/v2/big');
    await sleep(20);
    const [up, down] = ['/v2/up', '/v2/big'].map((wanted) =>
      proxy.requests.find((record) => record.path === wanted),
    );
    expect(up).toMatchObject({ host: 'ghcr.io', method: 'PUT', status: 200 });
    expect((up?.received ?? 0) - (3 << 20)).toBeGreaterThan(0);
    expect((up?.received ?? 0) - (3 << 20)).toBeLessThan(500);
    expect(down?.received).toBeLessThan(500);
    expect((down?.sent ?? 0) - (2 << 20)).toBeGreaterThan(0);
    expect((down?.sent ?? 0) - (2 << 20)).toBeLessThan(1_000);
  });

  it('ends the request to the upstream when the client goes away', async () => {
    let gone = false;
    const slow = http.createServer((request) => void request.once('close', () => (gone = true)));
    await listen(slow);
    proxy.route('one.blob.core.windows.net', { port: portOf(slow) });
    await expect(client.request('https://one.blob.core.windows.net/', { timeout: 100 })).rejects.toThrow(
      'timed out',
    );
    await expect.poll(() => gone).toBe(true);
    slow.close();
  });
});

describe('request log', () => {
  it('keeps the newest requests only', async () => {
    for (let i = 0; i < 8; i++) await client.request(`https://ghcr.io/token?${i}`);
    await expect.poll(() => proxy.requests.length).toBe(5);
    await expect.poll(() => proxy.requests.at(-1)?.path).toBe('/token?7');
  });

  it('says why an upstream or handler failed', async () => {
    await client.request('https://down.example/x');
    await expect.poll(() => proxy.requests[0]).toMatchObject({ status: 502 });
    expect(proxy.requests[0]?.error).toContain('ECONNREFUSED');
  });
});

describe('faults', () => {
  const path_ = '/v2/a/manifests/b';
  const url = `https://ghcr.io${path_}`;
  const inject = (fault: Fault, times = 1) =>
    proxy.inject({ host: 'ghcr.io', method: 'PUT', path: /manifests/g, times, fault });
  const put = (timeout = 5_000) => client.request(url, { method: 'PUT', body: 'm'.repeat(100_000), timeout });

  it('status: the answer given, as often as asked, and the upstream never hears of it', async () => {
    const injected = inject({ status: 429, headers: { 'retry-after': '7' }, body: 'slow down' }, 2);
    for (let i = 0; i < 2; i++)
      expect(await put()).toMatchObject({
        status: 429,
        body: 'slow down',
        headers: { 'retry-after': '7' },
      });
    expect(seen).toHaveLength(0);
    expect((await put()).status).toBe(200);
    expect(injected.hits).toBe(2);
    await expect
      .poll(() => proxy.requests.map(({ status, fault }) => [status, fault]))
      .toEqual([
        [429, 'status 429'],
        [429, 'status 429'],
        [200, undefined],
      ]);
  });

  it('reset-before: a TCP reset, the upstream never hears of it', async () => {
    inject('reset-before');
    await expect(put()).rejects.toMatchObject({ code: expect.stringMatching(/ECONNRESET|EPIPE/) });
    expect(seen).toHaveLength(0);
    expect((await put()).status).toBe(200);
  });

  it('reset-after on a port: the upstream did the work, the client cannot know', async () => {
    inject('reset-after');
    await expect(put()).rejects.toMatchObject({ code: expect.stringMatching(/ECONNRESET|EPIPE/) });
    expect(seen).toMatchObject([{ method: 'PUT', length: 100_000 }]);
    await expect.poll(() => proxy.requests[0]).toMatchObject({ status: 0, fault: 'reset-after' });
  });

  it('reset-after on a handler', async () => {
    proxy.route('api.github.com', {
      handler: async (request, response) => {
        handled.push((await buffer(request)).toString());
        response.writeHead(201);
        response.write('part');
        response.end('rest');
      },
    });
    proxy.inject({ host: 'api.github.com', path: /^\/pulls/, times: 1, fault: 'reset-after' });
    const call = client.request('https://api.github.com/pulls', { method: 'POST', body: 'pr' });
    await expect(call).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(handled).toEqual(['pr']);
  });

  it('hang: no answer ever', async () => {
    inject('hang');
    await expect(put(150)).rejects.toThrow('timed out');
    expect(seen).toHaveLength(0);
  });

  it('delay: later, and complete', async () => {
    inject({ delay: 200 });
    const started = performance.now();
    expect((await put()).body).toBe('PUT 100000');
    expect(performance.now() - started).toBeGreaterThan(195);
  });

  it('status, applied: the upstream did the work, and the answer is another', async () => {
    inject({ status: 502, headers: { server: 'proxy' }, body: 'bad gateway', applied: true });
    expect(await put()).toMatchObject({ status: 502, body: 'bad gateway', headers: { server: 'proxy' } });
    expect(seen).toMatchObject([{ method: 'PUT', length: 100_000 }]);
    await expect.poll(() => proxy.requests[0]).toMatchObject({ fault: 'status 502 after the work' });
  });

  describe('by what the body says', () => {
    const api = 'https://api.github.com/graphql';
    const ask = (body: string, headers: Record<string, string> = {}) =>
      client.request(api, { method: 'POST', body, headers });
    const query = (text: string) => JSON.stringify({ query: text });
    beforeEach(() => {
      proxy.route('api.github.com', {
        handler: async (request, response) => {
          handled.push((await buffer(request)).toString());
          response.end('done');
        },
      });
    });
    const graph = { host: 'api.github.com', path: /^\/graphql$/, times: 1 };

    it.each([
      ['a named mutation', query('mutation Open($i: X!) { createPullRequest(input: $i) { a } }'), 'Open'],
      [
        'an anonymous one',
        query('mutation { made: createPullRequest(input: {}) { a } }'),
        'createPullRequest',
      ],
      ['an anonymous query', query('{ viewer { login } }'), 'viewer'],
      ['the name in the body', JSON.stringify({ query: 'query A {a} query B {b}', operationName: 'B' }), 'B'],
    ])('the operation: %s', async (_, body, operation) => {
      const injected = proxy.inject({ ...graph, operation, fault: { status: 200, body: '{"errors":[]}' } });
      const other = proxy.inject({ ...graph, operation: 'Other', fault: { status: 500 } });
      expect((await ask(query('query Unmet { viewer { login } }'))).body).toBe('done');
      expect(await ask(body)).toMatchObject({ status: 200, body: '{"errors":[]}' });
      expect((await ask(body)).body).toBe('done');
      expect([injected.hits, other.hits]).toEqual([1, 0]);
      expect(handled).toHaveLength(2);
    });

    it('a body that was looked at arrives whole, however it is sent', async () => {
      proxy.inject({ ...graph, operation: 'Other', fault: 'hang', times: Number.POSITIVE_INFINITY });
      const body = query(`query Big { a } # ${'x'.repeat(300_000)}`);
      await ask(body);
      await ask(body, { 'transfer-encoding': 'chunked' });
      await ask('');
      expect(handled).toEqual([body, body, '']);
    });

    it('a part of the body', async () => {
      proxy.inject({ ...graph, body: /"title":"Bump/, fault: { status: 422 } });
      expect((await ask('{"title":"Fix"}')).status).toBe(200);
      expect((await ask('{"title":"Bump api"}')).status).toBe(422);
    });
  });

  it('meets only the host, method and path it was made for, until it is removed', async () => {
    const injected = inject({ status: 500 }, Number.POSITIVE_INFINITY);
    expect((await client.request(url)).status).toBe(200);
    expect((await client.request('https://ghcr.io/v2/', { method: 'PUT' })).status).toBe(200);
    expect((await put()).status).toBe(500);
    injected.remove();
    expect((await put()).status).toBe(200);
  });
});

it('stops while connections are open and requests hang', async () => {
  const other = await startProxy({
    hosts: new Map<string, Routes>([['ghcr.io', { handler: () => {} }]]),
    tls: pki.tls,
  });
  const asking = createClient(other.proxyUrl, pki.root);
  const call = asking.request('https://ghcr.io/').catch((error: Error) => error);
  await sleep(100);
  await other.stop();
  expect(await call).toBeInstanceOf(Error);
  asking.close();
  await expect(client.request(`${other.proxyUrl}/x`)).resolves.toMatchObject({ status: 403 });
});

describe('a proxy with a login', () => {
  it('serves whoever has it, and nobody else', async () => {
    const login = { username: 'octo', password: 'p@ss:word/' };
    const own = await startProxy({
      tls: pki.tls,
      login,
      hosts: new Map([['ghcr.io', { handler: (_, response) => void response.end('served') }]]),
    });
    const known = createClient(own.proxyUrl, pki.root);
    const strangers = [`http://127.0.0.1:${own.port}`, `http://octo:wrong@127.0.0.1:${own.port}`].map((url) =>
      createClient(url, pki.root),
    );
    try {
      expect((await known.request('https://ghcr.io/v2/')).body).toBe('served');
      expect((await known.request('http://ghcr.io/v2/')).body).toBe('served');
      for (const stranger of strangers) {
        await expect(stranger.request('https://ghcr.io/v2/')).rejects.toThrow(/407/);
        expect((await stranger.request('http://ghcr.io/v2/')).status).toBe(407);
      }
      expect(own.requests).toHaveLength(2);
      expect([...own.unauthenticated]).toEqual([
        ['ghcr.io:443', 2],
        ['ghcr.io:80', 2],
      ]);
      expect([...own.refused]).toEqual([]);
    } finally {
      for (const each of [known, ...strangers]) each.close();
      await own.stop();
    }
  });
});
