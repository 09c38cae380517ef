/** What people are told: log, summary, annotations, and the failure that ends the step. */
import { type Failure, policyFailure } from '@sealift/core/failure';
import { formatPlatform } from '@sealift/core/image/platform';
import { formatImageName } from '@sealift/core/image/reference';
import type { Finding } from '@sealift/core/scan/finding';
import type { GatePolicy } from '@sealift/core/scan/gate';
import {
  describeFinding,
  expiredNotes,
  renderScanSummary,
  scanAnnotations,
} from '@sealift/core/scan/summary';
import type { Dependencies } from './dependencies.ts';
import type { Inputs } from './inputs.ts';
import type { KeptReports } from './keep-reports.ts';
import type { Scans } from './scan-platforms.ts';

export async function report(
  inputs: Inputs,
  { platforms, database }: Scans,
  policy: GatePolicy,
  { log, summary }: Pick<Dependencies, 'log' | 'summary'>,
): Promise<void> {
  const image = formatImageName(inputs.image);
  for (const { subject, report, verdict } of platforms) {
    const platform = formatPlatform(subject.platform);
    await summary(
      renderScanSummary({
        image,
        platform,
        digest: subject.digest,
        report,
        policy,
        verdict,
        databaseUpdatedAt: new Date(database.updatedAt).toISOString(),
      }),
    );
    const { counts } = verdict;
    log.info(
      `${platform}: ${counts.CRITICAL} critical, ${counts.HIGH} high, ${counts.MEDIUM} medium, ${counts.LOW} low, ${counts.UNKNOWN} unknown; ${verdict.blocking.length} blocking, ${verdict.ignored.length} ignored: ${verdict.verdict}`,
    );
    await logBlocking(`${image} (${platform})`, verdict.blocking, log);
    const title = `Scan of ${image} (${platform})`;
    for (const { blocking, detail } of verdict.blindness)
      (blocking && inputs.gate === 'fail' ? log.error : log.warning)(detail, { title });
    for (const note of expiredNotes(verdict.expired)) log.warning(note, { title });
  }
  const show = inputs.gate === 'fail' ? log.error : log.warning;
  for (const { title, message } of scanAnnotations(platforms.flatMap(({ verdict }) => verdict.blocking)))
    show(message, { title });
}

const blindFailure = (image: Inputs['image'], detail: string, kept: KeptReports | undefined): Failure =>
  policyFailure({
    code: 'scan/blind',
    cause: `${formatImageName(image)} may not be released, because the scanner could not look: ${detail}${whereKept(kept)}`,
    remedy:
      'Leave the package database of the distribution in the image; if the scanner cannot know this image and that is accepted, set "blind: warn".',
  });

/** Lines of the log; an image with more is not read line by line. */
const LOGGED = 5000;

/** All that blocks, folded: summary and annotations have room for a few. */
async function logBlocking(
  about: string,
  blocking: readonly Finding[],
  log: Pick<Dependencies['log'], 'info' | 'group'>,
): Promise<void> {
  if (blocking.length === 0) return;
  await log.group(`Blocking findings of ${about}: ${blocking.length}`, async () => {
    for (const finding of blocking.slice(0, LOGGED))
      log.info(`${finding.severity} ${describeFinding(finding)}`);
    if (blocking.length > LOGGED)
      log.info(`${blocking.length - LOGGED} more are in the report files, which "keep-reports" keeps.`);
  });
}

const whereKept = (kept: KeptReports | undefined): string =>
  kept === undefined
    ? ''
    : ` The reports are in the artifact ${kept.name} of this run${kept.url === undefined ? '' : ` (${kept.url})`}.`;

/** Findings that the failure names. */
const NAMED = 10;

/** What ends the step, when the gate is to fail and something blocks the release. */
export function blockedFailure(
  { image, gate }: Pick<Inputs, 'image' | 'gate'>,
  { platforms }: Scans,
  kept?: KeptReports,
): Failure | undefined {
  const ids = new Set(platforms.flatMap(({ verdict }) => verdict.blocking.map(({ id }) => id.slice(0, 100))));
  const blind = platforms.flatMap(({ verdict }) => verdict.blindness.filter(({ blocking }) => blocking));
  if (gate !== 'fail') return undefined;
  if (ids.size === 0) return blind[0] === undefined ? undefined : blindFailure(image, blind[0].detail, kept);
  const named = [...ids].slice(0, NAMED).join(', ');
  const more = ids.size > NAMED ? ` and ${ids.size - NAMED} more` : '';
  return policyFailure({
    code: 'scan/blocked',
    cause: `${formatImageName(image)} may not be released: ${named}${more}.${whereKept(kept)}`,
    remedy:
      'Update the packages to the fixed versions and build again; a finding that does not apply goes into an ignore file ("trivyignores") with a date on which it runs out.',
  });
}
