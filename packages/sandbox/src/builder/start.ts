import { globSync } from 'node:fs';
import { mkdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryLock } from '@sealift/tools/file-lock';
import { makeOwnFolder } from '../own-folder.ts';
import { type Service, startProcess } from '../process.ts';
import { builderConfig } from './config.ts';
import { isServing } from './health.ts';
import { type HostTrust, requireBuildHost } from './host.ts';
import { writeRuncWrapper } from './runc-wrapper.ts';

export type BuilderOptions = {
  /** Path of buildkitd. */
  readonly engine: string;
  /** Path of runc. */
  readonly runc: string;
  /** Of this rehearsal: `logs/buildkitd.log` is written below it. */
  readonly dir: string;
  /** Kept between rehearsals, so that unchanged layers are not built again. */
  readonly cache: string;
  readonly mirrors?: Readonly<Record<string, readonly string[]>>;
  readonly plainHttp?: readonly string[];
  /** For the daemon's own pulls and pushes: HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE … */
  readonly env?: Readonly<Record<string, string>>;
  /** See {@link detectHostTrust}. */
  readonly trust?: HostTrust;
  /** Megabytes of layers and cache to keep; default 20000. */
  readonly keepMegabytes?: number;
};

export type Builder = Service & {
  /** For `buildx create --driver remote`. */
  readonly endpoint: string;
  /** Folder of its layers, its cache and its history. */
  readonly root: string;
  /** False when another rehearsal has the cache: then nothing is cached before or after this one. */
  readonly cached: boolean;
};

/**
 * Starts BuildKit. Only one daemon can use a cache folder: when a second rehearsal runs at the same time, it gets an
 * empty folder of its own that is removed when it stops (waiting could take as long as somebody keeps the first open).
 * @throws Failure `configuration` when this is not Linux or not root, `remote` when it does not start
 */
export async function startBuilder(options: BuilderOptions): Promise<Builder> {
  requireBuildHost();
  await mkdir(path.dirname(options.cache), { recursive: true });
  const lock = await tryLock(`${options.cache}.lock`);
  const own =
    lock === undefined
      ? await makeOwnFolder(`${path.basename(options.cache)}-`, path.dirname(options.cache))
      : undefined;
  const root = own?.path ?? options.cache;
  await mkdir(root, { recursive: true, mode: 0o711 });
  // A Unix socket's path has room for 107 bytes: it cannot lie in a folder of any name.
  const runFolder = await makeOwnFolder('sealift-builder-');
  const run = runFolder.path;
  const cleanUp = async () => {
    await removeControlGroups();
    await runFolder.remove();
    await own?.remove();
    await lock?.release();
  };
  try {
    if (lock !== undefined) await endOrphan(root);
    const service = await startDaemon(options, root, run);
    await writeFile(pidFile(root), `${service.pid}\n`);
    return {
      name: service.name,
      endpoint: `unix://${socketIn(run)}`,
      root,
      cached: lock !== undefined,
      stop: async () => {
        await service.stop();
        await rm(pidFile(root), { force: true });
        await cleanUp();
      },
    };
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

async function startDaemon(
  options: BuilderOptions,
  root: string,
  run: string,
): Promise<Service & { readonly pid: number }> {
  const { trust } = options;
  const config = path.join(run, 'buildkitd.toml');
  const runc = trust === undefined ? options.runc : await writeRuncWrapper(run, options.runc, trust);
  await writeFile(
    config,
    builderConfig({
      root,
      socket: socketIn(run),
      traceSocket: path.join(run, 'otel.sock'),
      runc,
      mirrors: options.mirrors ?? {},
      plainHttp: options.plainHttp ?? [],
      keepMegabytes: options.keepMegabytes ?? 20_000,
    }),
  );
  return startProcess({
    name: 'buildkitd',
    file: options.engine,
    args: ['--config', config],
    env: {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: run,
      TMPDIR: run,
      ...options.env,
    },
    logs: path.join(options.dir, 'logs'),
    ready: () => isServing(socketIn(run)),
  });
}

const socketIn = (run: string): string => path.join(run, 'buildkitd.sock');
const pidFile = (root: string): string => path.join(root, 'sealift.pid');

/**
 * Ends the daemon of a rehearsal that was killed before it could stop it: it would hold the folder. The lock is ours,
 * so that rehearsal is gone; the number may have been given to another program since, hence the look at its name.
 */
async function endOrphan(root: string): Promise<void> {
  const pid = Number.parseInt(await readFile(pidFile(root), 'utf8').catch(() => ''), 10);
  if (!(pid > 1)) return;
  const isDaemon = async () =>
    (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim() === 'buildkitd';
  for (let waited = 0; (await isDaemon()) && waited < 10_000; waited += 100) {
    process.kill(pid, waited < 5_000 ? 'SIGTERM' : 'SIGKILL');
    await sleep(100);
  }
  await rm(pidFile(root), { force: true });
}

/** runc leaves empty groups behind; those in use are not removed by rmdir. */
async function removeControlGroups(): Promise<void> {
  for (const folder of globSync(['/sys/fs/cgroup/buildkit', '/sys/fs/cgroup/*/buildkit']))
    await rmdir(folder).catch(() => {});
}
