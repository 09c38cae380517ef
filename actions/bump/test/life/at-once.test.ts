/** Several bumps on one branch at the same time: nothing is doubled, nothing is lost, neither on the branch nor in its text. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { COMMIT_B, type Ops, startOps } from '../ops.ts';
import { APPS, type App, checkAgreement, FILES, releaseOf, type Scene, sceneOf, TAGS } from './scene.ts';

let ops: Ops;
let scene: Scene;
let count = 0;
beforeAll(async () => {
  ops = await startOps(FILES);
});
afterAll(() => ops.stop());
beforeEach(() => {
  count += 1;
  scene = sceneOf(ops, `at-once-${count}`);
  ops.clearFaults();
});

const all = (apps: readonly App[]) =>
  Object.fromEntries(apps.map((app) => [app, TAGS.second])) as Partial<Record<App, string>>;

test.each([2, 5])('%i that find no branch', async (many) => {
  const apps = APPS.slice(0, many);
  await Promise.all(apps.map((app) => scene.bump([releaseOf(app)])));
  checkAgreement(ops, scene, { changes: all(apps) });
  expect(scene.states()).toEqual(['open']);
});

test('three on an open pull request, one of which writes its text late', async () => {
  await scene.bump([releaseOf('edge')]);
  ops.inject({ method: 'PATCH', path: /\/pulls\/\d+$/ }, { delay: 1500 });
  await Promise.all((['api', 'web', 'jobs'] as const).map((app) => scene.bump([releaseOf(app)])));
  checkAgreement(ops, scene, { changes: all(['edge', 'api', 'web', 'jobs']) });
});

test('an older and a newer release of one app: the newer one stays', async () => {
  await Promise.all([scene.bump([releaseOf('api')]), scene.bump([releaseOf('api', 'third')])]);
  checkAgreement(ops, scene, { changes: { api: TAGS.third } });
});

test('a newer release is on the branch, and has no pull request yet: an older one leaves it there', async () => {
  ops.inject({ method: 'POST', path: /\/pulls$/ }, { status: 500, body: '{}' }, 10);
  await expect(scene.bump([releaseOf('api', 'third')])).rejects.toMatchObject({ category: 'remote' });
  ops.clearFaults();
  const head = scene.head();
  await scene.bump([releaseOf('api'), releaseOf('web')]);
  expect(scene.said()).toContain(
    `The branch ${scene.branch} proposes ${COMMIT_B.slice(0, 7)} of "api" already`,
  );
  expect(scene.head()).not.toBe(head);
  checkAgreement(ops, scene, { changes: { api: TAGS.third, web: TAGS.second } });
});

test('the base has it meanwhile, and another run adds to the branch: it is not closed', async () => {
  await scene.bump([releaseOf('api')]);
  await scene.commit({
    'deploy/helm/api/values-prod.yaml': ops.git('show', `${scene.branch}:deploy/helm/api/values-prod.yaml`),
  });
  await Promise.all([scene.bump([releaseOf('api')]), scene.bump([releaseOf('web')])]);
  await scene.bump([releaseOf('web')]);
  checkAgreement(ops, scene, { changes: { web: TAGS.second } });
});
