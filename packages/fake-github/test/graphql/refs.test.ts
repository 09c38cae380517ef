import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runGit } from '../../src/stand-in.ts';
import { type StandIn, startStandIn } from '../octokit.ts';
import { makeBranch, makeCommit } from './branches.ts';
import { createOps, type Ops } from './client.ts';

const NONE = '0'.repeat(40);
let standIn: StandIn;
let ops: Ops;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.stop());
beforeEach(async () => {
  ops = await createOps(standIn);
});

const gitDir = () => standIn.github.repository(`acme/${ops.name}`)?.gitDir ?? '';
const at = (ref: string) =>
  runGit(['rev-parse', '--verify', '--quiet', ref], gitDir()).catch(() => undefined);

type Update = { name: string; beforeOid?: string; afterOid: string; force?: boolean };
const updateRefs = (...refUpdates: Update[]) =>
  ops.graph('mutation Move($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }', {
    input: { repositoryId: ops.id, refUpdates, clientMutationId: 'mine' },
  });

describe('updateRefs', () => {
  test('creates, moves and deletes in one step', async () => {
    const one = await makeBranch(standIn, ops, 'one');
    const two = await makeCommit(standIn, ops, one, 'two');
    const answer = await updateRefs(
      { name: 'refs/heads/new', beforeOid: NONE, afterOid: two },
      { name: 'refs/heads/one', beforeOid: one, afterOid: NONE },
    );
    expect(answer).toMatchObject({
      status: 200,
      errors: [],
      data: { updateRefs: { clientMutationId: 'mine' } },
    });
    expect([await at('refs/heads/new'), await at('refs/heads/one')]).toEqual([two, undefined]);
  });
  test('one that lost a race: nothing moves', async () => {
    const one = await makeBranch(standIn, ops, 'one');
    const two = await makeBranch(standIn, ops, 'two');
    const next = await makeCommit(standIn, ops, one, 'next');
    const answer = await updateRefs(
      { name: 'refs/heads/one', beforeOid: one, afterOid: next },
      { name: 'refs/heads/two', beforeOid: one, afterOid: next, force: true },
    );
    expect(answer).toMatchObject({
      status: 200,
      data: { updateRefs: null },
      errors: [{ type: 'UNPROCESSABLE', path: ['updateRefs'] }],
    });
    expect([await at('refs/heads/one'), await at('refs/heads/two')]).toEqual([one, two]);
  });
  test('two at once: one of them', async () => {
    const one = await makeBranch(standIn, ops, 'one');
    const ours = await makeCommit(standIn, ops, one, 'ours');
    const theirs = await makeCommit(standIn, ops, one, 'theirs');
    const answers = await Promise.all(
      [ours, theirs].map((afterOid) =>
        updateRefs({ name: 'refs/heads/one', beforeOid: one, afterOid, force: true }),
      ),
    );
    expect(answers.map(({ errors }) => errors.length).sort()).toEqual([0, 1]);
    const winner = answers[0]?.errors.length === 0 ? ours : theirs;
    expect(await at('refs/heads/one')).toBe(winner);
  });
  test('"there must be none" holds against a branch that is there', async () => {
    const one = await makeBranch(standIn, ops, 'one');
    const { errors } = await updateRefs({ name: 'refs/heads/one', beforeOid: NONE, afterOid: ops.main });
    expect(errors).toHaveLength(1);
    expect(await at('refs/heads/one')).toBe(one);
  });
  test.each([
    ['backwards without force', { name: 'refs/heads/one', afterOid: '' }, 'Update is not a fast forward'],
    [
      'a ref that is no name',
      { name: 'refs/heads/a..b', afterOid: '' },
      'refs/heads/a..b is not a valid ref name.',
    ],
    [
      'the default branch shall go',
      { name: 'refs/heads/main', afterOid: NONE },
      'Cannot delete the default branch',
    ],
    [
      'an object that is not there',
      { name: 'refs/heads/one', afterOid: 'a'.repeat(40) },
      'Object does not exist',
    ],
  ])('%s', async (_, update, message) => {
    await makeBranch(standIn, ops, 'one');
    const { errors } = await updateRefs({ ...update, afterOid: update.afterOid || ops.main });
    expect(errors).toMatchObject([{ type: 'UNPROCESSABLE', message }]);
  });
  test('backwards with force; open pull requests follow', async () => {
    const one = await makeBranch(standIn, ops, 'one');
    const octokit = standIn.octokit(ops.token);
    const target = { owner: 'acme', repo: ops.name };
    await octokit.rest.pulls.create({ ...target, head: 'one', base: 'main', title: 'x' });
    const other = await makeCommit(standIn, ops, ops.main, 'other');
    expect(
      (await updateRefs({ name: 'refs/heads/one', beforeOid: one, afterOid: other, force: true })).errors,
    ).toEqual([]);
    const { data } = await octokit.rest.pulls.get({ ...target, pull_number: 1 });
    expect(data).toMatchObject({ state: 'open', head: { sha: other } });
  });
});

test('createRef and deleteRef', async () => {
  const made = await ops.graph(
    'mutation M($input: CreateRefInput!) { createRef(input: $input) { ref { id name target { oid } } } }',
    { input: { repositoryId: ops.id, name: 'refs/heads/made', oid: ops.main } },
  );
  expect(made).toMatchObject({ data: { createRef: { ref: { name: 'made', target: { oid: ops.main } } } } });
  const { id } = (made.data as { createRef: { ref: { id: string } } }).createRef.ref;
  const again = await ops.graph(
    'mutation M($input: CreateRefInput!) { createRef(input: $input) { ref { id } } }',
    { input: { repositoryId: ops.id, name: 'refs/heads/made', oid: ops.main } },
  );
  expect(again.errors[0]?.message).toBe('A ref named "refs/heads/made" already exists in the repository.');
  const gone = await ops.graph(
    'mutation M($id: ID!) { deleteRef(input: { refId: $id }) { clientMutationId } }',
    { id },
  );
  expect(gone.errors).toEqual([]);
  expect(await at('refs/heads/made')).toBeUndefined();
});

describe('createCommitOnBranch', () => {
  const commit = (input: Record<string, unknown>) =>
    ops.graph(
      `mutation Commit($input: CreateCommitOnBranchInput!) {
        createCommitOnBranch(input: $input) {
          commit { oid message signature { isValid wasSignedByGitHub } author { user { login } } }
          ref { name }
        }
      }`,
      {
        input: {
          branch: { repositoryNameWithOwner: `acme/${ops.name}`, branchName: 'main' },
          expectedHeadOid: ops.main,
          message: { headline: 'Bump', body: 'why' },
          fileChanges: {
            additions: [{ path: 'values.yaml', contents: Buffer.from('tag: 2\n').toString('base64') }],
          },
          ...input,
        },
      },
    );
  test('signed by GitHub, in the name of the App', async () => {
    const { data, errors } = await commit({});
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      createCommitOnBranch: {
        commit: {
          message: 'Bump\n\nwhy',
          signature: { isValid: true, wasSignedByGitHub: true },
          author: { user: { login: `${ops.slug}[bot]` } },
        },
        ref: { name: 'main' },
      },
    });
    expect(await runGit(['show', 'main:values.yaml'], gitDir())).toBe('tag: 2');
  });
  test('an executable file becomes a plain one', async () => {
    const octokit = standIn.octokit(ops.token);
    const target = { owner: 'acme', repo: ops.name };
    const { data: tree } = await octokit.rest.git.createTree({
      ...target,
      base_tree: ops.main,
      tree: [{ path: 'run.sh', mode: '100755', type: 'blob', content: 'a' }],
    });
    const { data: head } = await octokit.rest.git.createCommit({
      ...target,
      message: 'x',
      tree: tree.sha,
      parents: [ops.main],
    });
    await octokit.rest.git.updateRef({ ...target, ref: 'heads/main', sha: head.sha });
    const { errors } = await commit({
      expectedHeadOid: head.sha,
      fileChanges: { additions: [{ path: 'run.sh', contents: 'Yg==' }], deletions: [{ path: 'README.md' }] },
    });
    expect(errors).toEqual([]);
    expect(await runGit(['ls-tree', '-r', 'main'], gitDir())).toMatch(
      /^100644 blob \w+\trun\.sh\n100644 .*values\.yaml$/,
    );
  });
  test('a head that moved', async () => {
    const wrong = 'b'.repeat(40);
    expect((await commit({ expectedHeadOid: wrong })).errors).toMatchObject([
      {
        type: 'STALE_DATA',
        path: ['createCommitOnBranch'],
        message: `Expected branch to point to "${wrong}" but it did not.  Pull and try again.`,
      },
    ]);
  });
  test('a workflow file needs a permission of its own', async () => {
    const { errors } = await commit({
      fileChanges: { additions: [{ path: '.github/workflows/x.yml', contents: '' }] },
    });
    expect(errors).toMatchObject([{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }]);
  });
});

describe('protected branches', () => {
  const protect = (rules: object) =>
    standIn.github.configureRepository(`acme/${ops.name}`, { protectedBranches: { main: rules } });
  const MUST = 'Changes must be made through a pull request.';
  test('a ruleset', async () => {
    protect({ requiresPullRequest: true });
    const next = await makeCommit(standIn, ops, ops.main, 'next');
    const message = `Repository rule violations found\n\n${MUST}\n\n`;
    const answer = await updateRefs({ name: 'refs/heads/main', beforeOid: ops.main, afterOid: next });
    expect(answer.errors).toMatchObject([{ type: 'UNPROCESSABLE', message }]);
    const rest = standIn
      .octokit(ops.token)
      .rest.git.updateRef({ owner: 'acme', repo: ops.name, ref: 'heads/main', sha: next });
    await expect(rest).rejects.toMatchObject({ status: 422, response: { data: { message } } });
    expect(await at('main')).toBe(ops.main);
  });
  test('classic protection', async () => {
    protect({ by: 'classic', requiresPullRequest: true });
    const next = await makeCommit(standIn, ops, ops.main, 'next');
    const answer = await updateRefs({ name: 'refs/heads/main', afterOid: next });
    expect(answer.errors).toMatchObject([
      { type: 'BRANCH_PROTECTION_RULE_VIOLATION', message: `protected branch 'main' check failed:\n${MUST}` },
    ]);
    const rest = standIn
      .octokit(ops.token)
      .rest.git.updateRef({ owner: 'acme', repo: ops.name, ref: 'heads/main', sha: next });
    await expect(rest).rejects.toMatchObject({ status: 422, response: { data: { message: MUST } } });
  });
  test('required signatures: what GitHub signed may in', async () => {
    protect({ requiresSignatures: true });
    const signed = await makeCommit(standIn, ops, ops.main, 'next');
    const { data } = await standIn.octokit(ops.token).rest.git.createCommit({
      ...{ owner: 'acme', repo: ops.name, message: 'x', parents: [signed] },
      tree: await runGit(['rev-parse', `${signed}^{tree}`], gitDir()),
      author: { name: 'me', email: 'me@example.invalid' },
    });
    const refused = await updateRefs({ name: 'refs/heads/main', afterOid: data.sha });
    expect(refused.errors[0]?.message).toContain('Commits must have verified signatures.');
    expect((await updateRefs({ name: 'refs/heads/main', afterOid: signed })).errors).toEqual([]);
  });
  test('a bypass', async () => {
    protect({ requiresPullRequest: true, bypass: [`${ops.slug}[bot]`] });
    const next = await makeCommit(standIn, ops, ops.main, 'next');
    expect((await updateRefs({ name: 'refs/heads/main', afterOid: next })).errors).toEqual([]);
  });
  test.each([
    ['ruleset', 'GH013: Repository rule violations found for refs/heads/main.'],
    ['classic', 'GH006: Protected branch update failed for refs/heads/main.'],
  ] as const)('a push: %s', async (by, words) => {
    protect({ by, requiresPullRequest: true });
    const clone = `${standIn.dir}/clone-${ops.name}`;
    const url = `${standIn.urls.server}/acme/${ops.name}.git`.replace(
      '://',
      `://x-access-token:${ops.token}@`,
    );
    await standIn.git(['clone', '--quiet', url, clone]);
    await standIn.git(['commit', '--quiet', '--allow-empty', '-m', 'x'], clone);
    const failure = await standIn.git(['push', '--quiet', 'origin', 'main'], clone).catch(String);
    expect(failure).toContain(words);
    expect(failure).toContain(MUST);
    await standIn.git(['push', '--quiet', 'origin', 'main:topic'], clone);
  });
});
