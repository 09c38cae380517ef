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
