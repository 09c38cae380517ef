/** Kubernetes, Kyverno and their custom resources: what the policies are judged by. None of it is a part of Sealift. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, chmod, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { defaultCacheDir } from '@sealift/engines/cache';
import { findEngines } from '@sealift/engines/find';
import { createExec } from '@sealift/tools/exec';
import { parseAllDocuments } from 'yaml';

const exec = createExec({ debug: () => {} });

/** One program that is etcd, the API server and kubectl by the name that it is called by, and Kyverno's controller. */
const PROGRAMS = {
  kube: { version: '1.37.2', sha256: '2fb9e6867ebdef6f342d42492a05a9e9858f858370a6f405f7d542dc905ecbfd' },
  kyverno: { version: '1.19.1', sha256: 'b3e951f7e8c6345053e9e22d1aba188442219eb8e46b48a6ef3565e5870ce639' },
} as const;
type Program = keyof typeof PROGRAMS;

const SIGNING = ['cosign', 'fulcio', 'rekor-server', 'timestamp-server', 'registry'] as const;

export type PolicyEngines = {
  readonly programs: Readonly<Record<Program, string>>;
  readonly signing: Readonly<Record<(typeof SIGNING)[number], string>>;
  /** CustomResourceDefinitions of Kyverno, and the ClusterImagePolicy of policy-controller. */
  readonly definitions: readonly object[];
};

/** undefined when something is missing: stderr says what. */
export async function findPolicyEngines(): Promise<PolicyEngines | undefined> {
  const signing = findEngines(SIGNING);
  if (signing === undefined) return undefined;
  const kube = await program('kube');
  const kyverno = await program('kyverno');
  const definitions = await readDefinitions();
  if (kube !== undefined && kyverno !== undefined && definitions !== undefined)
    return { programs: { kube, kyverno }, signing, definitions };
  const missing = [
    ...(kube === undefined ? ['kube'] : []),
    ...(kyverno === undefined ? ['kyverno'] : []),
    ...(definitions === undefined ? ['the Go modules of their custom resources'] : []),
  ];
  process.stderr.write(
    `\n!!! NOT TESTED: policies in a cluster, for want of ${missing.join(', ')}. Set SEALIFT_ENGINE_MIRROR to a folder that has them.\n\n`,
  );
  return undefined;
}

/** Out of the cache, or out of the mirror and into the cache. */
async function program(name: Program): Promise<string | undefined> {
  const { version, sha256 } = PROGRAMS[name];
  const file = path.join(defaultCacheDir(process.env), 'engines', name, `${name}-${version}`);
  if ((await sha256Of(file)) === sha256) return file;
  const mirror = process.env['SEALIFT_ENGINE_MIRROR'];
  if (mirror === undefined || process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const packed = path.join(mirror, `${name}-${version}-linux-amd64.xz`);
  const unpacked = `${file}.${process.pid}`;
  await mkdir(path.dirname(file), { recursive: true });
  const { exitCode } = await exec('sh', ['-c', 'exec xz -dc "$1" > "$2"', 'sh', packed, unpacked], {
    env: { PATH: process.env['PATH'] ?? '' },
    timeout: 120_000,
  });
  if (exitCode !== 0 || (await sha256Of(unpacked)) !== sha256) return undefined;
  await chmod(unpacked, 0o755);
  await rename(unpacked, file);
  return file;
}

async function sha256Of(file: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await access(file);
    for await (const chunk of createReadStream(file)) hash.update(chunk);
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}

const MODULES = [
  { module: 'github.com/kyverno/kyverno@v1.19.1', folder: 'config/crds' },
  { module: 'github.com/sigstore/policy-controller@v0.13.1', folder: 'config' },
] as const;

async function readDefinitions(): Promise<readonly object[] | undefined> {
  const found: object[] = [];
  for (const { module, folder } of MODULES) {
    const dir = await moduleFolder(module);
    if (dir === undefined) return undefined;
    const files = await readdir(path.join(dir, folder), { recursive: true });
    for (const file of files.filter((name) => name.endsWith('.yaml')).toSorted())
      for (const document of parseAllDocuments(await readFile(path.join(dir, folder, file), 'utf8'))) {
        const definition: unknown = document.toJS();
        if (isDefinition(definition)) {
          // A conversion asks a webhook of the controller, which does not run here.
          const { conversion: _conversion, ...spec } = definition.spec;
          found.push({ ...definition, spec });
        }
      }
  }
  return found;
}

const isDefinition = (value: unknown): value is { kind: string; spec: { conversion?: unknown } } =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'CustomResourceDefinition';

async function moduleFolder(module: string): Promise<string | undefined> {
  const folder = path.join(defaultCacheDir(process.env), 'policies');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'go.mod'), 'module policies\n');
  try {
    const { exitCode, stdout } = await exec('go', ['mod', 'download', '-json', module], {
      cwd: folder,
      env: Object.fromEntries(
        ['PATH', 'HOME', 'GOPROXY', 'GOFLAGS', 'GOSUMDB', 'HTTPS_PROXY', 'NO_PROXY', 'SSL_CERT_FILE'].flatMap(
          (name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]),
        ),
      ),
      timeout: 300_000,
    });
    return exitCode === 0 ? String(JSON.parse(stdout).Dir) : undefined;
  } catch {
    return undefined;
  }
}
