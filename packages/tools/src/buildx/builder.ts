/**
 * The builder that a build runs on: one that exists, a remote BuildKit daemon, or a container started for this build
 * and removed after it.
 */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { configurationFailure, type Failure, remoteFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import { singleLine } from '@sealift/core/text/sanitize';
import { childEnvironment, type Exec, type ExecResult } from '../exec.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { type BuildxCommand, checkEndpoint } from './command.ts';

export type Builder = {
  readonly name: string;
  /** For the sentence in the log and the summary. */
  readonly description: string;
  /** What the child's environment must hold for buildx to find the builder. */
  readonly env: Readonly<Record<string, string>>;
  /** Removes what was made for it. Never throws. */
  close(): Promise<void>;
};

export type BuilderOptions = {
  /** Name of an existing builder. */
  readonly builder?: string | undefined;
  /** Address of a BuildKit daemon. */
  readonly endpoint?: string | undefined;
  readonly buildx: BuildxCommand;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The DOCKER_CONFIG and BUILDX_CONFIG of this build, when they are not those of the machine. */
  readonly docker: Readonly<Record<string, string>>;
  readonly exec: Exec;
  readonly log: Log;
  readonly signal?: AbortSignal;
};

/** The daemon of builders that are started here, by digest: a tag could be moved. */
export const BUILDKIT_IMAGE =
  'moby/buildkit:v0.32.2@sha256:28a898719c18a33f4e8000685287fa36fd0dd9560c6440227d3a732d79bb41d8';

/** Variables that tell the docker CLI and buildx where their daemon is. */
export const DAEMON_VARIABLES = [
  'DOCKER_HOST',
  'DOCKER_CONTEXT',
  'DOCKER_CERT_PATH',
  'DOCKER_TLS_VERIFY',
  'DOCKER_CONFIG',
  'BUILDX_CONFIG',
  'BUILDX_BUILDER',
  'XDG_RUNTIME_DIR',
  'KUBECONFIG',
] as const;

/**
 * @throws Failure `configuration` when the named builder does not exist or there is nothing to build with, `remote`
 * when the daemon does not answer
 */
export async function openBuilder(options: BuilderOptions): Promise<Builder> {
  if (options.endpoint !== undefined) return remoteBuilder(options.endpoint, options);
  if (options.builder !== undefined) {
    const found = await inspect(options.builder, options);
    if (found === undefined)
      throw configurationFailure({
        code: 'buildx/no-builder',
        cause: `There is no builder named "${options.builder}" on this machine.`,
        remedy:
          'Create it in an earlier step, give the address of a daemon as "endpoint", or leave both empty.',
      });
    return existing(found);
  }
  // The variable that BuildKit's own client reads: on self-hosted runners an administrator sets it for all jobs.
  const host = options.env['BUILDKIT_HOST'];
  if (host) {
    checkEndpoint(host);
    return remoteBuilder(host, options);
  }
  const current = await inspect(undefined, options);
  // The docker driver cannot write image layouts with provenance.
  if (current !== undefined && current.driver !== 'docker') return existing(current);
  return containerBuilder(options);
}

const existing = ({ name, driver }: Inspected): Builder => ({
  name,
  description: `the builder "${name}" (${driver})`,
  env: {},
  close: async () => {},
});

async function remoteBuilder(endpoint: string, options: BuilderOptions): Promise<Builder> {
  const folder = await ownConfig(options);
  const remove = () => rm(folder, { recursive: true, force: true });
  const env = { BUILDX_CONFIG: folder };
  const name = 'sealift';
  try {
    const created = await run(['create', '--name', name, '--driver', 'remote', endpoint], options, env);
    if (created.exitCode !== 0) throw cannot(`use the BuildKit daemon at ${endpoint}`, created);
    const asked = await run(['inspect', '--bootstrap', name], options, env, 60_000);
    if (asked.exitCode !== 0 || /^Error:/m.test(asked.stdout))
      throw cannot(`reach the BuildKit daemon at ${endpoint}`, asked);
  } catch (error) {
    await remove();
    throw error;
  }
  return { name, description: `the BuildKit daemon at ${endpoint}`, env, close: remove };
}

async function containerBuilder(options: BuilderOptions): Promise<Builder> {
  if (options.buildx.docker === undefined)
    throw configurationFailure({
      code: 'buildx/no-builder',
      cause: 'There is no docker on this machine to start BuildKit in, and no builder was given.',
      remedy:
        'Give the address of a BuildKit daemon as "endpoint", the name of a builder as "builder", or use a runner with docker.',
    });
  const folder = await ownConfig(options);
  const env = { BUILDX_CONFIG: folder };
  const name = `sealift-${randomBytes(4).toString('hex')}`;
  const forget = () => rm(folder, { recursive: true, force: true });
  const close = async () => {
    // The job may be cancelled already: cleaning up must not be.
    const { signal: _, ...uncancelled } = options;
    const removed = await run(['rm', '--force', name], uncancelled, env, 60_000).catch(() => undefined);
    if (removed?.exitCode !== 0) options.log.warning(`The builder container ${name} could not be removed.`);
    await forget();
  };
  const create = ['create', '--name', name, '--driver', 'docker-container'];
  const image = ['--driver-opt', `image=${BUILDKIT_IMAGE}`];
  let created = false;
  try {
    const creation = await run([...create, ...image], options, env);
    if (creation.exitCode !== 0) throw cannot('create a builder with docker', creation, CONTAINER_REMEDY);
    created = true;
    options.log.info(`Starting BuildKit in docker (${name})`);
    const start = await run(['inspect', '--bootstrap', name], options, env, 300_000);
    if (start.exitCode !== 0) throw cannot('start BuildKit in docker', start, CONTAINER_REMEDY);
  } catch (error) {
    await (created ? close() : forget());
    throw error;
  }
  return { name, description: `BuildKit in docker (${name})`, env, close };
}

const ownConfig = (options: BuilderOptions): Promise<string> => makeTemporaryFolder(options.env, 'buildx');

type Inspected = { readonly name: string; readonly driver: string };

/** Undefined when there is no such builder, or no builder at all. */
async function inspect(name: string | undefined, options: BuilderOptions): Promise<Inspected | undefined> {
  const result = await run(['inspect', ...(name === undefined ? [] : [name])], options, {});
  if (result.exitCode !== 0) return undefined;
  return parseInspect(result.stdout);
}

/** `buildx inspect` has no other form than this text. */
export function parseInspect(text: string): Inspected | undefined {
  const field = (key: string) => new RegExp(`^${key}:[ \\t]*(\\S+)`, 'm').exec(text)?.[1];
  const name = field('Name');
  const driver = field('Driver');
  return name === undefined || driver === undefined ? undefined : { name, driver };
}

const run = (
  args: readonly string[],
  options: BuilderOptions,
  extra: Readonly<Record<string, string>>,
  timeout = 60_000,
): Promise<ExecResult> =>
  options.exec(options.buildx.file, [...options.buildx.prefix, ...args], {
    env: childEnvironment(options.env, DAEMON_VARIABLES, { ...options.docker, ...extra }),
    timeout,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });

const REMEDY = 'Check that the daemon runs and that this machine may reach it, then run the job again.';
const CONTAINER_REMEDY =
  'Check that the docker daemon runs and can pull images, or build elsewhere: give the address of a BuildKit daemon as "endpoint".';

const cannot = (what: string, result: ExecResult, remedy = REMEDY): Failure => {
  const output = `${result.stderr}\n${result.stdout}`;
  const reason = /^(?:ERROR|Error): *(.+)$/m.exec(output)?.[1] ?? output.trim().split('\n').at(-1) ?? '';
  return remoteFailure({
    code: 'buildx/failed',
    cause: `buildx cannot ${what}: ${result.timedOut ? 'it did not answer in time' : singleLine(reason).slice(0, 500)}.`,
    remedy,
    error: new Error(output.slice(0, 8_192)),
  });
};
