import { mkdir } from 'node:fs/promises';
import { freePorts } from '@sealift/sandbox/ports';
import { listens } from '../listens.ts';
import { type Host, type Server, startServer } from '../part.ts';

/** A cache that is never written to disk. */
export async function startRedis(
  host: Host,
  { program, dir }: { readonly program: string; readonly dir: string },
): Promise<Server & { readonly port: number }> {
  const [port = 0] = await freePorts(1);
  await mkdir(dir, { recursive: true });
  const server = await startServer(host, {
    name: 'redis',
    file: program,
    args: ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', dir],
    env: { HOME: dir },
    ready: () => listens(port),
    grace: 300,
  });
  return { ...server, port };
}
