import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import { childEnvironment, type Exec } from './exec.ts';
import type { Tool, ToolName, ToolRelease } from './pinned-releases.ts';
import { findProgram, isExecutable } from './process/find-program.ts';
import { compareVersions, versionIn } from './version.ts';

export type SystemOptions = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly exec: Exec;
  readonly signal?: AbortSignal;
};

/**
 * The tool as an administrator installed it: in the folder SEALIFT_TOOLS (`<tool>-<version>/<tool>`, the newest first,
 * or `<tool>`), else on PATH.
 * @throws Failure `configuration` when there is none, it does not run, or its version is too old or refused
 */
export async function findOnMachine(
  name: ToolName,
  release: ToolRelease,
  options: SystemOptions,
): Promise<Tool> {
  const file =
    (await inFolder(name, options.env['SEALIFT_TOOLS'])) ?? (await findProgram(name, options.env['PATH']));
  if (file === undefined)
    throw configurationFailure({
      code: 'tool/not-found',
      cause: `There is no ${name} on this machine, neither in SEALIFT_TOOLS nor on PATH.`,
      remedy: `Install ${name} ${release.minimum} or newer, or leave the input "tools" at "pinned".`,
    });
  const version = await versionOf(name, file, release.versionArguments, options);
  checkVersion(name, version, release);
  options.log.info(`Using ${name} ${version} of this machine (${file})`);
  return { path: file, version };
}

/** @throws Failure `configuration` when Sealift must not run this version */
export function checkVersion(name: ToolName, version: string, release: ToolRelease): void {
  const reason = release.refused[version];
  if (reason !== undefined)
    throw configurationFailure({
      code: 'tool/refused-version',
      cause: `${name} ${version} must not be used: ${reason}.`,
      remedy: `Remove it from this machine, treat what the machine had access to as known to others, and install ${name} ${release.version}.`,
    });
  if (compareVersions(version, release.minimum) < 0)
    throw configurationFailure({
      code: 'tool/too-old',
      cause: `${name} ${version} is too old: Sealift needs ${release.minimum} or newer.`,
      remedy: `Install ${name} ${release.version}, or set the input "tools" to "pinned".`,
    });
}

async function inFolder(name: ToolName, folder: string | undefined): Promise<string | undefined> {
  if (folder === undefined || folder === '') return undefined;
  const versions = (await readdir(folder).catch(() => []))
    .filter(
      (entry) => entry.startsWith(`${name}-`) && /^[0-9]+(?:\.[0-9]+)*$/.test(entry.slice(name.length + 1)),
    )
    .sort((a, b) => compareVersions(b.slice(name.length + 1), a.slice(name.length + 1)));
  for (const file of [...versions.map((entry) => path.join(folder, entry, name)), path.join(folder, name)])
    if (await isExecutable(file)) return path.resolve(file);
  return undefined;
}

/** @throws Failure `configuration` when it does not run or prints no version */
export async function versionOf(
  name: string,
  file: string,
  args: readonly string[],
  options: SystemOptions,
): Promise<string> {
  const result = await options.exec(file, args, {
    env: childEnvironment(options.env),
    timeout: 30_000,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const version = result.exitCode === 0 ? versionIn(result.stdout || result.stderr) : undefined;
  if (version !== undefined) return version;
  throw configurationFailure({
    code: 'tool/no-version',
    cause: `"${file} ${args.join(' ')}" ${
      result.exitCode === 0 ? 'printed no version' : `ended with exit code ${result.exitCode}`
    }.`,
    remedy: `Install a release of ${name}, or set the input "tools" to "pinned".`,
    error: new Error(`${result.stdout}${result.stderr}`.slice(0, 4_096)),
  });
}
