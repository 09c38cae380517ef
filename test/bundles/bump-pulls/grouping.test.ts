/** Which changes go into one pull request, and which one takes the place of another. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BRANCH, COMMIT_B, changedLines, newer, type Ops, record } from '../../../actions/bump/test/ops.ts';
import { startBundledOps } from '../bump-bundle.ts';
import { at, both, statesOf } from './bundled-ops.ts';

let ops: Ops;

beforeEach(async () => {
  ops = await startBundledOps();
});

afterEach(() => ops.stop());

const states = () => statesOf(ops);

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
