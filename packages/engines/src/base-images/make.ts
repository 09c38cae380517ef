import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { DOCKER_HUB } from '@sealift/core/image/docker-hub';
import type { ImageName } from '@sealift/core/image/reference';
import { createRegistryClient, type RegistryClient } from '@sealift/registry/client';
import { OCI_MANIFEST } from '@sealift/registry/manifest';
import { ensureSystemPackage } from '../system-packages.ts';
import { ensureSystemProgram } from '../system-programs.ts';
import type { BaseImagesOptions, ProvidedBaseImage } from './base-images.ts';
import { frontendFiles, frontendSettings } from './frontend.ts';
import { type ImageSettings, makeLayer, pushImage } from './oci-image.ts';
import type { BaseRecipe } from './recipe.ts';
import { makeRootfs } from './rootfs.ts';

/** One image to make, under one or more tags. */
export type Job = {
  /** Names the content: equal jobs are made once. */
  readonly key: string;
  readonly repository: string;
  readonly tags: string[];
  readonly what: BaseRecipe | 'frontend';
};

/** mmdebstrap that was killed has unmounted nothing: removing through a mount would reach into what it shows. */
async function removeLeftover(folder: string, { exec }: Pick<BaseImagesOptions, 'exec'>): Promise<void> {
  const table = await readFile('/proc/self/mounts', 'utf8').catch(() => '');
  const below = table
    .split('\n')
    .flatMap((line) => line.split(' ')[1] ?? [])
    .filter((place) => place.startsWith(`${folder}/`));
  for (const place of below.toReversed())
    await exec('umount', ['--lazy', place], {
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
      timeout: 10_000,
    });
  await rm(folder, { recursive: true, force: true });
}

/**
 * Makes what the mirror does not have yet, all at the same time; the first failure ends the others.
 * @param root folder for temporary files; the caller holds its lock
 */
export async function makeBaseImages(
  jobs: readonly Job[],
  root: string,
  platform: string,
  options: BaseImagesOptions,
): Promise<ProvidedBaseImage[][]> {
  for (const name of await readdir(root))
    if (name.startsWith(SCRATCH)) await removeLeftover(path.join(root, name), options);
  const client = createRegistryClient({
    credentials: () => undefined,
    fetch: options.fetch ?? globalThis.fetch,
    clock: options.clock,
    log: options.log,
    signal: options.signal,
  });
  const ending = new AbortController();
  const signal =
    options.signal === undefined ? ending.signal : AbortSignal.any([options.signal, ending.signal]);
  let first: unknown;
  const results = await Promise.allSettled(
    jobs.map((job) =>
      provide(job, root, platform, client, { ...options, signal }).catch((error: unknown) => {
        first ??= error;
        ending.abort(error);
        throw error;
      }),
    ),
  );
  return results.map((result) => {
    if (result.status === 'fulfilled') return result.value;
    throw first;
  });
}

const SCRATCH = '.new-';

async function provide(
  job: Job,
  root: string,
  platform: string,
  client: RegistryClient,
  options: BaseImagesOptions,
): Promise<ProvidedBaseImage[]> {
  const image: ImageName = { registry: options.mirror, repository: job.repository };
  const kept = await client.getManifest(image, `sealift-${job.key}`);
  const detail = describe(job.what);
  const started = Date.now();
  const manifest =
    kept?.bytes ??
    (await make(job, root, platform, client, image, options, (text) =>
      options.progress?.(`${job.repository}:${job.tags[0]}`, text, Date.now() - started),
    ));
  // Tags last: what is named is whole.
  for (const reference of [...job.tags, `sealift-${job.key}`]) {
    const head = kept === undefined ? undefined : await client.headManifest(image, reference);
    if (head === undefined || head.digest !== kept?.digest)
      await client.putManifest(image, reference, { bytes: manifest, mediaType: OCI_MANIFEST });
  }
  const from = kept === undefined ? 'made' : 'cache';
  return [...new Set(job.tags)].map((tag) => ({
    image: `${DOCKER_HUB}/${job.repository}:${tag}`,
    from,
    detail,
  }));
}

async function make(
  job: Job,
  root: string,
  platform: string,
  client: RegistryClient,
  image: ImageName,
  options: BaseImagesOptions,
  tell: (detail: string) => void,
): Promise<Uint8Array> {
  const folder = await mkdtemp(path.join(root, SCRATCH));
  try {
    const { tar, settings } = await makeContent(job, folder, options, tell);
    tell('compressing');
    const layer = await makeLayer(tar, path.join(folder, 'layer'), options.signal);
    tell('pushing to the mirror');
    return await pushImage(client, image, layer, settings, { architecture: platform.replace('linux/', '') });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function makeContent(
  job: Job,
  folder: string,
  options: BaseImagesOptions,
  tell: (detail: string) => void,
): Promise<{ readonly tar: string; readonly settings: ImageSettings }> {
  if (job.what === 'frontend')
    return { tar: await frontendFiles(await options.frontend(), folder), settings: frontendSettings };
  const mmdebstrap = await ensureSystemProgram('mmdebstrap', options);
  return makeRootfs(job.what, folder, {
    mmdebstrap,
    keyring: path.join(await debianKeyring(options), 'usr/share/keyrings/debian-archive-keyring.gpg'),
    exec: options.exec,
    env: options.env,
    tell,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
}

/** Debian has it; Ubuntu keeps it in a package. */
async function debianKeyring(options: BaseImagesOptions): Promise<string> {
  const installed: readonly string[] = await readdir('/usr/share/keyrings').catch(() => []);
  if (installed.includes('debian-archive-keyring.gpg')) return '/';
  return ensureSystemPackage('debian-archive-keyring', options);
}

const describe = (what: Job['what']): string => {
  if (what === 'frontend') return "BuildKit's own Dockerfile frontend";
  if (what.kind === 'python') return `Debian ${what.suite} with its Python ${what.python}`;
  if (what.kind === 'node') return `Debian ${what.suite} with npm's build of Node ${what.node}`;
  if (what.kind === 'toolchain') return `Debian ${what.suite} with its ${what.toolchain}`;
  return `Debian ${what.suite}, smallest variant`;
};
