import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { remoteFailure } from '@sealift/core/failure';
import { digestHex, digestOf } from '@sealift/core/image/digest';
import { DOCKER_HUB, DOCKER_HUB_API } from '@sealift/core/image/docker-hub';
import { withFileLock } from '@sealift/tools/file-lock';
import { answersQuickly, hostPlatform } from '../ensure.ts';
import type { BaseImages, BaseImagesOptions, ProvidedBaseImage } from './base-images.ts';
import { type NeededImage, neededImages } from './dockerfile.ts';
import { isFrontend } from './frontend.ts';
import { type Job, makeBaseImages } from './make.ts';
import { recipeFor, unavailable } from './recipe.ts';
import { type DockerReference, parseDockerReference } from './reference.ts';

/**
 * Makes sure that BuildKit can get what the Dockerfiles name: from its registry where that can be reached, else an
 * equivalent of python, node or debian that is made of Debian's and npm's packages, for this machine's architecture
 * only, and pushed to the mirror. Made ones are kept in the mirror's storage.
 * @throws Failure `configuration` for an image that can neither be reached nor made, `remote` when packages cannot be
 * fetched
 */
export async function ensureBaseImages(options: BaseImagesOptions): Promise<BaseImages> {
  const platform = hostPlatform();
  const needs = await readNeeds(options, platform);
  const reachable = options.reachable ?? ((host) => registryAnswers(host, options.fetch));
  const hosts = [...new Set(needs.map(({ reference }) => reference.registry))];
  const up = new Map(await Promise.all(hosts.map(async (host) => [host, await reachable(host)] as const)));

  const images: ProvidedBaseImage[] = [];
  const jobs = new Map<string, Job>();
  for (const need of needs) {
    const { reference } = need;
    if (up.get(reference.registry)) {
      await forget(reference, options);
      images.push({
        image: format(reference),
        from: 'registry',
        detail: `pulled from ${reference.registry}`,
      });
      continue;
    }
    const job = plan(need, platform);
    const known = jobs.get(job.key);
    if (known === undefined) jobs.set(job.key, job);
    else known.tags.push(...job.tags);
  }
  if (jobs.size > 0) {
    const root = path.join(options.cacheDir, 'bases');
    await mkdir(root, { recursive: true });
    const onWait = () => options.log.info('Another rehearsal is making base images: waiting for it.');
    const made = await withFileLock(`${root}.lock`, { signal: options.signal, onWait }, () =>
      makeBaseImages([...jobs.values()], root, platform, options),
    );
    images.push(...made.flat());
  }
  return { images, mirrored: jobs.size > 0 };
}

/**
 * BuildKit asks the mirror first: a stand-in that was made while Docker Hub could not be reached must not hide the real
 * image now. Its content stays, for the next time.
 */
async function forget(
  { registry, repository, tag }: DockerReference,
  options: BaseImagesOptions,
): Promise<void> {
  if (registry !== DOCKER_HUB || tag === undefined) return;
  const fetch = options.fetch ?? globalThis.fetch;
  const response = await fetch(`http://${options.mirror}/v2/${repository}/manifests/${tag}`, {
    method: 'DELETE',
    signal: AbortSignal.timeout(10_000),
  });
  await response.body?.cancel();
  if (response.status === 202 || response.status === 404) return;
  throw remoteFailure({
    code: 'base-images/mirror',
    cause: `The mirror answered ${response.status} when asked to forget ${repository}:${tag}.`,
    remedy: 'Remove the folder "mirror" in the cache folder and run the command again.',
  });
}

type Need = { readonly reference: DockerReference; readonly written: NeededImage; readonly file: string };
async function readNeeds(options: BaseImagesOptions, platform: string): Promise<Need[]> {
  const needs = new Map<string, Need>();
  for (const { file, target, buildArgs } of options.dockerfiles) {
    const { images, syntax } = neededImages(await readFile(file, 'utf8'), {
      file,
      buildPlatform: platform,
      ...(target === undefined ? {} : { target }),
      ...(buildArgs === undefined ? {} : { buildArgs }),
    });
    const all = syntax === undefined ? images : [{ reference: syntax, line: 1 }, ...images];
    for (const written of all) {
      const reference = parseDockerReference(written.reference);
      needs.set(`${format(reference)} ${written.platform}`, { reference, written, file });
    }
  }
  return [...needs.values()];
}

function plan({ reference, written, file }: Need, platform: string): Job {
  const { registry, repository, tag = 'latest' } = reference;
  const refuse = (why: string) => unavailable(written.reference, registry, why, { file, line: written.line });
  if (registry !== DOCKER_HUB) throw refuse('nothing stands in for that registry');
  if (written.platform !== undefined && written.platform !== platform)
    throw refuse(`what is made here is for ${platform} only, not for ${written.platform}`);
  const what = isFrontend(reference) ? 'frontend' : recipeFor(reference);
  if (typeof what === 'string' && what !== 'frontend') throw refuse(what);
  const key = digestHex(digestOf(JSON.stringify([RECIPES, platform, what]))).slice(0, 16);
  return { key, repository, tags: [tag], what };
}

/** Raised when recipes or the frontend change, so that kept images are made anew. */
const RECIPES = 1;

const format = ({ registry, repository, tag, digest }: DockerReference): string =>
  `${registry}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;

const registryAnswers = (host: string, fetch?: typeof globalThis.fetch): Promise<boolean> => {
  const api = host === DOCKER_HUB ? DOCKER_HUB_API : host;
  const scheme = /^(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(api) ? 'http' : 'https';
  return answersQuickly(`${scheme}://${api}/v2/`, fetch);
};
