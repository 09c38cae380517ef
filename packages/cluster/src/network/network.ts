/** What a cluster's pods have besides addresses: those of Services, names for these, and NetworkPolicies that are enforced. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../client/client.ts';
import { isTrue, type KubernetesObject } from '../client/object.ts';
import { type Namespace, PATHS } from '../node/namespace.ts';
import { linkPrograms } from '../programs.ts';
import { DNS_POD, dnsObjects } from './dns-pod.ts';
import { DOMAIN, type Names } from './names.ts';
import { type EndpointSlice, type Service, serviceRules } from './service-rules.ts';

export type NetworkPrograms = {
  readonly kubeRouter: string;
  readonly iptables: string;
  readonly iptablesSave: string;
  readonly iptablesRestore: string;
  readonly ipset: string;
};

export type NetworkOptions = {
  /** Of the node; pods see the folder of names below it. */
  readonly dir: string;
  readonly node: string;
  /** Of the pods, e.g. `10.244.0.0/24`. */
  readonly subnet: string;
  readonly kubeconfig: string;
  readonly client: Client;
  readonly programs: NetworkPrograms;
  readonly signal?: AbortSignal;
};

/** Milliseconds between two looks at Services and their endpoints: kube-proxy waits as long between two changes. */
const INTERVAL = 1_000;
/** Milliseconds for the server of names to be ready. */
const PATIENCE = 120_000;

/**
 * On a node that is ready. Ends with `stop` and the node's namespace.
 * @returns what stops it, before the namespace ends
 * @throws Failure `cluster/node-step`, `cluster/timeout`, `cluster/refused`
 */
export async function startNetwork(
  namespace: Namespace,
  options: NetworkOptions,
): Promise<() => Promise<void>> {
  const { dir, node, subnet, client } = options;
  await mkdir(path.join(dir, 'names'), { recursive: true });
  // Packets between two pods of one bridge are to meet the rules, too; and those to a Service are to be passed on.
  for (const setting of ['bridge/bridge-nf-call-iptables', 'ipv4/ip_forward'])
    await namespace.run({ file: 'sh', args: ['-c', `echo 1 > /proc/sys/net/${setting}`], env: PATHS });
  const podCIDR = { podCIDR: subnet, podCIDRs: [subnet] };
  await client.patch({ apiVersion: 'v1', kind: 'Node', name: node }, { spec: podCIDR });
  const end = new AbortController();
  const follow = createFollower(namespace, options);
  await follow();
  const following = followUntil(end.signal, follow);
  const stop = async () => {
    end.abort();
    await following;
  };
  try {
    await startFirewall(namespace, options);
    await startNames(options);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

/** Enforces NetworkPolicies. https://www.kube-router.io/docs/user-guide/ */
async function startFirewall(
  namespace: Namespace,
  { dir, node, kubeconfig, programs }: NetworkOptions,
): Promise<void> {
  const bin = path.join(dir, 'network-bin');
  await linkPrograms(programs.iptables, ['iptables'], bin);
  await linkPrograms(programs.iptablesSave, ['iptables-save'], bin);
  await linkPrograms(programs.iptablesRestore, ['iptables-restore'], bin);
  await linkPrograms(programs.ipset, ['ipset'], bin);
  await namespace.start({
    name: 'kube-router',
    file: programs.kubeRouter,
    args: [
      ...[`--kubeconfig=${kubeconfig}`, `--hostname-override=${node}`],
      ...['--run-firewall=true', '--run-router=false', '--run-service-proxy=false'],
      ...['--service-cluster-ip-range=10.96.0.0/16', '--iptables-sync-period=15s'],
      ...['--health-port=0', '--metrics-port=0'],
    ],
    env: { PATH: `${bin}:${PATHS.PATH}`, NODE_NAME: node },
    log: path.join(dir, 'kube-router.log'),
  });
}

async function startNames({ dir, client, signal }: NetworkOptions): Promise<void> {
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', namespace: 'kube-system', name: 'default' };
  const waiting = { timeout: PATIENCE, ...(signal === undefined ? {} : { signal }) };
  await client.waitFor(account, (found) => found !== undefined, { what: 'to be there', ...waiting });
  await client.applyAll(dnsObjects(path.join(dir, 'names')));
  await client.waitFor(DNS_POD, (pod) => isTrue(pod, 'Ready'), { what: 'to be Ready', ...waiting });
}

async function followUntil(signal: AbortSignal, follow: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await sleep(INTERVAL, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    // The API server may be slow for a moment, and the namespace may be about to end.
    await follow().catch(() => undefined);
  }
}

const SLICE = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' };

/** Brings rules and names up to what Services are now, where they have changed. */
function createFollower(namespace: Namespace, { dir, client, programs }: NetworkOptions) {
  let rules = '';
  let names = '';
  const file = path.join(dir, 'services.rules');
  return async (): Promise<void> => {
    const [services, slices] = await Promise.all([
      client.list<Service>({ apiVersion: 'v1', kind: 'Service' }),
      client.list<EndpointSlice>(SLICE),
    ]);
    const wanted = serviceRules(services, slices, false);
    if (wanted !== rules) {
      await writeFile(file, rules === '' ? serviceRules(services, slices, true) : wanted);
      await namespace.run({
        file: programs.iptablesRestore,
        args: ['--noflush', '--wait=5', file],
        env: PATHS,
      });
      rules = wanted;
    }
    const known = JSON.stringify(namesOf(services));
    if (known === names) return;
    // Whole or not at all: it is read at any time.
    await writeFile(path.join(dir, 'names', '.new'), known);
    await rename(path.join(dir, 'names', '.new'), path.join(dir, 'names', 'names.json'));
    names = known;
  };
}

export const namesOf = (services: readonly KubernetesObject[]): Names =>
  Object.fromEntries(
    services.flatMap((service) => {
      const { metadata, spec } = service as Service;
      const { clusterIP = '' } = spec ?? {};
      const name = `${metadata.name}.${metadata.namespace ?? 'default'}.svc.${DOMAIN}`;
      return /^[\d.]+$/.test(clusterIP) ? [[name, [clusterIP]] as const] : [];
    }),
  );
