import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runGit } from '../src/stand-in.ts';
import type { Repository } from '../src/state.ts';
import { failureOf, type Octokit, type StandIn, startStandIn } from './octokit.ts';

let standIn: StandIn;
let octokit: Octokit;
let repository: Repository;
let names = 0;
const target = () => ({ owner: 'acme', repo: repository.name });

beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.stop());

beforeEach(async () => {
  names += 1;
  const name = `ops-${names}`;
  repository = await standIn.github.createRepository({ owner: 'acme', name, from: standIn.source });
  const app = standIn.github.createApp({
    slug: `bumper-${names}`,
    permissions: { contents: 'write', pull_requests: 'write' },
    repositories: [`acme/${name}`],
  });
  const { createAppToken } = await import('./app-token.ts');
  octokit = standIn.octokit(await createAppToken(standIn, app, `acme/${name}`));
});

async function branch(name: string, content = name, from = 'main'): Promise<string> {
  const { data: ref } = await octokit.rest.git.getRef({ ...target(), ref: `heads/${from}` });
  const { data: tree } = await octokit.rest.git.createTree({
    ...target(),
    base_tree: ref.object.sha,
    tree: [{ path: 'values.yaml', mode: '100644', type: 'blob', content }],
  });
  const { data: commit } = await octokit.rest.git.createCommit({
    ...target(),
    message: `Bump to ${content}`,
    tree: tree.sha,
    parents: [ref.object.sha],
  });
  if (name === from) await octokit.rest.git.updateRef({ ...target(), ref: `heads/${name}`, sha: commit.sha });
  else await octokit.rest.git.createRef({ ...target(), ref: `refs/heads/${name}`, sha: commit.sha });
  return commit.sha;
}

const open = (head: string, more: Record<string, unknown> = {}) =>
  octokit.rest.pulls.create({ ...target(), head, base: 'main', title: 'Bump api', ...more });

test('opened with its refs; listed by head, base and state', async () => {
  const sha = await branch('bump/api');
  const { data, headers } = await open('bump/api', { body: 'evidence', draft: true });
  expect(data).toMatchObject({
    number: 1,
    state: 'open',
    draft: true,
    body: 'evidence',
    commits: 1,
    changed_files: 1,
    mergeable: true,
    head: { sha, ref: 'bump/api', label: 'acme:bump/api' },
    user: { login: `bumper-${names}[bot]`, type: 'Bot' },
  });
  expect(headers.location).toBe(data.url);
  expect(await runGit(['rev-parse', 'refs/pull/1/head'], repository.gitDir)).toBe(sha);
  const parents = await runGit(['log', '-1', '--format=%P', 'refs/pull/1/merge'], repository.gitDir);
  expect(parents.split(' ')).toEqual([data.base.sha, sha]);
  const list = async (query: Record<string, string>) =>
    (await octokit.rest.pulls.list({ ...target(), ...query })).data.map(({ number }) => number);
  expect(await list({ head: 'acme:bump/api' })).toEqual([1]);
  expect(await list({ head: 'acme:other' })).toEqual([]);
  expect(await list({ base: 'main', state: 'all' })).toEqual([1]);
  expect(await list({ state: 'closed' })).toEqual([]);
  const { data: files } = await octokit.rest.pulls.listFiles({ ...target(), pull_number: 1 });
  expect(files.map(({ filename }) => filename)).toEqual(['values.yaml']);
});

describe('refused in GitHub’s words', () => {
  const entry = (errors: unknown) => ({ status: 422, data: { message: 'Validation Failed', errors } });
  test('twice for the same branch', async () => {
    await branch('bump');
    await open('bump');
    const message = 'A pull request already exists for acme:bump.';
    expect(await failureOf(open('bump'))).toMatchObject(
      entry([{ resource: 'PullRequest', code: 'custom', message }]),
    );
  });
  test('without commits', async () => {
    const { data } = await octokit.rest.git.getRef({ ...target(), ref: 'heads/main' });
    await octokit.rest.git.createRef({ ...target(), ref: 'refs/heads/empty', sha: data.object.sha });
    const message = 'No commits between main and empty';
    expect(await failureOf(open('empty'))).toMatchObject(entry([{ code: 'custom', message }]));
  });
  test.each([
    ['head', { head: 'absent' }],
    ['head', { head: 'stranger:main' }],
    ['base', { head: 'bump', base: 'absent' }],
  ])('with an unknown %s', async (field, wanted) => {
    await branch('bump');
    expect(await failureOf(open(wanted.head, wanted))).toMatchObject(entry([{ field, code: 'invalid' }]));
  });
  test('with a body that is too long', async () => {
    await branch('bump');
    const failure = await failureOf(open('bump', { body: 'x'.repeat(65_537) }));
    expect(failure).toMatchObject(
      entry([{ field: 'body', message: 'body is too long (maximum is 65536 characters)' }]),
    );
  });
});

describe('follows its branches', () => {
  test('a new commit of the head', async () => {
    await branch('bump', 'one');
    await open('bump');
    const sha = await branch('bump', 'two', 'bump');
    const { data } = await octokit.rest.pulls.get({ ...target(), pull_number: 1 });
    expect(data).toMatchObject({ commits: 2, head: { sha }, state: 'open' });
    expect(await runGit(['rev-parse', 'refs/pull/1/head'], repository.gitDir)).toBe(sha);
  });
  test('a conflict with the base, and no merge commit', async () => {
    await branch('bump', 'one');
    await open('bump');
    await branch('main', 'two', 'main');
    const { data } = await octokit.rest.pulls.get({ ...target(), pull_number: 1 });
    expect(data).toMatchObject({ mergeable: false, mergeable_state: 'dirty', merge_commit_sha: null });
    await expect(runGit(['rev-parse', '--verify', 'refs/pull/1/merge'], repository.gitDir)).rejects.toThrow();
  });
  test('reset to the base: closed', async () => {
    await branch('bump');
    await open('bump');
    const { data: ref } = await octokit.rest.git.getRef({ ...target(), ref: 'heads/main' });
    await octokit.rest.git.updateRef({ ...target(), ref: 'heads/bump', sha: ref.object.sha, force: true });
    const { data } = await octokit.rest.pulls.get({ ...target(), pull_number: 1 });
    expect(data).toMatchObject({ state: 'closed', merged: false });
  });
  test('its commits in the base: merged', async () => {
    const sha = await branch('bump');
    await open('bump');
    await octokit.rest.git.updateRef({ ...target(), ref: 'heads/main', sha });
    const { data } = await octokit.rest.pulls.get({ ...target(), pull_number: 1 });
    expect(data).toMatchObject({ state: 'closed', merged: true });
  });
  test('its branch deleted: closed, and not to be opened again', async () => {
    await branch('bump');
    await open('bump');
    await octokit.rest.git.deleteRef({ ...target(), ref: 'heads/bump' });
    const { data } = await octokit.rest.pulls.get({ ...target(), pull_number: 1 });
    expect(data.state).toBe('closed');
    const reopen = octokit.rest.pulls.update({ ...target(), pull_number: 1, state: 'open' });
    expect(await failureOf(reopen)).toMatchObject({ status: 422 });
  });
});

test('changed, closed and opened again', async () => {
  await branch('bump');
  await open('bump');
  const update = (more: Record<string, unknown>) =>
    octokit.rest.pulls.update({ ...target(), pull_number: 1, ...more });
  expect((await update({ title: 'New', body: 'text' })).data).toMatchObject({ title: 'New', body: 'text' });
  expect((await update({ state: 'closed' })).data.closed_at).not.toBeNull();
  expect((await update({ state: 'open' })).data).toMatchObject({ state: 'open', closed_at: null });
  expect(await failureOf(update({ base: 'absent' }))).toMatchObject({ status: 422 });
  expect(await failureOf(octokit.rest.pulls.get({ ...target(), pull_number: 9 }))).toMatchObject({
    status: 404,
  });
});

test('labels, assignees, reviewers', async () => {
  standIn.github.createUserToken({ login: 'alice', repositories: [], permissions: {} });
  await branch('bump');
  await open('bump');
  const issue = { ...target(), issue_number: 1 };
  await octokit.rest.issues.addLabels({ ...issue, labels: ['deploy', 'api'] });
  const { data } = await octokit.rest.issues.addLabels({ ...issue, labels: ['Deploy'] });
  expect(data.map(({ name }) => name)).toEqual(['deploy', 'api']);
  await octokit.rest.issues.setLabels({ ...issue, labels: ['web'] });
  expect((await octokit.rest.issues.listLabelsOnIssue(issue)).data.map(({ name }) => name)).toEqual(['web']);
  const tooLong = octokit.rest.issues.addLabels({ ...issue, labels: ['x'.repeat(51)] });
  expect(await failureOf(tooLong)).toMatchObject({ status: 422 });
  const assigned = await octokit.rest.issues.addAssignees({ ...issue, assignees: ['alice', 'nobody'] });
  expect(assigned.data.assignees?.map((account) => account?.login)).toEqual(['alice']);
  const pull = { ...target(), pull_number: 1 };
  const reviewed = await octokit.rest.pulls.requestReviewers({ ...pull, reviewers: ['alice'] });
  expect(reviewed.data.requested_reviewers?.map((account) => account?.login)).toEqual(['alice']);
  expect(
    await failureOf(octokit.rest.pulls.requestReviewers({ ...pull, reviewers: ['nobody'] })),
  ).toMatchObject({
    status: 422,
  });
});

test('a job opens one only where the setting allows it', async () => {
  await branch('bump');
  const run = await standIn.startRun({
    repository: repository.fullName,
    jobs: { bump: { contents: 'write', 'pull-requests': 'write' } },
  });
  const job = standIn.octokit(run.token('bump'));
  const failure = await failureOf(
    job.rest.pulls.create({ ...target(), head: 'bump', base: 'main', title: 'x' }),
  );
  expect(failure).toMatchObject({
    status: 403,
    data: { message: 'GitHub Actions is not permitted to create or approve pull requests.' },
  });
  const open = await standIn.github.createRepository({
    owner: 'acme',
    name: `open-${names}`,
    from: repository.gitDir,
    settings: { actionsMayOpenPullRequests: true },
  });
  const other = await standIn.startRun({
    repository: open.fullName,
    jobs: { bump: { 'pull-requests': 'write' } },
  });
  const { data } = await standIn
    .octokit(other.token('bump'))
    .rest.pulls.create({ owner: 'acme', repo: open.name, head: 'bump', base: 'main', title: 'x' });
  expect(data.user.login).toBe('github-actions[bot]');
});

test('from a fork, with the payload of its event', async () => {
  const work = `${standIn.dir}/fork-${names}`;
  await runGit(['clone', '--quiet', repository.gitDir, work], standIn.dir);
  await runGit(['commit', '--quiet', '--allow-empty', '-m', 'From outside'], work);
  const commit = await runGit(['rev-parse', 'HEAD'], work);
  const opened = await standIn.github.openForkPullRequest({
    repository: repository.fullName,
    fork: 'mallory',
    head: { branch: 'patch', commit, from: work },
    title: 'Outside',
  });
  expect(opened).toMatchObject({ number: 1, headSha: commit, ref: 'refs/pull/1/merge' });
  expect(opened.event).toMatchObject({
    action: 'opened',
    number: 1,
    pull_request: {
      head: { repo: { full_name: `mallory/${repository.name}`, fork: true }, sha: commit },
      base: { repo: { full_name: repository.fullName } },
      user: { login: 'mallory' },
    },
    repository: { full_name: repository.fullName },
  });
  expect(await runGit(['rev-parse', 'refs/pull/1/merge'], repository.gitDir)).toBe(opened.mergeSha);
  const { data } = await octokit.rest.pulls.get({ ...target(), pull_number: 1 });
  expect(data).toMatchObject({ commits: 1, merge_commit_sha: opened.mergeSha });
});

test('a person merges it, and is told in the words of GitHub why not', async () => {
  const sha = await branch('bump/person');
  const { data } = await open('bump/person');
  const wanted = { repository: `acme/${repository.name}`, number: data.number, by: 'lead' };
  const merged = await standIn.github.mergePullRequest(wanted);
  expect(await runGit(['rev-list', '--parents', '-1', 'main'], repository.gitDir)).toContain(`${merged} `);
  expect(await runGit(['rev-parse', `${merged}^2`], repository.gitDir)).toContain(sha);
  const after = await octokit.rest.pulls.get({ ...target(), pull_number: data.number });
  expect(after.data).toMatchObject({ merged: true, merged_by: { login: 'lead' }, merge_commit_sha: merged });
  for (const again of [wanted, { ...wanted, number: 999 }])
    await expect(standIn.github.mergePullRequest(again)).rejects.toMatchObject({
      code: 'fake-github/not-merged',
    });
});
