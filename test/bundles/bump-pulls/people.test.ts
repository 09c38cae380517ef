/** A pull request belongs to people: what is put on it, and what they do with it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BRANCH, newer, type Ops } from '../../../actions/bump/test/ops.ts';
import { startBundledOps } from '../bump-bundle.ts';
import { both, statesOf, warningsOf } from './bundled-ops.ts';

let ops: Ops;

beforeEach(async () => {
  ops = await startBundledOps();
});

afterEach(() => ops.stop());

const states = () => statesOf(ops);

const warnings = () => warningsOf(ops);

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
