import { mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { registryCredentials, registryLogins } from '../src/registry-login.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

function dependencies(env: Readonly<Record<string, string>> = {}) {
  const secrets: string[] = [];
  return {
    secrets,
    env: { DOCKER_CONFIG: '/nowhere', ...env },
    log: { secret: (value: string) => void secrets.push(value) },
    exec: () => Promise.reject(new Error('nothing is started')),
  };
}

test('user name and password, masked in every form that they are sent in', async () => {
  const on = dependencies();
  const login = { username: 'ann', password: 'hunter22' };
  expect(await registryCredentials('registry.example', { ...login, token: 'ghs_x' }, on)).toEqual(login);
  expect(on.secrets).toEqual(['hunter22', 'ghs_x', 'hunter22', base64('ann:hunter22')]);
});

test('a token for ghcr.io and for no other', async () => {
  const on = dependencies({ GITHUB_ACTOR: 'ann' });
  const inputs = { token: 'ghs_x' };
  expect(await registryCredentials('ghcr.io', inputs, on)).toEqual({ username: 'ann', password: 'ghs_x' });
  expect(await registryCredentials('registry.example', inputs, on)).toBeUndefined();
});

test('what was given is masked even when nothing asks for it', async () => {
  const on = dependencies();
  expect(await registryCredentials(undefined, { password: 'hunter22', token: 'ghs_x' }, on)).toBeUndefined();
  expect(on.secrets).toEqual(['hunter22', 'ghs_x']);
  await expect(registryCredentials('r', { password: 'hunter22' }, on)).rejects.toMatchObject({
    category: 'configuration',
  });
  await registryLogins([], undefined, { password: 'other-secret' }, on);
  expect(on.secrets.at(-1)).toBe('other-secret');
});

test("the machine's own login is masked", async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-test-'));
  const auths = { 'registry.example': { auth: base64('bob:swordfish') } };
  await writeFile(path.join(folder, 'config.json'), JSON.stringify({ auths }));
  const on = dependencies({ DOCKER_CONFIG: folder });
  expect(await registryCredentials('registry.example', {}, on)).toEqual({
    username: 'bob',
    password: 'swordfish',
  });
  expect(on.secrets).toEqual(['swordfish', base64('bob:swordfish')]);
});

test('logins for several registries; the given one goes to its own alone', async () => {
  const on = dependencies();
  const login = { username: 'ann', password: 'hunter22' };
  const logins = await registryLogins(['a.example', 'b.example', 'a.example'], 'a.example', login, on);
  expect([...logins]).toEqual([['a.example', login]]);
  expect(on.secrets).toEqual(['hunter22', 'hunter22', base64('ann:hunter22')]);
});

test('several logins: all are masked, each goes to its own registry, what is given outright wins', async () => {
  const on = dependencies();
  const registryAuths = JSON.stringify({
    auths: {
      'a.example': { auth: base64('ann:other') },
      'https://index.docker.io/v1/': { auth: base64('hub:swordfish') },
      'c.example': { identitytoken: 'x.y' },
    },
  });
  const inputs = { username: 'ann', password: 'hunter22', registryAuths };
  const logins = await registryLogins(['a.example', 'b.example', 'docker.io'], 'a.example', inputs, on);
  expect(Object.fromEntries(logins)).toEqual({
    'a.example': { username: 'ann', password: 'hunter22' },
    'docker.io': { username: 'hub', password: 'swordfish' },
  });
  for (const secret of ['other', 'swordfish', 'x.y', base64('hub:swordfish')])
    expect(on.secrets).toContain(secret);
});

test('those that are malformed are refused, whoever asks, without a word of them', async () => {
  for (const registryAuths of ['hunter22', '- registry: a\n  password: hunter22', '{"auths": "hunter22"}']) {
    const error = await registryCredentials('b.example', { registryAuths }, dependencies()).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'registry/bad-login' });
    expect(String(error)).not.toContain('hunter22');
  }
});
