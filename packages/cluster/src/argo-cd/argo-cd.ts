/** Argo CD without its server, UI and login: what reads repositories and what makes the cluster like them. */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { freePorts } from '@sealift/sandbox/ports';
import { answers } from '@sealift/sandbox/process';
import type { Client } from '../client/client.ts';
import { isHealthy } from '../health.ts';
import { type Host, type Part, type Server, startServer } from '../part.ts';
import { linkPrograms } from '../programs.ts';
import { startRedis } from './redis.ts';
import { NAMESPACE, settings } from './settings.ts';

export type ArgoCdOptions = {
  readonly programs: {
    /** The engine `argocd`: one program under several names. */
    readonly argocd: string;
    readonly redis: string;
    /** Folder with `helm`. */
    readonly bin: string;
  };
  readonly client: Client;
  readonly kubeconfig: string;
  /** PATH with git, and the way to repositories: proxy and certificate authority. For the repository server alone. */
  readonly env: Readonly<Record<string, string>>;
  /** PEM of the authority by host of a repository, where it is a private one. */
  readonly authorities?: Readonly<Record<string, string>>;
  /** Seconds between two looks at the repositories; 3 unless said. */
  readonly resync?: number;
};

export type ArgoCd = Part & {
  readonly namespace: string;
  /** In the order of their start. */
  readonly servers: readonly Server[];
};

// git asks a program `argocd` for passwords, which a variable makes argocd-git-ask-pass.
const PROGRAMS = ['argocd-application-controller', 'argocd-repo-server', 'argocd-git-ask-pass', 'argocd'];

/** Its custom resources must be known. @throws Failure `sandbox/no-start`, `cluster/refused` */
export async function startArgoCd(host: Host, options: ArgoCdOptions): Promise<ArgoCd> {
  const dir = path.join(host.dir, 'argo-cd');
  const bin = path.join(dir, 'bin');
  await linkPrograms(options.programs.argocd, PROGRAMS, bin);
  await writeSignatureCheck(path.join(bin, 'git-verify-wrapper.sh'));
  const servers: Server[] = [];
  const stop = async () => {
    for (const server of servers.splice(0).toReversed()) await server.stop();
  };
  try {
    await options.client.applyAll(settings());
    const redis = await startRedis(host, { program: options.programs.redis, dir });
    servers.push(redis);
    const folders = await dataFolders(dir, options.authorities ?? {});
    const shared = { bin, dir, folders, redis: redis.port, options };
    const repositories = await startRepositoryServer(host, shared);
    servers.push(repositories);
    servers.push(await startController(host, { ...shared, repositories: repositories.port }));
    return { name: 'argo-cd', namespace: NAMESPACE, servers: [...servers], stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Shared = {
  readonly bin: string;
  readonly dir: string;
  readonly folders: Readonly<Record<string, string>>;
  readonly redis: number;
  readonly options: ArgoCdOptions;
};

async function startRepositoryServer(
  host: Host,
  { bin, dir, folders, redis, options }: Shared,
): Promise<Server & { readonly port: number }> {
  const [port = 0, metrics = 0] = await freePorts(2);
  const server = await startServer(host, {
    name: 'argocd-repo-server',
    file: path.join(bin, 'argocd-repo-server'),
    args: [
      ...[
        '--address=127.0.0.1',
        `--port=${port}`,
        '--metrics-address=127.0.0.1',
        `--metrics-port=${metrics}`,
      ],
      // Without TLS it asks for no certificate of its clients either.
      ...[`--redis=127.0.0.1:${redis}`, '--disable-tls', '--client-ca-path='],
      // The default of three minutes is how long a push would go unnoticed.
      ...['--revision-cache-expiration=2s', '--logformat=text'],
    ],
    env: {
      ...options.env,
      ...folders,
      PATH: [bin, options.programs.bin, options.env['PATH'] ?? ''].join(':'),
      HOME: dir,
      TMPDIR: folders['TMPDIR'] ?? dir,
      KUBECONFIG: options.kubeconfig,
    },
    ready: () => answers(`http://127.0.0.1:${metrics}/healthz`),
    timeout: 60_000,
    grace: 1_000,
  });
  return { ...server, port };
}

async function startController(
  host: Host,
  { bin, dir, folders, redis, repositories, options }: Shared & { readonly repositories: number },
): Promise<Server> {
  const [metrics = 0] = await freePorts(1);
  return startServer(host, {
    name: 'argocd-application-controller',
    file: path.join(bin, 'argocd-application-controller'),
    args: [
      ...[`--kubeconfig=${options.kubeconfig}`, `--namespace=${NAMESPACE}`],
      ...[`--repo-server=127.0.0.1:${repositories}`, '--repo-server-plaintext', `--redis=127.0.0.1:${redis}`],
      ...[`--metrics-port=${metrics}`, `--app-resync=${options.resync ?? 3}`, '--app-resync-jitter=0'],
      '--logformat=text',
    ],
    // Two seconds after each wave, so that other controllers may look at it: what follows here waits for its health anyway.
    env: { ...folders, PATH: bin, HOME: dir, KUBECONFIG: options.kubeconfig, ARGOCD_SYNC_WAVE_DELAY: '0' },
    ready: () => isHealthy(`http://127.0.0.1:${metrics}/healthz`),
    timeout: 60_000,
    grace: 1_000,
  });
}

/** Where it keeps what a container has below /app. https://argo-cd.readthedocs.io/en/stable/operator-manual/environment-variables/ */
async function dataFolders(
  dir: string,
  authorities: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  const at = (name: string) => path.join(dir, name);
  for (const name of ['tls', 'ssh', 'plugins', 'tmp']) await mkdir(at(name), { recursive: true });
  await writeFile(at('ssh/ssh_known_hosts'), '');
  for (const [name, pem] of Object.entries(authorities)) await writeFile(at(`tls/${name}`), pem);
  return {
    ARGOCD_FAKE_IN_CLUSTER: 'true',
    ARGOCD_GPG_ENABLED: 'false',
    ARGOCD_TLS_DATA_PATH: at('tls'),
    ARGOCD_SSH_DATA_PATH: at('ssh'),
    ARGOCD_PLUGINSOCKFILEPATH: at('plugins'),
    // It would be one for the whole machine, below /tmp.
    ARGOCD_ASK_PASS_SOCK: at('ask-pass.sock'),
    TMPDIR: at('tmp'),
  };
}

/** It asks this program for a commit's signature even when it was told not to care. Nothing: it has none. */
async function writeSignatureCheck(file: string): Promise<void> {
  await writeFile(file, '#!/bin/sh\nexit 0\n');
  await chmod(file, 0o755);
}
