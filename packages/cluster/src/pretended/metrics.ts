import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Part } from '../part.ts';
import type { AddressOf } from '../prometheus/targets.ts';
import { type Behaviour, createTraffic } from './traffic.ts';

export type PretendedMetrics = Part & {
  /** For `startPrometheus`: scrapes of pretended pods come here. */
  readonly addressOf: AddressOf;
};

/** The /metrics of all pretended pods. */
export async function startPretendedMetrics(options: {
  readonly behaviour: (image: string) => Behaviour;
  /** Requests a second, to all pods. */
  readonly rate?: number;
}): Promise<PretendedMetrics> {
  const traffic = createTraffic({ ...options, now: () => Date.now() });
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const page = traffic.page(searchParams.get('pod') ?? '', searchParams.get('image') ?? '');
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    name: 'pretended-metrics',
    addressOf: ({ metadata, spec }) => ({
      address: `127.0.0.1:${port}`,
      parameters: {
        pod: `${metadata.namespace}/${metadata.name}`,
        image: spec.containers[0]?.image ?? '',
      },
    }),
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
