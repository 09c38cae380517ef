/** A real node: kubelet, containerd, runc and CNI in namespaces of their own. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { freePorts } from '@sealift/sandbox/ports';
import type { Client } from '../client/client.ts';
import { DNS_ADDRESS } from '../network/dns-pod.ts';
import { DOMAIN } from '../network/names.ts';
import { type NetworkPrograms, startNetwork } from '../network/network.ts';
import { type ContainerdPrograms, startContainerd } from './containerd.ts';
import { startKubelet } from './kubelet.ts';
import { createNamespace, type Namespace, PATHS } from './namespace.ts';
import type { Endpoint, Ran } from './protocol.ts';
import { startRelay } from './relay.ts';
import { waitFor } from './wait.ts';

export type NodeOptions = {
  /** Working folder, the caller's to remove. Paths of unix sockets in it must stay below 100 bytes. */
  readonly dir: string;
  readonly name: string;
  readonly programs: ContainerdPrograms & { readonly kubelet: string };
  readonly kubeconfig: string;
  readonly isReady: (node: string) => Promise<boolean>;
  /** Loopback ports of this machine that are the same ones inside: API server, proxy. */
  readonly ports: readonly number[];
  /** What pods reach at the gateway's address, by port. */
  readonly services?: Readonly<Record<number, Endpoint>>;
  /** Way to registries for containerd. */
  readonly env: Readonly<Record<string, string>>;
  /** PEM file by name of the registry. */
  readonly authorities: Readonly<Record<string, string>>;
  /** Content of a Docker config.json. */
  readonly credentials: string;
  /** Services' addresses, names and NetworkPolicies; without it pods have addresses alone. */
  readonly network?: { readonly programs: NetworkPrograms; readonly client: Client };
  readonly signal?: AbortSignal;
};

export type Node = {
  readonly name: string;
  /** Address of the node in the pods' network. */
  readonly gateway: string;
  /** Unix socket of an HTTP proxy that reaches pods. */
  readonly wayIn: string;
  /** The same proxy for programs that know no unix sockets. */
  readonly proxyUrl: string;
  /** Folder of the pods' logs, as the kubelet lays it out. */
  readonly podLogs: string;
  /**
   * Runs a program in a container, as `kubectl exec` does.
   * @param container its id, as the container runtime says it: `containerd://…`
   */
  readonly exec: (container: string, command: readonly string[]) => Promise<Ran>;
  /** What of the node has ended by itself. */
  readonly ended: ReadonlyMap<string, string>;
  stop(): Promise<void>;
};

const SUBNET = '10.244.0.0/24';
const GATEWAY = '10.244.0.1';

/**
 * Everything inside ends with {@link Node.stop}, or with the calling process, however that ends.
 * @throws Failure `cluster/no-namespaces`, `cluster/node-step`
 */
export async function startNode(options: NodeOptions): Promise<Node> {
  const { dir, name, programs, kubeconfig, env, authorities, credentials, isReady } = options;
  await mkdir(dir, { recursive: true });
  const namespace = await createNamespace();
  const relays: (() => Promise<void>)[] = [];
  /** Of what works on the namespace from outside. */
  const endings: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of endings.splice(0)) await end();
    await namespace.stop();
    for (const end of relays.splice(0)) await end();
  };
  try {
    await Promise.all([hideHost(namespace, dir), makeBridge(namespace)]);
    relays.push(...(await relayOut(namespace, options)));
    const wayIn = path.join(dir, 'way-in.sock');
    const [criSocket] = await Promise.all([
      startContainerd(namespace, { dir, programs, env, authorities, subnet: SUBNET }),
      namespace.wayIn(wayIn, SUBNET),
    ]);
    const dns = options.network === undefined ? undefined : { address: DNS_ADDRESS, domain: DOMAIN };
    const kubelet = { dir, program: programs.kubelet, kubeconfig, node: name, address: GATEWAY, dns };
    await startKubelet(namespace, { ...kubelet, criSocket, credentials });
    await waitFor('the node', () => isReady(name), {
      limit: 60_000,
      broken: () => (options.signal?.aborted === true ? 'it was cancelled' : firstEnd(namespace.ended)),
      log: path.join(dir, 'kubelet.log'),
    });
    const { network, signal } = options;
    if (network !== undefined)
      endings.push(
        await startNetwork(namespace, {
          ...{ dir, node: name, subnet: SUBNET, kubeconfig, ...network },
          ...(signal === undefined ? {} : { signal }),
        }),
      );
    const { ended } = namespace;
    const exec = createExecInContainer(namespace, programs.ctr, criSocket);
    const [port = 0] = await freePorts(1);
    relays.push(await startRelay({ from: { host: '127.0.0.1', port }, to: { socketPath: wayIn } }));
    const proxyUrl = `http://127.0.0.1:${port}`;
    return { name, gateway: GATEWAY, wayIn, proxyUrl, podLogs: path.join(dir, 'pods'), exec, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** https://github.com/containerd/containerd/blob/main/docs/getting-started.md, `ctr tasks exec` */
function createExecInContainer(namespace: Namespace, ctr: string, socket: string): Node['exec'] {
  let started = 0;
  return (container, command) => {
    const id = container.replace(/^containerd:\/\//, '');
    const exec = `rehearsal-${++started}`;
    return namespace.run({
      file: ctr,
      args: [
        ...['--address', socket, '--namespace', 'k8s.io'],
        ...['tasks', 'exec', '--exec-id', exec, id, ...command],
      ],
      env: PATHS,
    });
  };
}

const firstEnd = (ended: ReadonlyMap<string, string>): string | undefined => {
  const [first] = ended;
  return first === undefined ? undefined : `${first[0]}: ${first[1]}`;
};

async function makeBridge(namespace: Namespace): Promise<void> {
  for (const args of [
    ['link', 'add', 'cni0', 'type', 'bridge'],
    ['addr', 'add', `${GATEWAY}/24`, 'dev', 'cni0'],
    ['link', 'set', 'cni0', 'up'],
  ])
    await namespace.run({ file: 'ip', args, env: PATHS });
}

/** What kubelet, CNI and containerd's shims write at fixed places goes to memory instead of the host's disk. */
async function hideHost(namespace: Namespace, dir: string): Promise<void> {
  const scratch = path.join(dir, 'scratch');
  const mount = (...args: readonly string[]) => namespace.run({ file: 'mount', args, env: PATHS });
  await mkdir(scratch, { recursive: true });
  await mount('-t', 'tmpfs', 'tmpfs', scratch);
  const inScratch = (name: string) => path.join(scratch, name);
  await namespace.run({ file: 'mkdir', args: [inScratch('upper'), inScratch('work')], env: PATHS });
  for (const place of ['/run', '/var/log']) await mount('-t', 'tmpfs', 'tmpfs', place);
  const layers = `lowerdir=/var/lib,upperdir=${inScratch('upper')},workdir=${inScratch('work')}`;
  await mount('-t', 'overlay', 'overlay', '-o', layers, '/var/lib');
}

/** A relay on each side of a unix socket, which is a file and so the same in both worlds. */
async function relayOut(namespace: Namespace, { dir, ports, services = {} }: NodeOptions) {
  const ways: readonly { readonly from: Endpoint; readonly to: Endpoint; readonly socketPath: string }[] = [
    ...ports.map((port) => {
      const loopback = { host: '127.0.0.1', port };
      return { from: loopback, to: loopback, socketPath: path.join(dir, `out-${port}.sock`) };
    }),
    ...Object.entries(services).map(([port, to]) => ({
      from: { host: GATEWAY, port: Number(port) },
      to,
      socketPath: path.join(dir, `service-${port}.sock`),
    })),
  ];
  return Promise.all(
    ways.map(async ({ from, to, socketPath }) => {
      const end = await startRelay({ from: { socketPath }, to });
      await namespace.relay({ from, to: { socketPath } });
      return end;
    }),
  );
}
