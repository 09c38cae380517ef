/** The rehearsal past the pull request, from the run that opened it to rows of evidence. */
import type { Sandbox } from '@sealift/sandbox/sandbox';
import { assertRun } from '../assertions/assert-run.ts';
import type { Assertion } from '../assertions/assertion.ts';
import type { Dependencies } from '../dependencies.ts';
import { createGate } from '../gate/judge.ts';
import type { SceneChoice } from '../options.ts';
import { runPipeline } from '../pipeline.ts';
import type { Repositories } from '../repositories.ts';
import { applyApplication, RATE, shortTimes } from './applications.ts';
import type { Canary } from './canary.ts';
import { type Deployment, ENVIRONMENT } from './deployment.ts';
import { startLoad } from './load.ts';
import { endpointsOf } from './pods.ts';
import { playScenes } from './scenes/scenes.ts';
import type { Ran, Stage } from './stage.ts';

export type DeployOptions = {
  readonly sandbox: Sandbox;
  readonly repositories: Repositories;
  /** Clone of the app repository. */
  readonly app: string;
  readonly deployment: Deployment;
  /** Whose pull request is merged first. */
  readonly first: Ran;
  readonly scenes: SceneChoice;
};

/** Milliseconds after which the users are gone, whatever goes on. */
const LONGEST = 3_600_000;
const APP = 'api';

export type Deployed = {
  readonly assertions: readonly Assertion[];
  readonly canaries: readonly Canary[];
};

/** Up to the first scene that does not come to its end, which is a row that does not hold. */
export async function deploy(
  { sandbox, repositories, app, deployment, first, scenes }: DeployOptions,
  { timeline, signal }: Dependencies,
): Promise<Deployed> {
  const { cluster, ground, prometheus, crane, gateMachine: machine } = deployment;
  const { client } = cluster;
  const { ops } = repositories;
  if (ops === undefined) return { assertions: [], canaries: [] };
  const name = {
    app: APP,
    namespace: `shop-${ENVIRONMENT}`,
    application: `${APP}-${ENVIRONMENT}`,
  };
  const load =
    ground.kind === 'real'
      ? startLoad({
          ...{ wayIn: ground.node.wayIn, path: '/items', rate: RATE, limit: LONGEST },
          endpoints: () => endpointsOf(client, name),
        })
      : undefined;
  const canaries: Canary[] = [];
  const stage: Stage = {
    ...{ sandbox, first, app, ops, name, client, signal, prometheus },
    keep: (canary) => canaries.push(canary),
    real:
      ground.kind === 'real' && load !== undefined
        ? { load, database: ground.database, node: ground.node }
        : undefined,
    pretend: ground.kind === 'pretended' ? ground.pretend : undefined,
    progress: timeline,
    run: async (change) => {
      const pipeline = await timeline.measure('pipeline', `push of ${change.commit.slice(0, 7)}`, () =>
        runPipeline(sandbox, repositories, {
          ...{ event: 'push', fork: false, change, signal },
          onEvent: timeline.event,
        }),
      );
      return { pipeline, outcome: await assertRun(sandbox, repositories, pipeline) };
    },
  };
  try {
    const assertions = await playScenes(stage, {
      ...{ choice: scenes, first, crane },
      gate:
        machine === undefined
          ? undefined
          : createGate(sandbox, repositories, { machine, onEvent: timeline.event, signal }),
      begin: () =>
        applyApplication(
          client,
          ops.gitDir,
          name.application,
          shortTimes(prometheus.url, ground.kind === 'real' ? ground.node.gateway : undefined),
        ),
    });
    return { assertions, canaries };
  } finally {
    load?.stop();
  }
}
