/**
 * metrics.k8s.io, which autoscalers ask: without it an HPA never knows how many pods it wants, and an Application that
 * has one stays Degraded. Every pod uses the same share of what it asked for.
 * https://kubernetes.io/docs/reference/external-api/metrics.v1beta1/
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Client } from './client/client.ts';
import { isTrue, type KubernetesObject, type Reference } from './client/object.ts';
import type { ApiServer } from './control-plane/api-server.ts';
import type { Egress } from './control-plane/egress.ts';
import type { Part } from './part.ts';

export type PodMetricsOptions = {
  readonly client: Client;
  readonly egress: Egress;
  readonly tls: ApiServer['tls'];
  /** Of what a container requests; a half unless said. */
  readonly share?: number;
};

/** In the API server's range of Services, high enough that it gives it to nobody else. */
const ADDRESS = '10.96.77.2';
const API = 'metrics.k8s.io/v1beta1';
const SERVICE: Reference = {
  apiVersion: 'apiregistration.k8s.io/v1',
  kind: 'APIService',
  name: 'v1beta1.metrics.k8s.io',
};

type Pod = KubernetesObject & {
  readonly spec: {
    readonly containers: readonly {
      readonly name: string;
      readonly resources?: { readonly requests?: { readonly cpu?: string; readonly memory?: string } };
    }[];
  };
  readonly status?: { readonly phase?: string };
};

/** Ready when the API server answers for it. @throws Failure `cluster/timeout` */
export async function startPodMetrics({
  client,
  egress,
  tls,
  share = 0.5,
}: PodMetricsOptions): Promise<Part> {
  const server = createServer(
    { key: await readFile(tls.keyFile), cert: await readFile(tls.certificateFile) },
    (request, response) => {
      answer(request.url ?? '/', client, share).then(
        (body) =>
          response
            .writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' })
            .end(JSON.stringify(body ?? { kind: 'Status', apiVersion: 'v1', status: 'Failure', code: 404 })),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  try {
    egress.route(`${ADDRESS}:443`, (server.address() as AddressInfo).port);
    for (const object of registration()) await client.apply(object);
    await client.waitFor(SERVICE, (seen) => isTrue(seen, 'Available'), {
      what: 'to be Available',
      timeout: 60_000,
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { name: 'pod-metrics', stop };
}

async function answer(url: string, client: Client, share: number): Promise<object | undefined> {
  const { pathname, searchParams } = new URL(url, 'https://127.0.0.1');
  const version = { groupVersion: API, version: 'v1beta1' };
  if (pathname === '/apis/metrics.k8s.io')
    return {
      kind: 'APIGroup',
      apiVersion: 'v1',
      name: 'metrics.k8s.io',
      versions: [version],
      preferredVersion: version,
    };
  if (pathname === `/apis/${API}`)
    return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: API, resources: [RESOURCE] };
  const found = /^\/apis\/metrics\.k8s\.io\/v1beta1(?:\/namespaces\/([a-z0-9-]+))?\/pods$/.exec(pathname);
  if (found === null) return undefined;
  const labels = searchParams.get('labelSelector');
  const pods = await client.list<Pod>(
    { apiVersion: 'v1', kind: 'Pod' },
    { ...(found[1] === undefined ? {} : { namespace: found[1] }), ...(labels === null ? {} : { labels }) },
  );
  const running = pods.filter(({ status }) => status?.phase === 'Running');
  return {
    kind: 'PodMetricsList',
    apiVersion: API,
    metadata: {},
    items: running.map((pod) => usageOf(pod, share)),
  };
}

const RESOURCE = {
  name: 'pods',
  singularName: '',
  namespaced: true,
  kind: 'PodMetrics',
  verbs: ['get', 'list'],
};

function usageOf({ metadata: { name, namespace, labels }, spec }: Pod, share: number): object {
  const timestamp = new Date().toISOString();
  const containers = spec.containers.map(({ name: container, resources }) => {
    const { cpu = '100m', memory = '64Mi' } = resources?.requests ?? {};
    return { name: container, usage: { cpu: `${Math.round(millicores(cpu) * share)}m`, memory } };
  });
  return {
    metadata: { name, namespace, labels, creationTimestamp: timestamp },
    timestamp,
    window: '15s',
    containers,
  };
}

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
export const millicores = (quantity: string): number =>
  quantity.endsWith('m') ? Number(quantity.slice(0, -1)) : Number(quantity) * 1_000;

type Registered = KubernetesObject & { readonly [field: string]: unknown };

/** The aggregator wants a Service with an endpoint before it calls; where that leads, the egress proxy knows. */
function registration(): Registered[] {
  const metadata = { name: 'metrics-server', namespace: 'kube-system' };
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { clusterIP: ADDRESS, ports: [{ port: 443, targetPort: 443 }] },
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: 'metrics-server-1',
        namespace: 'kube-system',
        labels: { 'kubernetes.io/service-name': 'metrics-server' },
      },
      addressType: 'IPv4',
      ports: [{ name: '', port: 443, protocol: 'TCP' }],
      endpoints: [{ addresses: [ADDRESS], conditions: { ready: true } }],
    },
    {
      apiVersion: SERVICE.apiVersion,
      kind: SERVICE.kind,
      metadata: { name: SERVICE.name },
      spec: {
        group: 'metrics.k8s.io',
        version: 'v1beta1',
        groupPriorityMinimum: 100,
        versionPriority: 100,
        // The certificate is the API server's own, for other names.
        insecureSkipTLSVerify: true,
        service: metadata,
      },
    },
  ];
}
