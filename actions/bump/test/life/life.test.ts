/** The life of a bump's pull request, from opening to merge, beside people and a base that moves. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Ops, startOps } from '../ops.ts';
import {
  checkAgreement,
  type Expected,
  FILES,
  fileOf,
  releaseOf,
  type Scene,
  sceneOf,
  TAGS,
  valuesOf,
} from './scene.ts';

let ops: Ops;
let scene: Scene;
let count = 0;
beforeAll(async () => {
  ops = await startOps(FILES);
  ops.github.configureRepository('acme/ops', { roles: { alice: 'write' } });
});
afterAll(() => ops.stop());
beforeEach(() => {
  count += 1;
  scene = sceneOf(ops, `life-${count}`);
});

const agree = (changes: Expected['changes'], more: Omit<Expected, 'changes'> = {}) =>
  checkAgreement(ops, scene, { changes, ...more });
const { second: A, third: B } = TAGS;
const api = releaseOf('api');
const web = releaseOf('web');
const api3 = releaseOf('api', 'third');
const web3 = releaseOf('web', 'third');
const number = () => scene.open().number;
const patch = (pull: number, body: object) => ops.api('PATCH', `/pulls/${pull}`, body);
const merge = (method: 'merge' | 'squash' | 'rebase') =>
  ops.github.mergePullRequest({ repository: 'acme/ops', number: number(), by: 'alice', method });

test('opened, seen again, brought up to date', async () => {
  await scene.bump([api]);
  agree({ api: A });
  const [refs, body] = [ops.refs(), scene.open().body];
  expect((await scene.bump([api])).changed).toBe('false');
  expect(ops.refs()).toBe(refs);
  expect(scene.open().body).toBe(body);
  await scene.bump([api3]);
  agree({ api: B });
  expect(scene.states()).toEqual(['open']);
});

test('a rolling pull request says what every run has put on it', async () => {
  await scene.bump([api]);
  await scene.bump([web]);
  agree({ api: A, web: A });
  await scene.bump([web3]);
  agree({ api: A, web: B });
});

describe('the base moved', () => {
  const elsewhere = () => scene.commit({ 'README.md': `# ${count}\n` });
  const here = () => scene.commit({ [fileOf('api')]: valuesOf('api', 'hotfix') });

  test('it is one commit on today’s base, also without anything new', async () => {
    await scene.bump([api, web]);
    await elsewhere();
    await scene.bump([api]);
    agree({ api: A, web: A });
    await elsewhere();
    await scene.bump([web3]);
    agree({ api: A, web: B });
  });

  test('in the same place: there is no conflict, and it is said', async () => {
    await scene.bump([api, web]);
    await here();
    scene.said();
    await scene.bump([web3]);
    agree({ api: A, web: B });
    expect(scene.said()).toMatch(
      /changed image\.tag of "api".*from "old" to "hotfix" after this was proposed/,
    );
    expect((await ops.api('GET', `/pulls/${number()}`)).data).toMatchObject({ mergeable: true });
  });

  test('"rebase: never": it stays one commit on the base it was made on, and a conflict is said', async () => {
    const never = { rebase: 'never' };
    await scene.bump([api], never);
    await elsewhere();
    await scene.bump([web], never);
    agree({ api: A, web: A }, { rebased: false });
    await here();
    scene.said();
    await scene.bump([web3], never);
    agree({ api: A, web: B }, { rebased: false });
    expect(scene.said()).toMatch(/is in conflict with it, and "rebase" is "never"/);
  });

  test('"rebase: conflict": only then', async () => {
    const conflict = { rebase: 'conflict' };
    await scene.bump([api], conflict);
    await elsewhere();
    const head = scene.head();
    await scene.bump([api], conflict);
    expect(scene.head()).toBe(head);
    await here();
    await scene.bump([api], conflict);
    agree({ api: A });
  });

  test('.sealift.yml says it for everybody', async () => {
    await scene.commit({ '.sealift.yml': 'deploy: { rebase: never }\n' });
    await scene.bump([api]);
    await elsewhere();
    const head = scene.head();
    await scene.bump([api]);
    expect(scene.head()).toBe(head);
  });

  test('one of its places is gone: the others go on, and it is said', async () => {
    await scene.bump([api, web]);
    await scene.commit({ [fileOf('api')]: 'moved: elsewhere\n' });
    scene.said();
    await scene.bump([web3]);
    agree({ web: B });
    expect(scene.said()).toMatch(/has no place for "api".*not proposed any longer/);
  });
});

describe('merged, and the branch kept', () => {
  test.each(['squash', 'rebase', 'merge'] as const)(
    'by %s: each pull request is one commit',
    async (method) => {
      await scene.bump([api]);
      await merge(method);
      await scene.bump([web]);
      agree({ web: A });
      await merge(method);
      await scene.bump([api3, web3]);
      agree({ api: B, web: B });
      await merge(method);
      expect(await scene.bump([api3, web3])).toMatchObject({ changed: 'false', 'pull-request-url': '' });
      expect(scene.states()).toEqual(['closed', 'closed', 'closed']);
    },
  );

  test('and reverted: the next release makes a new one', async () => {
    await scene.bump([api]);
    await merge('squash');
    await scene.commit({ [fileOf('api')]: valuesOf('api') }, 'Revert "Deploy api"');
    await scene.bump([api3]);
    agree({ api: B });
  });

  test('through a merge queue: what waits there is left alone unless something is new', async () => {
    ops.github.configureRepository('acme/ops', { mergeQueues: [scene.base] });
    const queue = async () => {
      const pull = scene.open() as unknown as { queued: unknown };
      pull.queued ??= { at: Date.now(), by: { login: 'alice' } };
    };
    await scene.bump([api]);
    await queue();
    const head = scene.head();
    await ops.commit('main', { 'README.md': '# main\n' });
    ops.git(
      'branch',
      '-f',
      scene.base,
      ops.git('commit-tree', '-p', scene.base, '-m', 'x', `${scene.base}^{tree}`).trim(),
    );
    await scene.bump([api]);
    expect(scene.head()).toBe(head);
    await scene.bump([api3]);
    agree({ api: B });
    await queue();
    await ops.github.mergePullRequest({ repository: 'acme/ops', number: number(), by: 'alice', queue: true });
    await scene.bump([web]);
    agree({ web: A });
    ops.github.configureRepository('acme/ops', { mergeQueues: [] });
  });
});

describe('closed by hand', () => {
  const close = () => patch(number(), { state: 'closed' });

  test('it is respected, alone and among others, until a newer release', async () => {
    await scene.bump([api]);
    const [first] = scene.pulls();
    await close();
    scene.said();
    expect(await scene.bump([api])).toMatchObject({ changed: 'false', 'pull-request-url': '' });
    expect(scene.said()).toMatch(
      /was closed by hand: api is not proposed again\. Put the label "sealift: retry"/,
    );
    const outputs = await scene.bump([api, web]);
    agree({ web: A });
    expect(JSON.parse(outputs.skipped)).toMatchObject([
      {
        app: 'api',
        environment: '',
        reason: expect.stringContaining(`#${first?.number} proposed this release`),
      },
    ]);
    await scene.bump([api3]);
    agree({ api: B, web: A });
    expect(scene.states()).toEqual(['closed', 'open']);
  });

  test.each([
    ['a label', (pull: number) => ops.api('POST', `/issues/${pull}/labels`, { labels: ['sealift: retry'] })],
    [
      'a comment',
      (pull: number) => ops.api('POST', `/issues/${pull}/comments`, { body: ' Sealift: retry\n' }),
    ],
  ])('%s there makes a new one', async (_, ask) => {
    await scene.bump([api]);
    const closed = number();
    await close();
    await ask(closed);
    await scene.bump([api, web]);
    agree({ api: A, web: A });
    // Closed once more, the older wish says nothing about the new one.
    await close();
    expect((await scene.bump([api])).changed).toBe('false');
  });

  test('a comment of somebody who may only read asks for nothing', async () => {
    ops.github.configureRepository('acme/ops', { roles: { alice: 'read' } });
    await scene.bump([api]);
    const closed = number();
    await close();
    await ops.api('POST', `/issues/${closed}/comments`, { body: 'sealift: retry' });
    expect((await scene.bump([api])).changed).toBe('false');
    ops.github.configureRepository('acme/ops', { roles: { alice: 'write' } });
  });

  test('reopened in conflict: the next run mends it', async () => {
    await scene.bump([api]);
    const closed = number();
    await close();
    await scene.commit({ [fileOf('api')]: valuesOf('api', 'hotfix') });
    await patch(closed, { state: 'open' });
    expect((await ops.api('GET', `/pulls/${closed}`)).data).toMatchObject({ mergeable: false });
    await scene.bump([api]);
    agree({ api: A });
    expect((await ops.api('GET', `/pulls/${closed}`)).data).toMatchObject({ mergeable: true });
    expect(scene.states()).toEqual(['open']);
  });

  test('with its branch deleted: the same, and a newer release makes both new', async () => {
    await scene.bump([api]);
    await ops.api('DELETE', `/git/refs/heads/${scene.branch}`).catch(() => undefined);
    expect(scene.states()).toEqual(['closed']);
    expect((await scene.bump([api])).changed).toBe('false');
    await scene.bump([api3]);
    agree({ api: B });
  });
});

describe('needless', () => {
  test('the base has the tags: it is closed with a word, its branch goes, and nobody has declined it', async () => {
    await scene.bump([api, web]);
    const first = number();
    await scene.commit({ [fileOf('api')]: valuesOf('api', A), [fileOf('web')]: valuesOf('web', A) });
    expect(await scene.bump([api, web])).toMatchObject({ 'pull-request-url': '' });
    expect(scene.states()).toEqual(['closed']);
    expect(scene.exists()).toBe(false);
    const { data } = await ops.api('GET', `/issues/${first}/comments`);
    expect(data).toMatchObject([{ body: expect.stringContaining('nothing left to merge') }]);
    await scene.commit({ [fileOf('api')]: valuesOf('api') });
    await scene.bump([api]);
    agree({ api: A });
  });

  test('a part of it: the rest stays and says so', async () => {
    await scene.bump([api, web]);
    await scene.commit({ [fileOf('api')]: valuesOf('api', A) });
    await scene.bump([web]);
    agree({ web: A });
  });
});

describe('people', () => {
  test('their commits stay, ours go on top, and the branch is not moved', async () => {
    await scene.bump([api]);
    const notes = await scene.onBranch({ 'NOTES.md': 'by hand\n' });
    await scene.commit({ 'README.md': '# other\n' });
    await scene.bump([web]);
    agree({ api: A, web: A }, { people: [notes] });
    await scene.bump([web3]);
    agree({ api: A, web: B }, { people: [notes] });
    expect(ops.git('show', `${scene.branch}:NOTES.md`)).toBe('by hand\n');
  });

  test('a conflict with them on it says whose commits keep the branch from being made anew', async () => {
    await scene.bump([api]);
    const notes = await scene.onBranch({ 'NOTES.md': 'by hand\n' });
    await scene.commit({ [fileOf('api')]: valuesOf('api', 'hotfix') });
    scene.said();
    await scene.bump([web]);
    expect(scene.said()).toContain(`it holds commits of alice (${notes.slice(0, 7)})`);
  });

  test('what they wrote in the place of a proposal is theirs: no row claims it', async () => {
    await scene.bump([api, web]);
    const theirs = await scene.onBranch({ [fileOf('api')]: valuesOf('api', 'by-hand') });
    await scene.bump([web3]);
    expect(scene.open().body).not.toContain('sealift:row:api');
    expect(ops.git('show', `${scene.branch}:${fileOf('api')}`)).toContain('by-hand');
    expect(ops.git('merge-base', '--is-ancestor', theirs, scene.branch)).toBe('');
  });

  test('"Update branch" is no work of anybody’s: it is one commit again', async () => {
    await scene.bump([api]);
    await scene.commit({ 'README.md': '# other\n' });
    const tree = ops.git('merge-tree', '--write-tree', scene.base, scene.branch).trim();
    const parents = [scene.head(), scene.tip()];
    const { data } = await ops.api('POST', '/git/commits', { message: 'Merge branch', tree, parents });
    await ops.api('PATCH', `/git/refs/heads/${scene.branch}`, { sha: (data as { sha: string }).sha });
    await scene.bump([web]);
    agree({ api: A, web: A });
  });
});

test('a personal token: signed by the other way, and the open pull request never closes on the way', async () => {
  const permissions = { contents: 'write', pull_requests: 'write' } as const;
  const token = ops.github.createUserToken({ login: 'dana', repositories: ['acme/ops'], permissions });
  await scene.bump([api], { token });
  await scene.commit({ 'README.md': '# other\n' });
  await scene.bump([web], { token });
  agree({ api: A, web: A });
  expect(scene.states()).toEqual(['open']);
  expect(ops.refs()).not.toContain('sealift/draft');
});

test('superseded: the newer pull request has a branch of its own, the older one is closed with a link', async () => {
  const inputs = { branch: `${scene.branch}.{run}`, group: 'run' };
  await scene.bump([api], inputs);
  await scene.bump([api3], inputs);
  expect(scene.states()).toEqual(['closed', 'open']);
});
