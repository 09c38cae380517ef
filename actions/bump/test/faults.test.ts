import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BRANCH, changedLines, digestOf, newer, type Ops, record, secondaryLimit, startOps } from './ops.ts';

let ops: Ops;
beforeEach(async () => {
  ops = await startOps();
});
afterEach(() => ops.stop());

const both = [record('api'), record('web')];

/** Whatever went wrong on the way: one commit, one pull request, one changed line for each app. */
function expectOneBump(): void {
  expect(ops.pulls()).toHaveLength(1);
  expect(ops.git('rev-list', '--count', `main..${BRANCH}`).trim()).toBe('1');
  expect(changedLines(ops, 'main', BRANCH)).toHaveLength(4);
}

test('moving the branch was done but nobody heard of it', async () => {
  await ops.bump(both);
  ops.inject({ path: /graphql/, operation: 'UpdateRefs' }, 'reset-after');
  ops.inject({ method: 'PATCH', path: /\/pulls\/1$/ }, 'reset-after');
  await ops.bump([newer('api'), newer('web')]);
  expect(ops.git('rev-list', '--count', `main..${BRANCH}`).trim()).toBe('1');
  expect(ops.pulls()).toHaveLength(1);
});

test('a rate limit that lasts longer than a job should wait', async () => {
  ops.inject({ method: 'POST', path: /\/git\/trees$/ }, secondaryLimit(3600));
  await expect(ops.bump(both)).rejects.toMatchObject({
    category: 'remote',
    message: expect.stringContaining('secondary rate limit'),
    remedy: expect.stringMatching(/after 20\d\d-/),
  });
  expect(ops.slept).toEqual([]);
});

test('a service that stays down ends with what failed', async () => {
  ops.inject({ path: /graphql/ }, { status: 500 }, 100);
  await expect(ops.bump(both)).rejects.toMatchObject({
    category: 'remote',
    message: expect.stringContaining('HTTP 500'),
  });
  expect(ops.slept.length).toBeLessThanOrEqual(8);
});

describe('refused, and nothing is changed anywhere', () => {
  let refs = '';
  beforeEach(() => {
    refs = ops.refs();
  });
  afterEach(() => {
    expect(ops.refs()).toBe(refs);
    expect(ops.pulls()).toEqual([]);
    const writes = ops.requests.filter(
      (line) =>
        /^(?:POST|PATCH|PUT|DELETE)/.test(line) &&
        !/access_tokens|installation\/token$|\/git\/(?:trees|commits)$|graphql (?:Ops|History)/.test(line),
    );
    expect(writes.filter((line) => !/\/git\/refs$|\/pulls$/.test(line))).toEqual([]);
  });

  const bad = (message: RegExp) => ({ category: 'configuration', message: expect.stringMatching(message) });

  test('an app without a file, beside one that has one', async () => {
    await expect(ops.bump([record('api'), record('worker')])).rejects.toMatchObject({
      ...bad(/acme\/ops has no deploy\/helm\/worker\/values-prod\.yaml.*"worker"/),
      location: { file: 'deploy/helm/worker/values-prod.yaml' },
    });
  });
  test('a path that is not there names file and line', async () => {
    await expect(ops.bump(both, { path: 'image.version' })).rejects.toMatchObject({
      ...bad(/has no "image\.version": "image" has no key "version"/),
      location: { file: 'deploy/helm/api/values-prod.yaml', line: 4 },
    });
  });
  test('a file that is no YAML', async () => {
    await expect(ops.bump([record('api')], { file: 'README.md', path: 'a.b' })).rejects.toMatchObject(
      bad(/README\.md/),
    );
  });
  test('a base that does not exist', async () => {
    await expect(ops.bump(both, { base: 'production' })).rejects.toMatchObject(bad(/no branch "production"/));
  });
  test('the base as branch', async () => {
    await expect(ops.bump(both, { branch: 'main' })).rejects.toMatchObject(bad(/base branch "main"/));
  });
  test('a repository that is not there', async () => {
    await expect(ops.bump(both, { repository: 'acme/nope' })).rejects.toMatchObject(
      bad(/not installed on acme\/nope/),
    );
  });
  test('records of two sources', async () => {
    const source = { ...record('web').source, ref: 'refs/heads/other' };
    await expect(ops.bump([record('api'), record('web', { source })])).rejects.toMatchObject(
      bad(/is a release of/),
    );
  });
  test('no record', async () => {
    await expect(ops.bump([], { evidence: ops.dir, 'dry-run': 'true' })).rejects.toMatchObject(
      bad(/no release record/),
    );
  });
  test('a record without a digest', async () => {
    const { digest: _digest, ...rest } = record('api');
    await expect(ops.bump([rest as ReturnType<typeof record>])).rejects.toMatchObject(
      bad(/"digest" is wrong|digest/),
    );
  });
  test('an image without a digest', async () => {
    await expect(ops.bump([], { images: 'api=ghcr.io/acme/shop/api:v1' })).rejects.toMatchObject(
      bad(/has no digest/),
    );
  });
  test('an App without a permission', async () => {
    const app = ops.github.createApp({
      slug: 'weak',
      permissions: { contents: 'read' },
      repositories: ['acme/ops'],
    });
    await expect(
      ops.bump(both, { 'app-id': String(app.id), 'private-key': app.privateKeyPem }),
    ).rejects.toMatchObject(bad(/contents: write, pull-requests: write/));
  });
  test('a token without contents: write names the permission', async () => {
    const token = ops.github.createUserToken({
      login: 'bob',
      repositories: ['acme/ops'],
      permissions: { contents: 'read', pull_requests: 'write' },
    });
    await expect(ops.bump(both, { token })).rejects.toMatchObject(
      bad(/lacks the permission "contents: write.*acme\/ops/),
    );
  });
  test('a token that does not reach the repository', async () => {
    await ops.github.createRepository({ owner: 'acme', name: 'private', private: true });
    const token = ops.github.createUserToken({
      login: 'bob',
      repositories: ['acme/ops'],
      permissions: { contents: 'write' },
    });
    await expect(ops.bump(both, { token, repository: 'acme/private' })).rejects.toMatchObject(
      bad(/acme\/private or what was asked of it does not exist, or the token has no access/),
    );
  });
  test('a token that GitHub does not know', async () => {
    await expect(ops.bump(both, { token: 'ghs_0000000000000000000000000000000000' })).rejects.toMatchObject(
      bad(/does not accept the token/),
    );
  });
  test("a person's token and an executable file, whose mode the signed way would lose", async () => {
    const token = ops.github.createUserToken({
      login: 'bob',
      repositories: ['acme/ops'],
      permissions: { contents: 'write', pull_requests: 'write' },
    });
    await expect(
      ops.bump([record('api')], { token, file: 'bin/run.yaml', path: 'tag', branch: 'exec' }),
    ).rejects.toMatchObject(bad(/bin\/run\.yaml is executable/));
  });
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs1', format: 'pem' })
    .toString();
  test('a key of another App', async () => {
    await expect(ops.bump(both, { 'private-key': foreign })).rejects.toMatchObject(
      bad(/does not accept the private key/),
    );
  });
  test.each([
    ['words', 'not a key'],
    ['a damaged key', foreign.replace(/.{40}\n/, '\n')],
    ['half a key', foreign.slice(0, 400)],
  ])('%s instead of a key, and the message does not repeat it', async (_name, key) => {
    const failure = await ops.bump(both, { 'private-key': key }).catch((thrown: Error) => thrown);
    expect(failure).toMatchObject(bad(/private key/));
    for (const line of key.split('\n').filter((text) => text.length > 8))
      expect(JSON.stringify(failure)).not.toContain(line);
  });
});

test("a person's token may commit when verification is optional", async () => {
  const token = ops.github.createUserToken({
    login: 'bob',
    repositories: ['acme/ops'],
    permissions: { contents: 'write', pull_requests: 'write' },
  });
  await ops.bump(both, { token, 'commit-verification': 'optional' });
  expectOneBump();
});

test.each([
  ['PKCS#8', (key: string) => createPrivateKey(key).export({ type: 'pkcs8', format: 'pem' }).toString()],
  ['line breaks written out', (key: string) => key.trim().replaceAll('\n', '\\n')],
  ['CRLF', (key: string) => key.replaceAll('\n', '\r\n')],
])('a private key in another form: %s', async (_name, form) => {
  await ops.bump(both, { 'private-key': form(ops.privateKey) });
  expectOneBump();
});

test('secrets are registered before they are used', async () => {
  await ops.bump(both);
  const secrets = ops.log
    .filter((line) => line.startsWith('secret: '))
    .map((line) => line.slice('secret: '.length));
  expect(secrets).toContain(ops.privateKey.trim());
  expect(secrets.some((secret) => secret.startsWith('ghs_'))).toBe(true);
  const shown = ops.log.filter((line) => !line.startsWith('secret: ')).join('\n');
  for (const secret of secrets) expect(shown).not.toContain(secret);
});

test('text of the record and the repository reaches the pull request only as text', async () => {
  const evil =
    '</details><img src=x onerror=alert(1)> @acme/admins #1 `x` | [a](javascript:x) https://evil.example ::error::x <!-- sealift:end:api --> <!-- sealift:row:web --> |';
  const hostile = record('api', {
    tags: [evil],
    source: {
      ...record('api').source,
      repository: `acme/shop`,
      ref: `refs/heads/main`,
      workflowRef: evil,
      runId: evil,
      runUrl: 'javascript:alert(1)',
    },
  });
  // A key of the ops repository may be anything.
  const key = evil.replaceAll(/[{}]/g, '');
  await ops.commit('main', {
    'deploy/helm/api/values-prod.yaml': `${JSON.stringify(key)}:\n  tag: old\n`,
  });
  await ops.bump([hostile], {
    title: `${evil} {apps}\n::error::x`,
    path: `[${JSON.stringify(key)}].tag`,
  });
  const body = ops.pulls()[0]?.body ?? '';
  // Outside code spans nothing of it may be left.
  const prose = body.replaceAll(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
  expect(prose).not.toMatch(/<img|<script|onerror=alert\(1\)>|@acme|\(javascript:|https:\/\/evil/);
  expect(body.match(/<details>/g)).toHaveLength(1);
  expect(prose.match(/<\/details>/g)).toHaveLength(1);
  const comments = [...body.matchAll(/<!--[\s\S]*?-->/g)].map(([comment]) => comment);
  expect(comments.length).toBe(body.split('<!--').length - 1);
  for (const comment of comments)
    expect(comment).toMatch(/^<!-- sealift:[a-z]+(?::[a-z]+)?(?: \{[^<>]*\})? -->$/);
  expect(comments.filter((comment) => /:(?:row|details|end):/.test(comment))).toHaveLength(3);
  expect(ops.pulls()[0]?.title).not.toMatch(/[\r\n]/);
  const message = ops.git('log', '-1', '--format=%B', BRANCH).trim().split('\n');
  // Title, what changes, and what later runs read.
  expect(message).toHaveLength(5);
  expect(message[4]).toMatch(/^Sealift-Proposes: /);
  expect(message[2]).toBe(`- api: ghcr.io/acme/shop/api:${hostile.deployTag}@${digestOf('1')}`);
});
