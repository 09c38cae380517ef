import { existsSync } from 'node:fs';
import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInputReader } from '@sealift/action-kit/inputs';
import { fakeClock } from '@sealift/testing/clock';
import { memoryLog } from '@sealift/testing/log';
import { failureOf } from '@sealift/testing/thrown';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadInputs } from '../src/inputs.ts';
import { post, run } from '../src/run.ts';
import { ACCOUNT, PASSWORD, startClouds } from './clouds.ts';

let clouds: Awaited<ReturnType<typeof startClouds>>;
beforeAll(async () => {
  clouds = await startClouds();
});
afterAll(() => clouds.close());
beforeEach(() => {
  clouds.seen.length = 0;
  clouds.faults.length = 0;
  clouds.repositories.clear();
});

const timeOf = (time: number) => `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
const base64 = (text: string) => Buffer.from(text).toString('base64');
const inputsOf = (given: Readonly<Record<string, string>>) =>
  loadInputs(
    createInputReader(
      (name) =>
        ({ registry: 'docker.io', logout: 'true', 'create-repositories': 'false', ...given })[name] ?? '',
    ),
  );

async function login(given: Readonly<Record<string, string>>, own?: object) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-login-'));
  if (own !== undefined) await writeFile(path.join(folder, 'config.json'), JSON.stringify(own));
  const log = memoryLog();
  const saved = new Map<string, string>();
  const exported = new Map<string, string>();
  const inputs = inputsOf(given);
  const state = {
    save: (name: string, value: string) => void saved.set(name, value),
    load: (name: string) => saved.get(name),
  };
  const outputs = await run(inputs, {
    env: { RUNNER_TEMP: folder, DOCKER_CONFIG: folder, GITHUB_RUN_ID: '42' },
    log,
    clock: fakeClock(),
    fetch: globalThis.fetch,
    oidc: async (audience) => `jwt for ${audience}`,
    signal: new AbortController().signal,
    state,
    exportVariable: (name, value) => void exported.set(name, value),
    endpoints: clouds.endpoints,
  });
  const file = path.join(outputs['docker-config'], 'config.json');
  return { inputs, outputs, log, state, exported, file, config: JSON.parse(await readFile(file, 'utf8')) };
}

const ECR = `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/release`;
const PROVIDER = 'projects/1/locations/global/workloadIdentityPools/pool/providers/github';
const AZURE = {
  'azure-client-id': '99999999-2222-3333-4444-555555555555',
  'azure-tenant-id': '11111111-2222-3333-4444-555555555555',
};

describe('a login', () => {
  it('is beside those of the machine in a configuration of its own, for this job alone', async () => {
    const own = { auths: { 'mine.example': { auth: base64('a:b') } }, credsStore: 'pass' };
    const { config, exported, file, log, inputs, state } = await login(
      { registry: 'https://GHCR.io/', username: 'octo', password: 'hunter2' },
      own,
    );
    expect(config).toEqual({
      ...own,
      auths: { ...own.auths, 'ghcr.io': { auth: base64('octo:hunter2') } },
      credHelpers: { 'ghcr.io': '' },
    });
    expect(exported.get('DOCKER_CONFIG')).toBe(path.dirname(file));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(log.secrets).toEqual(expect.arrayContaining(['hunter2', base64('octo:hunter2')]));
    await post(inputs, { state });
    expect(existsSync(file)).toBe(false);
  });

  it('of several registries, which may stay', async () => {
    const registryAuths =
      '- {registry: a.example, username: a, password: b}\n- {username: hub, password: c}\n';
    const { config, outputs, file, inputs, state } = await login({
      'registry-auths': registryAuths,
      logout: 'false',
    });
    expect(Object.keys(config.auths)).toEqual(['a.example', 'https://index.docker.io/v1/']);
    expect(outputs.registry).toBe('a.example\ndocker.io');
    await post(inputs, { state });
    expect(existsSync(file)).toBe(true);
  });
});

describe('ECR', () => {
  it('by a role that the job assumes', async () => {
    const { config, log } = await login({ registry: ECR, 'aws-role': ROLE });
    expect(config.auths).toEqual({ [ECR]: { auth: base64(`AWS:${PASSWORD}`) } });
    expect(new URLSearchParams(clouds.seen[0]?.body).get('RoleSessionName')).toBe('sealift-42');
    // The region is that of the registry's name.
    expect(clouds.seen[1]?.headers.authorization).toContain('/eu-west-1/ecr/');
    for (const secret of [PASSWORD, 'temporary-secret', 'session-token'])
      expect(log.secrets).toContain(secret);
  });

  it("of the role's own account, where no registry is named", async () => {
    const { outputs } = await login({ 'aws-role': ROLE, 'aws-region': 'eu-west-1' });
    expect(outputs.registry).toBe(ECR);
  });

  it('by keys, as docker/login-action takes them', async () => {
    const { config } = await login({ registry: ECR, username: 'AKIAKEY', password: 'secret-key' });
    expect(config.auths).toEqual({ [ECR]: { auth: base64(`AWS:${PASSWORD}`) } });
    expect(clouds.seen).toHaveLength(1);
  });

  it('by a password that somebody got elsewhere', async () => {
    const { config } = await login({ registry: ECR, username: 'AWS', password: 'got' });
    expect(config.auths).toEqual({ [ECR]: { auth: base64('AWS:got') } });
    expect(clouds.seen).toEqual([]);
  });

  it('public', async () => {
    const { config } = await login({ registry: 'public.ecr.aws', 'aws-role': ROLE });
    expect(config.auths).toEqual({ 'public.ecr.aws': { auth: base64(`AWS:${PASSWORD}`) } });
    expect(clouds.seen[1]?.headers.authorization).toContain('/us-east-1/ecr-public/');
  });

  it('creates repositories that are not there', async () => {
    clouds.repositories.add('acme/web');
    const { log } = await login({
      registry: ECR,
      'aws-role': ROLE,
      'create-repository': 'acme/web\nacme/api',
    });
    expect([...clouds.repositories]).toEqual(['acme/web', 'acme/api']);
    expect(JSON.stringify(log)).toContain(`${ECR}/acme/api was created`);
    const created = clouds.seen.filter(({ headers }) =>
      String(headers['x-amz-target']).endsWith('CreateRepository'),
    );
    expect(created.map(({ body }) => JSON.parse(body))).toEqual([
      { repositoryName: 'acme/api', registryId: ACCOUNT },
    ]);
  });

  it('created by another job meanwhile', async () => {
    clouds.faults.push(({ headers }, response) => {
      if (!String(headers['x-amz-target']).endsWith('CreateRepository')) return false;
      response
        .writeHead(400, { 'content-type': 'application/x-amz-json-1.1' })
        .end('{"__type":"RepositoryAlreadyExistsException","message":"there"}');
      return true;
    });
    const given = { registry: ECR, 'aws-role': ROLE, 'create-repository': 'acme/api' };
    expect((await login(given)).outputs.registry).toBe(ECR);
  });

  it('says whom to allow what', async () => {
    const other = `arn:aws:iam::${ACCOUNT}:role/other`;
    expect(await failureOf(login({ registry: ECR, 'aws-role': other }))).toMatchObject({
      code: 'login/refused',
      message: expect.stringContaining('Not authorized to perform sts:AssumeRoleWithWebIdentity'),
      remedy: expect.stringContaining('trust policy'),
    });
    expect(await failureOf(login({ registry: ECR, username: 'AKIAWRONG', password: 'x' }))).toMatchObject({
      code: 'login/refused',
      message: expect.stringContaining('security token'),
    });
  });
});

describe('Artifact Registry', () => {
  const given = { registry: 'europe-docker.pkg.dev', 'gcp-workload-identity-provider': PROVIDER };

  it('by the federated identity, and as a service account', async () => {
    expect((await login(given)).config.auths['europe-docker.pkg.dev']).toEqual({
      auth: base64('oauth2accesstoken:ya29.federated'),
    });
    const account = 'push@acme.iam.gserviceaccount.com';
    const { config, log } = await login({ ...given, 'gcp-service-account': account });
    expect(config.auths['europe-docker.pkg.dev']).toEqual({
      auth: base64('oauth2accesstoken:ya29.account'),
    });
    expect(clouds.seen.at(-1)?.path).toContain(encodeURIComponent(account));
    expect(log.secrets).toEqual(expect.arrayContaining(['ya29.federated', 'ya29.account']));
  });

  it.each<[string, object, string]>([
    ['its end', { expires_in: 300 }, ` until ${timeOf(fakeClock().now() + 300_000)}`],
    ['no end', {}, ''],
    ['an end that is none', { expires_in: 'soon' }, ''],
    ['an end beyond all dates', { expires_in: 1e300 }, ''],
  ])('says when it ends, where Google says that: %s', async (_, end, words) => {
    clouds.faults.push((_request, response) => {
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ access_token: 'a', ...end }));
      return true;
    });
    const { log } = await login(given);
    expect(log.lines).toContain(`info Logged in to europe-docker.pkg.dev${words}`);
  });

  it('as a service account says when that one ends', async () => {
    const { log } = await login({ ...given, 'gcp-service-account': 'push@acme.iam.gserviceaccount.com' });
    expect(JSON.stringify(log)).toContain('europe-docker.pkg.dev until 2026-11-01 01:00:00 UTC');
  });

  it('says what Google said', async () => {
    clouds.faults.push((_, response) => {
      response
        .writeHead(400, { 'content-type': 'application/json' })
        .end(
          '{"error":"unauthorized_client","error_description":"The given credential is rejected by the attribute condition."}',
        );
      return true;
    });
    expect(await failureOf(login(given))).toMatchObject({
      code: 'login/refused',
      message: expect.stringContaining('rejected by the attribute condition'),
      remedy: expect.stringContaining('attribute condition'),
    });
  });

  it('asks again when it is busy', async () => {
    clouds.faults.push((_, response) => Boolean(response.writeHead(503).end()));
    expect((await login(given)).outputs.registry).toBe('europe-docker.pkg.dev');
    expect(clouds.seen).toHaveLength(2);
  });

  it.each(['[]', '{"access_token":"a\\nb"}', 'words'])('takes no answer that is none: %s', async (text) => {
    clouds.faults.push((_, response) => Boolean(response.writeHead(200).end(text)));
    expect(await failureOf(login(given))).toMatchObject({ code: 'login/unavailable' });
  });
});

describe("Azure's registry", () => {
  it('by a federated credential', async () => {
    const { config, log } = await login({ registry: 'acme.azurecr.io', ...AZURE });
    expect(config.auths['acme.azurecr.io']).toEqual({
      auth: base64('00000000-0000-0000-0000-000000000000:'),
      identitytoken: 'acr.refresh',
    });
    const exchange = new URLSearchParams(clouds.seen.at(-1)?.body);
    expect([exchange.get('service'), exchange.get('tenant')]).toEqual([
      'acme.azurecr.io',
      AZURE['azure-tenant-id'],
    ]);
    expect(log.secrets).toEqual(expect.arrayContaining(['entra.token', 'acr.refresh']));
  });

  it('says what Entra said', async () => {
    const given = { registry: 'acme.azurecr.io', ...AZURE, 'azure-tenant-id': AZURE['azure-client-id'] };
    expect(await failureOf(login(given))).toMatchObject({ code: 'login/refused' });
  });

  it('says what a firewall said, and that a role is not all', async () => {
    clouds.faults.push(({ path }, response) => {
      if (path !== '/acr/oauth2/exchange') return false;
      response
        .writeHead(403, { 'content-type': 'application/json' })
        .end(
          `{"errors":[{"code":"DENIED","message":"client with IP '203.0.113.9' is not allowed access. Refer https://aka.ms/acr/firewall to grant access."}]}`,
        );
      return true;
    });
    expect(await failureOf(login({ registry: 'acme.azurecr.io', ...AZURE }))).toMatchObject({
      code: 'login/refused',
      message: expect.stringContaining('203.0.113.9'),
      remedy: expect.stringContaining('let its firewall take this runner in'),
    });
  });
});

describe('images', () => {
  it('are reached by the identity of the cloud that each of them is in', async () => {
    const { outputs, config } = await login({
      images: `${ECR}/acme/api\neurope-docker.pkg.dev/acme/images/api, acme.azurecr.io/api\nghcr.io/acme/api\n${ECR}`,
      ...{ 'aws-role': ROLE, 'gcp-workload-identity-provider': PROVIDER, ...AZURE },
    });
    expect(outputs.registry.split('\n')).toEqual([ECR, 'europe-docker.pkg.dev', 'acme.azurecr.io']);
    expect(Object.keys(config.auths)).toEqual(outputs.registry.split('\n'));
    expect([...clouds.repositories]).toEqual([]);
  });

  it('that ECR has no repository for get one when that is wanted', async () => {
    const images = `${ECR}/acme/api,ghcr.io/acme/api,${ECR}/acme/web,${ECR}`;
    await login({ images, 'aws-role': ROLE, 'create-repositories': 'true' });
    expect([...clouds.repositories]).toEqual(['acme/api', 'acme/web']);
  });
});

describe('inputs', () => {
  const me = { username: 'a', password: 'b' };
  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['nothing', {}, /nothing to log in with/],
    ['half a login', { username: 'a' }, /given alone/],
    ['two ways', { ...me, registry: ECR, 'aws-role': ROLE }, /More than one way/],
    ['a role for another cloud', { registry: 'acme.azurecr.io', 'aws-role': ROLE }, /none of the cloud/],
    [
      'a stranger for Google',
      { registry: 'pkg.dev.evil.example', 'gcp-workload-identity-provider': PROVIDER },
      /none of the cloud/,
    ],
    ['a stranger for Azure', { registry: 'evil.example', ...AZURE }, /none of the cloud/],
    [
      'half of Azure',
      { registry: 'a.azurecr.io', 'azure-client-id': AZURE['azure-client-id'] },
      /given alone/,
    ],
    [
      'an account without provider',
      { 'gcp-service-account': 'a@b.iam.gserviceaccount.com' },
      /no meaning alone/,
    ],
    ['no role', { 'aws-role': 'release' }, /"aws-role" is "release"/],
    ['no region', { 'aws-role': ROLE }, /in which region/],
    ['a repository for no ECR', { ...me, 'create-repository': 'a' }, /are for ECR/],
    [
      'a repository with a registry',
      { registry: ECR, 'create-repository': `${ECR}/a` },
      /no repository of ECR/,
    ],
    ['images of no cloud', { images: 'ghcr.io/acme/api', 'aws-role': ROLE }, /none of ghcr.io is a registry/],
    ['images, and nobody to be', { images: 'ghcr.io/acme/api' }, /nothing to log in with/],
    ['images by a password', { images: 'ghcr.io/acme/api', ...me }, /by the identities of clouds/],
    ['images and a registry', { images: ECR, registry: 'ghcr.io', 'aws-role': ROLE }, /Both "registry"/],
    ['images with a tag', { images: `${ECR}/acme/api:main`, 'aws-role': ROLE }, /is no image/],
    ['images and names', { images: ECR, 'aws-role': ROLE, 'create-repository': 'a' }, /Both "images" and/],
    ['creation of nothing', { ...me, 'create-repositories': 'true' }, /"images" names none/],
    ['no host', { ...me, registry: 'ghcr.io/acme' }, /Give its host|"registry" is/],
  ])('%s', (_name, given, message) => {
    expect(() => inputsOf(given)).toThrow(message);
  });
});
