import path from 'node:path';
import { policyFailure, remoteFailure } from '@sealift/core/failure';
import { type Digest, digestHex } from '@sealift/core/image/digest';
import { singleLine } from '@sealift/core/text/sanitize';
import type { Layout, PlatformManifest } from '@sealift/registry/layout';
import { withTemporaryFolder } from '../temporary-folder.ts';
import { writeImageArchive } from './archive.ts';
import { type ContainerEngine, type EngineOptions, engineEnvironment } from './find.ts';

export type LoadedImage = {
  /** What the engine calls it by: a digest. */
  readonly id: Digest;
  /** Removes the name that was made for loading; and with it the image, unless another name holds it. Never throws. */
  close(): Promise<void>;
};

/** Milliseconds for some gigabytes on a slow disk. */
const LOADING = 1_800_000;

/**
 * Loads one platform's image of a layout and asks the engine what it has got.
 * @param names registry/repository:tag, which stay
 * @throws Failure `container-engine/load-failed`, `container-engine/other-image`
 */
export async function loadImage(
  engine: ContainerEngine,
  layout: Layout,
  image: PlatformManifest,
  names: readonly string[],
  options: EngineOptions,
): Promise<LoadedImage> {
  // Nobody else gives a name to this very image, so that asking for it asks for what was loaded.
  const own = `localhost/sealift:${digestHex(image.digest)}`;
  const run = (args: readonly string[], timeout: number) =>
    options.exec(engine.file, args, {
      env: engineEnvironment(options),
      timeout,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  const loaded = await withTemporaryFolder(options.env, 'load', async (folder) => {
    const archive = path.join(folder, 'image.tar');
    await writeImageArchive(layout, image, [own, ...names], archive);
    return run(['load', '--input', archive], LOADING);
  });
  if (loaded.exitCode !== 0)
    throw remoteFailure({
      code: 'container-engine/load-failed',
      cause: `${engine.name} ${engine.version} did not load the image: ${lastWords(loaded.stderr, loaded.timedOut)}.`,
      remedy: `Check the free disk space of ${engine.name}, and run the job again.`,
    });
  const { stdout } = await run(['image', 'inspect', '--format', '{{.Id}}', own], 60_000);
  const id = stdout.trim().replace(/^(?!sha256:)/, 'sha256:');
  // Docker calls an image by its configuration; with containerd below, by its manifest.
  const expected = [image.manifest.config.digest, image.digest].find((digest) => digest === id);
  if (expected === undefined)
    throw policyFailure({
      code: 'container-engine/other-image',
      cause: `${engine.name} was given the image ${image.digest} and has "${singleLine(id).slice(0, 100)}".`,
      remedy: `Update ${engine.name}; if that does not help, find out what else changes its images on this machine.`,
    });
  const close = async () => {
    await run(['image', 'rm', own], 60_000).catch(() => undefined);
  };
  return { id: expected, close };
}

const lastWords = (stderr: string, timedOut: boolean): string =>
  timedOut
    ? 'it did not end in time'
    : singleLine(stderr.trim().split('\n').at(-1) ?? '').slice(0, 500) || 'it said nothing';
