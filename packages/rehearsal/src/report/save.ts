/** The report as a file, and shown to who asked for that. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure } from '@sealift/core/failure';
import { findProgram } from '@sealift/tools/process/find-program';
import type { Options } from '../options.ts';
import type { Evidence } from './evidence.ts';
import { renderReport } from './html/page.ts';

export type Place = {
  /** Folder of a rehearsal that is kept. */
  readonly kept: string | undefined;
  /** Where a report goes that has no other place. */
  readonly temporary: string;
};

/**
 * Into the file that was asked for; else beside what is kept; else, to be opened, into a folder of its own.
 * @returns its path, or undefined where nobody asked for a report
 * @throws Failure `rehearsal/report`
 */
export async function saveReport(
  evidence: Evidence,
  { report, open }: Pick<Options, 'report' | 'open'>,
  { kept, temporary }: Place,
  made: Date,
): Promise<string | undefined> {
  const file = report ?? (await placeOf(kept, open ? temporary : undefined));
  if (file === undefined) return undefined;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, renderReport(evidence, { made }));
  } catch (error) {
    throw configurationFailure({
      code: 'rehearsal/report',
      cause: `The report could not be written to ${file}: ${(error as Error).message}.`,
      remedy: 'Name a file in a folder that you may write to with --report FILE.',
      error,
    });
  }
  return file;
}

async function placeOf(kept: string | undefined, temporary: string | undefined): Promise<string | undefined> {
  if (kept !== undefined) return path.join(kept, 'report.html');
  if (temporary === undefined) return undefined;
  return path.join(await mkdtemp(path.join(temporary, 'sealift-report-')), 'report.html');
}

export type Desktop = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Starts a program that outlives this one. */
  readonly start: (program: string, args: readonly string[]) => void;
};

/** Shows a file in the default browser, where there is somebody to look at it. @returns whether it was started */
export async function openFile(file: string, { env, platform, start }: Desktop): Promise<boolean> {
  const program = await opener(env, platform);
  if (program !== undefined) start(program, [file]);
  return program !== undefined;
}

async function opener(env: Desktop['env'], platform: NodeJS.Platform): Promise<string | undefined> {
  if (isSet(env['CI'])) return undefined;
  if (platform === 'darwin') return findProgram('open', env['PATH']);
  const hasScreen = isSet(env['DISPLAY']) || isSet(env['WAYLAND_DISPLAY']);
  return hasScreen ? findProgram('xdg-open', env['PATH']) : undefined;
}

const isSet = (value: string | undefined): boolean =>
  value !== undefined && value !== '' && value !== 'false';

/** What goes wrong with it costs nothing: the path is printed as well. */
export function startDetached(program: string, args: readonly string[]): void {
  const child = spawn(program, args, { detached: true, stdio: 'ignore' });
  child.once('error', () => undefined);
  child.unref();
}
