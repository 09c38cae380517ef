/** A cluster on loopback, of the parts that a test or a rehearsal asks for. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '@sealift/core/log';
import type { Client } from './client/client.ts';
import { type ApiServer, startApiServer } from './control-plane/api-server.ts';
import { startControllerManager } from './control-plane/controllers.ts';
import { type Egress, startEgress } from './control-plane/egress.ts';
import { startEtcd } from './control-plane/etcd.ts';
import { startScheduler } from './control-plane/scheduler.ts';
import { createKubectl, type Kubectl } from './kubectl.ts';
import { type Host, type Part, residentMemory, serversOf } from './part.ts';
import { linkPrograms } from './programs.ts';

export type ClusterProgress = {
  readonly part: string;
  readonly state: 'starting' | 'ready';
  /** Milliseconds since the cluster was asked for. */
  readonly elapsed: number;
};

export type ClusterOptions = {
  /** A new folder for all that is written, the caller's to remove. Its path must stay below 80 bytes: unix sockets. */
  readonly dir: string;
  /** The engine `kube`: one program under many names. */
  readonly kube: string;
  /** Kubernetes' own controllers and the scheduler. Without them objects are judged and kept, and nothing follows. */
  readonly controllers?: boolean;
  /** Further flags of the API server. */
  readonly apiServerFlags?: readonly string[];
  readonly progress?: (progress: ClusterProgress) => void;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
};

export type Cluster = Part & {
  readonly client: Client;
  readonly kubectl: Kubectl;
  readonly apiServer: ApiServer;
  readonly egress: Egress;
  /** Folder with a link for each program: etcd, kube-apiserver, kubectl, kubelet, helm … */
  readonly bin: string;
  readonly host: Host;
  /**
   * Starts another part, which ends before those that were started earlier.
   * @throws whatever `start` throws; what runs already goes on
   */
  add<P extends Part>(name: string, start: (host: Host) => Promise<P>): Promise<P>;
  /** Work that leaves nothing to be ended, with its progress. */
  step<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Bytes that each server holds now, in the order of their start. */
  memory(): Promise<ReadonlyMap<string, number>>;
};

const PROGRAMS = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kubelet',
  'kubectl',
  'kwok',
  'helm',
] as const;

const WALL_CLOCK: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) => sleep(milliseconds, undefined, signal === undefined ? {} : { signal }),
};

/**
 * Starts etcd and the API server, and what else is asked for. Everything ends with `stop()`, with a failed start, and
 * with this process, however that ends.
 * @throws Failure `sandbox/no-start` with the end of the log of what did not start
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { dir, kube, signal, clock = WALL_CLOCK } = options;
  const bin = path.join(dir, 'bin');
  await linkPrograms(kube, PROGRAMS, bin);
  const logs = path.join(dir, 'logs');
  await mkdir(logs, { recursive: true });
  const host: Host = { dir, logs, ...(signal === undefined ? {} : { signal }) };
  const { add, step, memory, stop } = stackOf(host, options.progress);
  try {
    const program = (name: (typeof PROGRAMS)[number]) => path.join(bin, name);
    const etcd = await add('etcd', () => startEtcd(host, program('etcd')));
    const egress = await add('egress', () => startEgress(dir));
    const apiServer = await add('kube-apiserver', () =>
      startApiServer(host, {
        program: program('kube-apiserver'),
        etcd: etcd.url,
        egress: egress.configuration,
        clock,
        ...(options.apiServerFlags === undefined ? {} : { flags: options.apiServerFlags }),
      }),
    );
    if (options.controllers === true)
      await Promise.all([
        add('kube-controller-manager', () =>
          startControllerManager(host, { program: program('kube-controller-manager'), apiServer }),
        ),
        add('kube-scheduler', () => startScheduler(host, { program: program('kube-scheduler'), apiServer })),
      ]);
    const { client, kubeconfig } = apiServer;
    const kubectl = createKubectl({ program: program('kubectl'), kubeconfig, home: dir });
    return { name: 'cluster', client, kubectl, apiServer, egress, bin, host, add, step, memory, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Parts that end in the opposite order of their start. */
function stackOf(host: Host, progress: ClusterOptions['progress']) {
  const began = Date.now();
  const parts: Part[] = [];
  const tell = (part: string, state: ClusterProgress['state']) =>
    progress?.({ part, state, elapsed: Date.now() - began });
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    host.signal?.throwIfAborted();
    tell(name, 'starting');
    const done = await work();
    tell(name, 'ready');
    return done;
  };
  const add: Cluster['add'] = (name, start) =>
    step(name, async () => {
      const part = await start(host);
      parts.push(part);
      return part;
    });
  const memory = async () => {
    const sizes = await Promise.all(
      parts.flatMap(serversOf).map(async ({ name, pid }) => [name, await residentMemory(pid)] as const),
    );
    return new Map(sizes.flatMap(([name, size]) => (size === undefined ? [] : [[name, size] as const])));
  };
  const stop = async () => {
    for (const part of parts.splice(0).toReversed()) await part.stop();
  };
  return { add, step, memory, stop };
}
