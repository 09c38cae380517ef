/** As on a runner behind a proxy: names are known to the proxy alone, and everything goes through its tunnel. */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { createServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createFetch } from '@sealift/net/fetch';
import { selfSigned } from '@sealift/testing/certificate';
import { buildLayout } from '@sealift/testing/image-layouts';
import { startProxy } from '@sealift/testing/proxy-double';
import { LOGIN, startRegistryDouble } from '@sealift/testing/registry-double';
import { thrownBy } from '@sealift/testing/thrown';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { readLayout } from '../src/layout.ts';
import { pushLayout } from '../src/push.ts';
import { createBlobSender } from '../src/sender.ts';
import { testClient } from './client-double.ts';

const HOST = 'registry.example';
let pem: { readonly key: string; readonly cert: string };
beforeAll(async () => {
  pem = await selfSigned(HOST);
  setDefaultCACertificates([...getCACertificates(), pem.cert]);
});

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

/** Takes TLS off for a server on loopback. @returns the port */
async function startTls(port: number): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer(pem, (socket) => {
    const onward = connect(port, '127.0.0.1');
    for (const each of [socket, onward]) {
      sockets.add(each);
      each.on('error', () => {
        socket.destroy();
        onward.destroy();
      });
    }
    onward.pipe(socket).pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function behindProxy(answer?: number) {
  const double = await startRegistryDouble({ auth: 'basic' });
  opened.push(double);
  const proxy = await startProxy({ [HOST]: await startTls(Number(double.host.split(':')[1])) }, answer);
  opened.push(proxy);
  const env = { HTTPS_PROXY: proxy.url.replace('//', '//octo:secret@') };
  const fetch = createFetch(env);
  opened.push(fetch);
  const { client, log } = testClient({ fetch, sendBlob: createBlobSender(env), credentials: () => LOGIN });
  return { double, proxy, client, log };
}

it('pushes and reads, small requests and layers alike', async () => {
  const { double, proxy, client, log } = await behindProxy();
  const layout = await readLayout((await buildLayout('amd64', randomBytes(300_000))).directory);
  const image = { registry: HOST, repository: 'acme/api' };
  const { digest } = await pushLayout(client, layout, image, { log });
  expect(digest).toBe(layout.root.digest);
  for (const blob of layout.blobs)
    expect(double.blobs.get('acme/api')?.get(blob.digest)).toHaveLength(blob.size);
  expect(new Set(proxy.seen)).toEqual(new Set([`CONNECT ${HOST}:443`]));
  const login = `Basic ${Buffer.from('octo:secret').toString('base64')}`;
  expect(new Set(proxy.logins)).toEqual(new Set([login]));
  // The proxy's login stays with the proxy.
  for (const { headers } of double.seen) expect(headers['proxy-authorization']).toBeUndefined();
});

it('reads answers with 21 KB of headers', async () => {
  const { double, client } = await behindProxy();
  const layout = await readLayout((await buildLayout()).directory);
  const image = { registry: HOST, repository: 'acme/api' };
  await client.putManifest(image, 'latest', layout.root);
  double.fault('GET', /manifests/, ({ response, proceed }) => {
    response.setHeader('x-big', 'a'.repeat(21_000));
    return proceed();
  });
  expect(await client.getManifest(image, 'latest')).toMatchObject({ digest: layout.root.digest });
});

it.each([
  [407, 'registry/connection', 1],
  [503, 'registry/unavailable', 6],
])('a proxy that answers %i: %s', async (status, code, tries) => {
  const { proxy, client } = await behindProxy(status);
  const image = { registry: HOST, repository: 'acme/api' };
  expect(await thrownBy(() => client.headManifest(image, 'latest'))).toMatchObject({
    code,
    message: expect.stringContaining(`the proxy answered ${status}`),
  });
  expect(proxy.seen).toHaveLength(tries);
});

it('tells the same of a layer', async () => {
  const { proxy } = await behindProxy(407);
  const layout = await readLayout((await buildLayout()).directory);
  const sendBlob = createBlobSender({ HTTPS_PROXY: proxy.url });
  const { client } = testClient({
    sendBlob,
    // Only the layer itself meets the proxy.
    fetch: async (_, init) =>
      init?.method === 'POST'
        ? new Response(null, { status: 202, headers: { location: `https://${HOST}/upload` } })
        : new Response(null, { status: 404 }),
  });
  const [blob] = layout.blobs;
  if (blob === undefined) throw new Error('no blob');
  expect(
    await thrownBy(() => client.uploadBlob({ registry: HOST, repository: 'acme/api' }, blob)),
  ).toMatchObject({
    code: 'registry/connection',
    message: expect.stringContaining('the proxy answered 407'),
  });
});
