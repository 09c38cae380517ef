import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, symlink, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { thrownBy } from '@sealift/testing/thrown';
import { describe, expect, it } from 'vitest';
import { resolveCredentials } from '../src/credentials.ts';

const auth = (text: string) => Buffer.from(text).toString('base64');

async function configFolder(config: unknown): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-docker-'));
  await writeFile(
    path.join(folder, 'config.json'),
    typeof config === 'string' ? config : JSON.stringify(config),
  );
  return folder;
}

/** Helpers are scripted in credential-helper.test.ts. */
const run = () => Promise.reject(new Error('there is no such executable file'));

const resolve = async (registry: string, config: unknown, more: object = {}) =>
  resolveCredentials({ registry, env: { DOCKER_CONFIG: await configFolder(config) }, run, ...more });

describe('resolveCredentials', () => {
  it('sends the GitHub token to ghcr.io and to nobody else', async () => {
    const token = 'ghs_token';
    expect(await resolve('ghcr.io', {}, { token })).toEqual({ username: 'x-access-token', password: token });
    for (const registry of ['ghcr.io.example.com', 'GHCR.io', 'ghcr.io:443', 'docker.io', '127.0.0.1:5000'])
      expect(await resolve(registry, {}, { token }), registry).toBeUndefined();
  });

  it('names the actor as the user of the token', async () => {
    const env = { GITHUB_ACTOR: 'octocat' };
    expect(await resolveCredentials({ registry: 'ghcr.io', token: 't', env, run })).toMatchObject({
      username: 'octocat',
    });
  });

  it('prefers what is given over the token', async () => {
    const given = { username: 'u', password: 'p' };
    expect(await resolve('ghcr.io', {}, { ...given, token: 't' })).toEqual(given);
  });

  it.each([{ username: 'u' }, { password: 'p' }])('refuses half a login: %j', async (half) => {
    await expect(resolve('ghcr.io', {}, half)).rejects.toMatchObject({ category: 'configuration' });
  });

  it.each<[string, string, unknown, unknown]>([
    [
      'auth',
      'r.example',
      { auths: { 'r.example': { auth: auth('u:p:q') } } },
      { username: 'u', password: 'p:q' },
    ],
    [
      'a URL as key',
      'r.example',
      { auths: { 'https://r.example/v2/': { auth: auth('u:p') } } },
      { username: 'u', password: 'p' },
    ],
    [
      'user name and password',
      'r.example',
      { auths: { 'r.example': { username: 'u', password: 'p' } } },
      { username: 'u', password: 'p' },
    ],
    [
      "Docker Hub's key",
      'docker.io',
      { auths: { 'https://index.docker.io/v1/': { auth: auth('u:p') } } },
      { username: 'u', password: 'p' },
    ],
    ['a port', 'r.example:5000', { auths: { 'r.example': { auth: auth('u:p') } } }, undefined],
    ['another host', 'r.example', { auths: { 'r.example.evil.example': { auth: auth('u:p') } } }, undefined],
    ['no entry', 'r.example', {}, undefined],
    [
      'an identity token',
      'r.example',
      { auths: { 'r.example': { auth: auth('00000000:'), identitytoken: 'x.y' } } },
      { username: '00000000', identityToken: 'x.y' },
    ],
    [
      'an identity token without user',
      'r.example',
      { auths: { 'r.example': { identitytoken: 'x.y' } } },
      { username: '<token>', identityToken: 'x.y' },
    ],
    [
      'a registry token, which is used as it is',
      'r.example',
      { auths: { 'r.example': { auth: auth('u:p'), registrytoken: 'x.y' } } },
      { registryToken: 'x.y' },
    ],
    [
      'zeros behind the password',
      'r.example',
      { auths: { 'r.example': { auth: auth('u:p\0\0') } } },
      { username: 'u', password: 'p' },
    ],
    [
      'a store that is turned off',
      'r.example',
      {
        credsStore: 'desktop',
        credHelpers: { 'r.example': '' },
        auths: { 'r.example': { auth: auth('u:p') } },
      },
      { username: 'u', password: 'p' },
    ],
    ['an unused store', 'r.example', { credsStore: 'desktop', auths: { 'other.example': {} } }, undefined],
    ['another helper', 'r.example', { credHelpers: { 'other.example': 'ecr-login' } }, undefined],
  ])('reads config.json: %s', async (_name, registry, config, expected) => {
    expect(await resolve(registry, config)).toEqual(expected);
  });

  it.each<[string, unknown, RegExp]>([
    [
      'a credential store',
      { auths: { 'r.example': {} }, credsStore: 'desktop' },
      /docker-credential-desktop/,
    ],
    ['a credential helper', { credHelpers: { 'r.example': 'ecr-login' } }, /docker-credential-ecr-login/],
    [
      'a token of several lines',
      { auths: { 'r.example': { identitytoken: 'x\nhunter2' } } },
      /identity token/,
    ],
    [
      'a registry token of several lines',
      { auths: { 'r.example': { registrytoken: 'x\nhunter2' } } },
      /registry token/,
    ],
    ['half a login', { auths: { 'r.example': { auth: auth('hunter2:') } } }, /base64/],
    ['a number as auth', { auths: { 'r.example': { auth: 1 } } }, /"auths" has the wrong type/],
    ['a list of logins', { auths: ['hunter2'] }, /wrong type/],
    ['a wrong helper', { credHelpers: { 'hunter2.example': 7 } }, /"credHelpers" has the wrong type/],
    ['a word', '"hunter2"', /"the document" has the wrong type/],
    ['nothing', '', /not JSON/],
    ['bad base64', { auths: { 'r.example': { auth: '%%%' } } }, /base64/],
    ['a wrong type', { auths: { 'r.example': { auth: 7 } } }, /wrong type/],
    ['no JSON', 'hunter2 {', /not JSON/],
  ])('explains %s', async (_name, config, message) => {
    const error = await thrownBy(() => resolve('r.example', config));
    expect(error).toMatchObject({ category: 'configuration', message: expect.stringMatching(message) });
    expect(String(error)).not.toContain('hunter2');
  });

  it.each<[string, (file: string) => Promise<unknown>, RegExp]>([
    ['a folder', (file) => mkdir(file), /cannot be read: it is no file/],
    ['a pipe', async (file) => execFileSync('mkfifo', [file]), /cannot be read: it is no file/],
    [
      'gigabytes',
      (file) => writeFile(file, '{').then(() => truncate(file, 2 ** 31)),
      /more than 4194304 bytes/,
    ],
    ['a link to itself', (file) => symlink(file, file), /cannot be read: ELOOP/],
  ])('explains %s in place of config.json', async (_name, make, message) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-docker-'));
    await make(path.join(folder, 'config.json'));
    await expect(
      resolveCredentials({ registry: 'r.example', env: { DOCKER_CONFIG: folder }, run }),
    ).rejects.toMatchObject({ code: 'registry/bad-login', message: expect.stringMatching(message) });
  });

  it.each<[string, string, unknown]>([
    ['before the file', '{"auths": {"r.example": {"auth": "ZTpl"}}}', { username: 'e', password: 'e' }],
    ['for other registries', '{"auths": {"s.example": {"auth": "ZTpl"}}}', { username: 'u', password: 'p' }],
    ['empty', '', { username: 'u', password: 'p' }],
  ])('reads DOCKER_AUTH_CONFIG: %s', async (_name, text, expected) => {
    const folder = await configFolder({ auths: { 'r.example': { auth: auth('u:p') } } });
    const env = { DOCKER_CONFIG: folder, DOCKER_AUTH_CONFIG: text };
    expect(await resolveCredentials({ registry: 'r.example', env, run })).toEqual(expected);
  });

  it('reads DOCKER_AUTH_CONFIG alone, and before a store', async () => {
    const text = '{"auths": {"r.example": {"auth": "ZTpl"}}}';
    const expected = { username: 'e', password: 'e' };
    const alone = { HOME: await mkdtemp(path.join(os.tmpdir(), 'sealift-home-')), DOCKER_AUTH_CONFIG: text };
    expect(await resolveCredentials({ registry: 'r.example', env: alone, run })).toEqual(expected);
    const env = {
      DOCKER_CONFIG: await configFolder({ credsStore: 'desktop', credHelpers: { 'r.example': 'x' } }),
      DOCKER_AUTH_CONFIG: text,
    };
    expect(await resolveCredentials({ registry: 'r.example', env, run })).toEqual(expected);
  });

  it('takes a login that is given for the registry before the token and the file', async () => {
    const given = new Map([
      ['ghcr.io', { username: 'robot', password: 'ghp' }],
      ['docker.io', { username: 'hub', password: 'p' }],
    ]);
    expect(await resolve('ghcr.io', {}, { given, token: 't' })).toEqual({
      username: 'robot',
      password: 'ghp',
    });
    expect(await resolve('index.docker.io', {}, { given })).toMatchObject({ username: 'hub' });
    const config = { auths: { 'r.example': { auth: auth('u:p') } } };
    expect(await resolve('r.example', config, { given })).toEqual({ username: 'u', password: 'p' });
  });

  it('is anonymous without any config.json', async () => {
    const env = { HOME: await mkdtemp(path.join(os.tmpdir(), 'sealift-home-')) };
    expect(await resolveCredentials({ registry: 'r.example', env, run })).toBeUndefined();
  });
});
