/**
 * Emulators of other processors, so that RUN lines for them run here: slow, and enough for what only copies files. They
 * are registered in the kernel by a privileged container. https://github.com/tonistiigi/binfmt
 */
import { configurationFailure } from '@sealift/core/failure';
import { childEnvironment } from '../exec.ts';
import type { BuilderWorld } from './builder/options.ts';
import { cannot, DAEMON_VARIABLES } from './builder/run-buildx.ts';

/** By digest, as it gets all rights on the machine. QEMU 10.2.3. */
export const QEMU_IMAGE =
  'tonistiigi/binfmt:qemu-v10.2.3@sha256:400a4873b838d1b89194d982c45e5fb3cda4593fbfd7e08a02e76b03b21166f0';

/**
 * @param platforms those that are built; without any, all
 * @throws Failure `buildx/no-qemu` where there is no docker, `buildx/failed` when docker does not run it
 */
export async function installQemu(
  image: string,
  platforms: readonly string[],
  world: BuilderWorld,
): Promise<void> {
  const { docker } = world.buildx;
  if (docker === undefined)
    throw configurationFailure({
      code: 'buildx/no-qemu',
      cause: '"qemu" is true, and there is no docker on this machine to install the emulators with.',
      remedy:
        'Install qemu-user-static and binfmt-support on the runner and leave "qemu" at false, or build each platform on a runner of its kind.',
    });
  const architectures = architecturesOf(platforms);
  if (architectures.length === 0) return;
  const args = ['run', '--privileged', '--rm', image, '--install', architectures.join(',')];
  const result = await world.exec(docker, args, {
    env: childEnvironment(world.env, DAEMON_VARIABLES, world.docker),
    timeout: 300_000,
    ...(world.signal === undefined ? {} : { signal: world.signal }),
  });
  if (result.exitCode !== 0)
    throw cannot(
      'install emulators',
      result,
      'docker must be allowed to run privileged containers on this runner; otherwise build each platform on a runner of its kind.',
    );
  world.log.info(`Emulators are installed for ${architectures.join(', ')}`);
}

/** Names of processors as the installer takes them, without this machine's own. */
export function architecturesOf(
  platforms: readonly string[],
  own: string = process.arch === 'x64' ? 'amd64' : process.arch,
): readonly string[] {
  if (platforms.length === 0) return ['all'];
  const wanted = platforms.map((platform) => platform.split('/')[1] ?? '');
  return [...new Set(wanted)].filter((name) => name !== own && !(own === 'amd64' && name === '386'));
}
