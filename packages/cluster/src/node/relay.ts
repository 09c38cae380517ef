/** Carries connections from one address to another, bytes as they are. */
import { rm } from 'node:fs/promises';
import net from 'node:net';
import type { Endpoint, Relay } from './protocol.ts';

/**
 * A unix socket is a file: it is the same one in every network namespace that sees the file.
 * @returns what stops it
 * @throws Error of the system when the address is taken
 */
export async function startRelay({ from, to }: Relay): Promise<() => Promise<void>> {
  const open = new Set<net.Socket>();
  const keep = (socket: net.Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  };
  // One side may have said everything while the other still answers.
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const upstream = net.connect({ ...addressOf(to), allowHalfOpen: true, noDelay: true });
    for (const [side, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      keep(side);
      side.pipe(other);
      side.once('error', () => other.destroy());
      side.once('close', () => other.destroySoon());
    }
  });
  await listen(server, from);
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
}

/** @throws Error of the system when the address is taken */
export async function listen(server: net.Server, at: Endpoint): Promise<void> {
  if ('socketPath' in at) await rm(at.socketPath, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(addressOf(at), resolve);
  });
}

const addressOf = (at: Endpoint) => ('socketPath' in at ? { path: at.socketPath } : at);
