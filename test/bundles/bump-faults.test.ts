/** What goes wrong between a bump and GitHub, through the bundle, with its real waits: it ends as if nothing had. */
import type { Fault } from '@sealift/sandbox/proxy/faults';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changedLines, newer, type Ops, record } from '../../actions/bump/test/ops.ts';
import { startBundledOps } from './bump-bundle.ts';

let ops: Ops;
let count = 0;
beforeAll(async () => {
  ops = await startBundledOps();
});
afterAll(() => ops.stop());
beforeEach(() => ops.clearFaults());

const json = { 'content-type': 'application/json; charset=utf-8' };
const graphError = (
  type: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Fault => ({
  status: 200,
  headers: { ...json, ...headers },
  body: JSON.stringify({ data: null, errors: [{ type, message, path: ['repository'] }] }),
});
const said = (status: number, message: string, headers: Readonly<Record<string, string>> = {}): Fault => ({
  status,
  headers: { ...json, ...headers },
  body: JSON.stringify({ message, documentation_url: 'https://docs.github.com/rest' }),
});
const look = { path: /graphql/, operation: 'Ops' };
const swap = { path: /graphql/, operation: 'UpdateRefs' };
const tree = { method: 'POST', path: /\/git\/trees$/ };
const opening = { method: 'POST', path: /\/pulls$/ };

const both = [record('api'), record('web')];
const later = [newer('api'), newer('web')];
// The rows share an ops repository: none minds what another one proposes.
const ALONE = { supersede: 'false', 'allow-rollback': 'true' };
const bump = (records = both, inputs: Readonly<Record<string, string>> = {}) =>
  ops.bump(records, { branch: `bump-${count}`, labels: 'deploy', ...ALONE, ...inputs });
const open = () => ops.pulls().filter(({ state }) => state === 'open').length;

describe('passes', () => {
  const rows: readonly (readonly [string, Parameters<Ops['inject']>[0], Fault])[] = [
    [
      'a look that GitHub says went wrong, with status 200',
      look,
      graphError('', 'Something went wrong while executing your query.'),
    ],
    [
      'a look over the rate limit of GraphQL, which says when',
      look,
      graphError('RATE_LIMITED', 'API rate limit exceeded', { 'retry-after': '1' }),
    ],
    ['a look that is cut off', look, { status: 200, headers: json, body: '{"data": {"vie' }],
    ['a look whose connection is reset', look, 'reset-before'],
    ['a slow look', look, { delay: 1500 }],
    ['a tree for which GitHub fails', tree, said(502, 'Server Error')],
    [
      'a tree over the secondary limit',
      tree,
      said(403, 'You have exceeded a secondary rate limit.', { 'retry-after': '1' }),
    ],
    ['a pull request that is opened, and nobody hears of it', opening, 'reset-after'],
    [
      'a pull request that is opened, and GitHub says 502',
      opening,
      { status: 502, body: '<html></html>', applied: true },
    ],
    ['a pull request that GitHub fails to open', opening, said(500, 'Server Error')],
  ];
  test.each(rows)('%s', async (_, where, fault) => {
    count += 1;
    const before = open();
    ops.inject(where, fault);
    const outputs = await bump();
    expect(outputs).toMatchObject({ changed: 'true', 'pull-request-number': String(ops.pulls().length) });
    expect(open()).toBe(before + 1);
    expect(ops.git('rev-list', '--count', `main..bump-${count}`).trim()).toBe('1');
    expect(changedLines(ops, 'main', `bump-${count}`)).toHaveLength(4);
  });

  test.each([
    ['done, and nobody hears of it', 'reset-after'],
    ['done, and GitHub says 502', { status: 502, body: '<html></html>', applied: true }],
    ['not done, and GitHub says 502', { status: 502, body: '<html></html>' }],
  ] as const)('a branch that is to be moved: %s', async (_, fault) => {
    count += 1;
    await bump();
    ops.inject(swap, fault);
    expect((await bump(later)).changed).toBe('true');
    expect(ops.git('rev-list', '--count', `main..bump-${count}`).trim()).toBe('1');
  });
});

describe('says what it is', () => {
  const rows: readonly (readonly [string, Parameters<Ops['inject']>[0], Fault, RegExp])[] = [
    [
      'no access, by GraphQL',
      look,
      graphError('NOT_FOUND', "Could not resolve to a Repository with the name 'acme/ops'."),
      /acme\/ops or what was asked of it does not exist, or the token has no access.*contents: read/,
    ],
    [
      'a missing permission, by GraphQL',
      look,
      graphError('FORBIDDEN', 'Resource not accessible by integration'),
      /lacks the permission "contents: read" on acme\/ops/,
    ],
    [
      'single sign-on',
      look,
      graphError(
        'FORBIDDEN',
        'Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization.',
      ),
      /single sign-on/,
    ],
    [
      'a missing permission, by REST',
      tree,
      said(403, 'Resource not accessible by integration', {
        'x-accepted-github-permissions': 'contents=write',
      }),
      /lacks the permission "contents: write" on acme\/ops/,
    ],
    ['a token that has ended', tree, said(401, 'Bad credentials'), /does not accept the token/],
    [
      'what GitHub will not take',
      tree,
      said(422, 'tree.path contains a malformed path component'),
      /malformed path component/,
    ],
    ['a conflict', tree, said(409, 'Git Repository is empty.'), /in conflict.*Git Repository is empty/],
    [
      'Actions that may not open pull requests',
      opening,
      said(403, 'GitHub Actions is not permitted to create or approve pull requests.'),
      /Allow GitHub Actions to create and approve pull requests/,
    ],
    [
      'a limit that lasts longer than a job should wait',
      tree,
      said(403, 'API rate limit exceeded', {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': '4000000000',
      }),
      /limits the rate.*after 20/,
    ],
  ];
  test.each(rows)('%s', async (_, where, fault, message) => {
    count += 1;
    const refs = ops.refs();
    ops.inject(where, fault, 20);
    await expect(bump()).rejects.toMatchObject({ message: expect.stringMatching(message) });
    if (where !== opening) expect(ops.refs()).toBe(refs);
    ops.clearFaults();
    // And once that is mended, a rerun is all it takes.
    const before = open();
    await bump();
    expect(open()).toBe(before + 1);
  });
});

test('killed between commit and pull request: the rerun opens exactly one', async () => {
  count += 1;
  ops.inject(opening, said(500, 'Server Error'), 20);
  await expect(bump()).rejects.toMatchObject({ category: 'remote' });
  expect(ops.refs()).toContain(`bump-${count}`);
  ops.clearFaults();
  const before = ops.pulls().length;
  await bump();
  await bump();
  expect(ops.pulls()).toHaveLength(before + 1);
  expect(ops.git('rev-list', '--count', `main..bump-${count}`).trim()).toBe('1');
});

test('two at once on one branch: both changes, one pull request', async () => {
  count += 1;
  await Promise.all([bump([record('api')]), bump([record('web')])]);
  expect(changedLines(ops, 'main', `bump-${count}`)).toHaveLength(4);
  expect(ops.pulls().filter(({ title }) => /api|web/.test(title)).length).toBeGreaterThan(0);
  const { data } = await ops.api('GET', `/pulls?head=acme:bump-${count}&state=all`);
  expect(data).toHaveLength(1);
});
