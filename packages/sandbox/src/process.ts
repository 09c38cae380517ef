import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { remoteFailure } from '@sealift/core/failure';
import { guard } from './guard.ts';

/** Something that was started and must be stopped. */
export type Service = { readonly name: string; stop(): Promise<void> };

export type ProcessOptions = {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Folder for `<name>.log`. */
  readonly logs: string;
  /** Asked every 20 ms until it answers true. */
  readonly ready: () => Promise<boolean>;
  /** Milliseconds to become ready. */
  readonly timeout?: number;
  /** Milliseconds after which it is killed when it was told to end; 5 s unless said. */
  readonly grace?: number;
  readonly cwd?: string;
  /** Ends the wait for it, and it. */
  readonly signal?: AbortSignal;
};

/**
 * Starts a server process and waits until it answers. It ends with `stop()`, or with this process, however that ends.
 * @throws Failure `remote` with the end of its log when it dies or does not become ready
 */
export async function startProcess(options: ProcessOptions): Promise<Service & { readonly pid: number }> {
  await mkdir(options.logs, { recursive: true });
  const logFile = path.join(options.logs, `${options.name}.log`);
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(options.file, options.args, {
    env: { ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    stdio: ['ignore', log, log],
    // A Ctrl-C at the terminal goes to a whole process group: servers must outlive the steps that use them.
    detached: true,
  });
  closeSync(log);
  let ended: string | undefined;
  const exited = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      ended = error.message;
      resolve();
    });
    child.once('exit', (code, signal) => {
      ended = `it ended with ${signal ?? code}`;
      resolve();
    });
  });
  const { pid } = child;
  if (pid !== undefined) {
    guard.watch(pid);
    void exited.then(() => guard.forget(pid));
  }
  const stop = async () => {
    if (ended !== undefined) return;
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), options.grace ?? 5_000);
    await exited;
    clearTimeout(killer);
  };
  const deadline = Date.now() + (options.timeout ?? 20_000);
  while (!(await options.ready().catch(() => false))) {
    if (ended === undefined && Date.now() < deadline && options.signal?.aborted !== true) {
      await sleep(20);
      continue;
    }
    if (options.signal?.aborted === true) {
      await stop();
      throw options.signal.reason;
    }
    const why = ended ?? 'it did not answer in time';
    await stop();
    const tail = (await readFile(logFile, 'utf8').catch(() => '')).trimEnd().split('\n').slice(-5).join('\n');
    throw remoteFailure({
      code: 'sandbox/no-start',
      cause: `${options.name} did not start: ${why}.\n${tail}`,
      remedy: `Read ${logFile}.`,
    });
  }
  return { name: options.name, pid: child.pid ?? -1, stop };
}

/** True when the URL answers anything at all. */
export const answers = async (url: string): Promise<boolean> => {
  const response = await fetch(url, { signal: AbortSignal.timeout(1_000) });
  await response.body?.cancel();
  return true;
};
