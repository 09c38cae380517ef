import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createGrant,
  describeUse,
  downgradeForFork,
  excess,
  intersect,
  type Level,
  readPermissions,
  recordUse,
} from '../src/permissions.ts';
import { failureOf, type Octokit, type StandIn, startStandIn } from './octokit.ts';

const shop = { owner: 'acme', repo: 'shop' };
const SHA = 'a'.repeat(40);
let standIn: StandIn;
let main: string;

beforeAll(async () => {
  standIn = await startStandIn();
  const { github, source } = standIn;
  await github.createRepository({
    owner: 'acme',
    name: 'shop',
    from: source,
    settings: { actionsMayOpenPullRequests: true },
  });
  await github.createRepository({ owner: 'acme', name: 'secret', from: source });
  await github.createRepository({ owner: 'acme', name: 'public', from: source, private: false });
  const commit = await standIn.git(
    ['commit-tree', '-p', 'main', '-m', 'x', 'main^{tree}'],
    github.repository('acme/shop')?.gitDir,
  );
  await github.openPullRequest({ repository: 'acme/shop', head: { branch: 'topic', commit } });
  main = await standIn.git(['rev-parse', 'main'], source);
});
afterAll(() => standIn.stop());

/** Every route of a repository with the least that it takes. */
const routes: readonly (readonly [string, string, Level, (octokit: Octokit) => Promise<unknown>])[] = [
  ['get a ref', 'contents', 'read', (o) => o.rest.git.getRef({ ...shop, ref: 'heads/main' })],
  ['list matching refs', 'contents', 'read', (o) => o.rest.git.listMatchingRefs({ ...shop, ref: 'heads/' })],
  [
    'create a ref',
    'contents',
    'write',
    (o) => o.rest.git.createRef({ ...shop, ref: 'refs/heads/new', sha: main }),
  ],
  [
    'update a ref',
    'contents',
    'write',
    (o) => o.rest.git.updateRef({ ...shop, ref: 'heads/new', sha: main }),
  ],
  ['delete a ref', 'contents', 'write', (o) => o.rest.git.deleteRef({ ...shop, ref: 'heads/new' })],
  ['create a blob', 'contents', 'write', (o) => o.rest.git.createBlob({ ...shop, content: 'x' })],
  ['get a blob', 'contents', 'read', (o) => o.rest.git.getBlob({ ...shop, file_sha: SHA })],
  [
    'create a tree',
    'contents',
    'write',
    (o) =>
      o.rest.git.createTree({ ...shop, tree: [{ path: 'x', mode: '100644', type: 'blob', content: 'x' }] }),
  ],
  ['get a tree', 'contents', 'read', (o) => o.rest.git.getTree({ ...shop, tree_sha: 'main' })],
  [
    'create a commit',
    'contents',
    'write',
    (o) => o.rest.git.createCommit({ ...shop, message: 'x', tree: SHA }),
  ],
  ['get a git commit', 'contents', 'read', (o) => o.rest.git.getCommit({ ...shop, commit_sha: main })],
  ['get contents', 'contents', 'read', (o) => o.rest.repos.getContent({ ...shop, path: 'README.md' })],
  ['list commits', 'contents', 'read', (o) => o.rest.repos.listCommits(shop)],
  ['get a commit', 'contents', 'read', (o) => o.rest.repos.getCommit({ ...shop, ref: 'main' })],
  [
    'compare',
    'contents',
    'read',
    (o) => o.rest.repos.compareCommitsWithBasehead({ ...shop, basehead: 'main...topic' }),
  ],
  ['list branches', 'contents', 'read', (o) => o.rest.repos.listBranches(shop)],
  ['get a branch', 'contents', 'read', (o) => o.rest.repos.getBranch({ ...shop, branch: 'main' })],
  ['list pulls', 'pull-requests', 'read', (o) => o.rest.pulls.list(shop)],
  [
    'create a pull',
    'pull-requests',
    'write',
    (o) => o.rest.pulls.create({ ...shop, head: 'x', base: 'main', title: 'x' }),
  ],
  ['get a pull', 'pull-requests', 'read', (o) => o.rest.pulls.get({ ...shop, pull_number: 1 })],
  [
    'update a pull',
    'pull-requests',
    'write',
    (o) => o.rest.pulls.update({ ...shop, pull_number: 1, title: 'x' }),
  ],
  [
    'list files of a pull',
    'pull-requests',
    'read',
    (o) => o.rest.pulls.listFiles({ ...shop, pull_number: 1 }),
  ],
  [
    'request reviewers',
    'pull-requests',
    'write',
    (o) => o.rest.pulls.requestReviewers({ ...shop, pull_number: 1, reviewers: ['x'] }),
  ],
  [
    'list labels',
    'pull-requests',
    'read',
    (o) => o.rest.issues.listLabelsOnIssue({ ...shop, issue_number: 1 }),
  ],
  [
    'add labels',
    'pull-requests',
    'write',
    (o) => o.rest.issues.addLabels({ ...shop, issue_number: 1, labels: ['x'] }),
  ],
  [
    'set labels',
    'issues',
    'write',
    (o) => o.rest.issues.setLabels({ ...shop, issue_number: 1, labels: ['x'] }),
  ],
  ['remove labels', 'issues', 'write', (o) => o.rest.issues.removeAllLabels({ ...shop, issue_number: 1 })],
  [
    'add assignees',
    'pull-requests',
    'write',
    (o) => o.rest.issues.addAssignees({ ...shop, issue_number: 1, assignees: [] }),
  ],
  ['get an issue', 'issues', 'read', (o) => o.rest.issues.get({ ...shop, issue_number: 1 })],
  [
    'update an issue',
    'issues',
    'write',
    (o) => o.rest.issues.update({ ...shop, issue_number: 1, milestone: null }),
  ],
  ['list comments', 'pull-requests', 'read', (o) => o.rest.issues.listComments({ ...shop, issue_number: 1 })],
  [
    'comment',
    'pull-requests',
    'write',
    (o) => o.rest.issues.createComment({ ...shop, issue_number: 1, body: 'x' }),
  ],
  [
    'remove a label',
    'pull-requests',
    'write',
    (o) => o.rest.issues.removeLabel({ ...shop, issue_number: 1, name: 'x' }),
  ],
  ['list labels of the repository', 'issues', 'read', (o) => o.rest.issues.listLabelsForRepo(shop)],
  ['get a label', 'issues', 'read', (o) => o.rest.issues.getLabel({ ...shop, name: 'x' })],
  ['create a label', 'issues', 'write', (o) => o.rest.issues.createLabel({ ...shop, name: 'made' })],
  ['list milestones', 'issues', 'read', (o) => o.rest.issues.listMilestones(shop)],
  ['merge a pull', 'contents', 'write', (o) => o.rest.pulls.merge({ ...shop, pull_number: 1, sha: SHA })],
  [
    'get an archive',
    'contents',
    'read',
    (o) => o.rest.repos.downloadTarballArchive({ ...shop, ref: 'absent' }),
  ],
  [
    'upload SARIF',
    'security-events',
    'write',
    (o) => o.rest.codeScanning.uploadSarif({ ...shop, commit_sha: SHA, ref: 'refs/heads/main', sarif: 'x' }),
  ],
  ['get SARIF', 'security-events', 'read', (o) => o.rest.codeScanning.getSarif({ ...shop, sarif_id: 'x' })],
  ['list analyses', 'security-events', 'read', (o) => o.rest.codeScanning.listRecentAnalyses(shop)],
  ['list alerts', 'security-events', 'read', (o) => o.rest.codeScanning.listAlertsForRepo(shop)],
  ['get a run', 'actions', 'read', (o) => o.rest.actions.getWorkflowRun({ ...shop, run_id: 1 })],
  [
    'list artifacts',
    'actions',
    'read',
    (o) => o.rest.actions.listWorkflowRunArtifacts({ ...shop, run_id: 1 }),
  ],
  [
    'download an artifact',
    'actions',
    'read',
    (o) => o.rest.actions.downloadArtifact({ ...shop, artifact_id: 1, archive_format: 'zip' }),
  ],
];

describe('without its permission a route is denied', () => {
  test.each(routes)('%s: %s: %s', async (_, permission, level, request) => {
    const all = readPermissions('write-all');
    const { [permission]: _removed, ...rest } = all;
    const others: Record<string, Level> = rest;
    // Labels and assignees take either of two.
    if (permission === 'pull-requests') delete others['issues'];
    if (permission === 'issues') delete others['pull-requests'];
    const lower = level === 'write' ? { ...others, [permission]: 'read' as const } : others;
    const run = await standIn.startRun({
      jobs: { without: lower, with: { ...others, [permission]: level } },
    });

    const failure = await failureOf(request(standIn.octokit(run.token('without'))));
    expect(failure).toMatchObject({
      status: 403,
      data: { message: 'Resource not accessible by integration', status: '403' },
    });
    expect(failure.headers['x-accepted-github-permissions']).toContain(
      `${permission.replace('-', '_')}=${level}`,
    );
    expect(failure.data.documentation_url).toMatch(/^https:\/\/docs\.github\.com\/rest\//);
    const [denial] = standIn.github.report(run).denials;
    expect(denial).toMatchObject({ job: 'without', runId: run.runId, needed: level });

    // With it, the request gets as far as the work.
    const outcome = await request(standIn.octokit(run.token('with'))).then(
      () => 200,
      (error: { status: number }) => error.status,
    );
    expect(outcome).not.toBe(403);
    const report = standIn.github.report(run);
    expect(report.jobs['with']?.used[permission]).toBe(level);
    expect(report.bugs).toEqual([]);
    expect(report.denials).toHaveLength(1);
  });
});

describe('what a token may not see does not exist', () => {
  const secret = { owner: 'acme', repo: 'secret' };
  test('another private repository', async () => {
    const run = await standIn.startRun({ jobs: { build: 'write-all' } });
    const octokit = standIn.octokit(run.token('build'));
    for (const request of [
      octokit.rest.repos.get(secret),
      octokit.rest.git.getRef({ ...secret, ref: 'heads/main' }),
    ])
      expect(await failureOf(request)).toMatchObject({ status: 404, data: { message: 'Not Found' } });
  });
  test('without a token: private nothing, public everything that reads', async () => {
    const nobody = standIn.octokit();
    const open = { owner: 'acme', repo: 'public' };
    expect(await failureOf(nobody.rest.repos.get(shop))).toMatchObject({ status: 404 });
    expect((await nobody.rest.repos.getContent({ ...open, path: 'README.md' })).status).toBe(200);
    expect(await failureOf(nobody.rest.git.createBlob({ ...open, content: 'x' }))).toMatchObject({
      status: 401,
    });
    expect(await failureOf(nobody.rest.codeScanning.listAlertsForRepo(open))).toMatchObject({ status: 401 });
  });
  test('in a public repository reading needs no permission, writing does', async () => {
    const run = await standIn.startRun({ jobs: { build: {} } });
    const octokit = standIn.octokit(run.token('build'));
    const open = { owner: 'acme', repo: 'public' };
    expect((await octokit.rest.pulls.list(open)).status).toBe(200);
    expect(await failureOf(octokit.rest.git.createBlob({ ...open, content: 'x' }))).toMatchObject({
      status: 403,
    });
  });
  test('a token that is none, and one of a run that is over', async () => {
    const bad = { status: 401, data: { message: 'Bad credentials' } };
    expect(await failureOf(standIn.octokit('ghs_invented').rest.repos.get(shop))).toMatchObject(bad);
    const run = await standIn.startRun({ jobs: { build: { contents: 'read' } } });
    const octokit = standIn.octokit(run.token('build'));
    await octokit.rest.repos.get(shop);
    run.end();
    expect(await failureOf(octokit.rest.repos.get(shop))).toMatchObject(bad);
  });
});

describe('GitHub’s description', () => {
  const job = async () => {
    const run = await standIn.startRun({ jobs: { build: 'write-all' } });
    return { run, octokit: standIn.octokit(run.token('build')) };
  };
  test.each([
    ['a field of the wrong type', { message: 'x', tree: 7 }],
    ['a missing field', { message: 'x' }],
  ])('%s is answered with 422 and fails the rehearsal', async (_, body) => {
    const { run, octokit } = await job();
    const failure = await failureOf(octokit.request('POST /repos/acme/shop/git/commits', body as never));
    expect(failure.status).toBe(422);
    expect(failure.data.message).toMatch(/^Invalid request\.\n\n.*tree/);
    const { violations, failures } = standIn.github.report(run);
    expect(violations).toHaveLength(1);
    expect(failures[0]).toContain('job build: POST');
  });
  test('a parameter of the wrong type', async () => {
    const { run, octokit } = await job();
    for (const url of ['GET /repos/acme/shop/pulls/abc', 'GET /repos/acme/shop/pulls?state=merged'])
      expect(await failureOf(octokit.request(url))).toMatchObject({ status: 422 });
    expect(standIn.github.report(run).violations).toHaveLength(2);
  });
  test('a field or parameter that GitHub ignores is told of, and no more', async () => {
    const { run, octokit } = await job();
    await octokit.request('POST /repos/{owner}/{repo}/git/blobs', { ...shop, content: 'x', contents: 'y' });
    await octokit.request('GET /repos/acme/shop/branches?perpage=3');
    const { ignored, failures } = standIn.github.report(run);
    expect(ignored.map(({ message }) => message)).toEqual([
      'GitHub does not know the field "contents" here.',
      'GitHub does not know the query parameter "perpage" here.',
    ]);
    expect(failures).toEqual([]);
  });
  test('an unknown route answers 501 and fails the rehearsal', async () => {
    const { run, octokit } = await job();
    expect(await failureOf(octokit.rest.repos.listTags(shop))).toMatchObject({ status: 501 });
    const query = octokit.request('POST /graphql', { query: '{ meta { gitHubServicesSha } }' });
    expect(await failureOf(query)).toMatchObject({
      status: 501,
      data: { message: 'The rehearsal does not know Query.meta' },
    });
    const { unknownRoutes, failures } = standIn.github.report(run);
    expect(unknownRoutes.map(({ path }) => path)).toEqual(['/repos/acme/shop/tags', '/graphql']);
    expect(failures).toHaveLength(2);
  });
  test.each([
    ['no user agent', { 'user-agent': '' }, 403],
    ['an unknown version', { 'x-github-api-version': '2021-01-01' }, 400],
    ['an Accept that GitHub refuses', { accept: 'text/html' }, 415],
  ])('%s', async (_, headers, status) => {
    const { run } = await job();
    const response = await fetch(`${standIn.urls.api}/repos/acme/shop`, {
      headers: { authorization: `bearer ${run.token('build')}`, 'user-agent': 'test', ...headers },
    });
    expect(response.status).toBe(status);
  });
  test('a body that is no JSON', async () => {
    const { run } = await job();
    const response = await fetch(`${standIn.urls.api}/repos/acme/shop/git/blobs`, {
      method: 'POST',
      body: '{',
      headers: { authorization: `bearer ${run.token('build')}`, 'user-agent': 'test' },
    });
    expect([response.status, ((await response.json()) as { message: string }).message]).toEqual([
      400,
      'Problems parsing JSON',
    ]);
  });
  test('limits are counted', async () => {
    const { octokit } = await job();
    const { headers } = await octokit.rest.repos.get(shop);
    const { data } = await octokit.rest.rateLimit.get();
    expect(data.rate.limit).toBe(1_000);
    expect(data.rate.remaining).toBe(Number(headers['x-ratelimit-remaining']) - 1);
    expect(headers['x-github-request-id']).toMatch(/^[0-9A-F]{32}$/);
  });
});

describe('grants', () => {
  test('a called job has no more than its caller, and the difference is told', async () => {
    const run = await standIn.startRun({
      callerPermissions: { contents: 'read', packages: 'write' },
      jobs: { build: { contents: 'write', packages: 'write', 'id-token': 'write' } },
    });
    const job = standIn.github.report(run).jobs['build'];
    expect(job?.granted).toEqual({ contents: 'read', packages: 'write' });
    expect(job?.excess).toEqual([
      { permission: 'contents', asked: 'write', allowed: 'read' },
      { permission: 'id-token', asked: 'write', allowed: 'none' },
    ]);
    expect(run.idTokenRequest('build')).toBeUndefined();
  });
  test('a pull request from a fork reads only', async () => {
    const run = await standIn.startRun({ fork: true, event: 'pull_request', jobs: { build: 'write-all' } });
    expect(run.idTokenRequest('build')).toBeUndefined();
    const octokit = standIn.octokit(run.token('build'));
    await octokit.rest.repos.getContent({ ...shop, path: 'README.md' });
    expect(await failureOf(octokit.rest.git.createBlob({ ...shop, content: 'x' }))).toMatchObject({
      status: 403,
    });
  });
  test('what was granted and never used', () => {
    const grant = createGrant({ contents: 'write', packages: 'write', actions: 'read' });
    recordUse(grant, 'contents', 'read');
    recordUse(grant, 'packages', 'write');
    recordUse(grant, 'packages', 'read');
    expect(describeUse(grant)).toEqual({
      granted: { contents: 'write', packages: 'write', actions: 'read' },
      used: { contents: 'read', packages: 'write' },
      unused: [
        { permission: 'contents', granted: 'write', used: 'read' },
        { permission: 'actions', granted: 'read', used: 'none' },
      ],
    });
  });
  test('arithmetic', () => {
    expect(intersect({ a: 'write', b: 'read', c: 'write' }, { a: 'read', b: 'write' })).toEqual({
      a: 'read',
      b: 'read',
    });
    expect(downgradeForFork({ contents: 'write', 'id-token': 'write' })).toEqual({ contents: 'read' });
    expect(excess({ a: 'write' }, { a: 'write' })).toEqual([]);
    expect(readPermissions({ contents: 'none' })).toEqual({});
    expect(readPermissions('read-all')).not.toHaveProperty('id-token');
    expect(readPermissions('write-all')).toMatchObject({ 'id-token': 'write', packages: 'write' });
  });
  test.each([{ content: 'read' }, { contents: 'admin' }, { 'id-token': 'read' }])(
    '%j is no permission',
    (written) => {
      expect(() => readPermissions(written)).toThrow('is not a permission of a workflow');
    },
  );
});
