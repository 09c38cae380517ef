import { RequestError } from '@octokit/request-error';
import { describe, expect, test } from 'vitest';
import { explain } from '../src/client/github-failure.ts';
import { RETRY_POLICY, rateLimitPause, transientOf } from '../src/client/transient.ts';
import { clientOn, graph, graphError, NOW, networkError, type Step } from './transport.ts';

const refused = (status: number, headers: Readonly<Record<string, string | number>> = {}, message = 'x') =>
  new RequestError(message, status, {
    request: { method: 'GET', url: '/', headers: {} },
    response: { status, headers, url: '/', data: {} },
  });
const unsent = (cause: unknown) =>
  Object.assign(new RequestError('x', 500, { request: { method: 'GET', url: '/', headers: {} } }), { cause });
const failed = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

describe('how long a limit holds', () => {
  test.each([
    ['no limit', refused(403), undefined],
    ['another status, whatever its headers', refused(404, { 'retry-after': '3' }), undefined],
    ['429 alone', refused(429), 60_000],
    [
      'Retry-After wins over the reset',
      refused(403, { 'retry-after': '3', 'x-ratelimit-remaining': '0' }),
      3_000,
    ],
    ['at once', refused(429, { 'retry-after': '0' }), 0],
    ['a header that is none', refused(429, { 'retry-after': 'soon' }), 60_000],
    [
      'until a reset',
      refused(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 9) }),
      10_000,
    ],
    [
      'a reset that has passed',
      refused(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }),
      1_000,
    ],
    [
      'requests are left',
      refused(403, { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '1' }),
      undefined,
    ],
    ['a secondary limit', refused(403, {}, 'You have exceeded a secondary rate limit'), 60_000],
    ['abuse detection', refused(403, {}, 'You have triggered an abuse detection mechanism'), 60_000],
    ['no answer', unsent(failed('ECONNRESET')), undefined],
  ])('%s', (_name, error, pause) => {
    expect(rateLimitPause(error, NOW)).toBe(pause);
  });
});

describe('what may pass', () => {
  test.each([
    [refused(500), { reason: 'HTTP 500', after: undefined, applied: 'unknown' }],
    [refused(503, { 'retry-after': '5' }), { reason: 'HTTP 503', after: 5_000, applied: 'unknown' }],
    [refused(429), { reason: 'GitHub asks to slow down', after: 60_000, applied: 'no' }],
    [refused(501), undefined],
    [refused(499), undefined],
    [refused(304), undefined],
    [unsent(failed('ECONNREFUSED')), { reason: 'ECONNREFUSED', applied: 'no' }],
    [unsent(failed('ECONNRESET')), { reason: 'ECONNRESET', applied: 'unknown' }],
    [failed('ECONNRESET'), { reason: 'ECONNRESET', applied: 'unknown' }],
    [unsent(failed('CERT_HAS_EXPIRED')), undefined],
    [unsent(failed('UND_ERR_HEADERS_OVERFLOW')), undefined],
    [unsent(new Error('a mistake of ours')), undefined],
    [new TypeError('x is not a function'), undefined],
  ])('%s', (error, transient) => {
    expect(transientOf(error, NOW)).toEqual(transient);
  });
});

const get = ({ client }: ReturnType<typeof clientOn>) =>
  client.rest.repos.get({ owner: 'acme', repo: 'ops' });
const OK: Step = { status: 200, body: {} };
const limit = (seconds: number): Step => ({ status: 429, headers: { 'retry-after': String(seconds) } });

test('two minutes are waited for, a second more is not', async () => {
  const on = clientOn([limit(120), OK]);
  await get(on);
  expect(on.slept).toEqual([RETRY_POLICY.maxRetryAfter]);
  const longer = clientOn([limit(121), OK]);
  await expect(get(longer)).rejects.toMatchObject({
    code: 'github/rate-limited',
    remedy: 'Run the job again after 2026-11-23T12:02:01.000Z.',
  });
  expect(longer.slept).toEqual([]);
});

test('limits count as attempts', async () => {
  const on = clientOn(Array.from({ length: 6 }, () => limit(1)));
  await expect(get(on)).rejects.toMatchObject({ code: 'github/rate-limited' });
  expect(on.requests).toHaveLength(5);
});

test('the fifth attempt is the last one', async () => {
  const four = Array.from({ length: 4 }, () => ({ status: 500 }));
  await get(clientOn([...four, OK]));
  await expect(get(clientOn([...four, { status: 500 }, OK]))).rejects.toMatchObject({
    code: 'github/server-error',
    // A read changes nothing.
    applied: 'no',
  });
});

test('a mistake of ours is not described as one of GitHub', async () => {
  const on = clientOn([{ error: new RangeError('ours') }, OK]);
  await expect(get(on)).rejects.not.toMatchObject({ name: 'Failure' });
  expect(on.requests).toHaveLength(1);
});

test.each([
  ['CERT_HAS_EXPIRED', 'no'],
  ['UND_ERR_HEADERS_OVERFLOW', 'unknown'],
])('a write after %s: applied %s', async (code, applied) => {
  const on = clientOn([networkError(code)]);
  const write = on.client.rest.git.createRef({ owner: 'acme', repo: 'ops', ref: 'refs/heads/x', sha: 'y' });
  await expect(write).rejects.toMatchObject({ code: 'github/unreachable', applied });
});

describe('errors of GraphQL have the status that REST gives them', () => {
  const QUERY = { name: 'Who', document: 'query Who { viewer { login } }' };
  const MUTATION = { name: 'Do', document: 'mutation Do { x }' };
  const run = async (steps: readonly Step[], operation = QUERY) => {
    const on = clientOn(steps);
    const { runOperation } = await import('../src/client/operation.ts');
    const v = await import('valibot');
    const data = await runOperation(on.client, operation, {
      repository: { owner: 'acme', repo: 'ops' },
      variables: { a: 1 },
      answer: v.unknown(),
    }).catch((error: unknown) => error);
    return { ...on, data };
  };

  test('the request as it is sent, to the address of the server', async () => {
    const { requests, data } = await run([graph({ viewer: 'x' })]);
    expect(data).toEqual({ viewer: 'x' });
    expect(requests[0]?.line).toBe('POST https://api.github.com/graphql');
    expect(requests[0]?.body).toEqual({
      query: QUERY.document,
      operationName: 'Who',
      variables: { a: 1 },
    });
  });

  test('an empty list of errors is none', async () => {
    expect((await run([{ status: 200, body: { data: { x: 1 }, errors: [] } }])).data).toEqual({ x: 1 });
  });

  test.each([
    ['FORBIDDEN', 'x', 403],
    ['INSUFFICIENT_SCOPES', 'x', 403],
    ['SAML_FAILURE', 'x', 403],
    ['NOT_FOUND', 'x', 404],
    ['STALE_DATA', 'x', 409],
    ['UNPROCESSABLE', 'x', 422],
    ['', 'Could not resolve to a Repository', 404],
    ['', 'Resource not accessible by integration', 403],
    ['', 'You must have push access', 403],
    ['', 'anything else', 422],
  ])('%s %s', async (type, message, status) => {
    const { data, requests } = await run([graphError(type, message)]);
    expect(data).toMatchObject({ status, answer: message });
    expect(requests).toHaveLength(1);
  });

  test.each([
    ['RATE_LIMITED', 'x'],
    ['', 'API rate limit exceeded'],
    ['', 'Something went wrong while executing your query'],
    ['', 'timed out'],
    ['SERVICE_UNAVAILABLE', 'x'],
    ['INTERNAL', 'x'],
  ])('a query is sent again after %s %s', async (type, message) => {
    expect((await run([graphError(type, message), graph({ ok: 1 })])).data).toEqual({ ok: 1 });
  });

  test('the cause is told, not what follows from it', async () => {
    const errors = [
      { message: 'null', type: '' },
      { message: 'no', type: 'FORBIDDEN' },
    ];
    const { data } = await run([{ status: 200, body: { data: { part: 1 }, errors } }]);
    expect(data).toMatchObject({ status: 403, answer: 'no' });
  });

  test.each([
    ['no GraphQL', { status: 200, body: [] }],
    ['no data', { status: 200, body: { data: null } }],
  ])('%s: a query again, a mutation not', async (_name, step) => {
    expect((await run([step, graph({ ok: 1 })])).data).toEqual({ ok: 1 });
    const { data, requests } = await run([step, graph({ ok: 1 })], MUTATION);
    expect(data).toMatchObject({ code: 'github/unreachable', applied: 'unknown' });
    expect(requests).toHaveLength(1);
  });
});

describe('what is said of an answer', () => {
  const said = (error: unknown, rateLimited = false) =>
    explain({
      error,
      route: 'GET /x',
      repository: undefined,
      permission: undefined,
      host: 'api.github.com',
      applied: 'no',
      rateLimited,
      now: NOW,
    });

  test.each([
    [401, 'configuration', 'github/unauthorized'],
    [403, 'configuration', 'github/forbidden'],
    [404, 'configuration', 'github/not-found'],
    [405, 'remote', 'github/refused'],
    [408, 'remote', 'github/server-error'],
    [409, 'remote', 'github/conflict'],
    [422, 'configuration', 'github/refused'],
    [499, 'remote', 'github/refused'],
    [500, 'remote', 'github/server-error'],
  ])('%i', (status, category, code) => {
    expect(said(refused(status))).toMatchObject({ category, code, status });
  });

  test.each([
    [{ 'retry-after': '60' }, 'after 2026-11-23T12:01:00.000Z'],
    [{ 'retry-after': '60', 'x-ratelimit-reset': '1' }, 'after 2026-11-23T12:01:00.000Z'],
    [{ 'x-ratelimit-reset': String(NOW / 1000) }, 'after 2026-11-23T12:00:00.000Z'],
    [{ 'x-ratelimit-reset': '0' }, 'later'],
    [{ 'x-ratelimit-reset': '9e15' }, 'later'],
    [{}, 'later'],
  ])('a limit with %j', (headers, when) => {
    expect(said(refused(403, headers), true).remedy).toBe(`Run the job again ${when}.`);
  });

  test("the server's time, when it says one", () => {
    expect(said(refused(401, { date: 'Mon, 23 Nov 2026 12:00:00 GMT' })).serverTime).toBe(NOW);
    expect(said(refused(401, { date: 'soon' })).serverTime).toBeUndefined();
  });
});
