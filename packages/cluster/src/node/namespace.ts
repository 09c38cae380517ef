/** A world of its own for the programs of a node: network, mounts and process numbers that end together. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { configurationFailure, remoteFailure } from '@sealift/core/failure';
import { cgroupName, removeStaleCgroups } from './cgroup.ts';
import type { Command, NamespaceServer, Ran, Relay, Reply, Task } from './protocol.ts';

export type Namespace = {
  /** For containers. */
  readonly cgroup: string;
  /** @throws Failure when it ends with anything but 0 */
  run(command: Command): Promise<Ran>;
  start(server: NamespaceServer): Promise<void>;
  /** From inside to wherever `to` leads there: a unix socket leads outside. */
  relay(relay: Relay): Promise<void>;
  wayIn(socketPath: string, subnet: string): Promise<void>;
  /** What has ended without having been told to, with the reason. */
  readonly ended: ReadonlyMap<string, string>;
  /** Everything that runs inside is killed. */
  stop(): Promise<void>;
};

const UNSHARE = [
  '--net',
  '--mount',
  '--pid',
  '--fork',
  '--kill-child',
  '--mount-proc',
  '--propagation',
  'private',
];
const SUPERVISOR = path.join(import.meta.dirname, `supervisor${path.extname(import.meta.filename)}`);

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

let made = 0;

/** @throws Failure `cluster/no-namespaces` where the kernel or the machine's owner does not allow it */
export async function createNamespace(): Promise<Namespace> {
  await removeStaleCgroups(isAlive);
  const cgroup = cgroupName(process.pid, ++made);
  const child = spawn('unshare', [...UNSHARE, '--', process.execPath, SUPERVISOR, cgroup], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '' },
    // Ctrl-C at the terminal is for the parent, who ends this in its own order.
    detached: true,
  });
  const { ask, ended, stop } = converse(child);
  try {
    await ask({ kind: 'run', command: { file: 'ip', args: ['link', 'set', 'lo', 'up'], env: PATHS } });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    cgroup,
    ended,
    stop,
    run: (command) => ask({ kind: 'run', command }),
    start: async (server) => void (await ask({ kind: 'start', server })),
    relay: async (relay) => void (await ask({ kind: 'relay', relay })),
    wayIn: async (socketPath, subnet) => void (await ask({ kind: 'way-in', socketPath, subnet })),
  };
}

/** Where administrators' programs are. */
export const PATHS = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' };

function converse(child: ChildProcessByStdio<Writable, Readable, Readable>) {
  const waiting = new Map<number, { resolve: (ran: Ran) => void; reject: (error: Error) => void }>();
  const ended = new Map<string, string>();
  let said = '';
  let gone = false;
  const exited = new Promise<void>((resolve) => {
    const end = (why: string) => {
      if (gone) return;
      gone = true;
      ended.set('namespace', said.trim() || why);
      for (const { reject } of waiting.values()) reject(noNamespaces(said.trim() || why));
      resolve();
    };
    child.once('error', (error) => end(error.message));
    child.once('close', (code, signal) => end(`unshare ended with ${signal ?? code}`));
  });
  child.stdin.on('error', () => undefined);
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4_000);
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const reply = JSON.parse(line) as Reply;
    if ('ended' in reply) {
      ended.set(reply.ended, reply.why);
      return;
    }
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('ran' in reply) asked?.resolve(reply.ran);
    else asked?.reject(new Error(reply.error));
  });
  let last = 0;
  const ask = async (task: Task): Promise<Ran> => {
    if (gone) throw noNamespaces(said.trim() || 'it has ended');
    const id = ++last;
    const ran = await new Promise<Ran>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      child.stdin.write(`${JSON.stringify({ id, task })}\n`);
    }).catch((error: Error) => {
      throw error instanceof Error && 'code' in error ? error : failed(nameOf(task), error.message);
    });
    if (ran.exitCode !== 0)
      throw failed(nameOf(task), (ran.stderr.trim() || ran.stdout.trim()).slice(-1_000));
    return ran;
  };
  const stop = async () => {
    child.stdin.end();
    const killer = setTimeout(() => child.kill('SIGKILL'), 6_000);
    await exited;
    clearTimeout(killer);
  };
  return { ask, ended, stop };
}

function nameOf(task: Task): string {
  if (task.kind === 'run') return `${path.basename(task.command.file)} ${task.command.args.join(' ')}`;
  return task.kind === 'start' ? task.server.name : task.kind;
}

const failed = (what: string, why: string) =>
  remoteFailure({
    code: 'cluster/node-step',
    cause: `In the node's namespace, "${what}" failed: ${why}.`,
    remedy: "Read the node's logs, or rehearse with a pretended node.",
  });

const noNamespaces = (why: string) =>
  configurationFailure({
    code: 'cluster/no-namespaces',
    cause: `A node cannot have namespaces of its own on this machine: ${why}.`,
    remedy:
      'Run as root where unshare(1) may make network, mount and PID namespaces, or rehearse with a pretended node.',
  });
