/**
 * Stands between migrations and their database, so that what they really do is seen, whatever they say they do. It speaks
 * without TLS, on loopback, and passes logins on as they are.
 */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { createSide, type Side } from './link.ts';
import {
  backendPid,
  CANCEL_REQUEST,
  createReader,
  GSS_REQUEST,
  type MessageReader,
  SSL_REQUEST,
} from './messages.ts';
import type { Observation } from './observation.ts';
import { isGone, runSession, type SessionOptions } from './session.ts';

export type ProxyOptions = Pick<SessionOptions, 'watch' | 'relations'> & {
  readonly host: string;
  readonly port: number;
  readonly observe: (observation: Observation) => void;
};

export type DatabaseProxy = {
  readonly port: number;
  /** Ends all sessions. @throws Error when one could not be watched to its end */
  close(): Promise<void>;
};

/** Sessions at once. */
const MAX_SESSIONS = 32;

export async function startProxy(options: ProxyOptions): Promise<DatabaseProxy> {
  const sockets = new Set<Socket>();
  let transactions = 0;
  let problem: unknown;
  const nextTransaction = () => {
    transactions += 1;
    return transactions;
  };
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    // What breaks a connection is told by its end.
    socket.on('error', () => {}).once('close', () => sockets.delete(socket));
    return socket;
  };
  const server = createServer((client) => {
    keep(client);
    serve(client, () => keep(dial(options)), { ...options, nextTransaction })
      .catch((error: unknown) => {
        if (!isGone(error)) problem ??= error;
      })
      .finally(() => client.destroy());
  });
  server.maxConnections = MAX_SESSIONS;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
      if (problem !== undefined) throw problem;
    },
  };
}

/** A host that is a path is a folder of sockets, as libpq has it. */
const dial = ({ host, port }: ProxyOptions): Socket =>
  host.startsWith('/') ? connect(path.join(host, `.s.PGSQL.${port}`)) : connect(port, host);

type ServeOptions = Omit<SessionOptions, 'client' | 'server' | 'pid'>;

async function serve(socket: Socket, dialServer: () => Socket, options: ServeOptions): Promise<void> {
  const reader = createReader(socket);
  const startup = await readStartup(socket, reader);
  if (startup === undefined) return;
  const upstream = dialServer();
  socket.once('close', () => upstream.destroy());
  try {
    await once(upstream, 'connect');
    const client = createSide(socket, reader);
    const server = createSide(upstream, createReader(upstream));
    await server.write(startup);
    const pid = await logIn(client, server);
    if (pid !== undefined) await runSession({ ...options, client, server, pid });
  } finally {
    upstream.destroy();
  }
}

/** Says no to encryption, for which nobody is near enough. */
async function readStartup(socket: Socket, reader: MessageReader): Promise<Buffer | undefined> {
  for (;;) {
    const opening = await reader.opening();
    if (opening === undefined || opening.code === CANCEL_REQUEST) return undefined;
    if (opening.code !== SSL_REQUEST && opening.code !== GSS_REQUEST) return opening.bytes;
    socket.write('N');
  }
}

/** @returns the server's number for the session, when the client may ask */
async function logIn(client: Side, server: Side): Promise<number | undefined> {
  let pid: number | undefined;
  for (;;) {
    const speaker = await Promise.race([
      server.waiting().then(() => 'server' as const),
      client.waiting().then(() => 'client' as const),
    ]);
    if (speaker === 'client') {
      await server.write((await client.next()).bytes);
      continue;
    }
    const message = await server.next();
    if (message.type === 'K') pid = backendPid(message);
    await client.write(message.bytes);
    if (message.type === 'Z') return pid;
  }
}
