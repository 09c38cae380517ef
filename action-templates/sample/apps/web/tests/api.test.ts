import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GET } from '@/app/api/items/route';
import { GET as healthz } from '@/app/healthz/route';
import { GET as readyz } from '@/app/readyz/route';

let server: Server | undefined;
const logged = () => jest.spyOn(console, 'error').mockImplementation(() => {});

async function apiThat(answers: RequestListener) {
  server = createServer(answers).listen(0, '127.0.0.1');
  await new Promise((resolve) => server?.once('listening', resolve));
  process.env.API_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const json =
  (status: number, body: unknown): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const ask = (headers: Record<string, string> = {}) => GET(new Request('http://shop/api/items', { headers }));

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  delete process.env.API_URL;
});

test('hands on what a browser may know of an item', async () => {
  await apiThat(json(200, [{ id: 1, name: 'anchor', sku: 'A-1', price_cents: 123456, cost_cents: 7 }]));
  const response = await ask();
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.json()).toEqual([{ id: 1, name: 'anchor', price: '€1,234.56' }]);
});

test.each([
  ['a price of nothing', { price_cents: 0 }, { price: '€0.00' }],
  ['no price', { price_cents: null }, {}],
  ['an api of before the price', {}, {}],
])('%s', async (_, given, shown) => {
  await apiThat(json(200, [{ id: 1, name: 'rope', sku: null, ...given }]));
  expect(await (await ask()).json()).toEqual([{ id: 1, name: 'rope', ...shown }]);
});

test.each([
  ['answers 500', json(500, { detail: 'password=secret' })],
  ['answers 503', json(503, {})],
  ['answers with no JSON', ((_, response) => response.end('<html>')) as RequestListener],
  ['answers with something else', json(200, { items: [] })],
  ['hangs up', ((request) => request.socket.destroy()) as RequestListener],
])('an api that %s is a bad gateway, without its words', async (_, answers) => {
  const log = logged();
  await apiThat(answers);
  const response = await ask();
  expect(response.status).toBe(502);
  expect(await response.json()).toEqual({ error: 'The items cannot be had at the moment.' });
  expect(JSON.parse(log.mock.calls[0]?.[0])).toMatchObject({ level: 'error', logger: 'bff' });
});

test('an api that is not there', async () => {
  logged();
  await apiThat(json(200, []));
  server?.close();
  expect((await ask()).status).toBe(502);
});

test('an api that is slow is a timeout', async () => {
  logged();
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(50));
  await apiThat(() => {});
  expect((await ask()).status).toBe(504);
});

test.each([
  ['abc-1', 'abc-1'],
  ['a b', undefined],
  ['x'.repeat(65), undefined],
])('request id %p reaches the api as %p', async (given, got) => {
  let seen: string | string[] | undefined;
  await apiThat((request, response) => {
    seen = request.headers['x-request-id'];
    json(200, [])(request, response);
  });
  await ask({ 'x-request-id': given });
  expect(seen).toBe(got);
});

test('probes ask nobody', async () => {
  process.env.API_URL = 'http://127.0.0.1:1';
  expect(await healthz().json()).toEqual({ status: 'ok' });
  expect(await readyz().json()).toEqual({ status: 'ready' });
});
