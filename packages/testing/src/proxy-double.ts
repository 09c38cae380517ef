/** A proxy on loopback that knows names which no resolver knows, and notes what it is asked for. */
import { createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';

export type ProxyDouble = {
  readonly url: string;
  /** `CONNECT host:port`, or `GET http://host/path`. */
  readonly seen: string[];
  readonly logins: (string | undefined)[];
  readonly close: () => Promise<void>;
};

/** @param ports host name → port on loopback. @param answer a status that is given instead of a connection */
export async function startProxy(
  ports: Readonly<Record<string, number>>,
  answer?: number,
): Promise<ProxyDouble> {
  const seen: string[] = [];
  const logins: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const note = (message: IncomingMessage) => {
    seen.push(`${message.method} ${message.url}`);
    logins.push(message.headers['proxy-authorization']);
  };
  const server = createServer((message, response) => {
    note(message);
    if (answer !== undefined) {
      response.writeHead(answer).end();
      return;
    }
    const url = new URL(message.url ?? '');
    const onward = request(
      {
        host: '127.0.0.1',
        port: ports[url.hostname],
        method: message.method,
        path: url.pathname,
        headers: message.headers,
        maxHeaderSize: 256 * 1024,
      },
      (reply) => {
        response.writeHead(reply.statusCode ?? 0, reply.headers);
        reply.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    message.pipe(onward);
  });
  server.on('connect', (message, socket, head) => {
    note(message);
    if (answer !== undefined) {
      socket.end(`HTTP/1.1 ${answer} Refused\r\n\r\n`);
      return;
    }
    const onward = connect(ports[(message.url ?? '').replace(/:\d+$/, '')] ?? 9, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    sockets.add(onward);
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
    socket.on('close', () => onward.destroy());
  });
  server.on('connection', (socket) => sockets.add(socket));
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    logins,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** The port. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
