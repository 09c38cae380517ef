/** Bumps as processes of their own, all on one branch at once: nothing is doubled, no change and no row is lost. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { APPS, checkAgreement, FILES, releaseOf, sceneOf, TAGS } from '../../actions/bump/test/life/scene.ts';
import type { Ops } from '../../actions/bump/test/ops.ts';
import { startBundledOps } from './bump-bundle.ts';

let ops: Ops;
beforeAll(async () => {
  ops = await startBundledOps(FILES);
});
afterAll(() => ops.stop());

test.each([2, 4, 8])('%i at once', async (many) => {
  const scene = sceneOf(ops, `processes-${many}`);
  const apps = APPS.slice(0, many);
  await Promise.all(apps.map((app) => scene.bump([releaseOf(app)])));
  checkAgreement(ops, scene, { changes: Object.fromEntries(apps.map((app) => [app, TAGS.second])) });
  expect(scene.states()).toEqual(['open']);
});
