/**
 * The API server calls webhooks and aggregated APIs at addresses of the cluster, which lead nowhere without a network of
 * one. It asks this proxy to connect, which knows their ports on loopback; TLS and names stay as they are.
 * https://kubernetes.io/docs/tasks/extend-kubernetes/setup-konnectivity/
 */
import { createServer } from 'node:http';
import net from 'node:net';
import path from 'node:path';
import type { Part } from '../part.ts';

export type Egress = Part & {
  /** Content of the API server's `--egress-selector-config-file`. */
  readonly configuration: object;
  /** @param address of a Service, with its port: `10.96.0.50:443`, or a name: `kyverno-svc.kyverno.svc:443` */
  route(address: string, port: number): void;
};

/** @param dir its path must stay below 90 bytes: it holds a unix socket */
export async function startEgress(dir: string): Promise<Egress> {
  const socketPath = path.join(dir, 'egress.sock');
  const routes = new Map<string, number>();
  const open = new Set<net.Socket>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.on('connect', (request, client, head) => {
    client.on('error', () => client.destroy());
    const port = routes.get(request.url ?? '');
    if (port === undefined) {
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const upstream = net.connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.write(head);
      client.pipe(upstream).pipe(client);
    });
    upstream.once('error', () => client.destroy());
    client.once('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
  return {
    name: 'egress',
    configuration: {
      apiVersion: 'apiserver.k8s.io/v1beta1',
      kind: 'EgressSelectorConfiguration',
      egressSelections: [
        {
          name: 'cluster',
          connection: { proxyProtocol: 'HTTPConnect', transport: { uds: { udsName: socketPath } } },
        },
      ],
    },
    route: (address, port) => void routes.set(address, port),
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
