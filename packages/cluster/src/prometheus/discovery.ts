/**
 * Tells Prometheus over HTTP whom to scrape: the builds of it that distributions package cannot ask an API server.
 * https://prometheus.io/docs/prometheus/latest/http_sd/
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { failedWith } from '@sealift/core/failure';
import type { Client } from '../client/client.ts';
import type { Part } from '../part.ts';
import type { EndpointSlice, Pod, Service, ServiceMonitor } from './monitored.ts';
import { type TargetOptions, targetsOf } from './targets.ts';

export type DiscoveryOptions = TargetOptions & { readonly client: Client };

export async function startDiscovery(options: DiscoveryOptions): Promise<Part & { readonly url: string }> {
  const server = createServer((_request, response) => {
    readTargets(options).then(
      (targets) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(targets)),
      // Prometheus keeps the targets that it has, and says in its log why.
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    name: 'discovery',
    url: `http://127.0.0.1:${port}/`,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function readTargets({ client, ...options }: DiscoveryOptions) {
  const monitors = await client
    .list<ServiceMonitor>({ apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor' })
    .catch((error: unknown) => {
      // Before its custom resource is known, nobody is monitored.
      if (failedWith(error, 'cluster/unknown-kind')) return [];
      throw error;
    });
  if (monitors.length === 0) return [];
  const [services, slices, pods] = await Promise.all([
    client.list<Service>({ apiVersion: 'v1', kind: 'Service' }),
    client.list<EndpointSlice>({ apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' }),
    client.list<Pod>({ apiVersion: 'v1', kind: 'Pod' }),
  ]);
  return targetsOf({ monitors, services, slices, pods }, options);
}
