/** The scenes of a deployment, one after the other. */
import type { Assertion } from '../../assertions/assertion.ts';
import type { SceneChoice } from '../../options.ts';
import { mergeRelease } from '../release.ts';
import type { Ran, Stage } from '../stage.ts';
import { abort, ERRORS, SLOW } from './abort.ts';
import { admission } from './admission.ts';
import { failedMigration } from './failed-migration.ts';
import { firstDeployment } from './first-deployment.ts';
import { promotion } from './promotion.ts';

export type ScenesOptions = {
  readonly choice: SceneChoice;
  /** The pipeline's run whose pull request is deployed first. */
  readonly first: Ran;
  /** Applies the Application, after its first release is merged. */
  readonly begin: () => Promise<void>;
  /** Path of the program that makes further images. */
  readonly crane: string;
};

/** @throws Failure of the first scene that does not come to its end */
export async function playScenes(stage: Stage, options: ScenesOptions): Promise<readonly Assertion[]> {
  const { choice, first, begin, crane } = options;
  const { measure } = stage.progress;
  const rows: Assertion[] = [];
  const scene = async (text: string, play: () => Promise<readonly Assertion[]>) => {
    stage.signal.throwIfAborted();
    rows.push(...(await measure('deployment', text, play)));
  };
  const initial = await mergeRelease(stage, first);
  await begin();
  let serving = initial;
  await scene('first deployment', () => firstDeployment(stage, initial));
  await scene('a good release', async () => {
    const { released, assertions } = await promotion(stage, initial.source);
    serving = released;
    return assertions;
  });
  await scene('admission', () => admission(stage, serving, crane));
  await scene('a release with errors', () => abort(stage, serving, ERRORS, 'error-rate'));
  if (choice === 'essential') return rows;
  await scene('a slow release', () => abort(stage, serving, SLOW, 'p95-seconds'));
  // Nothing is executed on a pretended node, so nothing fails there.
  if (stage.real !== undefined) await scene('a migration that fails', () => failedMigration(stage, serving));
  return rows;
}
