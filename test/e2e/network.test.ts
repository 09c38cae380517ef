/** The network of a real node: a Service by its name and address, and NetworkPolicies that are enforced. */
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isTrue, type KubernetesObject } from '@sealift/cluster/client/object';
import { type Cluster, startCluster } from '@sealift/cluster/cluster';
import { dnsObjects } from '@sealift/cluster/network/dns-pod';
import { type Node, startNode } from '@sealift/cluster/node/node';
import { PAUSE_IMAGE } from '@sealift/cluster/node/pause-image';
import { defaultCacheDir } from '@sealift/engines/cache';
import { NETWORK_ENGINES } from '@sealift/engines/engine';
import { findEngines } from '@sealift/engines/find';
import { ensureCniPlugins, ensureSystemPrograms } from '@sealift/engines/system-programs';
import { createExec } from '@sealift/tools/exec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { obstacle } from './sandbox.ts';

const engines = findEngines(['kube', ...NETWORK_ENGINES]);
if (engines === undefined)
  process.stderr.write('\nTHE NETWORK OF A NODE IS NOT TESTED: its engines are not in the cache yet.\n\n');

const LABEL = 'app.kubernetes.io/name';
type Pod = KubernetesObject & {
  readonly status?: {
    readonly podIP?: string;
    readonly containerStatuses?: readonly { readonly containerID?: string }[];
  };
};

/** A program of this machine in a pod: there are no images but the one that does nothing. */
const pod = (namespace: string, name: string, labels: Record<string, string>): KubernetesObject => {
  const [, dns] = dnsObjects('/tmp') as readonly (KubernetesObject & { readonly spec: Spec })[];
  const { volumes = [], containers = [] } = dns?.spec ?? {};
  const program =
    "require('http').createServer((q, r) => r.end(process.env.HOSTNAME)).listen(8000, () => {})";
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace, name, labels },
    spec: {
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 0,
      volumes,
      containers: [
        {
          name: 'app',
          image: PAUSE_IMAGE,
          imagePullPolicy: 'Never',
          command: [process.execPath, '-e', program],
          ports: [{ name: 'http', containerPort: 8000 }],
          readinessProbe: { tcpSocket: { port: 8000 }, periodSeconds: 1 },
          volumeMounts: containers[0]?.volumeMounts,
          securityContext: { runAsUser: 0 },
        },
      ],
    },
  } as KubernetesObject;
};
type Spec = {
  readonly volumes?: readonly unknown[];
  readonly containers?: readonly { readonly volumeMounts: readonly unknown[] }[];
};

const policy = (name: string, spec: object): KubernetesObject =>
  ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { namespace: 'shop', name },
    spec: { policyTypes: ['Ingress', 'Egress'], ...spec },
  }) as KubernetesObject;
const toDns = {
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
};
const only = (name: string) => [{ podSelector: { matchLabels: { [LABEL]: name } } }];
const POLICIES = [
  policy('default-deny', { podSelector: {} }),
  policy('api', {
    podSelector: { matchLabels: { [LABEL]: 'api' } },
    ingress: [{ from: only('web'), ports: [{ port: 'http' }] }],
    egress: [toDns],
  }),
  policy('web', {
    podSelector: { matchLabels: { [LABEL]: 'web' } },
    egress: [toDns, { to: only('api'), ports: [{ port: 8000 }] }],
  }),
];

describe.skipIf(obstacle !== undefined || engines === undefined)('the network of a node', () => {
  const folder = mkdtempSync('/tmp/net-');
  let cluster: Cluster;
  let node: Node;
  beforeAll(async () => {
    const exec = createExec({ debug: () => {} });
    const log = { info: () => {} };
    const system = { cacheDir: defaultCacheDir(process.env), env: process.env, exec, log };
    const programs = await ensureSystemPrograms(
      [
        'containerd',
        'ctr',
        'runc',
        'iptables-legacy',
        'iptables-legacy-save',
        'iptables-legacy-restore',
        'ipset',
      ],
      system,
    );
    const cni = await ensureCniPlugins(system);
    cluster = await startCluster({
      dir: path.join(folder, 'c'),
      kube: engines?.kube ?? '',
      controllers: true,
    });
    node = await cluster.add('node', () =>
      startNode({
        dir: path.join(folder, 'n'),
        name: 'real',
        programs: { ...programs, cni, kubelet: path.join(cluster.bin, 'kubelet') },
        kubeconfig: cluster.apiServer.kubeconfig,
        isReady: async (name) =>
          isTrue(await cluster.client.get({ apiVersion: 'v1', kind: 'Node', name }), 'Ready'),
        ports: [cluster.apiServer.port],
        env: {},
        authorities: {},
        credentials: '{}',
        network: {
          client: cluster.client,
          programs: {
            kubeRouter: engines?.['kube-router'] ?? '',
            iptables: programs['iptables-legacy'],
            iptablesSave: programs['iptables-legacy-save'],
            iptablesRestore: programs['iptables-legacy-restore'],
            ipset: programs.ipset,
          },
        },
      }),
    );
    const { client } = cluster;
    for (const name of ['shop', 'others'])
      await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { namespace: 'shop', name: 'api' },
      spec: { selector: { [LABEL]: 'api' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
    };
    await client.apply(service as KubernetesObject);
    for (const object of POLICIES) await client.apply(object);
    for (const namespace of ['shop', 'others'])
      await client.waitFor(
        { apiVersion: 'v1', kind: 'ServiceAccount', namespace, name: 'default' },
        (found) => found !== undefined,
        { what: 'to be there', timeout: 60_000 },
      );
    const pods = [
      pod('shop', 'api', { [LABEL]: 'api' }),
      pod('shop', 'web', { [LABEL]: 'web' }),
      pod('shop', 'nobody', {}),
      pod('others', 'web', { [LABEL]: 'web' }),
    ];
    for (const object of pods) await client.apply(object);
    for (const { metadata } of pods)
      await client.waitFor(
        { apiVersion: 'v1', kind: 'Pod', ...metadata },
        (found) => isTrue(found, 'Ready'),
        {
          what: 'to be Ready',
          timeout: 120_000,
        },
      );
  }, 600_000);
  afterAll(async () => {
    await cluster?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  const found = (namespace: string, name: string) =>
    cluster.client.get<Pod>({ apiVersion: 'v1', kind: 'Pod', namespace, name });
  /** What a pod gets from a URL: the body, or why not. */
  const ask = async (namespace: string, name: string, url: string): Promise<string> => {
    const [status] = (await found(namespace, name))?.status?.containerStatuses ?? [];
    const script =
      `fetch(${JSON.stringify(url)}, { signal: AbortSignal.timeout(2000) }).then((r) => r.text())` +
      ".catch((e) => e.cause?.code ?? e.name).then((said) => process.stdout.write('said ' + said))";
    const { stdout } = await node.exec(status?.containerID ?? '', [process.execPath, '-e', script]);
    return stdout.trim();
  };
  const addressOf = async (namespace: string, name: string) => (await found(namespace, name))?.status?.podIP;
  /** Rules follow policies and pods some seconds behind. */
  const patience = { timeout: 60_000, interval: 1_000 };

  it('takes who may to a Service by its name', async () => {
    await expect.poll(() => ask('shop', 'web', 'http://api/'), patience).toBe('said api');
    expect(await ask('shop', 'web', 'http://api.shop.svc.cluster.local/')).toBe('said api');
  });

  it('takes nobody else there', async () => {
    const api = `http://${await addressOf('shop', 'api')}:8000/`;
    for (const [namespace, name] of [
      ['others', 'web'],
      ['shop', 'nobody'],
    ] as const)
      await expect.poll(() => ask(namespace, name, api), patience).toMatch(/ECONNREFUSED|TimeoutError/);
    expect(await ask('others', 'web', 'http://api.shop/')).toMatch(/ECONNREFUSED|TimeoutError/);
    const web = `http://${await addressOf('shop', 'web')}:8000/`;
    expect(await ask('shop', 'api', web)).toMatch(/ECONNREFUSED|TimeoutError/);
  });

  it('knows no names of others, and asks nobody for them', async () => {
    expect(await ask('others', 'web', 'http://nobody.invalid/')).toMatch(/ENOTFOUND|EAI_AGAIN/);
  });

  it('leaves a pod alone that no policy is about', async () => {
    expect(await ask('others', 'web', 'http://localhost:8000/')).toBe('said web');
  });
});
