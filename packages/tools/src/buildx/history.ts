import { remoteFailure } from '@sealift/core/failure';
import { childEnvironment, type Exec } from '../exec.ts';
import { cannot, DAEMON_VARIABLES } from './builder/run-buildx.ts';
import type { Builder } from './builder.ts';
import type { BuildxCommand } from './command.ts';

export type RecordRequest = {
  readonly buildx: BuildxCommand;
  readonly builder: Pick<Builder, 'name'>;
  /** `builder/node/id`, as the metadata of the build has it. */
  readonly ref: string | undefined;
  /** Where the record is written. */
  readonly file: string;
  /** What buildx needs to find its builder and logins. */
  readonly env: Readonly<Record<string, string>>;
};

/** The option that waits until the record is whole. https://github.com/docker/buildx/pull/3152 */
const FINALIZE_SINCE = [0, 24] as const;

/**
 * Writes BuildKit's record of a build in the form that Docker Desktop opens.
 * https://docs.docker.com/reference/cli/docker/buildx/history/export/
 * @throws Failure `buildx/no-record` when this buildx or builder has none, `buildx/failed`
 */
export async function exportRecord(
  { buildx, builder, ref, file, env }: RecordRequest,
  {
    exec,
    env: own,
    signal,
  }: {
    readonly exec: Exec;
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const id = ref?.split('/')[2];
  const [major = 0, minor = 0] = buildx.version.split('.').map(Number);
  if (id === undefined || major < FINALIZE_SINCE[0] || (major === 0 && minor < FINALIZE_SINCE[1]))
    throw remoteFailure({
      code: 'buildx/no-record',
      cause: `There is no record of the build: buildx ${buildx.version} ${id === undefined ? 'names none' : 'cannot export one'}.`,
      remedy: 'Use buildx 0.24 or later, and a BuildKit of its time.',
    });
  const args = ['history', 'export', '--builder', builder.name, '--finalize', '--output', file, id];
  const result = await exec(buildx.file, [...buildx.prefix, ...args], {
    env: childEnvironment(own, DAEMON_VARIABLES, env),
    timeout: 120_000,
    signal,
  });
  if (result.exitCode !== 0)
    throw cannot('export the record of the build', result, 'The image is complete without it.');
}
