import { readGitHubContext } from '@sealift/action-kit/github-context';
import { mapBounded } from '@sealift/core/bounded';
import { applyBump, type BumpResult } from './apply-bump.ts';
import type { Context, Dependencies } from './context.ts';
import { createDowngradeCheck } from './deciding/downgrade-check.ts';
import type { Inputs } from './inputs.ts';
import { firstQuestion, plan } from './planning/plan.ts';
import { connect } from './reading/connection.ts';
import { PARALLEL, withImages } from './reading/images.ts';
import { readReleases } from './reading/releases.ts';
import { type Outputs, outputNames, outputsOf } from './reporting/outputs.ts';
import { reportRun } from './reporting/run-report.ts';

export { type Outputs, outputNames };

/** From released images to pull requests: read, plan, decide and write bump by bump, report. @throws Failure */
export async function run(inputs: Inputs, dependencies: Dependencies): Promise<Outputs> {
  const { log } = dependencies;
  const github = await readGitHubContext(dependencies.env);
  const { releases, origin } = await readReleases(inputs, github);
  const question = firstQuestion(inputs, releases, origin);
  const connection = await connect(inputs, { ...dependencies, apiUrl: github.apiUrl });
  if (inputs.verification.policy === undefined)
    log.warning('No signature is verified: "verify" is "off". The pull request says so.', {
      title: 'Bump without verification',
    });

  return (dependencies.images ?? withImages)(inputs, dependencies, releases, async (images) => {
    const downgradeCheck = createDowngradeCheck(images, connection.source, log);
    const context: Context = { ...connection, inputs, dependencies, origin, images, downgradeCheck };
    // Nothing is written before every image is verified; meanwhile the ops repository is looked at.
    const verified =
      inputs.releases.kind === 'rollback'
        ? releases
        : mapBounded(releases, PARALLEL, (release) => images.verify(release));
    const { bumps, seen } = await plan(context, question, verified);
    const results: BumpResult[] = [];
    for (const bump of bumps) results.push(await applyBump(context, bump, seen.get(bump)));
    await reportRun(context, results);
    return outputsOf(results);
  });
}
