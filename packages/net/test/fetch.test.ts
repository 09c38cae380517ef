import { execFile } from 'node:child_process';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createPlainServer } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { promisify } from 'node:util';
import { selfSigned } from '@sealift/testing/certificate';
import { listen, startProxy } from '@sealift/testing/proxy-double';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startDeadline } from '../src/deadline.ts';
import { createFetch, type Fetch } from '../src/fetch.ts';
import { networkError } from '../src/network-error.ts';

const HOST = 'registry.example';
let pem: { readonly key: string; readonly cert: string };
beforeAll(async () => {
  pem = await selfSigned(HOST);
  setDefaultCACertificates([...getCACertificates(), pem.cert]);
});

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const fetchOf = (env: Record<string, string>): Fetch => {
  const fetch = createFetch(env);
  stops.push(fetch.close);
  return fetch;
};

async function serve(handler: RequestListener, tls = false): Promise<number> {
  const limits = { maxHeaderSize: 256 * 1024 };
  const server = tls ? createSecureServer({ ...pem, ...limits }, handler) : createServer(limits, handler);
  stops.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return listen(server);
}

const proxy = async (ports: Record<string, number>, answer?: number) => {
  const started = await startProxy(ports, answer);
  stops.push(started.close);
  return started;
};

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error('it was answered');
    },
    (error: unknown) => networkError(error),
  );

describe('proxies', () => {
  test('https goes through a tunnel, with the login of the address', async () => {
    const port = await serve((_, response) => response.end('hello'), true);
    const { url, seen, logins } = await proxy({ [HOST]: port });
    const fetch = fetchOf({ HTTPS_PROXY: url.replace('//', '//octo:p%40ss@') });
    const response = await fetch(`https://${HOST}/v2/`);
    expect([response.status, await response.text()]).toEqual([200, 'hello']);
    expect(seen).toEqual([`CONNECT ${HOST}:443`]);
    expect(logins).toEqual([`Basic ${Buffer.from('octo:p@ss').toString('base64')}`]);
  });

  test('http is asked for by its absolute address', async () => {
    const hosts: (string | undefined)[] = [];
    const port = await serve((request, response) => {
      hosts.push(request.headers.host);
      response.end('plain');
    });
    const { url, seen } = await proxy({ 'plain.example': port });
    const response = await fetchOf({ http_proxy: url })('http://plain.example/a');
    expect(await response.text()).toBe('plain');
    expect(seen).toEqual(['GET http://plain.example/a']);
    expect(hosts).toEqual(['plain.example']);
  });

  test('loopback and NO_PROXY are asked directly, on each step of a redirection', async () => {
    const port = await serve((request, response) => {
      if (request.url === '/end') response.end('there');
      else response.writeHead(302, { location: `http://127.0.0.1:${port}/end` }).end();
    });
    const { url, seen } = await proxy({ 'plain.example': port });
    const fetch = fetchOf({ HTTP_PROXY: url });
    expect(await (await fetch('http://plain.example/begin')).text()).toBe('there');
    expect(seen).toEqual(['GET http://plain.example/begin']);
    // Nobody else knows that name.
    const direct = fetchOf({ HTTP_PROXY: url, NO_PROXY: 'example' });
    expect(await failure(direct('http://plain.example/begin'))).toMatchObject({ kind: 'not-sent' });
    expect(seen).toHaveLength(1);
  });

  test.each([
    [407, 'proxy'],
    [403, 'proxy'],
    [502, 'not-sent'],
  ])('a proxy that answers %i: %s', async (status, kind) => {
    const { url } = await proxy({}, status);
    const fetch = fetchOf({ HTTPS_PROXY: url, HTTP_PROXY: url });
    expect(await failure(fetch(`https://${HOST}/`))).toEqual({
      kind,
      code: `the proxy answered ${status}`,
    });
    if (status === 407) expect(await failure(fetch(`http://${HOST}/`))).toMatchObject({ kind });
  });

  test('a proxy that is not there', async () => {
    const { url, close } = await proxy({});
    await close();
    stops.pop();
    expect(await failure(fetchOf({ HTTPS_PROXY: url })(`https://${HOST}/`))).toEqual({
      kind: 'not-sent',
      code: 'ECONNREFUSED',
    });
  });
});

describe('headers', () => {
  const big: RequestListener = (request, response) =>
    response.writeHead(200, { 'x-big': 'a'.repeat(Number(request.url?.slice(1)) * 1024) }).end('read');

  test.each(['directly', 'through a tunnel', 'by absolute address'])(
    '40 KB are read, 70 KB refused: %s',
    async (how) => {
      const port = await serve(big, how === 'through a tunnel');
      const { url } = await proxy({ [HOST]: port });
      const [base, env] = {
        directly: [`http://127.0.0.1:${port}`, {}],
        'through a tunnel': [`https://${HOST}`, { HTTPS_PROXY: url }],
        'by absolute address': [`http://${HOST}`, { HTTP_PROXY: url }],
      }[how] ?? ['', {}];
      const fetch = fetchOf(env as Record<string, string>);
      const response = await fetch(`${base}/40`);
      expect(response.headers.get('x-big')).toHaveLength(40 * 1024);
      expect(await response.text()).toBe('read');
      expect(await failure(fetch(`${base}/70`))).toEqual({
        kind: 'headers',
        code: 'UND_ERR_HEADERS_OVERFLOW',
      });
    },
  );
});

describe('deadlines', () => {
  test('while waiting for headers, and while the body is read', async () => {
    const port = await serve((request, response) => {
      if (request.url === '/headers') return;
      response.writeHead(200, { 'content-length': 10 });
      response.write('begin');
    });
    const fetch = fetchOf({});
    const first = startDeadline(50);
    expect(await failure(fetch(`http://127.0.0.1:${port}/headers`, { signal: first.signal }))).toEqual({
      kind: 'unknown',
      code: 'no answer in time',
    });
    expect(first.ended()).toBe('deadline');
    const second = startDeadline(200);
    const response = await fetch(`http://127.0.0.1:${port}/body`, { signal: second.signal });
    expect(await failure(response.text())).toEqual({ kind: 'unknown', code: 'no answer in time' });
    expect(second.ended()).toBe('deadline');
  });
});

describe('what goes wrong', () => {
  test('a broken connection may have been heard; an answer of something else as well', async () => {
    const reset = await serve((request) => request.socket.destroy());
    expect(await failure(fetchOf({})(`http://127.0.0.1:${reset}/`))).toMatchObject({ kind: 'unknown' });
    const cut = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 10 });
      response.write('begin', () => response.destroy());
    });
    const response = await fetchOf({})(`http://127.0.0.1:${cut}/`);
    expect(await failure(response.text())).toMatchObject({ kind: 'unknown' });
    const server = createPlainServer((socket) => socket.resume().end('SSH-2.0-OpenSSH_9.6\r\n'));
    const ssh = await listen(server);
    stops.push(() => new Promise((resolve) => server.close(resolve)));
    expect(await failure(fetchOf({})(`http://127.0.0.1:${ssh}/`))).toMatchObject({ kind: 'unknown' });
  });

  test('a certificate for another name, directly and behind a proxy', async () => {
    const port = await serve((_, response) => response.end(), true);
    const expected = { kind: 'tls', code: 'ERR_TLS_CERT_ALTNAME_INVALID' };
    expect(await failure(fetchOf({})(`https://127.0.0.1:${port}/`))).toEqual(expected);
    const { url } = await proxy({ 'other.example': port });
    expect(await failure(fetchOf({ https_proxy: url })('https://other.example/'))).toEqual(expected);
  });

  test('TLS to something that speaks none', async () => {
    const port = await serve((_, response) => response.end());
    expect(await failure(fetchOf({})(`https://127.0.0.1:${port}/`))).toMatchObject({ kind: 'tls' });
  });
});

describe('connections', () => {
  test('serve question after question by HEAD and by GET, also behind a proxy', async () => {
    const ports = new Set<number | undefined>();
    const handler: RequestListener = (request, response) => {
      ports.add(request.socket.remotePort);
      response.writeHead(200, { 'content-length': '4' }).end(request.method === 'HEAD' ? undefined : 'text');
    };
    const ask = async (fetch: Fetch, url: string) => {
      ports.clear();
      for (const method of ['HEAD', 'HEAD', 'GET', 'HEAD', 'GET', 'HEAD', 'HEAD', 'HEAD'])
        expect((await (await fetch(url, { method })).text()).length).toBe(method === 'HEAD' ? 0 : 4);
      // An answer to HEAD is there a moment before its connection is free again.
      expect(ports.size).toBeLessThanOrEqual(2);
    };
    await ask(fetchOf({}), `http://127.0.0.1:${await serve(handler)}/`);
    const { url, seen } = await proxy({ [HOST]: await serve(handler, true) });
    await ask(fetchOf({ HTTPS_PROXY: url }), `https://${HOST}/v2/`);
    expect(seen.length).toBeLessThanOrEqual(2);
  });

  test('a body that comes with a HEAD is the answer to nothing', async () => {
    const server = createPlainServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (bytes) => {
        const isHead = bytes.toString().startsWith('HEAD');
        const body = isHead ? 'HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nforged' : 'honest';
        socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${isHead ? body.length : 6}\r\n\r\n${body}`);
      });
    });
    stops.push(() => server.close());
    const port = await listen(server);
    const fetch = fetchOf({});
    const url = `http://127.0.0.1:${port}/`;
    for (let round = 0; round < 3; round += 1) {
      expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
      const text = await fetch(url).then((response) => response.text());
      expect(text).toBe('honest');
    }
  });

  test('are ten to one host at most, and all questions are answered', async () => {
    let [open, most] = [0, 0];
    const port = await serve((_, response) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        response.end('text');
      }, 20);
    });
    const fetch = fetchOf({});
    const ask = async () => (await fetch(`http://127.0.0.1:${port}/`)).text();
    expect(await Promise.all(Array.from({ length: 40 }, ask))).toEqual(Array(40).fill('text'));
    expect(most).toBe(10);
  });
});

describe('like the global fetch', () => {
  const echo: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    response.end(`${request.method} ${request.headers['x-a'] ?? ''} ${Buffer.concat(chunks)}`);
  };

  test('takes a URL, a Request, bytes and a form', async () => {
    const url = new URL(`http://127.0.0.1:${await serve(echo)}/`);
    const fetch = fetchOf({});
    const text = async (...[input, init]: Parameters<Fetch>) => (await fetch(input, init)).text();
    expect(await text(url, { method: 'PUT', body: new Uint8Array([104, 105]) })).toBe('PUT  hi');
    const request = new Request(url, { method: 'POST', headers: { 'x-a': 'b' }, body: 'body' });
    expect(await text(request)).toBe('POST b body');
    expect(await text(new Request(url), { headers: new Headers({ 'x-a': 'c' }) })).toBe('GET c ');
    const form = new FormData();
    form.set('field', 'value');
    expect(await text(url, { method: 'POST', body: form })).toContain('name="field"\r\n\r\nvalue');
  });

  test('keeps no process alive', async () => {
    const port = await serve((_, response) => response.end('done'));
    const module = new URL('../src/fetch.ts', import.meta.url).href;
    const program = `const { createFetch } = await import('${module}');
      const response = await createFetch({})('http://127.0.0.1:${port}/');
      process.stdout.write(await response.text());`;
    const started = Date.now();
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--conditions=source',
      '--input-type=module',
      '-e',
      program,
    ]);
    expect(stdout).toBe('done');
    // The server keeps the connection for five seconds, undici for four.
    expect(Date.now() - started).toBeLessThan(3_500);
  });

  test('close ends what is under way', async () => {
    const port = await serve(() => {});
    const fetch = createFetch({});
    const waiting = failure(fetch(`http://127.0.0.1:${port}/`));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await fetch.close();
    expect(await waiting).toMatchObject({ kind: 'unknown' });
  });
});
