import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createAppToken } from '../src/client/app-token.ts';
import { createTransport, NOW, type Step } from './transport.ts';

const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString();

const ask = (steps: readonly Step[], key = privateKey) => {
  const transport = createTransport(steps);
  const token = createAppToken({
    ...transport.options,
    appId: 'Iv1.abc',
    privateKey: key,
    repository: { owner: 'acme', repo: 'ops' },
    permissions: { contents: 'write', pull_requests: 'write' },
  });
  return { ...transport, token };
};

const payload = (header: string | null | undefined): { iat: number; exp: number; iss: string } =>
  JSON.parse(Buffer.from(String(header).split('.')[1] ?? '', 'base64url').toString());

const INSTALLED: Step = { status: 200, body: { id: 9 } };
const TOKEN: Step = { status: 201, body: { token: 'ghs_new' } };

test('a token for one repository and two permissions, registered as secret', async () => {
  const { token, requests, log } = ask([INSTALLED, TOKEN]);
  expect(await token).toBe('ghs_new');
  expect(requests.map(({ line }) => line)).toEqual([
    'GET https://api.github.com/repos/acme/ops/installation',
    'POST https://api.github.com/app/installations/9/access_tokens',
  ]);
  expect(requests[1]?.body).toEqual({
    repositories: ['ops'],
    permissions: { contents: 'write', pull_requests: 'write' },
  });
  const jwt = requests[0]?.headers.get('authorization');
  expect(jwt).toMatch(/^bearer /);
  expect(payload(jwt)).toMatchObject({ iss: 'Iv1.abc', iat: NOW / 1000 - 30 });
  expect(log).toContain('secret ghs_new');
  expect(log[0]).toBe(`secret ${privateKey}`);
});

test('a clock that is off is corrected once, by the time of the server', async () => {
  const refused: Step = {
    status: 401,
    headers: { date: new Date(NOW + 3_600_000).toUTCString() },
    body: { message: "'Expiration time' claim ('exp') must be a numeric value representing the future time" },
  };
  const { token, requests, log } = ask([refused, INSTALLED, TOKEN]);
  expect(await token).toBe('ghs_new');
  expect(payload(requests[1]?.headers.get('authorization')).iat).toBe(NOW / 1000 + 3600 - 30);
  expect(log.join()).toContain('clock of this machine is off');
  await expect(ask([refused, refused, TOKEN]).token).rejects.toMatchObject({ category: 'configuration' });
});

describe('refusals name App, repository and remedy', () => {
  test.each([
    [[{ status: 404 }], /App Iv1\.abc is not installed on acme\/ops/],
    [
      [{ status: 401, body: { message: 'A JSON web token could not be decoded' } }],
      /does not accept the private key for the App Iv1\.abc/,
    ],
    [
      [
        INSTALLED,
        { status: 422, body: { message: 'The permissions requested are not granted to this installation.' } },
        // Asked for its present name, it answers no better.
        { status: 422 },
      ],
      /no token for acme\/ops with contents: write, pull-requests: write.*not granted/,
    ],
  ] as const)('%#', async (steps, message) => {
    await expect(ask(steps).token).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringMatching(message),
    });
  });

  test('a key of another kind', async () => {
    const key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString();
    await expect(ask([], key).token).rejects.toMatchObject({
      message: expect.stringContaining('of the type ec'),
    });
  });
});

describe('a repository that was renamed', () => {
  const REFUSED: Step = {
    status: 422,
    body: { message: 'There is at least one repository that does not exist' },
  };
  const named = (name: string): Step => ({
    status: 200,
    body: { name, owner: { login: 'acme' }, default_branch: 'main', archived: false },
  });
  const META: Step = { status: 201, body: { token: 'ghs_meta' } };

  test('its token is asked for by the present name, found with a token that reads names only', async () => {
    const { token, requests, log } = ask([INSTALLED, REFUSED, META, named('deployments'), TOKEN]);
    expect(await token).toBe('ghs_new');
    expect(requests[2]?.body).toEqual({ permissions: { metadata: 'read' } });
    expect(requests[3]?.headers.get('authorization')).toBe('token ghs_meta');
    expect(requests[4]?.body).toMatchObject({ repositories: ['deployments'] });
    expect(log).toContain('secret ghs_meta');
  });

  test.each([
    ['it has its name, in other letters', [META, named('OPS')]],
    ['nobody knows it', [META, { status: 404 }]],
    ['the name cannot be asked for', [{ status: 422 }]],
  ] as const)('%s: the first refusal stands', async (_name, steps) => {
    await expect(ask([INSTALLED, REFUSED, ...steps]).token).rejects.toMatchObject({
      code: 'github/app-permissions',
      message: expect.stringContaining('at least one repository'),
    });
  });
});

test('a failure that says nothing of the App stays what it is', async () => {
  await expect(ask([{ status: 403 }]).token).rejects.toMatchObject({ code: 'github/forbidden' });
  await expect(ask([INSTALLED, { status: 403 }]).token).rejects.toMatchObject({ code: 'github/forbidden' });
  await expect(ask([{ status: 200, body: {} }]).token).rejects.toMatchObject({
    code: 'github/unexpected-answer',
  });
  await expect(ask([INSTALLED, { status: 201, body: { token: '' } }]).token).rejects.toMatchObject({
    code: 'github/unexpected-answer',
  });
});

describe('keys', () => {
  test('line breaks written as \\n', async () => {
    expect(await ask([INSTALLED, TOKEN], privateKey.replaceAll('\n', '\\n')).token).toBe('ghs_new');
  });

  test.each([
    ['no PEM', 'hello'],
    ['an encrypted one', privateKey.replaceAll('RSA PRIVATE', 'ENCRYPTED PRIVATE')],
    ['without its last line', privateKey.trim().split('\n').slice(0, -1).join('\n')],
    ['damaged', privateKey.replace(/\n.{40}/, '\n')],
  ])('%s: refused without a character of it', async (_name, key) => {
    const { token, requests, log } = ask([], key);
    const failure = await token.catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'github/app-key' });
    expect(JSON.stringify(failure)).not.toContain(key.slice(40, 60) || 'hello');
    expect(requests).toEqual([]);
    // Each line too: the runner masks line by line.
    expect(log.length).toBeGreaterThanOrEqual(1);
  });
});
