/** How a bump behaves beside people, rules and other bumps, through the bundle. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  BRANCH,
  COMMIT_0,
  COMMIT_A,
  COMMIT_B,
  COMMIT_X,
  changedLines,
  newer,
  type Ops,
  record,
} from '../../actions/bump/test/ops.ts';
import { startBundledOps } from './bump-bundle.ts';

let ops: Ops;
beforeEach(async () => {
  ops = await startBundledOps();
});
afterEach(() => ops.stop());

const both = [record('api'), record('web')];
const at = (app: string, commit: string, run = '17') =>
  record(app, {
    deployTag: `sha-${commit}`,
    tags: [`sha-${commit}`],
    source: { ...record(app).source, commit, runId: run },
  });
const states = () => ops.pulls().map(({ number, state }) => `${number} ${state}`);
const graph = () => ops.requests.filter((line) => line.startsWith('POST /graphql'));
const warnings = () => ops.log.filter((line) => /^warning: (?!No signature)/.test(line));

describe('requests', () => {
  test.each([1, 10, 100])('are as many for %i apps', async (count) => {
    const apps = Array.from({ length: count }, (_, index) => `app-${index}`);
    const files = Object.fromEntries(
      apps.map((app) => [
        `deploy/helm/${app}/values-prod.yaml`,
        `image: {repository: ghcr.io/acme/shop/${app}, tag: old}\n`,
      ]),
    );
    await ops.commit('main', files);
    ops.requests.length = 0;
    await ops.bump(
      apps.map((app) => record(app)),
      { labels: 'deploy' },
    );
    expect(ops.requests.map((line) => line.replace(/[0-9a-f]{40}|\d{4,}/g, '…'))).toEqual([
      'GET /repos/acme/ops/installation',
      'POST /app/installations/…/access_tokens',
      'POST /graphql Ops',
      'POST /repos/acme/ops/git/trees',
      'GET /repos/acme/ops/git/trees/…',
      'POST /repos/acme/ops/git/commits',
      'POST /repos/acme/ops/git/refs',
      'POST /repos/acme/ops/pulls',
      // The way back names the pull request by its number, which is known now.
      'PATCH /repos/acme/ops/pulls/1',
      'POST /repos/acme/ops/issues/1/labels',
      'DELETE /installation/token',
    ]);
    expect(changedLines(ops, 'main', BRANCH)).toHaveLength(2 * count);
    expect(ops.pulls()[0]?.body?.length).toBeLessThan(65_536);
  });

  test('an update takes one look, one tree, one commit, one swap and one text', async () => {
    await ops.bump(both);
    ops.requests.length = 0;
    await ops.bump([newer('api'), newer('web')]);
    expect(ops.requests.slice(2).map((line) => line.replace(/[0-9a-f]{40}/g, '…'))).toEqual([
      'POST /graphql Ops',
      expect.stringMatching(/^GET \/repos\/acme\/ops\/compare\//),
      'POST /graphql History',
      'POST /repos/acme/ops/git/trees',
      'GET /repos/acme/ops/git/trees/…',
      'POST /repos/acme/ops/git/commits',
      'POST /graphql UpdateRefs',
      'PATCH /repos/acme/ops/pulls/1',
      'DELETE /installation/token',
    ]);
  });
});

describe('grouping', () => {
  test('a pull request for each app', async () => {
    const outputs = await ops.bump(both, { group: 'app' });
    expect(outputs['pull-request-number'].split('\n')).toEqual(['1', '2']);
    expect(outputs.branch.split('\n')).toEqual([`${BRANCH}.api`, `${BRANCH}.web`]);
    for (const branch of outputs.branch.split('\n'))
      expect(changedLines(ops, 'main', branch)).toHaveLength(2);
    expect(JSON.parse(outputs['pull-requests'])).toMatchObject([{ apps: ['api'] }, { apps: ['web'] }]);
  });

  test('a pull request for each environment, the same one again for a newer release', async () => {
    await ops.commit('main', {
      'staging/api.yaml': 'image: {tag: old}\n',
      'prod/api.yaml': 'image: {tag: old}\n',
    });
    const config = JSON.stringify({
      environments: { staging: {}, prod: {} },
      apps: { api: [{ file: '{environment}/{app}.yaml', find: 'path', path: 'image.tag' }] },
    });
    const outputs = await ops.bump([record('api')], { group: 'environment', config });
    expect(outputs.branch.split('\n')).toEqual([`${BRANCH}.staging`, `${BRANCH}.prod`]);
    await ops.bump([newer('api')], { group: 'environment', config });
    expect(states()).toEqual(['1 open', '2 open']);
    expect(ops.git('show', `${BRANCH}.prod:prod/api.yaml`)).toContain(COMMIT_B);
  });

  test('a pull request for each run supersedes the older one, with a link', async () => {
    await ops.bump(both, { group: 'run' });
    await ops.bump([newer('api'), newer('web')], { group: 'run' });
    expect(states()).toEqual(['1 closed', '2 open']);
    const { data } = await ops.api('GET', '/issues/1/comments');
    expect(data).toMatchObject([{ body: 'Superseded by #2.' }]);
    expect(ops.refs()).not.toContain(`${BRANCH}.run-17`);
  });

  test('one that holds another app, or that somebody else opened, is not superseded', async () => {
    await ops.bump(both, { group: 'run' });
    await ops.bump([newer('api')], { group: 'run' });
    expect(states()).toEqual(['1 open', '2 open']);
    // A person's pull request with the same hidden marker.
    const body = ops.pulls()[1]?.body ?? '';
    await ops.api('POST', '/git/refs', {
      ref: 'refs/heads/person',
      sha: ops.git('rev-parse', `${BRANCH}.run-18`).trim(),
    });
    await ops.api('POST', '/pulls', { head: 'person', base: 'main', title: 'Mine', body });
    await ops.bump([at('api', COMMIT_B, '19')], { group: 'run' });
    expect(states()).toEqual(['1 open', '2 closed', '3 open', '4 open']);
  });

  test('switched off, nothing is closed', async () => {
    await ops.bump([record('api')], { group: 'run' });
    await ops.bump([newer('api')], { group: 'run', supersede: 'false' });
    expect(states()).toEqual(['1 open', '2 open']);
  });
});

describe('never backward', () => {
  test('an older release leaves the newer proposal as it is', async () => {
    await ops.bump([newer('api'), newer('web')]);
    const refs = ops.refs();
    const body = ops.pulls()[0]?.body;
    const outputs = await ops.bump([at('api', COMMIT_A, '9'), at('web', COMMIT_A, '9')]);
    expect(outputs.changed).toBe('false');
    expect(JSON.parse(outputs.skipped)).toMatchObject([
      { app: 'api', reason: expect.stringContaining(COMMIT_B.slice(0, 7)) },
      { app: 'web' },
    ]);
    expect(ops.refs()).toBe(refs);
    expect(ops.pulls()[0]?.body).toBe(body);
    expect(warnings()).toHaveLength(2);
  });

  test('only what is older is left out', async () => {
    await ops.bump([newer('api')]);
    const outputs = await ops.bump([at('api', COMMIT_A), at('web', COMMIT_A)]);
    expect(JSON.parse(outputs.skipped)).toMatchObject([{ app: 'api' }]);
    const added = changedLines(ops, 'main', BRANCH).filter((line) => line.startsWith('+'));
    expect(added).toEqual([expect.stringContaining(COMMIT_B), expect.stringContaining(COMMIT_A)]);
  });

  test('unless it is allowed', async () => {
    await ops.bump([newer('api')]);
    const outputs = await ops.bump([at('api', COMMIT_0)], { 'allow-rollback': 'true' });
    expect(outputs.skipped).toBe('[]');
    expect(changedLines(ops, 'main', BRANCH)[1]).toContain(COMMIT_0);
  });

  test('a commit beside the proposed one is not older', async () => {
    await ops.bump([record('api')]);
    const outputs = await ops.bump([at('api', COMMIT_X)]);
    expect(outputs).toMatchObject({ changed: 'true', skipped: '[]' });
  });

  test('a token that may not read the source says so once', async () => {
    const token = ops.github.createUserToken({
      login: 'blind',
      repositories: ['acme/ops'],
      permissions: { contents: 'read' },
    });
    await ops.github.createRepository({ owner: 'acme', name: 'secret', private: true });
    const source = { ...newer('api').source, repository: 'acme/secret' };
    await ops.bump([record('api', { source: { ...source, commit: COMMIT_A } })]);
    await ops.bump([{ ...newer('api'), source }], { 'github-token': token });
    expect(warnings().filter((line) => line.includes('cannot be asked'))).toHaveLength(1);
  });
});

describe('back', () => {
  test('to what was deployed before, out of the history', async () => {
    const file = 'deploy/helm/api/values-prod.yaml';
    const first = `image:\n  tag: "sha-1@${record('api').digest}"\n`;
    await ops.commit('main', { [file]: first });
    await ops.commit('main', { [file]: `${first}replicas: 3\n` });
    const digest = newer('api').digest;
    await ops.commit('main', { [file]: `image:\n  tag: "sha-2@${digest}"\nreplicas: 4\n` });
    const outputs = await ops.bump([], {
      operation: 'rollback',
      images: 'api=ghcr.io/acme/shop/api',
      'digest-mode': 'suffix',
    });
    expect(changedLines(ops, 'main', outputs.branch)).toEqual([
      `-  tag: "sha-2@${digest}"`,
      `+  tag: "sha-1@${record('api').digest}"`,
    ]);
    expect(ops.pulls()[0]?.title).toBe('Roll back api to sha-1');
    expect(outputs.branch).toBe(`${BRANCH}.rollback-17`);
  });

  test('with nothing to go back to', async () => {
    await expect(
      ops.bump([], { operation: 'rollback', images: 'api=ghcr.io/acme/shop/api' }),
    ).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringContaining('cannot go back'),
    });
  });
});

describe('straight to the base', () => {
  /** The ops side says so: the run that deploys cannot. */
  const says = (deploy: object) => ops.commit('main', { '.sealift.yml': JSON.stringify({ deploy }) });
  const DIRECT = {
    environments: { prod: { mode: 'commit' } },
    apps: { '*': [{ file: 'deploy/helm/{app}/values-prod.yaml', environment: 'prod', path: 'image.tag' }] },
  };

  test('one commit, no branch, no pull request', async () => {
    await says(DIRECT);
    const outputs = await ops.bump(both);
    expect(outputs).toMatchObject({ changed: 'true', branch: 'main', 'pull-request-url': '' });
    expect(ops.pulls()).toEqual([]);
    expect(changedLines(ops, 'main~1', 'main')).toHaveLength(4);
    expect(outputs.commit).toBe(ops.git('rev-parse', 'main').trim());
    expect((await ops.bump(both)).changed).toBe('false');
  });

  test('an environment that follows every release beside one that is reviewed', async () => {
    await ops.commit('main', { 'staging/api.yaml': 'tag: old\n', 'prod/api.yaml': 'tag: old\n' });
    await says({
      environments: { staging: { mode: 'commit' }, prod: {} },
      apps: { api: [{ file: '{environment}/{app}.yaml', find: 'path', path: 'tag' }] },
    });
    const outputs = await ops.bump([record('api')]);
    expect(ops.git('show', 'main:staging/api.yaml')).toContain(COMMIT_A);
    expect(ops.git('show', 'main:prod/api.yaml')).toBe('tag: old\n');
    expect(JSON.parse(outputs['pull-requests'])).toMatchObject([{ environment: 'prod' }]);
  });

  test.each(['classic', 'ruleset'] as const)('a protected base (%s) says what to do', async (by) => {
    await says(DIRECT);
    ops.github.configureRepository('acme/ops', {
      protectedBranches: { main: { by, requiresPullRequest: true } },
    });
    const refs = ops.refs();
    await expect(ops.bump(both)).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringMatching(/"main" of acme\/ops is protected.*mode: pull-request/s),
    });
    expect(ops.refs()).toBe(refs);
  });

  test('not because the run wants it', async () => {
    const refs = ops.refs();
    await expect(ops.bump(both, { mode: 'commit' })).rejects.toMatchObject({
      category: 'policy',
      message: expect.stringMatching(/nobody on the ops side has allowed it.*"allow: \[commit\]"/s),
    });
    await expect(ops.bump(both, { 'auto-merge': 'squash' })).rejects.toMatchObject({ category: 'policy' });
    expect(ops.refs()).toBe(refs);
    // A pull request for it is no problem.
    expect((await ops.bump(both)).changed).toBe('true');
  });
});

describe('what goes on a pull request', () => {
  test('reviewers, a team, an assignee, a milestone, as a draft; later ones are not put on again', async () => {
    const app = ops.github.createApp({
      slug: 'sealift-all',
      permissions: { contents: 'write', pull_requests: 'write', members: 'read' },
      repositories: ['acme/ops'],
    });
    ops.github.configureRepository('acme/ops', {
      collaborators: ['bob', 'carol'],
      teams: ['platform'],
      milestones: ['v1'],
    });
    const inputs = {
      'app-id': String(app.id),
      'private-key': app.privateKeyPem,
      reviewers: 'bob',
      'team-reviewers': 'platform',
      assignees: 'carol',
      milestone: 'v1',
      draft: 'true',
    };
    await ops.bump(both, inputs);
    expect(warnings()).toEqual([]);
    const { data } = await ops.api('GET', '/pulls/1');
    expect(data).toMatchObject({
      draft: true,
      requested_reviewers: [{ login: 'bob' }],
      requested_teams: [{ slug: 'platform' }],
      assignees: [{ login: 'carol' }],
      milestone: { title: 'v1' },
    });
    ops.requests.length = 0;
    await ops.bump([newer('api')], inputs);
    expect(ops.requests.filter((line) => /requested_reviewers|assignees|milestones/.test(line))).toEqual([]);
  });

  test('a reviewer who is no collaborator, a milestone that is not there: warnings, and the bump is made', async () => {
    const outputs = await ops.bump(both, { reviewers: 'stranger', milestone: 'v9' });
    expect(outputs).toMatchObject({ changed: 'true', 'pull-request-number': '1' });
    expect(warnings().join('\n')).toMatch(/No review was asked for.*\n.*milestone "v9"/s);
  });

  test('a label that comes late is a warning', async () => {
    ops.github.configureRepository('acme/ops', { lag: { lists: 0, nodes: 9 } });
    const outputs = await ops.bump(both, { labels: 'deploy' });
    expect(outputs['pull-request-number']).toBe('1');
    expect(warnings().join('\n')).toContain('labels were not added');
  });

  test('a pull request that lists do not show yet is found all the same', async () => {
    ops.github.configureRepository('acme/ops', { lag: { lists: 2, nodes: 0 } });
    await ops.bump(both);
    await ops.bump([newer('api')]);
    expect(states()).toEqual(['1 open']);
  });
});

describe('people', () => {
  test('whose commits are on the branch are kept', async () => {
    await ops.bump(both);
    await ops.commit(BRANCH, { 'NOTES.md': 'by hand\n' });
    await ops.bump([newer('api')]);
    expect(ops.git('show', `${BRANCH}:NOTES.md`)).toBe('by hand\n');
  });

  test('or refused, by choice', async () => {
    await ops.bump(both);
    expect((await ops.bump([newer('api')], { 'people-commits': 'refuse' })).changed).toBe('true');
    const head = await ops.commit(BRANCH, { 'NOTES.md': 'by hand\n' });
    await expect(ops.bump([newer('web')], { 'people-commits': 'refuse' })).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringMatching(/holds commits of alice/),
    });
    expect(ops.git('rev-parse', BRANCH).trim()).toBe(head);
  });

  test('who closed a pull request are not asked again for the same release', async () => {
    await ops.bump(both);
    await ops.api('PATCH', '/pulls/1', { state: 'closed' });
    const outputs = await ops.bump(both);
    expect(outputs).toMatchObject({ changed: 'false', 'pull-request-url': '' });
    expect(ops.log.join('\n')).toMatch(/notice: .*\/pull\/1 for these releases was closed by hand/);
    await ops.bump([newer('api'), newer('web')]);
    expect(states()).toEqual(['1 closed', '2 open']);
  });
});

describe('tokens', () => {
  test("a personal one: GitHub signs its commit by the other way, and the file's bytes are the same", async () => {
    const token = ops.github.createUserToken({
      login: 'alice',
      repositories: ['acme/ops'],
      permissions: { contents: 'write', pull_requests: 'write' },
    });
    const outputs = await ops.bump(both, { token });
    expect(changedLines(ops, 'main', BRANCH)).toHaveLength(4);
    const { data } = await ops.api('GET', `/commits/${outputs.commit}`);
    expect(data).toMatchObject({ commit: { verification: { verified: true } } });
    await ops.bump([newer('api')], { token });
    expect(states()).toEqual(['1 open']);
    expect(graph().filter((line) => line.endsWith('CommitOnBranch'))).toHaveLength(2);
  });
});

test('a repository that was renamed is found, with a warning', async () => {
  ops.github.renameRepository('acme/ops', 'deployments');
  const outputs = await ops.bump(both);
  expect(outputs['pull-request-url']).toContain('acme/deployments/pull/1');
  expect(warnings().join('\n')).toContain('acme/ops was renamed to acme/deployments');
});

test('an archived repository is refused before anything is written', async () => {
  ops.github.configureRepository('acme/ops', { archived: true });
  await expect(ops.bump(both)).rejects.toMatchObject({
    category: 'configuration',
    message: expect.stringContaining('archived'),
  });
});
