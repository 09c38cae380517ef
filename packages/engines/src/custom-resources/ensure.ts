import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { configurationFailure, remoteFailure } from '@sealift/core/failure';
import { digestOf } from '@sealift/core/image/digest';
import type { Log } from '@sealift/core/log';
import { childEnvironment, type Exec } from '@sealift/tools/exec';
import { withFileLock } from '@sealift/tools/file-lock';
import { lastWords } from '../last-words.ts';
import { type CustomResourceDefinition, definitionsOf } from './definition.ts';

type Source = {
  readonly module: string;
  readonly folder: string;
  /** Names of the kinds that are wanted, in the plural; all unless said. */
  readonly only?: readonly string[];
};

/** Whose kinds: the Go module that ships them, and the folder of their manifests inside. */
const SETS = {
  'argo-cd': { module: 'github.com/argoproj/argo-cd/v3', folder: 'manifests/crds' },
  'argo-rollouts': { module: 'github.com/argoproj/argo-rollouts', folder: 'manifests/crds' },
  kyverno: { module: 'github.com/kyverno/kyverno', folder: 'config/crds' },
  'external-secrets': { module: 'github.com/external-secrets/external-secrets', folder: 'config/crds/bases' },
  'prometheus-operator': {
    module: 'github.com/prometheus-operator/prometheus-operator',
    folder: 'example/prometheus-operator-crd',
    // The others are large, and describe Prometheus itself.
    only: ['podmonitors', 'prometheusrules', 'servicemonitors'],
  },
  'policy-controller': { module: 'github.com/sigstore/policy-controller', folder: 'config' },
} as const satisfies Readonly<Record<string, Source>>;
export type CustomResourceSet = keyof typeof SETS;

export const CUSTOM_RESOURCE_SETS = Object.keys(SETS) as readonly CustomResourceSet[];

export type CustomResourceOptions = {
  readonly cacheDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exec: Exec;
  readonly log: Pick<Log, 'info'>;
  readonly signal?: AbortSignal;
};

type Pinned = { readonly version: string; readonly sum: string };

/** Changes when {@link definitionsOf} gives something else for the same manifest. */
const FORMAT = 1;

/**
 * Definitions of the very versions that the engines beside them have, each module checked against the committed go.sum.
 * What was read once is kept as JSON in the cache.
 * @throws Failure `engines/no-go` when they are not in the cache and there is no Go, `engines/modules` when a module cannot
 * be had, `engines/wrong-content` when it is not the pinned one
 */
export async function ensureCustomResources(
  sets: readonly CustomResourceSet[],
  options: CustomResourceOptions,
): Promise<CustomResourceDefinition[]> {
  const pins = parsePins(await readFile(PINS, 'utf8'));
  const wanted = sets.map((set) => wantedOf(set, pins, options.cacheDir));
  const missing = await without(wanted);
  if (missing.length > 0) await bring(missing, options);
  const all = await Promise.all(wanted.map(({ file }) => readCached(file)));
  return all.flatMap((definitions) => definitions ?? []);
}

const PINS = new URL('../../go/custom-resources/go.sum', import.meta.url);

type Wanted = Pinned & {
  readonly set: CustomResourceSet;
  readonly module: string;
  /** In the cache. */
  readonly file: string;
};

function wantedOf(set: CustomResourceSet, pins: ReadonlyMap<string, Pinned>, cacheDir: string): Wanted {
  const { module } = SETS[set];
  const pinned = pins.get(module);
  if (pinned === undefined) throw notPinned(module);
  const key = digestOf(JSON.stringify([FORMAT, SETS[set], pinned])).slice('sha256:'.length, -48);
  const file = path.join(cacheDir, 'custom-resources', `${set}-${pinned.version}-${key}.json`);
  return { ...pinned, set, module, file };
}

async function without(wanted: readonly Wanted[]): Promise<Wanted[]> {
  const found = await Promise.all(wanted.map(({ file }) => readCached(file)));
  return wanted.filter((_, index) => found[index] === undefined);
}

/** Version and sum of each module of a go.sum, without the lines about go.mod files. */
export function parsePins(sums: string): ReadonlyMap<string, Pinned> {
  const lines = sums.split('\n').map((line) => line.split(' '));
  return new Map(
    lines.flatMap(([module, version, sum]) =>
      module && version && sum && !version.endsWith('/go.mod') ? [[module, { version, sum }] as const] : [],
    ),
  );
}

async function readCached(file: string): Promise<CustomResourceDefinition[] | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

async function bring(wanted: readonly Wanted[], options: CustomResourceOptions): Promise<void> {
  const folder = path.join(options.cacheDir, 'custom-resources');
  await mkdir(folder, { recursive: true });
  await withFileLock(`${folder}.lock`, { signal: options.signal }, async () => {
    // Another process may have brought them while this one waited for it.
    const missing = await without(wanted);
    if (missing.length === 0) return;
    const names = missing.map(({ set, version }) => `${set} ${version}`).join(', ');
    options.log.info(`Reading custom resources out of Go modules: ${names}.`);
    const draft = await mkdtemp(path.join(folder, '.new-'));
    try {
      const roots = await downloadModules(missing, draft, options);
      for (const each of missing) {
        const found = await readDefinitions(roots.get(each.set) ?? '', SETS[each.set]);
        if (found.length === 0) throw none(each);
        await writeFile(path.join(draft, 'set.json'), JSON.stringify(found));
        await rename(path.join(draft, 'set.json'), each.file);
      }
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  });
}

async function readDefinitions(root: string, source: Source): Promise<CustomResourceDefinition[]> {
  const folder = path.join(root, source.folder);
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.yaml'));
  const texts = await Promise.all(files.toSorted().map((name) => readFile(path.join(folder, name), 'utf8')));
  const wanted = ({ metadata }: CustomResourceDefinition) =>
    source.only === undefined || source.only.includes(metadata.name.split('.')[0] ?? '');
  return texts.flatMap(definitionsOf).filter(wanted);
}

/** Folders that Go has unpacked below `scratch`, checked against the checksum database; sums are compared with the pinned. */
async function downloadModules(
  wanted: readonly Wanted[],
  scratch: string,
  options: CustomResourceOptions,
): Promise<ReadonlyMap<CustomResourceSet, string>> {
  const cwd = path.join(scratch, 'asked');
  await mkdir(cwd);
  const modules = wanted.map(({ module, version }) => `${module}@${version}`);
  const result = await options
    .exec('go', ['mod', 'download', '-json', ...modules], {
      cwd,
      env: {
        ...childEnvironment(options.env, ['GOPROXY', 'GOAUTH', 'NETRC', 'XDG_CONFIG_HOME', 'GOROOT']),
        GOMODCACHE: path.join(scratch, 'modules'),
        GOFLAGS: '-modcacherw',
        GOWORK: 'off',
        // Go refuses to fetch what says that it wants a newer Go, although nothing of it is compiled.
        GOTOOLCHAIN: 'auto',
      },
      timeout: 300_000,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    })
    .catch(() => undefined);
  options.signal?.throwIfAborted();
  if (result === undefined) throw noGo(modules);
  const said = new Map(parseDownloads(result.stdout).map((download) => [download.Path, download]));
  return new Map(
    wanted.map(({ set, module, version, sum }) => {
      const { Dir, Sum, Error: problem } = said.get(module) ?? {};
      if (Dir === undefined) throw notFetched(module, problem ?? lastWords(result.stderr));
      if (Sum !== sum) throw wrongSum(module, version, Sum, sum);
      return [set, Dir];
    }),
  );
}

type Download = {
  readonly Path?: string;
  readonly Dir?: string;
  readonly Sum?: string;
  readonly Error?: string;
};

/** Go writes one object of texts after the other. */
export function parseDownloads(said: string): Download[] {
  try {
    return JSON.parse(`[${said.replaceAll('}\n{', '},{')}]`);
  } catch {
    return [];
  }
}

const noGo = (modules: readonly string[]) =>
  configurationFailure({
    code: 'engines/no-go',
    cause: `There is no Go to fetch ${modules.join(', ')} with, whose manifests hold custom resources.`,
    remedy: 'Install Go 1.26 or newer (https://go.dev/dl).',
  });

const notFetched = (module: string, why: string) =>
  remoteFailure({
    code: 'engines/modules',
    cause: `The Go module ${module} could not be fetched: ${why}`,
    remedy: 'Check "go env GOPROXY" and the network.',
  });

const wrongSum = (module: string, version: string, found: string | undefined, pinned: string) =>
  remoteFailure({
    code: 'engines/wrong-content',
    cause: `Go fetched ${module} ${version} with the sum ${found}, not the pinned ${pinned}.`,
    remedy: 'Do not use that module: look at what "go env GOPROXY" names.',
  });

const notPinned = (module: string) =>
  configurationFailure({
    code: 'engines/unavailable',
    cause: `${module} is not pinned in ${fileURLToPath(PINS)}.`,
    remedy: 'Restore that file.',
  });

const none = ({ set, version }: Wanted) =>
  remoteFailure({
    code: 'engines/bad-archive',
    cause: `${SETS[set].module} ${version} has no custom resources in ${SETS[set].folder}.`,
    remedy: 'Look at where this version keeps its manifests, and change the folder here.',
  });
