/** A rebuild that changed nothing: what is deployed stays, and the summary says so. */
import { markdownText } from '@sealift/core/text/sanitize';
import type { Dependencies } from './context.ts';
import { type Outputs, outputsOf } from './reporting/outputs.ts';
import { describeUnchanged } from './reporting/partial.ts';
import { imagesOutput } from './reporting/verified.ts';

/** @param unchanged apps, at least one */
export async function stayAsItIs(
  unchanged: readonly string[],
  { summary }: Pick<Dependencies, 'summary'>,
): Promise<Outputs> {
  await summary(`### Bump\n\n${markdownText(describeUnchanged(unchanged))}\n`);
  return outputsOf([], { images: imagesOutput([]), notReleased: [], unchanged });
}
