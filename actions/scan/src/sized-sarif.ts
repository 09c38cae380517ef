import type { Log } from '@sealift/core/log';
import {
  createSarif,
  MAX_COMPRESSED_SIZE,
  MAX_RESULTS,
  type Sarif,
  type SarifOptions,
  SHOWN_RESULTS,
} from '@sealift/core/scan/sarif';
import { compress } from '@sealift/github/code-scanning/compress';

export type SizedSarif = Sarif & {
  /** For GitHub: without what ignore files took out. */
  readonly compressed: Uint8Array;
};

/**
 * SARIF of the most severe findings that GitHub takes, with a notice when some had to be left out. The text has also
 * what ignore files took out.
 */
export async function createUploadableSarif(
  options: SarifOptions,
  log: Pick<Log, 'notice'>,
): Promise<SizedSarif> {
  const { suppressed = [], ...unsuppressed } = options;
  let sarif = createSarif(unsuppressed);
  let compressed = await compress(sarif.text);
  while (compressed.length > MAX_COMPRESSED_SIZE && sarif.results > 1) {
    sarif = createSarif({ ...unsuppressed, maxResults: Math.floor(sarif.results / 2) });
    compressed = await compress(sarif.text);
  }
  if (sarif.dropped > 0)
    log.notice(
      `The SARIF file holds the ${sarif.results} most severe findings; ${sarif.dropped} more exceed GitHub's limits.`,
    );
  if (sarif.results > SHOWN_RESULTS)
    log.notice(`GitHub shows the ${SHOWN_RESULTS} most severe of the ${sarif.results} findings.`);
  const { text } = suppressed.length === 0 ? sarif : createSarif({ ...options, maxResults: MAX_RESULTS });
  return { ...sarif, text, compressed };
}
