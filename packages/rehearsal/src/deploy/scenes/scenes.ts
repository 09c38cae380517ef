/** The scenes of a deployment, one after the other. */
import { Failure } from '@sealift/core/failure';
import type { Assertion } from '../../assertions/assertion.ts';
import type { Gate } from '../../gate/judge.ts';
import type { SceneChoice } from '../../options.ts';
import { mergeRelease } from '../release.ts';
import type { Ran, Stage } from '../stage.ts';
import { abort, ERRORS, SLOW } from './abort.ts';
import { admission } from './admission.ts';
import { failedMigration } from './failed-migration.ts';
import { firstDeployment } from './first-deployment.ts';
import { promotion } from './promotion.ts';
import { acceptedMigrations, refusedMigration } from './refused-migration.ts';
import { webInFront } from './web.ts';

export type ScenesOptions = {
  readonly choice: SceneChoice;
  /** The pipeline's run whose pull request is deployed first. */
  readonly first: Ran;
  /** Applies the Application, after its first release is merged. */
  readonly begin: () => Promise<void>;
  /** The sample's own; undefined where no scene is about it. */
  readonly gate: Gate | undefined;
  /** Path of the program that makes further images. */
  readonly crane: string;
};

/** Up to the first scene that does not come to its end, which is the last row then. */
export async function playScenes(stage: Stage, options: ScenesOptions): Promise<readonly Assertion[]> {
  const rows: Assertion[] = [];
  let playing = 'first deployment';
  const scene: Scene = async (text, play) => {
    playing = text;
    stage.signal.throwIfAborted();
    rows.push(...(await stage.progress.measure('deployment', text, play)));
  };
  try {
    await play(stage, options, scene);
  } catch (error) {
    stage.signal.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
    rows.push(notReached(playing, error));
  }
  return rows;
}

type Scene = (text: string, play: () => Promise<readonly Assertion[]>) => Promise<void>;

async function play(stage: Stage, options: ScenesOptions, scene: Scene): Promise<void> {
  const { choice, first, begin, crane, gate } = options;
  const initial = await mergeRelease(stage, first);
  await begin();
  let serving = initial;
  await scene('first deployment', () => firstDeployment(stage, initial));
  const { real } = stage;
  if (real !== undefined)
    await scene('the web app in front of the api', () => webInFront(stage, real.node, initial));
  await scene('a good release', async () => {
    const { released, assertions } = await promotion(stage, initial.source);
    serving = released;
    return assertions;
  });
  if (gate !== undefined) {
    await scene('a migration that would lock', () => refusedMigration({ app: stage.app, judge: gate.judge }));
    await scene('the migrations of the sample', () =>
      acceptedMigrations({ app: stage.app, commit: initial.source, judgeFrom: gate.judgeFrom }),
    );
  }
  await scene('admission', () => admission(stage, serving, crane));
  await scene('a release with errors', () => abort(stage, serving, ERRORS, 'error-rate'));
  if (choice === 'essential') return;
  await scene('a slow release', () => abort(stage, serving, SLOW, 'p95-seconds'));
  // Nothing is executed on a pretended node, so nothing fails there.
  if (real !== undefined) await scene('a migration that fails', () => failedMigration(stage, serving));
}

const notReached = (subject: string, { message, remedy }: Failure): Assertion => ({
  ...{ subject, claim: 'came to its end', ok: false, judge: 'time' },
  detail: `${message}\n${remedy}`,
});
