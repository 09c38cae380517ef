import { configurationFailure } from '@sealift/core/failure';
import { describe, expect, test } from 'vitest';
import { buildLogins, ownRegistry, pushCredentials } from '../src/logins.ts';

const none = {
  registry: undefined,
  username: undefined,
  password: undefined,
  token: undefined,
  tags: [],
  untagged: [],
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
const dependencies = {
  env: { GITHUB_ACTOR: 'actor', DOCKER_CONFIG: '/nowhere' },
  log: log as never,
  exec: () => Promise.reject(new Error('nothing is started')),
  signal: new AbortController().signal,
};

describe('user name and password belong to', () => {
  test.each([
    [
      'the named registry',
      { registry: 'R.example:5000', tags: [tag('ghcr.io'), tag('a.example')] },
      'r.example:5000',
    ],
    ['Docker Hub by any name', { registry: 'index.docker.io' }, 'docker.io'],
    [
      'that of the tags',
      { tags: [tag('a.example'), tag('a.example')], cacheTo: ['b.example/y:z'] },
      'a.example',
    ],
    [
      'that of registry caches',
      { cacheFrom: ['type=registry,ref=c.example/x:cache'], cacheTo: ['c.example/y:z', 'type=gha'] },
      'c.example',
    ],
    [
      'no registry without a login',
      { username: undefined, tags: [tag('a.example'), tag('b.example')] },
      undefined,
    ],
  ])('%s', (_, inputs, registry) => {
    expect(ownRegistry({ ...none, ...me, ...inputs })).toEqual(registry);
  });

  test.each([
    ['nothing', {}, 'no registry to use them for'],
    [
      'other caches',
      { cacheFrom: ['type=gha', 'type=local,src=e.example/x', 'user/app:cache'] },
      'no registry to use them for',
    ],
    [
      'two tags',
      { tags: [tag('a.example'), tag('b.example')] },
      'of one registry, and a.example, b.example are',
    ],
    [
      'two caches',
      { cacheFrom: ['a.example/x:y'], cacheTo: ['b.example/x:y'] },
      'of one registry, and a.example,',
    ],
  ])('one registry, which %s does not say', (_, inputs, cause) => {
    expect(() => ownRegistry({ ...none, ...me, ...inputs })).toThrow(cause);
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
  const tags = [tag('a.example'), tag(registry)];
  const inputs = { ...none, ...me, registry: 'a.example', push: true, token: 'ghs_token', tags };
  expect((await pushCredentials(inputs, dependencies)).get(registry)).toEqual(credentials);
});

test('what is not pushed needs no login', async () => {
  const inputs = { ...none, ...me, push: false, tags: [tag('a.example')] };
  expect([...(await pushCredentials(inputs, dependencies))]).toEqual([]);
});

test('several logins: each for its own registry, for the builder and for the push', async () => {
  const registryAuths = `
- registry: ghcr.io
  username: robot
  password: ghp_other
- registry: b.example
  username: them
  password: their-word
`;
  const tags = [tag('a.example'), tag('b.example'), tag('ghcr.io'), tag('c.example')];
  const inputs = {
    ...none,
    ...me,
    registry: 'a.example',
    push: true,
    token: 'ghs_token',
    tags,
    registryAuths,
  };
  const expected = {
    'ghcr.io': { username: 'robot', password: 'ghp_other' },
    'b.example': { username: 'them', password: 'their-word' },
    'a.example': me,
  };
  expect(Object.fromEntries(await buildLogins(inputs, dependencies))).toEqual(expected);
  expect(Object.fromEntries(await pushCredentials(inputs, dependencies))).toEqual(expected);
});
