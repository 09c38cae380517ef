/** Everything that runs besides the workflow: GitHub's stand-in, registries, Sigstore, BuildKit, the way to them. */
import { mkdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { Clock, Log } from '@sealift/core/log';
import { defaultCacheDir } from '@sealift/engines/cache';
import { REHEARSAL_ENGINES } from '@sealift/engines/engine';
import { type Engines, ensureEngines } from '@sealift/engines/ensure';
import { ensureSystemProgram } from '@sealift/engines/system-programs';
import { createGitHub, type GitHub } from '@sealift/fake-github/github';
import { detectHostTrust } from '@sealift/sandbox/builder/host';
import { type Builder, startBuilder } from '@sealift/sandbox/builder/start';
import { createPki, type Pki } from '@sealift/sandbox/pki/pki';
import type { Service } from '@sealift/sandbox/process';
import { type Edge, startEdge } from '@sealift/sandbox/proxy/edge';
import { edgeEnvironment } from '@sealift/sandbox/proxy/environment';
import type { Routes } from '@sealift/sandbox/proxy/routes';
import { startRegistry } from '@sealift/sandbox/registry/registry';
import { SIGSTORE_HOSTS } from '@sealift/sandbox/sigstore/hosts';
import { type Sigstore, startSigstore } from '@sealift/sandbox/sigstore/sigstore';
import {
  ensureVulnerabilityDatabase,
  type VulnerabilityDatabase,
} from '@sealift/sandbox/vulnerability-data/ensure';
import { createExec, type Exec } from '@sealift/tools/exec';
import type { Timeline } from './report/timeline.ts';

type RehearsalEngine = (typeof REHEARSAL_ENGINES)[number];

export type World = {
  readonly dir: string;
  readonly cacheDir: string;
  readonly engines: Engines<RehearsalEngine>;
  readonly pki: Pki;
  readonly edge: Edge;
  readonly github: GitHub;
  readonly sigstore: Sigstore;
  readonly builder: Builder;
  /** Loopback ports: what ghcr.io leads to, and the mirror of docker.io that also holds the vulnerability database. */
  readonly ports: { readonly ghcr: number; readonly mirror: number };
  readonly database: VulnerabilityDatabase;
  /** For every step of a workflow and every judge: the way to production names, trust, tools. */
  readonly env: Readonly<Record<string, string>>;
  /** PATH with Node 24, the tools and the system's programs. */
  readonly path: string;
  readonly exec: Exec;
  stop(): Promise<void>;
};

export type WorldOptions = {
  /** Working folder, the caller's to remove. */
  readonly dir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeline: Timeline;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
};

/** @throws Failure with what could not be had or started; nothing is left running then */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { dir, env, timeline, log, clock, signal } = options;
  const cacheDir = defaultCacheDir(env);
  const exec = createExec(log);
  const aborting = signal === undefined ? {} : { signal };
  const [engines, runc] = await timeline.measure('engines', 'looking for engines', () =>
    Promise.all([
      ensureEngines(REHEARSAL_ENGINES, {
        ...{ cacheDir, env, log, clock, ...aborting },
        progress: ({ engine, provider, state, detail }) => {
          if (provider === 'cache' || state === 'skipped') return;
          const tell = state === 'done' ? timeline.say : timeline.progress;
          tell('engines', `${engine} (${provider}) ${detail}`);
        },
      }),
      ensureSystemProgram('runc', { cacheDir, env, exec, log, ...aborting }),
    ]),
  );
  const services: Service[] = [];
  const keep = async <T extends Service>(starting: Promise<T>): Promise<T> => {
    const service = await starting;
    services.push(service);
    return service;
  };
  const stop = async () => {
    for (const service of services.splice(0).reverse()) await service.stop();
  };
  try {
    return await timeline.measure('services', 'starting', async () => {
      const folder = (name: string) => path.join(dir, name);
      await mkdir(dir, { recursive: true });
      const pki = await createPki(folder('pki'), { hosts: HOSTS });
      const github = await createRehearsalGitHub(pki, folder('github'), options, cacheDir);
      const [ghcr, mirror] = await Promise.all([
        keep(startRegistry({ ...ghcrOptions(pki), engine: engines.paths.registry, dir: folder('ghcr') })),
        // Base images and the vulnerability database outlive a rehearsal.
        keep(
          startRegistry({
            name: 'mirror',
            engine: engines.paths.registry,
            dir: path.join(cacheDir, 'mirror'),
          }),
        ),
      ]);
      const edge = await keep(startEdge({ tls: pki.tls, hosts: edgeHosts(github, ghcr.port, mirror.port) }));
      const trust = await detectHostTrust(env);
      const [sigstore, builder, database] = await Promise.all([
        keep(startSigstore({ engines: engines.paths, pki, dir: folder('sigstore'), edge })),
        keep(
          startBuilder({
            engine: engines.paths.buildkitd,
            runc,
            dir: folder('builder'),
            cache: path.join(cacheDir, 'buildkit'),
            mirrors: { 'docker.io': [`127.0.0.1:${mirror.port}`] },
            plainHttp: [`127.0.0.1:${mirror.port}`],
            ...(trust === undefined ? {} : { trust }),
          }),
        ),
        ensureVulnerabilityDatabase({ registry: `127.0.0.1:${mirror.port}`, log, clock, ...aborting }),
      ]);
      timeline.say('vulnerabilities', describeDatabase(database));
      const tools = await toolFolder(folder('tools'), engines.paths);
      return {
        ...{ dir, cacheDir, engines, pki, edge, github, sigstore, builder, database, exec, stop },
        ports: { ghcr: ghcr.port, mirror: mirror.port },
        env: {
          ...edgeEnvironment(edge.proxyUrl, pki.caFile),
          ...sigstore.env,
          BUILDKIT_HOST: builder.endpoint,
          RUNNER_TOOL_CACHE: path.join(cacheDir, 'tool-cache'),
        },
        path: [path.dirname(process.execPath), tools, ...SYSTEM_PATH].join(path.delimiter),
      };
    });
  } catch (error) {
    await stop();
    throw error;
  }
}

const describeDatabase = ({ source, updatedAt }: VulnerabilityDatabase): string =>
  source === 'trivy'
    ? `Trivy's own database${updatedAt === undefined ? '' : ` of ${updatedAt.toISOString()}`}`
    : "a few example advisories made here, since Trivy's database cannot be reached: findings prove the pipeline, not the images";

const SYSTEM_PATH = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Names that the edge answers for. */
const HOSTS = [
  'github.com',
  'api.github.com',
  'codeload.github.com',
  '*.actions.githubusercontent.com',
  '*.blob.core.windows.net',
  'ghcr.io',
  'mirror.gcr.io',
  ...Object.values(SIGSTORE_HOSTS),
];

const TOKEN_ISSUER = 'rehearsal';

const ghcrOptions = (pki: Pki) => ({
  name: 'ghcr',
  auth: {
    realm: 'https://ghcr.io/token',
    service: 'ghcr.io',
    issuer: TOKEN_ISSUER,
    jwksFile: pki.registryToken.jwks,
  },
});

async function createRehearsalGitHub(
  pki: Pki,
  dir: string,
  { clock, log }: WorldOptions,
  cacheDir: string,
): Promise<GitHub> {
  const [oidcKey, privateKey] = await Promise.all(
    [pki.oidc.key, pki.registryToken.key].map((file) => readFile(file, 'utf8')),
  );
  return createGitHub({
    ...{ dir, clock, log, cacheDir },
    oidcKey: oidcKey ?? '',
    registryTokenKey: { privateKey: privateKey ?? '', kid: pki.registryToken.keyId, issuer: TOKEN_ISSUER },
  });
}

function edgeHosts(github: GitHub, ghcr: number, mirror: number): ReadonlyMap<string, Routes> {
  return new Map<string, Routes>([
    ...[...github.hosts].map(([host, handler]) => [host, { handler }] as const),
    [
      'ghcr.io',
      [
        { path: '/token', upstream: { handler: github.registryTokenHandler } },
        { path: '/v2', upstream: { port: ghcr } },
        // Where Trivy looks for its database when the first place has none.
        { path: '/v2/aquasecurity', upstream: { port: mirror } },
      ],
    ],
    ['mirror.gcr.io', { port: mirror }],
  ]);
}

/** The tools that `tools: system` finds on PATH, under their usual names. */
async function toolFolder(
  folder: string,
  engines: Readonly<Record<RehearsalEngine, string>>,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const tool of ['trivy', 'syft', 'cosign', 'buildx'] as const)
    await symlink(engines[tool], path.join(folder, tool));
  return folder;
}
