/** Everything that runs besides the workflow: GitHub's stand-in, registries, Sigstore, BuildKit, the way to them. */
import { mkdir, mkdtemp, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { Clock, Log } from '@sealift/core/log';
import { defaultCacheDir } from '@sealift/engines/cache';
import { REHEARSAL_ENGINES } from '@sealift/engines/engine';
import { type Engines, ensureEngines } from '@sealift/engines/ensure';
import { ensureSystemProgram } from '@sealift/engines/system-programs';
import { createGitHub, type GitHub } from '@sealift/fake-github/github';
import { PRODUCTION_URLS } from '@sealift/fake-github/urls';
import { createExec, type Exec } from '@sealift/tools/exec';
import { detectHostTrust } from './builder/host.ts';
import { type Builder, type BuilderOptions, startBuilder } from './builder/start.ts';
import { createPki, type Pki } from './pki/pki.ts';
import type { Service } from './process.ts';
import type { Progress } from './progress.ts';
import { proxyEnvironment } from './proxy/environment.ts';
import type { ProxyLogin } from './proxy/login.ts';
import { type ProxyServer, startProxy } from './proxy/proxy.ts';
import type { Routes } from './proxy/routes.ts';
import { startRegistry } from './registry/registry.ts';
import { type GitHubSigstore, startGitHubSigstore } from './sigstore/github.ts';
import { GITHUB_SIGSTORE_HOSTS, SIGSTORE_HOSTS } from './sigstore/hosts.ts';
import { type Sigstore, startSigstore } from './sigstore/sigstore.ts';
import { ensureVulnerabilityDatabase, type VulnerabilityDatabase } from './vulnerability-data/ensure.ts';

type RehearsalEngine = (typeof REHEARSAL_ENGINES)[number];

export type Sandbox = {
  readonly dir: string;
  readonly cacheDir: string;
  readonly engines: Engines<RehearsalEngine>;
  readonly pki: Pki;
  readonly proxy: ProxyServer;
  readonly github: GitHub;
  readonly sigstore: Sigstore;
  /** The instance that signs for private repositories. */
  readonly githubSigstore: GitHubSigstore;
  readonly builder: Builder;
  /** Another BuildKit, which has built nothing yet, as on a new machine. It ends with the sandbox. */
  startBuilder(): Promise<Builder>;
  /** Loopback ports: what ghcr.io leads to, and the mirror of docker.io that also holds the vulnerability database. */
  readonly ports: { readonly ghcr: number; readonly mirror: number };
  readonly database: VulnerabilityDatabase;
  /** For every step of a workflow and every assertion: the way to production names, trust, tools. */
  readonly env: Readonly<Record<string, string>>;
  /** RUNNER_TOOL_CACHE, which outlives a rehearsal. */
  readonly toolCache: string;
  /** PATH with Node 24, the tools and the system's programs. */
  readonly path: string;
  readonly exec: Exec;
  stop(): Promise<void>;
};

export type SandboxOptions = {
  /** Working folder, the caller's to remove. */
  readonly dir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeline: Progress;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** The proxies serve nobody else. */
  readonly proxyLogin?: ProxyLogin;
  /** Further names that the proxy may answer for, by {@link ProxyServer.route}. */
  readonly hosts?: readonly string[];
};

/** @throws Failure with what could not be had or started; nothing is left running then */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const cacheDir = defaultCacheDir(options.env);
  const exec = createExec(options.log);
  const { timeline } = options;
  const programs = await timeline.measure('engines', 'looking for engines', () =>
    ensurePrograms(options, cacheDir, exec),
  );
  const services = createServices();
  try {
    return await timeline.measure('services', 'starting', () =>
      startServices(options, cacheDir, exec, programs, services),
    );
  } catch (error) {
    await services.stop();
    throw error;
  }
}

type Programs = { readonly engines: Engines<RehearsalEngine>; readonly runc: string };

async function ensurePrograms(
  { env, timeline, log, clock, signal }: SandboxOptions,
  cacheDir: string,
  exec: Exec,
): Promise<Programs> {
  const aborting = signal === undefined ? {} : { signal };
  const [engines, runc] = await Promise.all([
    ensureEngines(REHEARSAL_ENGINES, {
      ...{ cacheDir, env, log, clock, ...aborting },
      progress: ({ engine, provider, state, detail }) => {
        if (provider === 'cache' || state === 'skipped') return;
        const tell = state === 'done' ? timeline.say : timeline.progress;
        tell('engines', `${engine} (${provider}) ${detail}`);
      },
    }),
    ensureSystemProgram('runc', { cacheDir, env, exec, log, ...aborting }),
  ]);
  return { engines, runc };
}

/** What was started, to be stopped in the other order. */
type Services = { keep<T extends Service>(starting: Promise<T>): Promise<T>; stop(): Promise<void> };

function createServices(): Services {
  const running: Service[] = [];
  return {
    keep: async (starting) => {
      const service = await starting;
      running.push(service);
      return service;
    },
    stop: async () => {
      for (const service of running.splice(0).reverse()) await service.stop();
    },
  };
}

async function startServices(
  options: SandboxOptions,
  cacheDir: string,
  exec: Exec,
  { engines, runc }: Programs,
  { keep, stop }: Services,
): Promise<Sandbox> {
  const { dir, env, timeline, log, clock, signal } = options;
  const folder = (name: string) => path.join(dir, name);
  await mkdir(dir, { recursive: true });
  const pki = await createPki(folder('pki'), { hosts: [...HOSTS, ...(options.hosts ?? [])] });
  const github = await createRehearsalGitHub(pki, folder('github'), options, cacheDir);
  const { registry } = engines.paths;
  const [ghcr, mirror] = await Promise.all([
    keep(startRegistry({ ...ghcrOptions(pki), engine: registry, dir: folder('ghcr') })),
    // Base images and the vulnerability database outlive a rehearsal.
    keep(startRegistry({ name: 'mirror', engine: registry, dir: path.join(cacheDir, 'mirror') })),
  ]);
  const mirrorAddress = `127.0.0.1:${mirror.port}`;
  const login = options.proxyLogin === undefined ? {} : { login: options.proxyLogin };
  const hosts = proxyHosts(github, ghcr.port, mirror.port);
  const proxy = await keep(startProxy({ tls: pki.tls, hosts, ...login }));
  const trust = await detectHostTrust(env);
  const cacheProxy = await keep(startCacheProxy(github, pki, login));
  const build = createBuilders({
    ...{ engine: engines.paths.buildkitd, runc },
    mirrors: { 'docker.io': [mirrorAddress] },
    plainHttp: [mirrorAddress],
    env: { HTTPS_PROXY: cacheProxy.proxyUrl, NO_PROXY: '127.0.0.1', SSL_CERT_FILE: pki.caFile },
    ...(trust === undefined ? {} : { trust }),
  });
  const [sigstore, githubSigstore, builder, database] = await Promise.all([
    keep(startSigstore({ engines: engines.paths, pki, dir: folder('sigstore'), proxy })),
    keep(startGitHubSigstore({ engines: engines.paths, pki, dir: folder('sigstore-github'), proxy })),
    keep(build(folder('builder'), path.join(cacheDir, 'buildkit'))),
    ensureVulnerabilityDatabase({
      ...{ registry: mirrorAddress, log, clock },
      ...(signal === undefined ? {} : { signal }),
    }),
  ]);
  timeline.say('vulnerabilities', describeDatabase(database));
  const tools = await toolFolder(folder('tools'), engines.paths);
  return {
    ...{
      dir,
      cacheDir,
      engines,
      pki,
      proxy,
      github,
      sigstore,
      githubSigstore,
      builder,
      database,
      exec,
      stop,
    },
    startBuilder: async () => {
      const own = await mkdtemp(folder('builder-'));
      return keep(build(own, path.join(own, 'buildkit')));
    },
    ports: { ghcr: ghcr.port, mirror: mirror.port },
    env: {
      ...proxyEnvironment(proxy.proxyUrl, pki.caFile),
      ...sigstore.env,
      ...githubSigstore.env,
      BUILDKIT_HOST: builder.endpoint,
    },
    toolCache: path.join(cacheDir, 'tool-cache'),
    path: [path.dirname(process.execPath), tools, ...SYSTEM_PATH].join(path.delimiter),
  };
}

/** Daemons that differ by where they keep what they have built. */
const createBuilders =
  (options: Omit<BuilderOptions, 'dir' | 'cache'>) =>
  (dir: string, cache: string): Promise<Builder> =>
    startBuilder({ ...options, dir, cache });

const describeDatabase = ({ source, updatedAt }: VulnerabilityDatabase): string =>
  source === 'trivy'
    ? `Trivy's own database${updatedAt === undefined ? '' : ` of ${updatedAt.toISOString()}`}`
    : "a few example advisories made here, since Trivy's database cannot be reached: findings prove the pipeline, not the images";

const SYSTEM_PATH = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Names that the proxy answers for. */
const HOSTS = [
  'github.com',
  'api.github.com',
  'codeload.github.com',
  'uploads.github.com',
  '*.actions.githubusercontent.com',
  '*.blob.core.windows.net',
  'ghcr.io',
  'mirror.gcr.io',
  ...Object.values(SIGSTORE_HOSTS),
  ...Object.values(GITHUB_SIGSTORE_HOSTS),
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
  { clock, log }: SandboxOptions,
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

function proxyHosts(github: GitHub, ghcr: number, mirror: number): ReadonlyMap<string, Routes> {
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

/**
 * BuildKit itself, unlike all else here, may reach what is outside: base images. It asks GitHub for its build cache alone;
 * authorities of the machine stay known to it by their folder, which SSL_CERT_FILE does not replace.
 */
const startCacheProxy = (
  github: GitHub,
  pki: Pki,
  login: Pick<Parameters<typeof startProxy>[0], 'login'>,
): Promise<ProxyServer> =>
  startProxy({
    ...login,
    tls: pki.tls,
    hosts: new Map(
      [PRODUCTION_URLS.results, PRODUCTION_URLS.blobs]
        .map((url) => new URL(url).host)
        .flatMap((host) => {
          const handler = github.hosts.get(host);
          return handler === undefined ? [] : [[host, { handler }] as const];
        }),
    ),
    passThrough: () => true,
  });

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
