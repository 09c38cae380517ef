import { configurationFailure } from '@sealift/core/failure';
import { describe, expect, test } from 'vitest';
import { buildLogins, ownRegistries, pushCredentials } from '../src/logins.ts';

const none = {
  registry: undefined,
  username: undefined,
  password: undefined,
  token: undefined,
  tags: [],
  cacheFrom: [],
  cacheTo: [],
};
const me = { username: 'me', password: 'pass-word' };
const tag = (registry: string) => ({ registry, repository: 'a/b', tag: '1' });
const log = {
  ...console,
  group: () => Promise.reject(configurationFailure({ code: 'test/failure', cause: '', remedy: '' })),
  secret: () => {},
};
const dependencies = { env: { GITHUB_ACTOR: 'actor', DOCKER_CONFIG: '/nowhere' }, log: log as never };

describe('user name and password belong to', () => {
  test.each([
    ['the named registry', { registry: 'R.example:5000', tags: [tag('ghcr.io')] }, ['r.example:5000']],
    [
      'those of the tags',
      { tags: [tag('a.example'), tag('a.example'), tag('b.example')] },
      ['a.example', 'b.example'],
    ],
    [
      'those of registry caches',
      { cacheFrom: ['type=registry,ref=c.example/x:cache'], cacheTo: ['d.example/y:z'] },
      ['c.example', 'd.example'],
    ],
    [
      'no registry of other caches',
      { cacheFrom: ['type=gha', 'type=local,src=e.example/x', 'user/app:cache'] },
      [],
    ],
  ])('%s', (_, inputs, registries) => {
    expect([...ownRegistries({ ...none, ...inputs })]).toEqual(registries);
  });

  test('something, or they are refused', () => {
    expect(() => ownRegistries({ ...none, ...me })).toThrow('no registry to use them for');
  });
});

test('the builder gets the token for ghcr.io, weakly, and the login for its own registries', async () => {
  const logins = await buildLogins(
    { ...none, ...me, token: 'ghs_token', tags: [tag('a.example')] },
    dependencies,
  );
  expect(Object.fromEntries(logins)).toEqual({
    'ghcr.io': { username: 'actor', password: 'ghs_token', weak: true },
    'a.example': me,
  });
});

test.each([
  ['ghcr.io', { username: 'actor', password: 'ghs_token' }],
  ['a.example', me],
  ['b.example', undefined],
  ['ghcr.io.evil.example', undefined],
])('a push to %s uses its own login', async (registry, credentials) => {
  const inputs = { ...none, ...me, token: 'ghs_token', tags: [tag('a.example')] };
  expect(await pushCredentials(inputs, dependencies)(registry)).toEqual(credentials);
});
