/** Makes a builder of one or several nodes, and removes it. */
import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Failure } from '@sealift/core/failure';
import { makeTemporaryFolder } from '../../temporary-folder.ts';
import type { BuilderWorld, NewBuilder, NodeOptions, TlsIdentity } from './options.ts';
import { askBuildx, cannot } from './run-buildx.ts';

/** Enough to find a builder again, and to remove it. */
export type CreatedBuilder = {
  readonly name: string;
  /** Folder with buildx's knowledge of it and its files; undefined where that is the machine's own. */
  readonly folder: string | undefined;
};

/** Milliseconds to start a daemon: its image is pulled, its pod scheduled. */
const START = 600_000;

/**
 * @param name for one that is kept; others get a name of their own
 * @param onCreated called as soon as there is something to remove, also when starting it fails afterwards
 * @throws Failure `buildx/…` when it cannot be made or does not start; nothing is left then
 */
export async function createBuilder(
  wanted: NewBuilder,
  name: string | undefined,
  world: BuilderWorld,
  onCreated: (created: CreatedBuilder) => void = () => {},
): Promise<CreatedBuilder> {
  const files = await makeTemporaryFolder(world.env, 'buildx');
  const created: CreatedBuilder = {
    name: name ?? `sealift-${randomBytes(4).toString('hex')}`,
    folder: wanted.kept ? undefined : files,
  };
  const env = environmentOf(created);
  try {
    const config = await configFile(wanted, files);
    for (const [index, node] of wanted.nodes.entries()) {
      const tls = await writeTls(node.tls, files, index);
      const args = nodeArguments(created.name, wanted, node, { index, config, tls });
      const result = await askBuildx(args, world, env);
      if (result.exitCode !== 0) throw cannot(CREATING[wanted.driver], result, REMEDIES[wanted.driver]);
      if (index === 0) onCreated(created);
    }
    if (wanted.driver !== 'remote') world.log.info(`Starting BuildKit (${wanted.driver}, ${created.name})`);
    await bootstrap(created, wanted, world);
    return created;
  } catch (error) {
    await removeBuilder(created, world);
    throw error;
  } finally {
    // buildx has its own copies; those of a builder that is not kept go with it.
    if (wanted.kept) await rm(files, { recursive: true, force: true });
  }
}

async function bootstrap(created: CreatedBuilder, wanted: NewBuilder, world: BuilderWorld): Promise<void> {
  const args = ['inspect', '--bootstrap', created.name];
  const start = await askBuildx(args, world, environmentOf(created), START);
  if (start.exitCode !== 0 || /^Error:/m.test(start.stdout)) throw startFailure(wanted, start);
}

/**
 * Ends a daemon that is stuck, and starts it with what it has cached.
 * @throws Failure `buildx/…` when it does not start
 */
export async function restartBuilder(
  created: CreatedBuilder,
  wanted: NewBuilder,
  world: BuilderWorld,
): Promise<void> {
  world.log.info(`Starting BuildKit again (${created.name})`);
  await askBuildx(['stop', created.name], world, environmentOf(created));
  await bootstrap(created, wanted, world);
}

/** Never throws: what cannot be removed is said. */
export async function removeBuilder(created: CreatedBuilder, world: BuilderWorld): Promise<void> {
  // The job may be cancelled already: cleaning up must not be.
  const { signal: _, ...uncancelled } = world;
  const env = environmentOf(created);
  const removed = await askBuildx(['rm', '--force', created.name], uncancelled, env).catch(() => undefined);
  const gone = removed?.exitCode === 0 || /no builder/.test(removed?.stderr ?? '');
  if (!gone) world.log.warning(`The builder ${created.name} could not be removed.`);
  if (created.folder !== undefined) await rm(created.folder, { recursive: true, force: true });
}

/** What a child's environment must hold for buildx to find it. */
export const environmentOf = ({ folder }: CreatedBuilder): Readonly<Record<string, string>> =>
  folder === undefined ? {} : { BUILDX_CONFIG: folder };

type NodeFiles = {
  readonly index: number;
  readonly config: string | undefined;
  /** `key=path` */
  readonly tls: readonly string[];
};

function nodeArguments(
  name: string,
  { driver, image }: NewBuilder,
  node: NodeOptions,
  { index, config, tls }: NodeFiles,
): readonly string[] {
  const options = [...ownOptions(driver, image, node), ...tls, ...node.driverOptions];
  return [
    ...['create', '--name', name, '--driver', driver],
    ...(index === 0 ? [] : ['--append']),
    ...(node.name === undefined ? [] : ['--node', node.name]),
    ...(node.platforms.length === 0 ? [] : ['--platform', node.platforms.join(',')]),
    ...options.flatMap((option) => ['--driver-opt', option]),
    ...(node.flags === undefined ? [] : ['--buildkitd-flags', node.flags]),
    ...(config === undefined ? [] : ['--buildkitd-config', config]),
    ...(node.endpoint === undefined ? [] : ['--', node.endpoint]),
  ];
}

/** BuildKit cuts what a step prints after 2 MiB, or 200 KiB a second: here the whole log is wanted. */
const WHOLE_LOG = ['env.BUILDKIT_STEP_LOG_MAX_SIZE=-1', 'env.BUILDKIT_STEP_LOG_MAX_SPEED=-1'];

function ownOptions(driver: NewBuilder['driver'], image: string, node: NodeOptions): readonly string[] {
  if (driver === 'remote') return [];
  const given = node.driverOptions.join(',');
  return [
    ...(/(?:^|,)image=/.test(given) ? [] : [`image=${image}`]),
    ...WHOLE_LOG.filter((option) => !given.includes(option.slice(0, option.indexOf('=') + 1))),
  ];
}

async function configFile({ config }: NewBuilder, folder: string): Promise<string | undefined> {
  if (config === undefined) return undefined;
  if ('file' in config) return config.file;
  const file = path.join(folder, 'buildkitd.toml');
  await writeFile(file, config.text, { mode: 0o600, flag: 'wx' });
  return file;
}

/** The driver takes paths: https://docs.docker.com/build/builders/drivers/remote/ */
async function writeTls(
  tls: TlsIdentity | undefined,
  folder: string,
  index: number,
): Promise<readonly string[]> {
  const options: string[] = [];
  const parts = [
    ['cacert', tls?.ca],
    ['cert', tls?.certificate],
    ['key', tls?.key],
  ] as const;
  for (const [name, pem] of parts) {
    if (pem === undefined) continue;
    const file = path.join(folder, `node-${index}-${name}.pem`);
    await writeFile(file, pem.endsWith('\n') ? pem : `${pem}\n`, { mode: 0o600, flag: 'wx' });
    options.push(`${name}=${file}`);
  }
  return options;
}

const CREATING = {
  'docker-container': 'create a builder with docker',
  kubernetes: 'create a builder in Kubernetes',
  remote: 'use the BuildKit daemon',
} as const;

const REMEDIES = {
  'docker-container':
    'Check that the docker daemon runs and can pull images, or build elsewhere: give the address of a BuildKit daemon as "endpoint".',
  kubernetes:
    'Check KUBECONFIG and that it may create Deployments and exec into pods in the namespace of "driver-opts"; the events of its pod say why it does not start.',
  remote: 'Check that the daemon runs and that this machine may reach it, then run the job again.',
} as const;

function startFailure({ driver, nodes }: NewBuilder, result: Parameters<typeof cannot>[1]): Failure {
  const where = {
    'docker-container': 'start BuildKit in docker',
    kubernetes: 'start BuildKit in Kubernetes',
    remote: `reach the BuildKit daemon at ${nodes.map(({ endpoint }) => endpoint).join(', ')}`,
  }[driver];
  return cannot(where, result, REMEDIES[driver]);
}
