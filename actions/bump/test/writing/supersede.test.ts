/** A pull request for each run: the older one is closed with a word, its branch goes, and nothing else is touched. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BRANCH, COMMIT_A, newer, type Ops, record, startOps } from '../ops.ts';

const OLDER = `${BRANCH}.run-17`;

let ops: Ops;
beforeEach(async () => {
  ops = await startOps();
  await ops.bump([record('api')], { group: 'run' });
});
afterEach(() => ops.stop());

const next = (inputs: Readonly<Record<string, string>> = {}) =>
  ops.bump([newer('api')], { group: 'run', ...inputs });
const states = () => ops.pulls().map(({ number, state }) => `${number} ${state}`);
const comments = async (number: number) => (await ops.api('GET', `/issues/${number}/comments`)).data;
const told = (text: string) => ops.log.filter((line) => line.includes(text));

test('the older one is closed with a link, and its branch is removed', async () => {
  const outputs = await next();
  expect(outputs).toMatchObject({ changed: 'true', 'pull-request-number': '2' });
  expect(states()).toEqual(['1 closed', '2 open']);
  expect(await comments(1)).toMatchObject([{ body: 'Superseded by #2.' }]);
  expect(ops.refs()).not.toContain(OLDER);
  expect(ops.refs()).toContain(`${BRANCH}.run-18`);
  expect(told('superseded')).toEqual(['info: Pull request #1 is superseded and closed.']);
});

test('again, there is nothing left to close', async () => {
  await next();
  await next();
  expect(states()).toEqual(['1 closed', '2 open']);
  expect(await comments(1)).toHaveLength(1);
});

test('a branch that somebody moves meanwhile stays', async () => {
  let moved = '';
  const racing: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (moved === '' && request.method === 'PATCH' && request.url.endsWith('/pulls/1'))
      moved = await ops.commit(OLDER, { 'notes.txt': 'by hand\n' });
    return fetch(request);
  };
  await ops.bump([newer('api')], { group: 'run' }, racing);
  expect(states()).toEqual(['1 closed', '2 open']);
  expect(ops.git('rev-parse', OLDER).trim()).toBe(moved);
  expect(told('superseded')).toEqual([
    'info: Pull request #1 is superseded and closed; its branch has moved and stays.',
  ]);
});

describe('not closed', () => {
  afterEach(() => {
    expect(states()[0]).toBe('1 open');
    expect(ops.git('show', `${OLDER}:deploy/helm/api/values-prod.yaml`)).toContain(COMMIT_A);
  });

  test('where it is switched off', async () => {
    await next({ supersede: 'false' });
    expect(states()).toEqual(['1 open', '2 open']);
  });

  test('one for another base', async () => {
    ops.git('branch', 'other', 'main');
    await next({ base: 'other' });
    expect(states()).toEqual(['1 open', '2 open']);
  });

  test("a person's, which carries the same marker", async () => {
    const body = ops.pulls()[0]?.body ?? '';
    ops.git('branch', 'person', OLDER);
    await ops.api('POST', '/pulls', { head: 'person', base: 'main', title: 'Mine', body });
    await ops.bump([newer('web')], { group: 'run' });
    expect(states()).toEqual(['1 open', '2 open', '3 open']);
  });

  test('by a run that changes nothing', async () => {
    const outputs = await next({ 'dry-run': 'true' });
    expect(outputs.changed).toBe('false');
    expect(states()).toEqual(['1 open']);
  });

  test('when GitHub refuses: a warning, for the deployment itself is made', async () => {
    ops.inject(
      { method: 'POST', path: /\/issues\/1\/comments$/ },
      {
        status: 403,
        headers: { 'content-type': 'application/json' },
        body: '{"message":"Resource not accessible by integration"}',
      },
      10,
    );
    expect(await next()).toMatchObject({ changed: 'true', 'pull-request-number': '2' });
    expect(states()).toEqual(['1 open', '2 open']);
    expect(told('Pull request #1 was not closed')).toEqual([expect.stringMatching(/^warning: .*\.$/)]);
  });
});
