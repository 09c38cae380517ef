/** A run that did not release all that it was to release, and is told to deploy all or nothing. */
import { mapBounded } from '@sealift/core/bounded';
import { renderReleaseSummary } from '@sealift/core/release/summary';
import { markdownText } from '@sealift/core/text/sanitize';
import type { Dependencies } from './context.ts';
import type { Releases } from './reading/found-releases.ts';
import { type Images, PARALLEL } from './reading/images.ts';
import { type Outputs, outputsOf } from './reporting/outputs.ts';
import { describeHeld } from './reporting/partial.ts';
import { imagesOutput, verifiedReleases } from './reporting/verified.ts';

/**
 * Verifies what was released, says what was not, and changes nothing.
 * @throws Failure `bump/unverified`
 */
export async function holdBack(
  images: Images,
  { log, summary }: Pick<Dependencies, 'log' | 'summary'>,
  { releases, notReleased, unchanged }: Pick<Releases, 'releases' | 'notReleased' | 'unchanged'>,
): Promise<Outputs> {
  const verified = verifiedReleases(
    await mapBounded(releases, PARALLEL, (release) => images.verify(release)),
    images.policy,
  );
  const held = describeHeld(notReleased, releases.length);
  log.warning(held, { title: 'Bump' });
  if (verified.length > 0) await summary(renderReleaseSummary(verified));
  await summary(`### Bump\n\n${markdownText(held)}\n`);
  return outputsOf([], { images: imagesOutput(verified), notReleased, unchanged });
}
