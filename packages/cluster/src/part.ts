/** What the parts of a cluster have in common. */
import { readFile } from 'node:fs/promises';
import { type ProcessOptions, type Service, startProcess } from '@sealift/sandbox/process';

/** Something of a cluster that runs in this process or beside it. */
export type Part = Service;

export type Server = Part & { readonly pid: number };

/** A part that is made of several servers, which it stops itself. */
type Composed = Part & { readonly servers: readonly Server[] };

export const serversOf = (part: Part | Server | Composed): readonly Server[] => {
  if ('servers' in part) return part.servers;
  return 'pid' in part ? [part] : [];
};

/** How the parts start servers: with one folder of logs. */
export type Host = {
  /** Folder for everything that the cluster writes. */
  readonly dir: string;
  /** Folder for `<name>.log`. */
  readonly logs: string;
  readonly signal?: AbortSignal;
};

export type ServerOptions = Omit<ProcessOptions, 'logs' | 'signal'>;

/**
 * Starts a server that ends with `stop()` or with this process.
 * @throws Failure `sandbox/no-start` with the end of its log
 */
export async function startServer(host: Host, options: ServerOptions): Promise<Server> {
  const { logs, signal } = host;
  return startProcess({ ...options, logs, ...(signal === undefined ? {} : { signal }) });
}

/** Bytes of memory that a process holds, or undefined when it has ended. */
export async function residentMemory(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1_024;
}
