import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DOCKER_HUB } from '@sealift/core/image/docker-hub';
import type { ImageSettings } from './oci-image.ts';
import type { DockerReference } from './reference.ts';
import { tarOf } from './tar.ts';

/** `docker/dockerfile` in its stable channel: what BuildKit's frontend of today understands. */
export const isFrontend = ({ registry, repository, tag, digest }: DockerReference): boolean =>
  registry === DOCKER_HUB &&
  repository === 'docker/dockerfile' &&
  digest === undefined &&
  /^(latest|1(\.\d+){0,2})$/.test(tag ?? 'latest');

const PROGRAM = 'bin/dockerfile-frontend';

/** https://github.com/moby/buildkit/blob/v0.32.2/frontend/dockerfile/cmd/dockerfile-frontend/Dockerfile */
export const frontendSettings: ImageSettings = {
  Entrypoint: [`/${PROGRAM}`],
  Labels: {
    'moby.buildkit.frontend.network.none': 'true',
    'moby.buildkit.frontend.caps':
      'moby.buildkit.frontend.inputs,moby.buildkit.frontend.subrequests,moby.buildkit.frontend.contexts,moby.buildkit.frontend.gitquerystring',
  },
};

/** @returns path of a tar with the frontend in it */
export async function frontendFiles(executable: string, folder: string): Promise<string> {
  const tar = path.join(folder, 'rootfs.tar');
  await writeFile(tar, tarOf([{ name: PROGRAM, mode: 0o755, bytes: await readFile(executable) }]));
  return tar;
}
