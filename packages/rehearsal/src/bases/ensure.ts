import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { digestHex, digestOf } from '@sealift/core/digest';
import { remoteFailure } from '@sealift/core/failure';
import type { ImageName } from '@sealift/core/image';
import type { Clock, Log } from '@sealift/core/log';
import { createRegistryClient, type RegistryClient } from '@sealift/registry/client';
import { OCI_MANIFEST } from '@sealift/registry/manifest';
import type { Exec } from '@sealift/tools/exec';
import { answersQuickly, hostPlatform } from '../engines/ensure.ts';
import { withLock } from '../engines/lock.ts';
import { ensureSystemPackage, ensureSystemProgram } from '../engines/system-programs.ts';
import { type NeededImage, neededImages } from './dockerfile.ts';
import { frontendFiles, frontendSettings, isFrontend } from './frontend.ts';
import { type ImageSettings, makeLayer, pushImage } from './oci-image.ts';
import { type BaseRecipe, recipeFor, unavailable } from './recipe.ts';
import { type DockerReference, parseDockerReference } from './reference.ts';
import { makeRootfs } from './rootfs.ts';

export type DockerfileSource = {
  /** Path, for reading and for messages. */
  readonly file: string;
  readonly target?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
};

export type BasesOptions = {
  readonly dockerfiles: readonly DockerfileSource[];
  /** A registry on loopback that is the mirror of docker.io, e.g. `127.0.0.1:5000`. Its storage should be kept. */
  readonly mirror: string;
  readonly cacheDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exec: Exec;
  readonly log: Log;
  readonly clock: Clock;
  /** Path of the dockerfile-frontend engine; asked only for a `# syntax=` line without Docker Hub. */
  readonly frontend: () => Promise<string>;
  readonly progress?: (image: string, detail: string, elapsed: number) => void;
  readonly signal?: AbortSignal;
  readonly fetch?: typeof globalThis.fetch;
  /** Whether a registry host can be reached; a test gives its own. */
  readonly reachable?: (registry: string) => Promise<boolean>;
};

export type ProvidedBase = {
  /** Complete, e.g. `docker.io/library/python:3.13-slim`. */
  readonly image: string;
  /** `registry`: BuildKit pulls it itself. */
  readonly from: 'registry' | 'cache' | 'made';
  readonly detail: string;
};

export type Bases = {
  readonly images: readonly ProvidedBase[];
  /** True when BuildKit must take docker.io's images from the mirror. */
  readonly mirrored: boolean;
};

/**
 * Makes sure that BuildKit can get what the Dockerfiles name: from its registry where that can be reached, else an
 * equivalent of python, node or debian that is made of Debian's and npm's packages, for this machine's architecture
 * only, and pushed to the mirror. Made ones are kept in the mirror's storage.
 * @throws Failure `configuration` for an image that can neither be reached nor made, `remote` when packages cannot be
 * fetched
 */
export async function ensureBases(options: BasesOptions): Promise<Bases> {
  const platform = hostPlatform();
  const needs = await readNeeds(options, platform);
  const reachable = options.reachable ?? ((host) => registryAnswers(host, options.fetch));
  const hosts = [...new Set(needs.map(({ reference }) => reference.registry))];
  const up = new Map(await Promise.all(hosts.map(async (host) => [host, await reachable(host)] as const)));

  const images: ProvidedBase[] = [];
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
    const made = await withLock(root, () => makeAll([...jobs.values()], root, platform, options), {
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      onWait: () => options.log.info('Another rehearsal is making base images: waiting for it.'),
    });
    images.push(...made.flat());
  }
  return { images, mirrored: jobs.size > 0 };
}

/**
 * BuildKit asks the mirror first: a stand-in that was made while Docker Hub could not be reached must not hide the real
 * image now. Its content stays, for the next time.
 */
async function forget({ registry, repository, tag }: DockerReference, options: BasesOptions): Promise<void> {
  if (registry !== 'docker.io' || tag === undefined) return;
  const fetch = options.fetch ?? globalThis.fetch;
  const response = await fetch(`http://${options.mirror}/v2/${repository}/manifests/${tag}`, {
    method: 'DELETE',
    signal: AbortSignal.timeout(10_000),
  });
  await response.body?.cancel();
  if (response.status === 202 || response.status === 404) return;
  throw remoteFailure({
    cause: `The mirror answered ${response.status} when asked to forget ${repository}:${tag}.`,
    remedy: 'Remove the folder "mirror" in the cache folder and run the command again.',
  });
}

type Need = { readonly reference: DockerReference; readonly written: NeededImage; readonly file: string };
type Job = {
  /** Names the content: equal jobs are made once. */
  readonly key: string;
  readonly repository: string;
  readonly tags: string[];
  readonly what: BaseRecipe | 'frontend';
};

async function readNeeds(options: BasesOptions, platform: string): Promise<Need[]> {
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
  if (registry !== 'docker.io') throw refuse('nothing stands in for that registry');
  if (written.platform !== undefined && written.platform !== platform)
    throw refuse(`what is made here is for ${platform} only, not for ${written.platform}`);
  const what = isFrontend(reference) ? 'frontend' : recipeFor(reference);
  if (typeof what === 'string' && what !== 'frontend') throw refuse(what);
  const key = digestHex(digestOf(JSON.stringify([RECIPES, platform, what]))).slice(0, 16);
  return { key, repository, tags: [tag], what };
}

/** Raised when recipes or the frontend change, so that kept images are made anew. */
const RECIPES = 1;

async function makeAll(
  jobs: readonly Job[],
  root: string,
  platform: string,
  options: BasesOptions,
): Promise<ProvidedBase[][]> {
  for (const name of await readdir(root))
    if (name.startsWith(SCRATCH)) await rm(path.join(root, name), { recursive: true, force: true });
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
  options: BasesOptions,
): Promise<ProvidedBase[]> {
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
  return [...new Set(job.tags)].map((tag) => ({ image: `docker.io/${job.repository}:${tag}`, from, detail }));
}

async function make(
  job: Job,
  root: string,
  platform: string,
  client: RegistryClient,
  image: ImageName,
  options: BasesOptions,
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
  options: BasesOptions,
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
async function debianKeyring(options: BasesOptions): Promise<string> {
  const installed: readonly string[] = await readdir('/usr/share/keyrings').catch(() => []);
  if (installed.includes('debian-archive-keyring.gpg')) return '/';
  return ensureSystemPackage('debian-archive-keyring', options);
}

const describe = (what: Job['what']): string => {
  if (what === 'frontend') return "BuildKit's own Dockerfile frontend";
  if (what.kind === 'python') return `Debian ${what.suite} with its Python ${what.python}`;
  if (what.kind === 'node') return `Debian ${what.suite} with npm's build of Node ${what.node}`;
  return `Debian ${what.suite}, smallest variant`;
};

const format = ({ registry, repository, tag, digest }: DockerReference): string =>
  `${registry}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;

const registryAnswers = (host: string, fetch?: typeof globalThis.fetch): Promise<boolean> => {
  const api = host === 'docker.io' ? 'registry-1.docker.io' : host;
  const scheme = /^(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(api) ? 'http' : 'https';
  return answersQuickly(`${scheme}://${api}/v2/`, fetch);
};
