/** The summary of the job, which everybody who sees the run can read. */
import { appendFile, stat } from 'node:fs/promises';
import type { Log } from '@sealift/core/log';

/**
 * Bytes of one step; with more, the runner shows nothing of it.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
 */
const MAX_SUMMARY = 1024 * 1024;

/**
 * Appends Markdown, as long as there is room: what was written before stays visible.
 * @param file GITHUB_STEP_SUMMARY; without one nothing is written
 * @param markdown with text from outside escaped
 */
export async function appendSummary(
  file: string | undefined,
  markdown: string,
  log: Pick<Log, 'notice'>,
): Promise<void> {
  if (!file) return;
  const text = `${markdown}\n`;
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  if (size + Buffer.byteLength(text) > MAX_SUMMARY) {
    log.notice('A part of the summary is left out: GitHub shows one megabyte for each step.');
    return;
  }
  await appendFile(file, text);
}
