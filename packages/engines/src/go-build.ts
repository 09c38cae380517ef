import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { configurationFailure, internalFailure, remoteFailure } from '@sealift/core/failure';
import { digestOf } from '@sealift/core/image/digest';
import { childEnvironment, type Exec } from '@sealift/tools/exec';
import type { EngineName } from './engine.ts';
import { GO_TOOLCHAINS, type GoBuild, type GoModule } from './entry.ts';
import { engineManifest } from './manifest.ts';

export type GoDependencies = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exec: Exec;
  readonly signal?: AbortSignal;
};

export type GoHooks = {
  readonly tell: (engine: EngineName, detail: string) => void;
  /** Called with each executable as soon as it is there; it is gone when the build returns. */
  readonly built: (engine: EngineName, file: string) => Promise<void>;
};

/** Where go.mod, go.sum and the sources of a module are. */
const moduleFolder = (module: GoModule): string =>
  fileURLToPath(new URL(`../go/${module}/`, import.meta.url));

/** No DWARF: it would be compiled only to be left out by `-s -w`, at a tenth of the time. */
const FLAGS = ['-trimpath', '-gcflags=all=-dwarf=false'];
const LINKER = '-s -w';
/** Milliseconds for one `go build`. */
const DEADLINE = 30 * 60_000;

/** Paths of a module's files below its folder: the pins, and sources where a program is ours. */
async function moduleFiles(module: GoModule): Promise<string[]> {
  const files = await readdir(moduleFolder(module), { recursive: true });
  return files.filter((name) => /\.go$|^go\.(mod|sum)$/.test(name)).toSorted();
}

/** What a cached executable must have been built from: the module's pins, its sources and the settings. */
export async function goIdentity(build: GoBuild): Promise<string> {
  const folder = moduleFolder(build.module);
  const names = await moduleFiles(build.module);
  const files = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  return `go:${digestOf(JSON.stringify([...files, build.package, build.stamp, FLAGS, LINKER]))}`;
}

export type GoStep = {
  readonly module: GoModule;
  readonly engines: readonly EngineName[];
  readonly stamps: readonly string[];
};

/**
 * The calls of `go build` for the missing engines. One call compiles and links several programs, which keeps all cores
 * busy; `-X` holds for all programs of a call.
 */
export function planGoSteps(missing: readonly EngineName[]): GoStep[] {
  const builds = missing.flatMap((engine) => {
    const build = engineManifest[engine].go;
    return build === undefined ? [] : [{ engine, ...build }];
  });
  const groups = Map.groupBy(builds, ({ engine, module, alone }) => (alone ? `${module} ${engine}` : module));
  return [...groups.values()].map((group) => ({
    module: group[0]?.module ?? 'suite',
    engines: group.map(({ engine }) => engine),
    stamps: [...new Set(group.flatMap(({ stamp }) => stamp ?? []))],
  }));
}

/**
 * Compiles engines from their published Go modules: exactly the versions and checksums of the committed go.mod and
 * go.sum, in module and build caches of its own that are gone afterwards, also when it fails or is interrupted.
 * @param scratch a new folder on a disk with 6 GB to spare; removed at the end
 * @throws Failure `configuration` when there is no Go, `remote` when a module cannot be had, `internal` when it does not compile
 */
export async function buildWithGo(
  missing: readonly EngineName[],
  scratch: string,
  dependencies: GoDependencies & GoHooks,
): Promise<void> {
  try {
    await mkdir(scratch, { recursive: true });
    const env = await goEnvironment(scratch, missing, dependencies);
    for (const step of planGoSteps(missing)) await runStep(step, scratch, env, dependencies);
  } finally {
    // Compilers that were just told to stop may write for another moment.
    await rm(scratch, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  }
}

async function goEnvironment(
  scratch: string,
  missing: readonly EngineName[],
  dependencies: GoDependencies,
): Promise<Record<string, string>> {
  const shared = childEnvironment(dependencies.env, [
    'GOPROXY',
    'GOAUTH',
    'NETRC',
    'XDG_CONFIG_HOME',
    'GOROOT',
  ]);
  const asked = await dependencies
    .exec('go', ['env', 'GOPROXY'], { env: shared, timeout: 30_000, ...abortable(dependencies) })
    .catch(() => undefined);
  dependencies.signal?.throwIfAborted();
  if (asked === undefined || asked.exitCode !== 0)
    throw configurationFailure({
      code: 'engines/no-go',
      cause: `There is no Go to compile ${missing.join(', ')} with, and no other provider has them.`,
      remedy:
        'Install Go 1.26 or newer (https://go.dev/dl), or set SEALIFT_ENGINE_MIRROR to a folder with the engines.',
    });
  return {
    ...shared,
    // The user's proxy holds; settings that would turn checksums off (GONOSUMDB, GOINSECURE, GOFLAGS) do not.
    GOENV: 'off',
    GOPROXY: asked.stdout.trim() || 'https://proxy.golang.org,direct',
    // Without -modcacherw the module cache could be removed by root only.
    GOFLAGS: '-mod=readonly -modcacherw -buildvcs=false',
    GOMODCACHE: path.join(scratch, 'modules'),
    GOCACHE: path.join(scratch, 'cache'),
    GOTMPDIR: await mkdtemp(path.join(scratch, 'tmp-')),
    GOWORK: 'off',
    CGO_ENABLED: '0',
    // The compiler lives for seconds: collecting garbage less often is a tenth of the time.
    GOGC: '400',
  };
}

async function runStep(
  step: GoStep,
  scratch: string,
  env: Readonly<Record<string, string>>,
  dependencies: GoDependencies & GoHooks,
): Promise<void> {
  const cwd = path.join(scratch, step.module);
  await mkdir(cwd, { recursive: true });
  for (const name of await moduleFiles(step.module)) {
    await mkdir(path.dirname(path.join(cwd, name)), { recursive: true });
    await copyFile(path.join(moduleFolder(step.module), name), path.join(cwd, name));
  }
  const toolchain = GO_TOOLCHAINS[step.module];
  const bin = await mkdtemp(path.join(scratch, 'bin-'));
  const packages = step.engines.map((engine) => engineManifest[engine].go?.package ?? '');
  const [first] = step.engines;
  let compiled = 0;
  const tail: string[] = [];
  const started = Date.now();
  let told = 0;
  const tell = (detail: string) => {
    if (first === undefined || Date.now() - told < 1_000) return;
    told = Date.now();
    for (const engine of step.engines) dependencies.tell(engine, detail);
  };
  tell(`compiling with Go: ${step.engines.join(', ')}`);
  const linker = [LINKER, ...step.stamps.map((stamp) => `-X ${stamp}`)].join(' ');
  const result = await dependencies.exec(
    'go',
    ['build', '-v', ...FLAGS, `-ldflags=${linker}`, '-o', `${bin}${path.sep}`, ...packages],
    {
      cwd,
      env: toolchain === undefined ? env : { ...env, GOTOOLCHAIN: toolchain },
      timeout: DEADLINE,
      onLine: (line) => {
        if (line.startsWith('go: downloading')) tell('downloading Go modules');
        else if (/^[\w.-]+(\/[\w.~-]+)*$/.test(line)) tell(`${++compiled} Go packages compiled`);
        else tail.push(line);
      },
      ...abortable(dependencies),
    },
  );
  dependencies.signal?.throwIfAborted();
  if (result.timedOut || result.exitCode !== 0) throw buildFailure(step, tail, result.timedOut, started);
  for (const engine of step.engines) {
    const name = path.posix.basename(engineManifest[engine].go?.package ?? '');
    await dependencies.built(engine, path.join(bin, name));
  }
}

/**
 * How Go says that it could not get a module: by HTTP, from a connection, or with git. Compiler errors have any words
 * and numbers of the sources in them.
 */
const NOT_FETCHED =
  /\bread(?:ing)? "?https?:\/\/|\b(?:Get|Head) "https?:\/\/|\bdial (?:tcp|udp)\b|\bgit (?:ls-remote|fetch|init) |disabled by GOPROXY|unrecognized import path/;

function buildFailure(step: GoStep, tail: readonly string[], timedOut: boolean, started: number) {
  const names = step.engines.join(', ');
  const seconds = Math.round((Date.now() - started) / 1_000);
  const why = tail.slice(-5).join('\n');
  if (timedOut)
    return remoteFailure({
      code: 'engines/slow-build',
      cause: `Compiling ${names} was given up after ${seconds} s.`,
      remedy: 'Run the command again on a machine with less load, or set SEALIFT_ENGINE_MIRROR.',
    });
  if (/no space left on device/.test(why))
    return configurationFailure({
      code: 'engines/disk-full',
      cause: `Compiling ${names} filled the disk.`,
      remedy: 'Make room where XDG_CACHE_HOME (or ~/.cache) is: 6 GB, for the engines of a deployment 29 GB.',
    });
  if (NOT_FETCHED.test(why))
    return remoteFailure({
      code: 'engines/modules',
      cause: `The Go modules of ${names} could not be fetched: ${why}`,
      remedy: 'Check "go env GOPROXY" and the network, or set SEALIFT_ENGINE_MIRROR.',
    });
  return internalFailure({
    code: 'engines/no-build',
    cause: `${names} did not compile: ${why}`,
    remedy: 'Report this with "go version".',
  });
}

const abortable = ({ signal }: GoDependencies) => (signal === undefined ? {} : { signal });
