import { createInputReader } from '@sealift/action-kit/inputs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadInputs } from '../src/inputs.ts';
import { declaredDefault, type Ops, record, startOps } from './ops.ts';

let ops: Ops;
beforeAll(async () => {
  ops = await startOps();
});
afterAll(() => ops.stop());
beforeEach(() => {
  ops.requests.length = 0;
});

const both = [record('api'), record('web')];

describe('refused before the first request', () => {
  test.each([
    '../../etc',
    'a/b',
    'A',
    '',
    'x`; rm -rf /',
    'x|y',
    '<script>',
    '{app}',
    '$(id)',
    '@acme',
    '-rf',
    'a\nb',
    '::error::x',
  ])('the app %j is refused', async (app) => {
    await expect(ops.bump([record(app)])).rejects.toMatchObject({ category: 'configuration' });
    expect(ops.requests).toEqual([]);
  });

  test.each(['a b', 'a"b', "a'b", '{{ .x }}', 'a\nb', '../x', 'a#b', '', 'a'.repeat(129), '$(id)'])(
    'the tag %j is refused',
    async (deployTag) => {
      await expect(ops.bump([record('api', { deployTag })])).rejects.toMatchObject({
        category: 'configuration',
      });
      expect(ops.requests).toEqual([]);
    },
  );

  test.each([
    'main..x',
    'a b',
    'a~b',
    'a^b',
    'a:b',
    'a?b',
    'a*b',
    'a[b',
    'a\\b',
    '/a',
    'a/',
    'a//b',
    '.a',
    'a/.b',
    'a.lock',
    'a.',
    '-a',
    '@',
    'a@{b',
    '{nothing}',
    'a'.repeat(201),
    'a'.repeat(40),
    'a\u0007b',
  ])('the branch %j is refused', async (branch) => {
    await expect(ops.bump(both, { branch })).rejects.toMatchObject({ category: 'configuration' });
    expect(ops.requests).toEqual([]);
  });

  test.each([
    '/etc/passwd',
    '../x',
    'a/../b',
    'a//b',
    './a',
    '.git/config',
    'a\\b',
    'a/',
    '{nothing}/x',
    'a\u0000b',
  ])('the file %j is refused', async (file) => {
    await expect(ops.bump(both, { file })).rejects.toMatchObject({ category: 'configuration' });
    expect(ops.requests).toEqual([]);
  });
});

describe('inputs', () => {
  const given = {
    repository: 'acme/ops',
    images: 'api=ghcr.io/acme/shop/api:v1@sha256:x',
    token: 't',
    verify: 'off',
    'source-repository': 'acme/shop',
    'source-ref': 'refs/heads/main',
    'source-commit': '*',
  };
  const SIGNED = {
    verify: 'required',
    'certificate-identity': 'https://github.com/acme/ci/.github/workflows/a.yml@refs/tags/v1',
  };
  const load = (change: Readonly<Record<string, string>>) => () => {
    const all: Readonly<Record<string, string>> = { ...given, ...change };
    return loadInputs(createInputReader((name) => all[name] ?? declaredDefault(name)));
  };

  test('are read', () => {
    expect(load({ labels: 'a, b\nc', base: 'prod' })()).toMatchObject({
      repository: { owner: 'acme', repo: 'ops' },
      base: 'prod',
      pullRequest: { labels: ['a', 'b', 'c'] },
      requireVerified: true,
      dryRun: false,
      credentials: { kind: 'token', token: 't' },
    });
    expect(load({ 'app-id': '1', 'private-key': 'k' })()).toMatchObject({
      credentials: { kind: 'app', appId: '1', privateKey: 'k' },
    });
  });

  test.each([
    [{ repository: 'ops' }, /"ops" is not a repository/],
    [{ repository: 'a/b/c' }, /not a repository/],
    [{ repository: '../..' }, /not a repository/],
    [{ repository: 'acme/..' }, /not a repository/],
    [{ images: '' }, /Neither "evidence" nor "images"/],
    [{ evidence: 'x' }, /Both "evidence" and "images"/],
    [{ token: '' }, /neither a private key of a GitHub App nor a token/],
    [{ token: '', 'app-id': '1' }, /neither "private-key" nor "token" has a value/],
    [{ 'private-key': 'k' }, /no "app-id"/],
    [{ 'dry-run': 'maybe' }, /"dry-run" is "maybe"/],
    [{ 'commit-verification': 'no' }, /"commit-verification" is "no"/],
    [{ path: 'a..b' }, /"a\.\.b" is not a path/],
    [{ verify: 'required' }, /"certificate-identity" is empty/],
    [{ verify: 'required', 'certificate-identity': 'x' }, /"certificate-identity" is "x"/],
    [{ password: 'p' }, /without saying for which registry/],
    [{ 'digest-path': 'image.digest' }, /"digest-mode" is "none"/],
    [{ 'digest-mode': 'both' }, /"digest-mode" is "both"/],
    [{ group: 'team' }, /"group" is "team"/],
    [{ mode: 'push' }, /"mode" is "push"/],
    [{ find: 'regexp' }, /"find" is "regexp"/],
    [{ 'auto-merge': 'yes' }, /"auto-merge" is "yes"/],
    [{ draft: 'true', 'auto-merge': 'squash' }, /GitHub merges no drafts/],
    [
      { reviewers: Array.from({ length: 16 }, (_, index) => `u${index}`).join() },
      /16 users; GitHub takes 15/,
    ],
    [{ apps: 'API!' }, /"API!" in "apps" is not the name/],
    [{ operation: 'rollback', images: '' }, /"images" names no app/],
    [{ operation: 'rollback', evidence: 'x' }, /"evidence" is given/],
    [{ operation: 'rollback', from: 'staging' }, /"from" is given and "operation" is "rollback"/],
    [{ from: 'staging' }, /"from" is given and nothing is promoted/],
    [{ operation: 'promote', from: 'staging' }, /"environments" is empty/],
    [{ operation: 'promote', from: 'prod', environments: 'prod' }, /in both "from" and "environments"/],
    [{ ...SIGNED, operation: 'drift', from: 'staging' }, /"from" is given and "operation" is "drift"/],
    [{ operation: 'drift', verify: 'off' }, /nothing would be looked at/],
    [{ operation: 'mend' }, /"operation" is "mend"/],
    [{ labels: 'x'.repeat(51) }, /longer than GitHub's 50/],
  ])('%j is a configuration error', (change, message) => {
    expect(load(change)).toThrow(
      expect.objectContaining({ category: 'configuration', message: expect.stringMatching(message) }),
    );
  });

  test.each([
    'api',
    'api=',
    '=ghcr.io/a/b:v1',
    `api=ghcr.io/a/b@sha256:${'0'.repeat(64)}`,
    'api=ghcr.io/a/b:v1@sha256:0',
    'api=b:v1',
    `api=ghcr.io/a/b:v1@sha256:${'0'.repeat(64)}\napi=ghcr.io/a/c:v1@sha256:${'0'.repeat(64)}`,
  ])('the images %j are refused', async (images) => {
    await expect(ops.bump([], { images })).rejects.toMatchObject({ category: 'configuration' });
    expect(ops.requests).toEqual([]);
  });

  test('two apps that would write the same value', async () => {
    await expect(ops.bump(both, { file: 'bin/run.yaml', path: 'tag' })).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringContaining('would be written for "api" and for "web"'),
    });
  });
});

test('a release whose scan failed is never deployed', async () => {
  const failed = record('api');
  const platforms = failed.platforms.map((item) => ({
    ...item,
    scan: { ...item.scan, verdict: 'fail' as const },
  }));
  await expect(ops.bump([record('web'), { ...failed, platforms }])).rejects.toMatchObject({
    category: 'policy',
    message: expect.stringContaining('"api" for linux/amd64 did not pass its scan'),
  });
  expect(ops.requests).toEqual([]);
});
