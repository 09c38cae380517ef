/**
 * Finds the executable of a tool.
 *
 * `pinned` (the default of every action): exactly the release of pinned-releases.ts, by its sha256. Looked for in
 * 1. the folder in SEALIFT_TOOLS, 2. the runner's tool cache, 3. the project's release page. The hash is taken again on
 * every use, so a tool that was changed in a cache never runs.
 * `system`: what the machine has, in SEALIFT_TOOLS or on PATH. The administrator answers for it; Sealift checks only the
 * version.
 *
 * Machines without a way to github.com: an administrator makes a folder, puts each release's archive (or the executable)
 * at `<tool>-<version>/<file name of the release>` into it, and sets SEALIFT_TOOLS to it in the runner's environment.
 * For executables that were built in-house, at `<tool>-<version>/<tool>` or `<tool>`, set the actions' input
 * `tools: system`.
 */
import type { Clock, Log } from '@sealift/core/log';
import { createExec, type Exec } from './exec.ts';
import { type PinnedReleases, pinnedReleases, type Tool, type ToolName } from './pinned-releases.ts';

export type { Tool, ToolName } from './pinned-releases.ts';

/** The values of the actions' input `tools`. */
export const TOOL_SOURCES = ['pinned', 'system'] as const;
export type ToolSource = (typeof TOOL_SOURCES)[number];

export type ToolOptions = {
  readonly source: ToolSource;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** Runs the tool to ask its version, with `system`. */
  readonly exec?: Exec;
  readonly releases?: PinnedReleases;
};

/**
 * Path of a verified executable.
 * @throws Failure `configuration` when this platform has no pin, or the machine's tool is missing, too old or refused;
 * `remote` when the download fails after retries or does not have the pinned sha256
 */
export async function resolveTool(name: ToolName, options: ToolOptions): Promise<Tool> {
  const release = (options.releases ?? pinnedReleases)[name];
  // Loaded here: many steps need no tool, and what downloads and unpacks one takes memory and time.
  if (options.source === 'system') {
    const { findOnMachine } = await import('./system.ts');
    return findOnMachine(name, release, { ...options, exec: options.exec ?? createExec(options.log) });
  }
  const { findPinned } = await import('./pinned.ts');
  return findPinned(name, release, options);
}
