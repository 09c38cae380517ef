/** A stand-in on plain HTTP, one port per host, for tests that drive it with the real clients. */
import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createGitHub, type GitHub, type GitHubOptions } from './github.ts';
import type { Handler } from './http.ts';
import type { Run, RunOptions } from './run.ts';
import { PRODUCTION_URLS, type Urls } from './urls.ts';

const execute = promisify(execFile);

export type StandIn = {
  readonly github: GitHub;
  readonly urls: Urls;
  readonly registryUrl: string;
  readonly dir: string;
  readonly clock: { now(): number; advance(milliseconds: number): void };
  /** A repository of one commit with a few files. */
  readonly source: string;
  git(args: readonly string[], cwd?: string): Promise<string>;
  startRun(options?: Partial<RunOptions>): Promise<Run>;
  stop(): Promise<void>;
};

const listen = async (handler: () => Handler): Promise<{ server: Server; url: string }> => {
  const server = createServer((request, response) => handler()(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

const identity = {
  GIT_AUTHOR_NAME: 'Alice',
  GIT_AUTHOR_EMAIL: 'alice@example.invalid',
  GIT_COMMITTER_NAME: 'Alice',
  GIT_COMMITTER_EMAIL: 'alice@example.invalid',
};

export async function runGit(args: readonly string[], cwd: string): Promise<string> {
  const { stdout } = await execute('git', [...args], {
    cwd,
    env: {
      PATH: process.env['PATH'],
      HOME: cwd,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_TERMINAL_PROMPT: '0',
      ...identity,
    },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.trimEnd();
}

export const registryKey = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const oidcKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

export const VALUES = 'image:\r\n  # the tag\r\n  tag: "1.0.0"\r\n';

export async function startStandIn(options: Partial<GitHubOptions> = {}): Promise<StandIn> {
  const dir = await mkdtemp(path.join(tmpdir(), 'sealift-github-test-'));
  let offset = 0;
  const clock = {
    now: () => Date.now() + offset,
    advance: (milliseconds: number) => {
      offset += milliseconds;
    },
  };
  const servers: Server[] = [];
  let github: GitHub | undefined;
  const handlerOf = (host: string) => (): Handler => {
    const handler = host === 'ghcr.io' ? github?.registryTokenHandler : github?.hosts.get(host);
    if (handler === undefined) throw new Error(`no handler for ${host}`);
    return handler;
  };
  const urls: Record<string, string> = {};
  for (const [name, production] of Object.entries(PRODUCTION_URLS)) {
    const { server, url } = await listen(handlerOf(new URL(production).host));
    servers.push(server);
    // The issuer stays the production one: it is a claim, not an address.
    if (name !== 'issuer') urls[name] = url;
    else urls['issuerAddress'] = url;
  }
  const registry = await listen(handlerOf('ghcr.io'));
  servers.push(registry.server);

  github = await createGitHub({
    dir: path.join(dir, 'github'),
    oidcKey: oidcKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    registryTokenKey: {
      privateKey: registryKey.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      kid: 'registry-1',
      issuer: 'sealift-token',
    },
    clock,
    log: { debug: () => {} },
    cacheDir: path.join(tmpdir(), 'sealift-github-test-cache'),
    urls,
    ...options,
  });
  const source = path.join(dir, 'source');
  await runGit(['init', '--quiet', '--initial-branch=main', source], dir);
  await writeFile(path.join(source, 'README.md'), '# Shop\n');
  await writeFile(path.join(source, 'values.yaml'), VALUES);
  await runGit(['add', '.'], source);
  await runGit(['commit', '--quiet', '-m', 'Initial commit'], source);
  const started = github;
  return {
    github: started,
    urls: { ...PRODUCTION_URLS, ...urls },
    registryUrl: registry.url,
    dir,
    clock,
    source,
    git: (args, cwd) => runGit(args, cwd ?? dir),
    startRun: async (run = {}) => {
      const repository = run.repository ?? 'acme/shop';
      const sha =
        run.sha ?? (await runGit(['rev-parse', 'main'], started.repository(repository)?.gitDir ?? dir));
      return started.startRun({
        repository,
        event: 'push',
        ref: 'refs/heads/main',
        sha,
        actor: 'alice',
        workflowRef: `${repository}/.github/workflows/release.yml@refs/heads/main`,
        jobs: {},
        ...run,
      });
    },
    stop: async () => {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export const issuerAddress = (standIn: StandIn): string =>
  (standIn.urls as Urls & { issuerAddress: string }).issuerAddress;
