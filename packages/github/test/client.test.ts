import * as v from 'valibot';
import { describe, expect, test, vi } from 'vitest';
import { orAbsent, parseAnswer } from '../src/client/answer.ts';
import { createGitHubClient } from '../src/client/client.ts';
import type { GitHubFailure } from '../src/client/github-failure.ts';
import { policy } from '../src/client/policy.ts';
import { createTransport, NOW, networkError, type Step } from './transport.ts';

const Answer = v.object({ id: v.number() });
const OK: Step = { status: 200, body: { id: 7 } };
const repository = { owner: 'acme', repo: 'ops' };

const PULL = { ...repository, head: 'a', base: 'b', title: 't' };

const clientOn = (steps: readonly Step[], change = {}) => {
  const transport = createTransport(steps, change);
  return { ...transport, client: createGitHubClient({ ...transport.options, token: 'ghs_secret' }) };
};

type On = ReturnType<typeof clientOn>;

/** A read, a write that may be repeated, one that may not. */
const SEND = {
  read: async ({ client }: On) => parseAnswer(Answer, await client.rest.repos.get(repository)),
  safe: async ({ client }: On) =>
    parseAnswer(
      Answer,
      await client.rest.git.createTree({ ...repository, tree: [], request: policy({ repeat: 'safe' }) }),
    ),
  ask: async ({ client }: On) => parseAnswer(Answer, await client.rest.pulls.create(PULL)),
} as const;
type Kind = keyof typeof SEND;

const secondary = (headers = {}): Step => ({
  status: 403,
  headers,
  body: { message: 'You have exceeded a secondary rate limit.' },
});

describe('what is sent again', () => {
  const cases: readonly (readonly [string, Step, Readonly<Record<Kind, boolean>>])[] = [
    ['connection refused', networkError('ECONNREFUSED'), { read: true, safe: true, ask: true }],
    ['name not found', networkError('ENOTFOUND'), { read: true, safe: true, ask: true }],
    ['connect timeout', networkError('UND_ERR_CONNECT_TIMEOUT'), { read: true, safe: true, ask: true }],
    ['reset', networkError('ECONNRESET'), { read: true, safe: true, ask: false }],
    ['socket closed', networkError('UND_ERR_SOCKET'), { read: true, safe: true, ask: false }],
    ['bad certificate', networkError('CERT_HAS_EXPIRED'), { read: false, safe: false, ask: false }],
    ['500', { status: 500 }, { read: true, safe: true, ask: false }],
    [
      '502 in HTML',
      { status: 502, body: '<html>', headers: { 'content-type': 'text/html' } },
      { read: true, safe: true, ask: false },
    ],
    ['503', { status: 503 }, { read: true, safe: true, ask: false }],
    ['504', { status: 504 }, { read: true, safe: true, ask: false }],
    ['408', { status: 408 }, { read: true, safe: true, ask: false }],
    ['half an answer', { status: 200, body: '{"id": ' }, { read: true, safe: true, ask: false }],
    ['an empty answer', { status: 200, body: '' }, { read: true, safe: true, ask: false }],
    ['429', { status: 429, headers: { 'retry-after': '3' } }, { read: true, safe: true, ask: true }],
    ['secondary limit', secondary(), { read: true, safe: true, ask: true }],
    ['400', { status: 400 }, { read: false, safe: false, ask: false }],
    ['401', { status: 401 }, { read: false, safe: false, ask: false }],
    ['403', { status: 403 }, { read: false, safe: false, ask: false }],
    ['404', { status: 404 }, { read: false, safe: false, ask: false }],
    ['409', { status: 409 }, { read: false, safe: false, ask: false }],
    ['422', { status: 422 }, { read: false, safe: false, ask: false }],
  ];
  const rows = cases.flatMap(([name, step, kinds]) =>
    (Object.keys(kinds) as Kind[]).map((kind) => [name, kind, step, kinds[kind]] as const),
  );
  test.each(rows)('%s, %s', async (_name, kind, step, again) => {
    const on = clientOn([step, OK]);
    const outcome = await SEND[kind](on).catch((failure: GitHubFailure) => failure);
    expect(on.requests).toHaveLength(again ? 2 : 1);
    if (again) expect(outcome).toEqual({ id: 7 });
    else expect(outcome).toMatchObject({ name: 'Failure' });
  });

  test('a write whose fate is unknown says so; one that was refused says no', async () => {
    await expect(SEND.ask(clientOn([{ status: 502 }]))).rejects.toMatchObject({
      applied: 'unknown',
      status: 502,
    });
    await expect(SEND.ask(clientOn([networkError('ECONNRESET')]))).rejects.toMatchObject({
      applied: 'unknown',
    });
    await expect(SEND.ask(clientOn([{ status: 422 }]))).rejects.toMatchObject({ applied: 'no' });
  });

  test('with a way to ask, it asks before it repeats', async () => {
    const answers = [undefined, { id: 3 }];
    const on = clientOn([{ status: 502 }, networkError('ECONNRESET')]);
    const outcome = on.client.rest.pulls.create({
      ...PULL,
      request: policy({ happened: async () => answers.shift() }),
    });
    expect(parseAnswer(Answer, await outcome)).toEqual({ id: 3 });
    expect(on.requests).toHaveLength(2);
    expect(on.slept).toHaveLength(2);
  });

  test('five attempts, with growing and scattered pauses', async () => {
    const on = clientOn(Array.from({ length: 9 }, () => ({ status: 500 })));
    await expect(SEND.read(on)).rejects.toMatchObject({ category: 'remote' });
    expect(on.requests).toHaveLength(5);
    for (const [index, pause] of on.slept.entries()) {
      expect(pause).toBeGreaterThanOrEqual(500 * 2 ** index);
      expect(pause).toBeLessThanOrEqual(1000 * 2 ** index);
    }
  });
});

describe('rate limits', () => {
  test.each([
    ['Retry-After in seconds', secondary({ 'retry-after': '30' }), 30_000],
    [
      'Retry-After as date',
      { status: 429, headers: { 'retry-after': 'Mon, 23 Nov 2026 12:00:09 GMT' } },
      9_000,
    ],
    ['secondary without header', secondary(), 60_000],
    [
      'primary until its reset',
      {
        status: 403,
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 40) },
      },
      41_000,
    ],
    ['503 with Retry-After', { status: 503, headers: { 'retry-after': '5' } }, 5_000],
  ] as const)('%s', async (_name, step, wait) => {
    const on = clientOn([step, OK]);
    await SEND.read(on);
    expect(on.slept).toEqual([wait]);
  });

  test('longer than two minutes: it fails and says when', async () => {
    const step: Step = {
      status: 403,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 1800) },
      body: { message: 'API rate limit exceeded' },
    };
    const on = clientOn([step]);
    await expect(SEND.read(on)).rejects.toMatchObject({
      category: 'remote',
      remedy: 'Run the job again after 2026-11-23T12:30:00.000Z.',
    });
    expect(on.slept).toEqual([]);
  });
});

describe('what it says', () => {
  const cases: readonly (readonly [string, Step, RegExp, RegExp])[] = [
    [
      '401',
      { status: 401, body: { message: 'Bad credentials' } },
      /does not accept the token \(acme\/ops: "Bad credentials"\)/,
      /private key/,
    ],
    [
      '403 with the permission GitHub names',
      {
        status: 403,
        headers: { 'x-accepted-github-permissions': 'contents=write,workflows=write; pull_requests=write' },
        body: { message: 'Resource not accessible by integration' },
      },
      /lacks the permission "contents: write and workflows: write or pull-requests: write" on acme\/ops/,
      /Grant "/,
    ],
    [
      '403 with a header that is none',
      { status: 403, headers: { 'x-accepted-github-permissions': '<b>' }, body: { message: 'No' } },
      /refused .* on acme\/ops: "No"/,
      /permission/,
    ],
    [
      '403 of the setting for pull requests',
      {
        status: 403,
        body: { message: 'GitHub Actions is not permitted to create or approve pull requests.' },
      },
      /not permitted/,
      /Allow GitHub Actions to create and approve pull requests/,
    ],
    [
      '403 archived',
      { status: 403, body: { message: 'Repository was archived so is read-only.' } },
      /archived/,
      /Unarchive/,
    ],
    [
      '404',
      { status: 404, body: { message: 'Not Found' } },
      /acme\/ops or what was asked of it does not exist/,
      /installed/,
    ],
    [
      '409',
      { status: 409, body: { message: 'Git Repository is empty.' } },
      /"Git Repository is empty"\.$/,
      /first commit/,
    ],
    [
      '422',
      { status: 422, body: { message: 'Validation Failed', errors: [{ code: 'x' }] } },
      /Validation Failed: \{"code":"x"\}/,
      /message/,
    ],
    [
      'a message of many lines',
      { status: 422, body: { message: `a\n::error::b${'c'.repeat(900)}` } },
      /^.{1,560}$/,
      /message/,
    ],
    ['certificate', networkError('SELF_SIGNED_CERT_IN_CHAIN'), /SELF_SIGNED_CERT_IN_CHAIN/, /runner reaches/],
    [
      'another answer than documented',
      { status: 200, body: { id: 'x' } },
      /in a form that GitHub does not document.*"id"/,
      /proxy/,
    ],
  ];
  test.each(cases)('%s', async (_name, step, cause, remedy) => {
    const failure = await SEND.read(clientOn([step, step, step, step, step])).catch(
      (thrown: GitHubFailure) => thrown,
    );
    expect(failure).toMatchObject({
      message: expect.stringMatching(cause),
      remedy: expect.stringMatching(remedy),
    });
  });

  test('404 as absent', async () => {
    expect(await orAbsent(SEND.read(clientOn([{ status: 404 }])))).toBeUndefined();
    await expect(orAbsent(SEND.read(clientOn([{ status: 403 }])))).rejects.toMatchObject({ status: 403 });
  });
});

test('the request as it is sent', async () => {
  const on = clientOn([OK]);
  await SEND.ask(on);
  const [request] = on.requests;
  expect(request?.line).toBe('POST https://api.github.com/repos/acme/ops/pulls');
  expect(request?.body).toEqual({ head: 'a', base: 'b', title: 't' });
  expect(request?.headers.get('authorization')).toBe('token ghs_secret');
  expect(request?.headers.get('x-github-api-version')).toBe('2022-11-28');
  expect(on.log[0]).toBe('secret ghs_secret');
});

test('path fields cannot leave their place', async () => {
  const on = clientOn([OK]);
  await on.client.rest.git.getRef({ owner: '../x', repo: 'a?b#c', ref: 'heads/../../x' });
  expect(on.requests[0]?.line).toBe(
    'GET https://api.github.com/repos/..%2Fx/a%3Fb%23c/git/ref/heads%2F..%2F..%2Fx',
  );
});

test('a deadline ends an attempt that gets no answer', async () => {
  const on = clientOn(['silence', OK]);
  const read = on.client.rest.repos.get({ ...repository, request: policy({ deadline: 20 }) });
  expect(parseAnswer(Answer, await read)).toEqual({ id: 7 });
  expect(on.requests).toHaveLength(2);
});

test('cancelling the job ends everything at once', async () => {
  const controller = new AbortController();
  const on = clientOn(['silence', OK], { signal: controller.signal });
  const read = SEND.read(on);
  await vi.waitFor(() => expect(on.requests).toHaveLength(1));
  controller.abort();
  await expect(read).rejects.toMatchObject({ category: 'remote', message: 'The job was cancelled.' });
  expect(on.requests).toHaveLength(1);
});

test.each(['http://api.github.com', 'ftp://x', 'api.github.com', ''])(
  'the address %j is refused',
  (apiUrl) => {
    const { options } = createTransport([]);
    expect(() => createGitHubClient({ ...options, apiUrl, token: 't' })).toThrow(
      /not the address of a GitHub API/,
    );
  },
);

test.each(['https://ghe.acme.example/api/v3', 'https://ghe.acme.example/api/v3/', 'http://127.0.0.1:8080'])(
  'the address %j is taken',
  async (apiUrl) => {
    const on = clientOn([OK], { apiUrl });
    await SEND.read(on);
    expect(on.requests[0]?.line).toBe(`GET ${apiUrl.replace(/\/$/, '')}/repos/acme/ops`);
  },
);

test('no token', () => {
  expect(() => createGitHubClient({ ...createTransport([]).options, token: '' })).toThrow(/no token/);
});
