/** An HTTP proxy inside a node's network: the way to pods for Prometheus, the API server and requests of users. */
import http from 'node:http';
import net, { BlockList } from 'node:net';
import { listen } from './relay.ts';

/** Says that the proxy itself answers, not a pod. */
export const WAY_IN_HEADER = 'x-sealift-way-in';

/**
 * Knows absolute-form requests and CONNECT (RFC 9110, sections 7.1 and 9.3.6), to addresses of one subnet alone.
 * @param subnet e.g. `10.244.0.0/24`
 */
export async function startWayIn(socketPath: string, subnet: string): Promise<void> {
  const pods = new BlockList();
  const [network = '', prefix] = subnet.split('/');
  pods.addSubnet(network, Number(prefix));
  const target = (url: string): URL | undefined => {
    const parsed = URL.parse(url);
    return parsed?.protocol === 'http:' && net.isIPv4(parsed.hostname) && pods.check(parsed.hostname)
      ? parsed
      : undefined;
  };
  const server = http.createServer((request, response) =>
    forward(request, response, target(request.url ?? '')),
  );
  server.on('connect', (request, client: net.Socket, head: Buffer) =>
    tunnel(client, head, target(`http://${request.url}`)),
  );
  await listen(server, { socketPath });
}

function forward(request: http.IncomingMessage, response: http.ServerResponse, to: URL | undefined): void {
  const refuse = (why: string) => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502, { [WAY_IN_HEADER]: why }).end();
  };
  if (to === undefined) {
    refuse('not a pod');
    return;
  }
  const upstream = http.request(
    to,
    // A connection of its own for each request, as most clients of a service that come and go.
    { method: request.method, headers: { ...request.headers, host: to.host }, agent: false },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      answer.once('error', () => response.destroy());
    },
  );
  upstream.once('error', (error: NodeJS.ErrnoException) => refuse(error.code ?? 'error'));
  response.once('close', () => upstream.destroy());
  request.pipe(upstream);
}

function tunnel(client: net.Socket, head: Buffer, to: URL | undefined): void {
  client.on('error', () => client.destroy());
  if (to === undefined) {
    client.end(`HTTP/1.1 502 Bad Gateway\r\n${WAY_IN_HEADER}: not a pod\r\n\r\n`);
    return;
  }
  const upstream = net.connect(Number(to.port || 80), to.hostname, () => {
    client.write('HTTP/1.1 200 OK\r\n\r\n');
    upstream.write(head);
    client.pipe(upstream).pipe(client);
  });
  upstream.on('error', () => client.destroy());
  client.once('close', () => upstream.destroy());
}
