/** Scans, decides, reports; in this order, so that everybody learns why before the step fails. */
import { uploadTarget } from '@sealift/action-kit/code-scanning';
import { readGitHubContext } from '@sealift/action-kit/github-context';
import { maskInputs } from '@sealift/action-kit/registry-login';
import { formatPlatform } from '@sealift/core/image/platform';
import type { Dependencies } from './dependencies.ts';
import { writeVerdicts } from './evidence.ts';
import type { Inputs } from './inputs.ts';
import { type KeptReports, keepReports } from './keep-reports.ts';
import { loadPolicy } from './policy.ts';
import { blockedFailure, report } from './report.ts';
import { type Scans, scanPlatforms } from './scan-platforms.ts';
import { uploadResults } from './upload.ts';

export const outputNames = [
  'verdict',
  'blocking',
  'counts',
  'database-updated-at',
  'json-file',
  'sarif-file',
  'uploaded',
  'sarif-id',
  'reports-artifact',
] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

/**
 * @throws Failure `scan/blocked` or `scan/blind` naming what blocks the release, after outputs, evidence, summary,
 *   upload and reports are done;
 *   `scan/…`, `evidence/…`, and those of the registry, of layouts, of Trivy and of GitHub otherwise
 */
export async function run(inputs: Inputs, dependencies: Dependencies): Promise<Outputs> {
  const { env, log, clock } = dependencies;
  const startedAt = clock.now();
  maskInputs(inputs, log);
  const context = await readGitHubContext(env);
  const policy = await loadPolicy(inputs, env['GITHUB_WORKSPACE'] || process.cwd(), log);
  const target = uploadTarget(inputs, context, 'scan/no-upload');
  const scans = await scanPlatforms(inputs, policy, dependencies);

  await report(inputs, scans, policy, dependencies);
  if (inputs.evidence !== undefined) await writeVerdicts(inputs.evidence, scans, policy, clock.now());
  const upload = await uploadResults(inputs, scans, { target, context, startedAt }, dependencies);

  const kept = await keepReports(inputs, scans, context, dependencies);

  const outputs = createOutputs(scans, upload.ids, kept);
  const blocked = blockedFailure(inputs, scans, kept);
  if (blocked !== undefined) {
    for (const [name, value] of Object.entries(outputs)) dependencies.setOutput(name, value);
    // One failure can end the step, and the gate's is the one that stands whatever becomes of the upload.
    if (upload.failure !== undefined)
      log.error(`${upload.failure.message} ${upload.failure.remedy}`, {
        title: 'SARIF upload failed',
        code: upload.failure.code,
      });
    throw blocked;
  }
  if (upload.failure !== undefined) throw upload.failure;
  return outputs;
}

/** @param ids of uploads to code scanning */
function createOutputs(
  { platforms, database }: Scans,
  ids: readonly string[],
  kept: KeptReports | undefined,
): Outputs {
  const blocking = platforms.reduce((sum, { verdict }) => sum + verdict.blocking.length, 0);
  return {
    verdict: platforms.every(({ verdict }) => verdict.verdict === 'pass') ? 'pass' : 'fail',
    blocking: String(blocking),
    counts: JSON.stringify(
      Object.fromEntries(
        platforms.map(({ subject, verdict }) => [formatPlatform(subject.platform), verdict.counts]),
      ),
    ),
    'database-updated-at': new Date(database.updatedAt).toISOString(),
    'json-file': platforms.map(({ jsonFile }) => jsonFile).join('\n'),
    'sarif-file': platforms.map(({ sarifFile }) => sarifFile).join('\n'),
    uploaded: String(ids.length > 0 && ids.length === platforms.length),
    'sarif-id': ids.join('\n'),
    'reports-artifact': kept?.name ?? '',
  };
}
