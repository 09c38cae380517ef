/** The real node of a rehearsal: it pulls from the rehearsal's registry under production names. */
import path from 'node:path';
import { isTrue } from '@sealift/cluster/client/object';
import type { Cluster } from '@sealift/cluster/cluster';
import { type Node, startNode } from '@sealift/cluster/node/node';
import {
  ensureCniPlugins,
  ensureSystemPrograms,
  type SystemProgramOptions,
} from '@sealift/engines/system-programs';
import type { Sandbox } from '@sealift/sandbox/sandbox';
import { pullConfig } from './credentials.ts';
import type { Database } from './database.ts';

const NAME = 'rehearsal';
/** Of PostgreSQL, at the node's address. */
export const DATABASE_PORT = 5_432;

export async function startRehearsalNode(
  cluster: Cluster,
  {
    sandbox,
    repository,
    database,
    system,
    kubeRouter,
  }: {
    readonly sandbox: Sandbox;
    /** owner/name of the app repository, whose packages the node pulls. */
    readonly repository: string;
    readonly database: Database;
    readonly system: SystemProgramOptions;
    /** The engine that enforces NetworkPolicies. */
    readonly kubeRouter: string;
  },
): Promise<Node> {
  const proxy = Number(new URL(sandbox.proxy.proxyUrl).port);
  return startNode({
    dir: path.join(cluster.host.dir, 'node'),
    name: NAME,
    programs: { ...(await nodePrograms(system)), kubelet: path.join(cluster.bin, 'kubelet') },
    network: { client: cluster.client, programs: { ...(await networkPrograms(system)), kubeRouter } },
    kubeconfig: cluster.apiServer.kubeconfig,
    isReady: async (name) =>
      isTrue(await cluster.client.get({ apiVersion: 'v1', kind: 'Node', name }), 'Ready'),
    ports: [cluster.apiServer.port, proxy],
    services: { [DATABASE_PORT]: { socketPath: database.socketPath } },
    env: sandbox.env,
    authorities: { 'ghcr.io': sandbox.pki.caFile },
    credentials: pullConfig(sandbox.github, 'node', repository),
    ...(cluster.host.signal === undefined ? {} : { signal: cluster.host.signal }),
  });
}

/** What distributions package: on PATH, else unpacked into the cache. */
async function nodePrograms(options: SystemProgramOptions) {
  const programs = await ensureSystemPrograms(['containerd', 'ctr', 'runc'], options);
  return { ...programs, cni: await ensureCniPlugins(options) };
}

async function networkPrograms(options: SystemProgramOptions) {
  const programs = await ensureSystemPrograms(
    ['iptables-legacy', 'iptables-legacy-save', 'iptables-legacy-restore', 'ipset'],
    options,
  );
  return {
    iptables: programs['iptables-legacy'],
    iptablesSave: programs['iptables-legacy-save'],
    iptablesRestore: programs['iptables-legacy-restore'],
    ipset: programs.ipset,
  };
}
