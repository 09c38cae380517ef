import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CreatedApp } from '../src/apps.ts';
import { createAppJwt, createAppToken } from './app-token.ts';
import { failureOf, type StandIn, startStandIn } from './octokit.ts';

let standIn: StandIn;
let app: CreatedApp;
beforeAll(async () => {
  standIn = await startStandIn();
  for (const name of ['ops', 'infra', 'shop'])
    await standIn.github.createRepository({ owner: 'acme', name, from: standIn.source });
  app = standIn.github.createApp({
    slug: 'sealift-ops',
    permissions: { contents: 'write', pull_requests: 'write' },
    repositories: ['acme/ops', 'acme/infra'],
  });
});
afterAll(() => standIn.stop());

const installation = async () => {
  const octokit = standIn.octokit(await createAppJwt(standIn, app));
  return {
    octokit,
    id: (await octokit.rest.apps.getRepoInstallation({ owner: 'acme', repo: 'ops' })).data.id,
  };
};

test('the App and its installations', async () => {
  const { octokit, id } = await installation();
  expect((await octokit.rest.apps.getAuthenticated()).data).toMatchObject({
    slug: 'sealift-ops',
    client_id: app.clientId,
  });
  const { data } = await octokit.rest.apps.getInstallation({ installation_id: id });
  expect(data).toMatchObject({
    app_id: app.id,
    target_type: 'Organization',
    permissions: { contents: 'write', pull_requests: 'write', metadata: 'read' },
  });
  expect((await octokit.rest.apps.getOrgInstallation({ org: 'acme' })).data.id).toBe(id);
  const elsewhere = octokit.rest.apps.getRepoInstallation({ owner: 'acme', repo: 'shop' });
  expect(await failureOf(elsewhere)).toMatchObject({ status: 404 });
});

test('the App number is an issuer too, as older clients write it', async () => {
  const octokit = standIn.octokit(await createAppJwt(standIn, app, { issuer: String(app.id) }));
  expect((await octokit.rest.apps.getAuthenticated()).status).toBe(200);
});

describe('a JWT is refused', () => {
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs1', format: 'pem' })
    .toString();
  test.each([
    ['of another key', { key: foreign }, 401, 'A JSON web token could not be decoded'],
    ['of an unknown App', { issuer: '1' }, 404, 'Integration not found'],
    [
      'that has expired',
      { issued: -700, expires: -100 },
      401,
      "'Expiration time' claim ('exp') must be a numeric value",
    ],
    [
      'that lives too long',
      { expires: 3_600 },
      401,
      "'Expiration time' claim ('exp') is too far in the future",
    ],
    ['from the future', { issued: 300 }, 401, "'Issued at' claim ('iat') must be an Integer"],
  ])('%s', async (_, change, status, message) => {
    const octokit = standIn.octokit(await createAppJwt(standIn, app, change));
    const failure = await failureOf(octokit.rest.apps.getAuthenticated());
    expect(failure.status).toBe(status);
    expect(failure.data.message).toContain(message);
  });
  test('where a token is needed, and a token where it is needed', async () => {
    const { octokit } = await installation();
    expect(await failureOf(octokit.rest.repos.get({ owner: 'acme', repo: 'ops' }))).toMatchObject({
      status: 401,
    });
    const token = standIn.octokit(await createAppToken(standIn, app, 'acme/ops'));
    expect(await failureOf(token.rest.apps.getAuthenticated())).toMatchObject({
      status: 401,
      data: { message: 'A JSON web token could not be decoded' },
    });
  });
});

describe('an installation token', () => {
  test('works in its repositories with its permissions, for an hour', async () => {
    const { octokit, id } = await installation();
    const { data } = await octokit.rest.apps.createInstallationAccessToken({
      installation_id: id,
      repositories: ['ops'],
      permissions: { contents: 'read' },
    });
    expect(data).toMatchObject({
      permissions: { contents: 'read', metadata: 'read' },
      repository_selection: 'selected',
    });
    expect(data.repositories?.map(({ name }) => name)).toEqual(['ops']);
    expect(Date.parse(data.expires_at) - standIn.clock.now()).toBeGreaterThan(3_590_000);
    const limited = standIn.octokit(data.token);
    expect((await limited.rest.apps.listReposAccessibleToInstallation()).data.total_count).toBe(1);
    expect((await limited.rest.repos.get({ owner: 'acme', repo: 'ops' })).status).toBe(200);
    expect(await failureOf(limited.rest.repos.get({ owner: 'acme', repo: 'infra' }))).toMatchObject({
      status: 404,
    });
    const write = limited.rest.git.createBlob({ owner: 'acme', repo: 'ops', content: 'x' });
    expect(await failureOf(write)).toMatchObject({ status: 403 });
    await limited.rest.apps.revokeInstallationAccessToken();
    expect(await failureOf(limited.rest.repos.get({ owner: 'acme', repo: 'ops' }))).toMatchObject({
      status: 401,
    });

    const other = standIn.octokit(await createAppToken(standIn, app, 'acme/ops'));
    await other.rest.repos.get({ owner: 'acme', repo: 'ops' });
    standIn.clock.advance(3_601_000);
    expect(await failureOf(other.rest.repos.get({ owner: 'acme', repo: 'ops' }))).toMatchObject({
      status: 401,
    });
  });
  test.each([
    [{ repositories: ['shop'] }, 'There is at least one repository that does not exist or is not accessible'],
    [
      { permissions: { packages: 'write' as const } },
      'The permissions requested are not granted to this installation.',
    ],
  ])('is refused for %j', async (wanted, message) => {
    const { octokit, id } = await installation();
    const failure = await failureOf(
      octokit.rest.apps.createInstallationAccessToken({ installation_id: id, ...wanted }),
    );
    expect(failure.status).toBe(422);
    expect(failure.data.message).toContain(message);
  });
  test('its use is reported', async () => {
    const octokit = standIn.octokit(await createAppToken(standIn, app, 'acme/ops'));
    await octokit.rest.git.createBlob({ owner: 'acme', repo: 'ops', content: 'x' });
    const run = await standIn.startRun({ repository: 'acme/shop' });
    expect(standIn.github.report(run).apps['sealift-ops of acme']?.unused).toEqual([
      { permission: 'pull-requests', granted: 'write', used: 'none' },
    ]);
  });
});
