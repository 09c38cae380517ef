/** From releases to pull requests: looks at the ops repository, plans all of it, then writes bump by bump, and reports. */
import { mergeDeployConfigs } from '@sealift/core/config/deploy';
import type { Origin } from '@sealift/deploy/targets/release';
import type { OpsQuestion } from '@sealift/github/repository/ops-repository';
import { applyBump, type BumpResult } from './apply-bump.ts';
import type { Context, Dependencies } from './context.ts';
import { createDowngradeCheck } from './deciding/downgrade-check.ts';
import { createMergeCheck } from './deciding/merging.ts';
import { onMergeOf, withWording } from './inputs/wording.ts';
import type { Inputs } from './inputs.ts';
import { NOTHING_LEFT_OUT } from './planning/left-out.ts';
import { plan } from './planning/plan.ts';
import { appDeploy, configuredApps } from './planning/targets.ts';
import { type Connection, connect } from './reading/connection.ts';
import type { RefusedApp, Releases } from './reading/found-releases.ts';
import type { Images } from './reading/images.ts';
import { type OpsBase, readOpsBase } from './reading/ops-base.ts';
import { completed } from './reading/releases.ts';
import { type Outputs, outputsOf } from './reporting/outputs.ts';
import { reportRun } from './reporting/run-report.ts';
import { imagesOutput, verifiedReleases } from './reporting/verified.ts';

type World = {
  readonly inputs: Inputs;
  readonly dependencies: Dependencies;
  readonly apiUrl: string;
  readonly images: Images;
};
type Work = Releases & {
  readonly origin: Origin;
  /** The one look at the ops repository that is enough for most runs. */
  readonly question: OpsQuestion;
};

/** @throws Failure */
export async function deploy(world: World, work: Work): Promise<Outputs> {
  const { inputs, dependencies, images } = world;
  const { log } = dependencies;
  const connection = await connect(inputs, { ...dependencies, apiUrl: world.apiUrl });
  try {
    const ops = await readOpsBase(connection.client, inputs, work.question, log);
    sayOfOps(ops, log);
    const context = contextOf(world, work, connection, ops);
    const releases = completed(inputs, work.releases, configuredApps(inputs, ops));
    const { bumps, seen, refused, leftOut } = await plan(context, work.question, ops, releases);
    reportRefused([...work.lost, ...refused], log);
    const notReleased = [...new Set([...work.notReleased, ...refused.map(({ app }) => app)])].toSorted();

    const own = { ...context, notReleased };
    const results: BumpResult[] = [];
    for (const bump of bumps)
      results.push(await applyBump(own, bump, seen.get(bump), leftOut.get(bump) ?? NOTHING_LEFT_OUT));

    const deployed = bumps.flatMap(({ targets }) => targets.map(({ release }) => release));
    const known = verifiedReleases(deployed, images.policy);
    await reportRun(own, results, known);
    return outputsOf(results, { images: imagesOutput(known), notReleased, unchanged: work.unchanged });
  } finally {
    await connection.close();
  }
}

/** What the ops side says of pull requests comes before what the run says. */
function contextOf(
  { inputs, dependencies, images }: World,
  { origin, notReleased }: Work,
  connection: Connection,
  ops: OpsBase,
): Context {
  const config = mergeDeployConfigs(appDeploy(inputs), ops.deploy);
  return {
    ...{ ...connection, dependencies, origin, images, notReleased },
    downgradeCheck: createDowngradeCheck(images, connection.source, dependencies.log),
    mergeCheck: createMergeCheck({ inputs, ops }, images, dependencies.clock.now()),
    inputs: withWording(inputs, config),
    onMerge: onMergeOf(config),
    hasTrust: ops.trust !== undefined,
    rebase: config?.rebase ?? inputs.rebase,
  };
}

function sayOfOps({ trust, view }: OpsBase, log: Pick<Dependencies['log'], 'info' | 'warning'>): void {
  if (trust === undefined)
    log.info(
      'Nobody on the ops side has said who may deploy: .sealift.yml of the ops repository has no "trust".',
    );
  if (view.morePulls)
    log.warning(
      'There are more open pull requests than were looked at: a bump among the older ones is neither seen nor closed.',
      { title: 'Bump' },
    );
}

const reportRefused = (refused: readonly RefusedApp[], log: Pick<Dependencies['log'], 'error'>): void => {
  for (const { app, failure } of refused)
    log.error(`${failure.message} ${failure.remedy}`, { title: `${app} is left out`, code: failure.code });
};
