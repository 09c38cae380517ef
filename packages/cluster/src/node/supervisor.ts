/**
 * The first process of a namespace: does what it is told on stdin, and ends everything when stdin ends, which it does
 * however its parent ends.
 *
 *   node supervisor.ts CGROUP
 */
import { execFile, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { groupsOfOthers, removeCgroup } from './cgroup.ts';
import type { Command, NamespaceServer, Ran, Reply, Request, Task } from './protocol.ts';
import { startRelay } from './relay.ts';
import { startWayIn } from './way-in.ts';

const NOTHING: Ran = { exitCode: 0, stdout: '', stderr: '' };
const MAX_OUTPUT = 16 * 1024 * 1024;

const say = (reply: Reply) => process.stdout.write(`${JSON.stringify(reply)}\n`);

const run = ({ file, args, env = {} }: Command): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(file, [...args], { env: { ...env }, maxBuffer: MAX_OUTPUT }, (error, stdout, stderr) => {
      const exitCode = typeof error?.code === 'number' ? error.code : error === null ? 0 : -1;
      resolve({ exitCode, stdout, stderr: exitCode === -1 ? `${stderr}${error?.message}` : stderr });
    });
  });

async function start({ name, file, args, env = {}, log }: NamespaceServer): Promise<Ran> {
  const output = openSync(log, 'a', 0o600);
  const child = spawn(file, [...args], { env: { ...env }, stdio: ['ignore', output, output] });
  closeSync(output);
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  child.once('exit', (code, signal) => say({ ended: name, why: `it ended with ${signal ?? code}` }));
  return NOTHING;
}

async function perform(task: Task): Promise<Ran> {
  switch (task.kind) {
    case 'run':
      return run(task.command);
    case 'start':
      return start(task.server);
    case 'relay':
      await startRelay(task.relay);
      return NOTHING;
    case 'way-in':
      await startWayIn(task.socketPath, task.subnet);
      return NOTHING;
  }
}

/** Processes first: a cgroup can be removed when nothing is in it. */
async function endEverything(cgroup: string): Promise<never> {
  // Nobody can say any more where they were when they have ended.
  const groups = await groupsOfOthers().catch(() => []);
  try {
    process.kill(-1, 'SIGKILL');
  } catch {
    // There was nobody else.
  }
  await Promise.all([cgroup, ...groups].map((group) => removeCgroup(group)));
  process.exit(0);
}

function main(cgroup: string | undefined): void {
  // Signal -1 reaches everybody whom this process can see: it must be the first of a namespace of its own.
  if (process.pid !== 1 || cgroup === undefined)
    throw new Error('to be started in a PID namespace of its own');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGPIPE'] as const)
    process.on(signal, () => undefined);
  process.stdout.on('error', () => endEverything(cgroup));
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      const { id, task } = JSON.parse(line) as Request;
      perform(task).then(
        (ran) => say({ id, ran }),
        (error: Error) => say({ id, error: error.message }),
      );
    })
    .on('close', () => endEverything(cgroup));
}

main(process.argv[2]);
