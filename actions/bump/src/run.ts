import type { Runtime } from '@sealift/action-kit/action';
import { readGitHubContext } from '@sealift/action-kit/github-context';
import { mergeDeployConfigs } from '@sealift/core/config/deploy';
import { markdownText } from '@sealift/core/text/sanitize';
import type { Origin } from '@sealift/deploy/targets/release';
import { revokeLeftToken } from '@sealift/github/client/repository-token';
import type { OpsQuestion } from '@sealift/github/repository/ops-repository';
import { applyBump, type BumpResult } from './apply-bump.ts';
import type { Context, Dependencies } from './context.ts';
import { createDowngradeCheck } from './deciding/downgrade-check.ts';
import { createMergeCheck } from './deciding/merging.ts';
import { holdBack } from './hold-back.ts';
import { onMergeOf, withWording } from './inputs/wording.ts';
import type { Inputs } from './inputs.ts';
import { NOTHING_LEFT_OUT } from './planning/left-out.ts';
import { firstQuestion, plan } from './planning/plan.ts';
import { appDeploy, configuredApps } from './planning/targets.ts';
import { connect } from './reading/connection.ts';
import type { RefusedApp, Releases } from './reading/found-releases.ts';
import { type Images, withImages } from './reading/images.ts';
import { readOpsBase } from './reading/ops-base.ts';
import { completed, readReleases, registriesOf } from './reading/releases.ts';
import { type Outputs, outputNames, outputsOf } from './reporting/outputs.ts';
import { describeUnchanged } from './reporting/partial.ts';
import { reportRun } from './reporting/run-report.ts';
import { imagesOutput, verifiedReleases } from './reporting/verified.ts';

export { type Outputs, outputNames };

const NOBODY_SAID =
  'Nobody on the ops side has said who may deploy: .sealift.yml of the ops repository has no "trust".';

/** From released images to pull requests: read, plan, decide and write bump by bump, report. @throws Failure */
export async function run(inputs: Inputs, dependencies: Dependencies): Promise<Outputs> {
  const { log } = dependencies;
  const github = await readGitHubContext(dependencies.env);
  const source = await readReleases(inputs, github);
  if (inputs.releases.kind === 'drift')
    return (dependencies.images ?? withImages)(
      inputs,
      dependencies,
      registriesOf(inputs, source),
      // Few runs look for drift.
      async (images) =>
        (await import('./drift/run.ts')).reportDrift({ inputs, dependencies, github, images }, source),
    );
  const question = firstQuestion(inputs, source.expected, source.origin);
  if (inputs.verification.policy === undefined)
    log.warning('No signature is verified: "verify" is "off". The pull request says so.', {
      title: 'Bump without verification',
    });
  return (dependencies.images ?? withImages)(
    inputs,
    dependencies,
    registriesOf(inputs, source),
    async (images) => {
      const read = await source.find(images);
      const { releases, notReleased, unchanged, lost } = read;
      for (const sentence of read.passedOver) log.warning(sentence, { title: 'Bump' });
      if (unchanged.length > 0) log.notice(describeUnchanged(unchanged), { title: 'Bump' });
      const [first] = lost;
      if (first !== undefined && (inputs.partial === 'hold' || releases.length === 0)) throw first.failure;
      if (notReleased.length > 0 && (inputs.partial === 'hold' || releases.length === 0))
        return holdBack(images, dependencies, read);
      if (releases.length === 0 && unchanged.length > 0) return idle(unchanged, dependencies);
      return deploy(
        { inputs, dependencies, apiUrl: github.apiUrl },
        { ...read, origin: source.origin, question },
        images,
      );
    },
  );
}

type World = { readonly inputs: Inputs; readonly dependencies: Dependencies; readonly apiUrl: string };
type Work = Releases & { readonly origin: Origin; readonly question: OpsQuestion };

/** Plans, decides and writes bump by bump, reports. */
async function deploy({ inputs, dependencies, apiUrl }: World, work: Work, images: Images): Promise<Outputs> {
  const { log } = dependencies;
  const { origin, question, notReleased, unchanged } = work;
  const connection = await connect(inputs, { ...dependencies, apiUrl });
  try {
    const downgradeCheck = createDowngradeCheck(images, connection.source, log);
    const ops = await readOpsBase(connection.client, inputs, question, log);
    if (ops.trust === undefined) log.info(NOBODY_SAID);
    if (ops.view.morePulls)
      log.warning(
        'There are more open pull requests than were looked at: a bump among the older ones is neither seen nor closed.',
        { title: 'Bump' },
      );
    const config = mergeDeployConfigs(appDeploy(inputs), ops.deploy);
    const context: Context = {
      ...{ ...connection, dependencies, origin, images, downgradeCheck, notReleased },
      mergeCheck: createMergeCheck({ inputs, ops }, images, dependencies.clock.now()),
      inputs: withWording(inputs, config),
      onMerge: onMergeOf(config),
      hasTrust: ops.trust !== undefined,
      rebase: config?.rebase ?? inputs.rebase,
    };
    const releases = completed(inputs, work.releases, configuredApps(inputs, ops));
    const { bumps, seen, refused, leftOut } = await plan(context, question, ops, releases);
    reportRefused([...work.lost, ...refused], log);
    const left = [...new Set([...notReleased, ...refused.map(({ app }) => app)])].toSorted();
    const own = { ...context, notReleased: left };
    const results: BumpResult[] = [];
    for (const bump of bumps)
      results.push(await applyBump(own, bump, seen.get(bump), leftOut.get(bump) ?? NOTHING_LEFT_OUT));
    const known = verifiedReleases(
      bumps.flatMap(({ targets }) => targets.map(({ release }) => release)),
      images.policy,
    );
    await reportRun(own, results, known);
    return outputsOf(results, { images: imagesOutput(known), notReleased: left, unchanged });
  } finally {
    await connection.close();
  }
}

const reportRefused = (refused: readonly RefusedApp[], log: Dependencies['log']): void => {
  for (const { app, failure } of refused)
    log.error(`${failure.message} ${failure.remedy}`, { title: `${app} is left out`, code: failure.code });
};

/** A rebuild that changed nothing. */
async function idle(
  unchanged: readonly string[],
  { summary }: Pick<Dependencies, 'summary'>,
): Promise<Outputs> {
  await summary(`### Bump\n\n${markdownText(describeUnchanged(unchanged))}\n`);
  return outputsOf([], { images: imagesOutput([]), notReleased: [], unchanged });
}

/** The end of the job. */
export async function post(_inputs: Inputs, runtime: Runtime): Promise<void> {
  const { apiUrl } = await readGitHubContext(runtime.env);
  await revokeLeftToken({ ...runtime, apiUrl });
}
