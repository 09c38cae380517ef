import { jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WrittenPermissions } from '../src/permissions.ts';
import { registryKey } from '../src/stand-in.ts';
import { createAppToken } from './app-token.ts';
import { type StandIn, startStandIn } from './octokit.ts';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn({ publicPackages: ['aquasecurity/*', 'acme/public'] });
  await standIn.github.createRepository({ owner: 'acme', name: 'shop', from: standIn.source });
});
afterAll(() => standIn.stop());

async function ask(scope: string | undefined, token?: string) {
  const query = new URLSearchParams({ service: 'ghcr.io', ...(scope === undefined ? {} : { scope }) });
  const response = await fetch(`${standIn.registryUrl}/token?${query}`, {
    headers:
      token === undefined ? {} : { authorization: `Basic ${Buffer.from(`any:${token}`).toString('base64')}` },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const job = async (permissions: WrittenPermissions, fork = false) => {
  const run = await standIn.startRun({ fork, jobs: { build: permissions } });
  return { run, token: run.token('build') };
};

test('a token for pushing, that the registry can verify', async () => {
  const { run, token } = await job({ packages: 'write' });
  const { status, body } = await ask('repository:acme/shop/api:pull,push', token);
  expect(status).toBe(200);
  expect(body['access_token']).toBe(body['token']);
  const { payload, protectedHeader } = await jwtVerify(String(body['token']), registryKey.publicKey, {
    issuer: 'sealift-token',
    audience: 'ghcr.io',
    algorithms: ['ES256'],
  });
  expect(protectedHeader.kid).toBe('registry-1');
  expect(payload['access']).toEqual([
    { type: 'repository', name: 'acme/shop/api', actions: ['pull', 'push'] },
  ]);
  expect(payload.sub).toBe('github-actions[bot]');
  expect(standIn.github.report(run).jobs['build']?.used).toEqual({ packages: 'write' });
});

const DENIED = { code: 'DENIED' };
const UNAUTHORIZED = { code: 'UNAUTHORIZED', message: 'authentication required' };
describe.each([
  ['a job that writes packages', { packages: 'write' }],
  ['a job that reads packages', { packages: 'read' }],
  ['a job without packages', { contents: 'write' }],
  ['nobody', undefined],
] as const)('%s', (who, permissions) => {
  const rules: readonly (readonly [string, Record<string, readonly [number, object?]>])[] = [
    [
      'repository:acme/shop/api:pull',
      {
        'a job that writes packages': [200],
        'a job that reads packages': [200],
        'a job without packages': [
          403,
          { ...DENIED, message: 'installation not allowed to Read organization package' },
        ],
        nobody: [401, UNAUTHORIZED],
      },
    ],
    [
      'repository:acme/shop/api:push',
      {
        'a job that writes packages': [200],
        'a job that reads packages': [
          403,
          { ...DENIED, message: 'installation not allowed to Write organization package' },
        ],
        'a job without packages': [
          403,
          { ...DENIED, message: 'installation not allowed to Write organization package' },
        ],
        nobody: [401, UNAUTHORIZED],
      },
    ],
    [
      'repository:other/api:push',
      {
        'a job that writes packages': [403, { ...DENIED, message: 'permission_denied: write_package' }],
        'a job that reads packages': [403, DENIED],
        'a job without packages': [403, DENIED],
        nobody: [401, UNAUTHORIZED],
      },
    ],
    [
      'repository:aquasecurity/trivy-db:pull',
      {
        'a job that writes packages': [200],
        'a job that reads packages': [200],
        'a job without packages': [200],
        nobody: [200],
      },
    ],
    [
      'repository:acme/public:push',
      {
        'a job that writes packages': [200],
        'a job that reads packages': [403],
        'a job without packages': [403],
        nobody: [401],
      },
    ],
    [
      'repository:acmeevil/x:push',
      {
        'a job that writes packages': [403],
        'a job that reads packages': [403],
        'a job without packages': [403],
        nobody: [401],
      },
    ],
    [
      'registry:catalog:*',
      {
        'a job that writes packages': [400],
        'a job that reads packages': [400],
        'a job without packages': [400],
        nobody: [400],
      },
    ],
  ];
  test.each(rules)('%s', async (scope, expected) => {
    const [status, error] = expected[who] ?? [0];
    const { token } = permissions === undefined ? { token: undefined } : await job(permissions);
    const answer = await ask(scope, token);
    expect(answer.status).toBe(status);
    if (error) expect(answer.body).toMatchObject({ errors: [error] });
  });
});

test('a denial is recorded with job and permission; the other owner’s is none of permissions', async () => {
  const { run, token } = await job({ packages: 'read' });
  await ask('repository:acme/shop/api:pull,push', token);
  await ask('repository:other/x:push', token);
  expect(standIn.github.report(run).denials).toMatchObject([
    { job: 'build', permission: 'packages', needed: 'write', host: 'ghcr.io' },
  ]);
});

test('a fork’s job, an ended one, an invented token, no scope', async () => {
  const { token } = await job({ packages: 'write' }, true);
  expect((await ask('repository:acme/shop/api:push', token)).status).toBe(403);
  expect((await ask('repository:acme/shop/api:pull', token)).status).toBe(200);
  const over = await job({ packages: 'write' });
  over.run.end();
  expect(await ask('repository:acme/shop/api:pull', over.token)).toMatchObject({
    status: 403,
    body: { errors: [DENIED] },
  });
  expect((await ask('repository:acme/shop/api:pull', 'ghs_invented')).status).toBe(403);
  expect((await ask(undefined, token)).status).toBe(200);
});

test('an App pushes below the owner that installed it; visibility can be changed', async () => {
  const app = standIn.github.createApp({
    slug: 'pusher',
    permissions: { packages: 'write' },
    repositories: ['acme/shop'],
  });
  const token = await createAppToken(standIn, app, 'acme/shop');
  expect((await ask('repository:acme/shop/web:push', token)).status).toBe(200);
  expect((await ask('repository:other/web:push', token)).status).toBe(403);
  standIn.github.setPackageVisibility('acme/shop/web', 'public');
  expect((await ask('repository:acme/shop/web:pull')).status).toBe(200);
  standIn.github.setPackageVisibility('acme/shop/web', 'private');
  expect((await ask('repository:acme/shop/web:pull')).status).toBe(401);
});
