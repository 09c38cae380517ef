import { createHash } from 'node:crypto';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type Lock = { release(): Promise<void> };

/**
 * Takes the lock on a folder between processes, or answers undefined when another process has it.
 *
 * It is an abstract Unix socket: the kernel gives it to one process and takes it back when that process ends, however
 * it ends, so there is never a stale lock to judge. Holds within one network namespace of Linux.
 */
export function tryLock(folder: string): Promise<Lock | undefined> {
  const server = net.createServer((socket) => {
    // Those who wait hold a connection: it closes when the lock is free.
    socket.on('error', () => {});
    socket.resume();
    waiting.add(socket);
    socket.once('close', () => waiting.delete(socket));
  });
  const waiting = new Set<net.Socket>();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(address(folder), () => {
      // A lock alone keeps no process alive.
      server.unref();
      resolve({
        release: () =>
          new Promise((done) => {
            server.close(() => done());
            for (const socket of waiting) socket.destroy();
          }),
      });
    });
  });
}

/**
 * Runs `work` while holding the lock on a folder; waits for it as long as it takes.
 * @param onWait called once when another process has it
 * @throws the signal's reason when it is aborted while waiting
 */
export async function withLock<T>(
  folder: string,
  work: () => Promise<T>,
  options: { readonly onWait?: () => void; readonly signal?: AbortSignal } = {},
): Promise<T> {
  let told = false;
  for (;;) {
    options.signal?.throwIfAborted();
    const lock = await tryLock(folder);
    if (lock !== undefined)
      try {
        return await work();
      } finally {
        await lock.release();
      }
    if (!told) options.onWait?.();
    told = true;
    await released(folder, options.signal);
  }
}

/** Resolves when the holder lets go, or dies. */
const released = async (folder: string, signal: AbortSignal | undefined): Promise<void> => {
  await new Promise<void>((resolve) => {
    if (signal?.aborted) return resolve();
    const socket = net.connect(address(folder));
    const end = () => {
      socket.destroy();
      resolve();
    };
    socket.once('error', end);
    socket.once('close', end);
    signal?.addEventListener('abort', end, { once: true });
  });
  // Lets the one that was first in the queue be first again.
  await sleep(20);
};

const address = (folder: string): string =>
  `\0sealift-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`;
