/** The reports as an artifact of the run: what blocks an image is looked at by people after the runner is gone. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { replaceArtifact } from '@sealift/action-kit/artifacts';
import type { GitHubContext } from '@sealift/action-kit/github-context';
import { createTemporaryFolder } from '@sealift/action-kit/temporary-folder';
import { asFailure } from '@sealift/core/failure';
import { platformSlug } from '@sealift/core/image/platform';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import { keptFinding, keptReport } from '@sealift/core/scan/kept-report';
import { createSarif } from '@sealift/core/scan/sarif';
import type { Dependencies } from './dependencies.ts';
import type { Inputs } from './inputs.ts';
import type { PlatformScan, Scans } from './scan-platforms.ts';

/** Bytes of one report, which is read as a whole to leave things out of it. */
const MAX_REPORT = 128 * 1024 * 1024;

/** `scan--ghcr.io-acme-shop-api--linux-amd64`: legs of a matrix and apps of a run have one each. */
export function reportsName(image: ImageName, platforms: Scans['platforms']): string {
  const [first] = platforms;
  const slug = first !== undefined && platforms.length === 1 ? platformSlug(first.subject.platform) : 'all';
  const about = formatImageName(image).replaceAll(/[^A-Za-z0-9._-]/g, '-');
  return `scan--${about.slice(-150)}--${slug.slice(0, 40)}`;
}

export type KeptReports = {
  readonly name: string;
  /** Where a browser finds it. */
  readonly url?: string;
};

/**
 * Keeps what the inputs ask for. A store that is not there is no reason to say anything else about the image: then a
 * warning says that nothing is kept.
 */
export async function keepReports(
  inputs: Pick<Inputs, 'keepReports' | 'reportsName' | 'reportsRetentionDays' | 'image'>,
  { platforms }: Scans,
  context: Pick<GitHubContext, 'serverUrl' | 'repository' | 'runId'>,
  { env, log, artifacts }: Pick<Dependencies, 'env' | 'log' | 'artifacts'>,
): Promise<KeptReports | undefined> {
  const blocked = platforms.some(({ verdict }) => verdict.verdict === 'fail');
  if (inputs.keepReports === 'never' || (inputs.keepReports === 'failure' && !blocked)) return undefined;
  const name = inputs.reportsName ?? reportsName(inputs.image, platforms);
  const folder = await createTemporaryFolder(env, 'kept-reports');
  try {
    const files: string[] = [];
    for (const platform of platforms) files.push(...(await writeKept(folder, platform, log)));
    const { id } = await replaceArtifact(await artifacts(), `The artifact ${name} with the reports`, {
      ...{ name, files, folder, retentionDays: inputs.reportsRetentionDays },
    });
    const url = addressOf(id, context);
    log.info(`The reports are kept as ${name}${url === undefined ? '' : `: ${url}`}`);
    return { name, ...(url === undefined ? {} : { url }) };
  } catch (error) {
    const { code, message, remedy } = asFailure(error);
    log.warning(`${message} ${remedy}`, { title: 'The reports are not kept', code });
    return undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const addressOf = (
  id: number | undefined,
  { serverUrl, repository, runId }: Pick<GitHubContext, 'serverUrl' | 'repository' | 'runId'>,
): string | undefined =>
  id === undefined || repository === undefined || runId === undefined
    ? undefined
    : `${serverUrl}/${repository.owner}/${repository.repo}/actions/runs/${runId}/artifacts/${id}`;

async function writeKept(
  folder: string,
  { jsonFile, sarifFile, sarifOptions }: PlatformScan,
  log: Pick<Dependencies['log'], 'warning'>,
): Promise<readonly string[]> {
  const sarif = path.join(folder, path.basename(sarifFile));
  const { findings, suppressed = [] } = sarifOptions;
  const { text } = createSarif({
    ...sarifOptions,
    findings: findings.map(keptFinding),
    suppressed: suppressed.map(({ finding, entry }) => ({ finding: keptFinding(finding), entry })),
  });
  await writeFile(sarif, text);
  const json = await readFile(jsonFile);
  if (json.length > MAX_REPORT) {
    log.warning(`Trivy's report of ${json.length} bytes is not kept, only its SARIF.`);
    return [sarif];
  }
  const report = path.join(folder, path.basename(jsonFile));
  await writeFile(report, keptReport(json.toString('utf8')));
  return [report, sarif];
}
