import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type OidcDependencies, requestIdToken } from '../src/oidc.ts';

type Answer = { readonly status: number; readonly body?: string };
const JWT = 'aGVhZGVy.cGF5bG9hZA.c2lnbmF0dXJl';
const good: Answer = { status: 200, body: JSON.stringify({ count: 1, value: JWT }) };

let stop = () => {};
afterEach(() => stop());

async function service(answers: readonly Answer[]) {
  const requests: { url: string; authorization: string | undefined }[] = [];
  const queue = [...answers];
  const server = createServer((request, response) => {
    requests.push({ url: request.url ?? '', authorization: request.headers.authorization });
    const { status, body = '' } = queue.shift() ?? { status: 500 };
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
  const secrets: string[] = [];
  const slept: number[] = [];
  const dependencies: OidcDependencies = {
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/idtoken?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
    },
    fetch,
    clock: { now: () => 0, sleep: async (time) => void slept.push(time) },
    log: { debug: () => {}, secret: (value) => void secrets.push(value) },
    signal: new AbortController().signal,
  };
  return { dependencies, requests, secrets, slept };
}

test('asks for the audience beside what the address says already, and keeps both tokens secret', async () => {
  const { dependencies, requests, secrets } = await service([good]);
  expect(await requestIdToken('sig&store', dependencies)).toBe(JWT);
  expect(requests).toEqual([
    { url: '/idtoken?api-version=2.0&audience=sig%26store', authorization: 'Bearer request-token' },
  ]);
  expect(secrets).toEqual(['request-token', JWT]);
});

test('asks again after trouble that passes', async () => {
  const { dependencies, requests, slept } = await service([{ status: 503 }, { status: 429 }, good]);
  expect(await requestIdToken('sigstore', dependencies)).toBe(JWT);
  expect(requests).toHaveLength(3);
  expect(slept[1]).toBeGreaterThan(slept[0] ?? 0);
});

describe('gives up', () => {
  test.each([
    ['after five attempts', Array.from({ length: 9 }, () => ({ status: 502 })), 5, /HTTP 502/],
    ['at once when refused', [{ status: 403 }], 1, /HTTP 403/],
    ['without a token in the answer', [{ status: 200, body: '{}' }], 1, /holds no token/],
    [
      'with something that would break a header',
      [{ status: 200, body: JSON.stringify({ value: 'a.b.c\r\nx: y' }) }],
      1,
      /holds no token/,
    ],
  ])('%s', async (_, answers, count, message) => {
    const { dependencies, requests } = await service(answers);
    await expect(requestIdToken('sigstore', dependencies)).rejects.toMatchObject({
      category: 'remote',
      message: expect.stringMatching(message),
    });
    expect(requests).toHaveLength(count);
  });

  test.each(['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'])(
    'without %s: the permission is missing',
    async (name) => {
      const { dependencies, requests } = await service([]);
      await expect(
        requestIdToken('sigstore', { ...dependencies, env: { ...dependencies.env, [name]: undefined } }),
      ).rejects.toMatchObject({
        category: 'configuration',
        message: expect.stringContaining('"id-token: write"'),
      });
      expect(requests).toEqual([]);
    },
  );
});
