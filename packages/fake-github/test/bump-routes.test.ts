/** What a bump does besides GraphQL, and the states of a repository that it must handle. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runGit } from '../src/stand-in.ts';
import { makeBranch, makeCommit, openPull } from './graphql/branches.ts';
import { createGraph, createOps, type Ops } from './graphql/client.ts';
import { failureOf, type StandIn, startStandIn } from './octokit.ts';

let standIn: StandIn;
let ops: Ops;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.stop());
beforeEach(async () => {
  ops = await createOps(standIn);
});
const octokit = () => standIn.octokit(ops.token);
const target = () => ({ owner: 'acme', repo: ops.name });
const issue = () => ({ ...target(), issue_number: 1 });
const configure = (settings: Parameters<StandIn['github']['configureRepository']>[1]) =>
  standIn.github.configureRepository(`acme/${ops.name}`, settings);

describe('issues', () => {
  beforeEach(() => openPull(standIn, ops, 'bump'));
  test('comments', async () => {
    const { data } = await octokit().rest.issues.createComment({ ...issue(), body: 'Superseded by #2' });
    expect(data).toMatchObject({ body: 'Superseded by #2', user: { login: `${ops.slug}[bot]` } });
    const { data: list } = await octokit().rest.issues.listComments(issue());
    expect(list.map(({ id }) => id)).toEqual([data.id]);
    const long = octokit().rest.issues.createComment({ ...issue(), body: 'x'.repeat(65_537) });
    expect(await failureOf(long)).toMatchObject({ status: 422, data: { message: 'Validation Failed' } });
    expect((await octokit().rest.pulls.get({ ...target(), pull_number: 1 })).data.comments).toBe(1);
  });
  test('a comment is changed in its place, and tells when', async () => {
    const { data } = await octokit().rest.issues.createComment({ ...issue(), body: 'one' });
    const update = { ...target(), comment_id: data.id, body: 'two' };
    expect((await octokit().rest.issues.updateComment(update)).data).toMatchObject({
      id: data.id,
      body: 'two',
    });
    const absent = octokit().rest.issues.updateComment({ ...update, comment_id: 1 });
    expect(await failureOf(absent)).toMatchObject({ status: 404 });
    const empty = octokit().rest.issues.updateComment({ ...update, body: ' ' });
    expect(await failureOf(empty)).toMatchObject({ status: 422 });
  });
  test('who put a label on and took it off', async () => {
    await octokit().rest.issues.addLabels({ ...issue(), labels: ['preview', 'bug'] });
    await octokit().rest.issues.addLabels({ ...issue(), labels: ['preview'] });
    await octokit().rest.issues.removeLabel({ ...issue(), name: 'preview' });
    const { data } = await octokit().rest.issues.listEvents(issue());
    expect(data).toMatchObject([
      { event: 'labeled', label: { name: 'preview' }, actor: { login: `${ops.slug}[bot]` } },
      { event: 'labeled', label: { name: 'bug' } },
      { event: 'unlabeled', label: { name: 'preview' } },
    ]);
  });
  test.each([
    ['alice', 'write', 'write'],
    ['carol', 'maintain', 'write'],
    ['tina', 'triage', 'read'],
    ['mallory', 'read', 'read'],
  ])('the role of %s is %s, which the older field calls %s', async (username, role, permission) => {
    configure({ roles: { alice: 'write', carol: 'maintain', tina: 'triage', mallory: 'read' } });
    const { data } = await octokit().rest.repos.getCollaboratorPermissionLevel({ ...target(), username });
    expect(data).toMatchObject({ permission, role_name: role, user: { login: username } });
  });
  test('milestone, assignees and state', async () => {
    configure({ milestones: ['v1'], collaborators: ['alice', 'bob'] });
    const { data: milestones } = await octokit().rest.issues.listMilestones(target());
    expect(milestones).toMatchObject([{ number: 1, title: 'v1', state: 'open' }]);
    await octokit().rest.issues.addAssignees({ ...issue(), assignees: ['bob', 'stranger'] });
    const { data } = await octokit().rest.issues.update({
      ...issue(),
      milestone: 1,
      assignees: ['alice'],
      state: 'closed',
    });
    expect(data).toMatchObject({
      milestone: { title: 'v1' },
      assignees: [{ login: 'alice' }],
      state: 'closed',
    });
    expect((await octokit().rest.issues.get(issue())).data.state).toBe('closed');
    expect(await failureOf(octokit().rest.issues.update({ ...issue(), milestone: 7 }))).toMatchObject({
      status: 422,
      data: { errors: [{ field: 'milestone', code: 'invalid' }] },
    });
    expect((await octokit().rest.issues.update({ ...issue(), milestone: null })).data.milestone).toBeNull();
  });
  test('labels of the repository, and one that somebody else made first', async () => {
    const make = () => octokit().rest.issues.createLabel({ ...target(), name: 'Deploy', color: 'ff0000' });
    expect((await make()).data).toMatchObject({ name: 'Deploy', color: 'ff0000' });
    expect(await failureOf(make())).toMatchObject({
      status: 422,
      data: { errors: [{ resource: 'Label', code: 'already_exists', field: 'name' }] },
    });
    expect((await octokit().rest.issues.listLabelsForRepo(target())).data).toHaveLength(1);
    expect(await failureOf(octokit().rest.issues.getLabel({ ...target(), name: 'no' }))).toMatchObject({
      status: 404,
    });
    await octokit().rest.issues.addLabels({ ...issue(), labels: ['deploy'] });
    expect((await octokit().rest.issues.removeLabel({ ...issue(), name: 'deploy' })).data).toEqual([]);
    const again = octokit().rest.issues.removeLabel({ ...issue(), name: 'deploy' });
    expect(await failureOf(again)).toMatchObject({ status: 404, data: { message: 'Label does not exist' } });
  });
  test.each([
    [{ reviewers: ['mallory'] }, 'Reviews may only be requested from collaborators.'],
    [{ team_reviewers: ['absent'] }, 'Could not resolve to a node'],
  ])('no review of %j', async (wanted, message) => {
    configure({ collaborators: ['alice'] });
    const call = octokit().rest.pulls.requestReviewers({ ...target(), pull_number: 1, ...wanted });
    const failure = await failureOf(call);
    expect(failure.status).toBe(422);
    expect(failure.data.message).toContain(message);
    expect(
      (await octokit().rest.pulls.get({ ...target(), pull_number: 1 })).data.requested_reviewers,
    ).toEqual([]);
  });
});

describe('merging', () => {
  const merge = (more: object = {}) => octokit().rest.pulls.merge({ ...target(), pull_number: 1, ...more });
  const log = () =>
    runGit(['log', '--format=%s', 'main'], standIn.github.repository(`acme/${ops.name}`)?.gitDir ?? '');
  test('a merge commit', async () => {
    const pull = await openPull(standIn, ops, 'bump');
    expect(await failureOf(merge({ sha: ops.main }))).toMatchObject({ status: 409 });
    const { data } = await merge({ sha: pull.headRefOid });
    expect(data.merged).toBe(true);
    expect(await log()).toBe(`Merge pull request #1 from acme/bump\nBump to bump\nInitial commit`);
    const { data: read } = await octokit().rest.pulls.get({ ...target(), pull_number: 1 });
    expect(read).toMatchObject({
      merged: true,
      state: 'closed',
      merge_commit_sha: data.sha,
      merged_by: { login: `${ops.slug}[bot]` },
    });
    expect(await failureOf(merge())).toMatchObject({ status: 405 });
  });
  test('a squash: the branch is not contained, and the pull request is merged all the same', async () => {
    await openPull(standIn, ops, 'bump');
    await merge({ merge_method: 'squash' });
    expect(await log()).toBe('Bump bump (#1)\nInitial commit');
    const { data } = await ops.graph(
      'query M($name: String!) { repository(owner: "acme", name: $name) { pullRequest(number: 1) { state merged mergedBy { login } mergeCommit { messageHeadline } } } }',
      { name: ops.name },
    );
    expect(data).toMatchObject({
      repository: {
        pullRequest: {
          state: 'MERGED',
          merged: true,
          mergedBy: { login: ops.slug },
          mergeCommit: { messageHeadline: 'Bump bump (#1)' },
        },
      },
    });
  });
  test.each([
    [{ mergeMethods: ['squash' as const] }, 'Merge commits are not allowed on this repository.'],
    [
      { protectedBranches: { main: { requiredApprovals: 1 } } },
      'At least 1 approving review is required by reviewers with write access.',
    ],
  ])('refused: %j', async (settings, message) => {
    configure(settings);
    await openPull(standIn, ops, 'bump');
    expect(await failureOf(merge())).toMatchObject({ status: 405, data: { message } });
  });
});

describe('history', () => {
  test('compare: every status, and pages', async () => {
    const one = await makeBranch(standIn, ops, 'one');
    const two = await makeCommit(standIn, ops, one, 'two');
    await makeBranch(standIn, ops, 'other');
    const compare = async (basehead: string, page = {}) =>
      (await octokit().rest.repos.compareCommitsWithBasehead({ ...target(), basehead, ...page })).data;
    expect(await compare('main...main')).toMatchObject({ status: 'identical', total_commits: 0 });
    expect(await compare(`main...${two}`)).toMatchObject({ status: 'ahead', ahead_by: 2, behind_by: 0 });
    expect(await compare(`${two}...main`)).toMatchObject({ status: 'behind', ahead_by: 0, behind_by: 2 });
    expect(await compare(`${two}...other`)).toMatchObject({ status: 'diverged', ahead_by: 1, behind_by: 2 });
    const page = await compare(`main...${two}`, { per_page: 1, page: 2 });
    expect(page.commits.map(({ sha }) => sha)).toEqual([two]);
    const { data } = await ops.graph(
      `query C($name: String!, $two: String!) { repository(owner: "acme", name: $name) { ref(qualifiedName: "main") {
        ahead: compare(headRef: $two) { status aheadBy commits(first: 5) { nodes { oid } } }
        same: compare(headRef: "main") { status }
      } other: ref(qualifiedName: "other") { compare(headRef: $two) { status behindBy } behind: compare(headRef: "main") { status } } } }`,
      { name: ops.name, two },
    );
    expect(data).toMatchObject({
      repository: {
        ref: {
          ahead: { status: 'AHEAD', aheadBy: 2, commits: { nodes: [{ oid: one }, { oid: two }] } },
          same: { status: 'IDENTICAL' },
        },
        other: { compare: { status: 'DIVERGED', behindBy: 1 }, behind: { status: 'BEHIND' } },
      },
    });
  });
  test('commits of a path', async () => {
    const one = await makeBranch(standIn, ops, 'one');
    const list = async (path: string) =>
      (await octokit().rest.repos.listCommits({ ...target(), sha: 'one', path })).data.map(({ sha }) => sha);
    expect(await list('values.yaml')).toEqual([one, ops.main]);
    expect(await list('README.md')).toEqual([ops.main]);
  });
  test('a source archive, from another host and without a token', async () => {
    const response = await fetch(`${standIn.urls.api}/repos/acme/${ops.name}/tarball/main`, {
      redirect: 'manual',
      headers: { authorization: `bearer ${ops.token}`, 'user-agent': 'test' },
    });
    expect(response.status).toBe(302);
    const location = response.headers.get('location') ?? '';
    expect(location).toMatch(/\/legacy\.tar\.gz\/main\?token=[A-Z0-9]{29}$/);
    expect((await fetch(location.replace(/\?.*/, ''))).status).toBe(404);
    const file = `${standIn.dir}/${ops.name}.tar.gz`;
    await writeFile(file, Buffer.from(await (await fetch(location)).arrayBuffer()));
    const { stdout } = await promisify(execFile)('tar', ['-tzf', file]);
    const folder = `acme-${ops.name}-${ops.main.slice(0, 7)}`;
    expect(stdout.trim().split('\n')).toEqual([`${folder}/`, `${folder}/README.md`, `${folder}/values.yaml`]);
    const missing = octokit().rest.repos.downloadTarballArchive({ ...target(), ref: 'absent' });
    expect(await failureOf(missing)).toMatchObject({ status: 404 });
    standIn.clock.advance(301_000);
    expect((await fetch(location)).status).toBe(404);
  });
});

test('text of blobs: cut at 512,000 bytes, null for binary files', async () => {
  const write = async (path: string, content: string, encoding: 'utf-8' | 'base64' = 'utf-8') => {
    const { data } = await octokit().rest.git.createBlob({ ...target(), content, encoding });
    return { path, mode: '100755' as const, type: 'blob' as const, sha: data.sha };
  };
  const tree = [
    await write('large.yaml', 'x'.repeat(512_001)),
    await write('fits.yaml', 'y'.repeat(512_000)),
    await write('binary', Buffer.from([1, 0, 2]).toString('base64'), 'base64'),
  ];
  const { data: made } = await octokit().rest.git.createTree({ ...target(), base_tree: ops.main, tree });
  const { data: head } = await octokit().rest.git.createCommit({
    ...target(),
    message: 'x',
    tree: made.sha,
    parents: [ops.main],
  });
  const file = (path: string) =>
    `file(path: "${path}") { mode object { ... on Blob { byteSize isTruncated isBinary text } } }`;
  const { data } = await ops.graph(
    `query B($name: String!, $oid: GitObjectID!) { repository(owner: "acme", name: $name) { object(oid: $oid) { ... on Commit {
      large: ${file('large.yaml')} fits: ${file('fits.yaml')} binary: ${file('binary')} none: ${file('absent')} folder: ${file('../x')}
    } } } }`,
    { name: ops.name, oid: head.sha },
  );
  expect(data).toMatchObject({
    repository: {
      object: {
        large: {
          mode: 0o100755,
          object: { byteSize: 512_001, isTruncated: true, text: 'x'.repeat(512_000) },
        },
        fits: { object: { isTruncated: false, text: 'y'.repeat(512_000) } },
        binary: { object: { isBinary: true, text: null } },
        none: null,
        folder: null,
      },
    },
  });
});

describe('a repository that is archived', () => {
  test('can be read and not written', async () => {
    const pull = await openPull(standIn, ops, 'bump');
    configure({ archived: true });
    expect((await octokit().rest.repos.get(target())).data.archived).toBe(true);
    const message = 'Repository was archived so is read-only.';
    const blob = octokit().rest.git.createBlob({ ...target(), content: 'x' });
    expect(await failureOf(blob)).toMatchObject({ status: 403, data: { message } });
    const closed = await ops.graph(
      'mutation M($id: ID!) { closePullRequest(input: { pullRequestId: $id }) { clientMutationId } }',
      { id: pull.id },
    );
    expect(closed.errors).toMatchObject([{ type: 'FORBIDDEN', message }]);
  });
});

describe('a repository that was renamed', () => {
  const rename = () => {
    const next = `${ops.name}-new`;
    standIn.github.renameRepository(`acme/${ops.name}`, next);
    return next;
  };
  const raw = (method: string, path: string, token = ops.token) =>
    fetch(`${standIn.urls.api}${path}`, {
      method,
      redirect: 'manual',
      headers: { authorization: `bearer ${token}`, 'user-agent': 'test' },
      ...(method === 'GET' ? {} : { body: '{"content":"x"}' }),
    });
  test('redirects on REST, with 307 for what writes', async () => {
    const next = rename();
    const read = await raw('GET', `/repos/acme/${ops.name}/branches?per_page=1`);
    expect(read.status).toBe(301);
    expect(await read.json()).toMatchObject({ message: 'Moved Permanently' });
    expect(read.headers.get('location')).toMatch(/\/repositories\/\d+\/branches\?per_page=1$/);
    const write = await raw('POST', `/repos/acme/${ops.name}/git/blobs`);
    expect(write.status).toBe(307);
    const followed = await fetch(write.headers.get('location') ?? '', {
      method: 'POST',
      body: '{"content":"x"}',
      headers: { authorization: `bearer ${ops.token}`, 'user-agent': 'test' },
    });
    expect(followed.status).toBe(201);
    expect((await octokit().rest.repos.get(target())).data.full_name).toBe(`acme/${next}`);
    const other = await createOps(standIn);
    expect((await raw('GET', `/repos/acme/${ops.name}`, other.token)).status).toBe(404);
  });
  test('is followed by GraphQL unless the query says no, and by git', async () => {
    const { name } = ops;
    const next = rename();
    const ask = (more: string) =>
      ops.graph(`{ repository(owner: "acme", name: "${name}"${more}) { nameWithOwner } }`);
    expect((await ask('')).data).toEqual({ repository: { nameWithOwner: `acme/${next}` } });
    expect((await ask(', followRenames: false')).errors).toMatchObject([{ type: 'NOT_FOUND' }]);
    const url = `${standIn.urls.server}/acme/${name}.git`.replace('://', `://x-access-token:${ops.token}@`);
    expect(await standIn.git(['ls-remote', url, 'refs/heads/main'])).toContain(ops.main);
  });
});

test('the hour of a token is used up: REST says 403, GraphQL says it with 200', async () => {
  const run = await standIn.startRun({ repository: `acme/${ops.name}`, jobs: { bump: {} } });
  const graph = createGraph(standIn, run.token('bump'));
  const ask = () => graph('{ viewer { login } }');
  let last = await ask();
  while (last.errors.length === 0)
    last = (await Promise.all(Array.from({ length: 100 }, ask))).at(-1) ?? last;
  expect(last).toMatchObject({
    status: 200,
    errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded for github-actions[bot].' }],
  });
  expect(last.headers.get('x-ratelimit-remaining')).toBe('0');
});
