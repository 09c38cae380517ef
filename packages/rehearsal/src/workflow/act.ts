import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type ActEvent, parseActLine } from './act-log.ts';

export type ActOptions = {
  readonly act: string;
  /** Folder with Node 24, git and the system tools, in PATH form. */
  readonly path: string;
  readonly home: string;
  /** Copy of the app repository with its rewritten workflow. */
  readonly workspace: string;
  readonly workflowFile: string;
  readonly event: string;
  readonly eventFile: string;
  readonly actor: string;
  /** `slug@ref` → folder. */
  readonly localRepositories: ReadonlyMap<string, string>;
  readonly runnerLabels: readonly string[];
  readonly secretsFile: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Environment of every step. */
  readonly env: Readonly<Record<string, string>>;
  readonly actionCache: string;
  readonly logFile: string;
  readonly onEvent: (event: ActEvent) => void;
  readonly signal?: AbortSignal;
};

export type ActResult = { readonly exitCode: number; readonly problems: readonly string[] };

/** Runs one workflow in act's host mode: every job on this machine, no containers. */
export async function runAct(options: ActOptions): Promise<ActResult> {
  const child = spawn(options.act, actArguments(options), {
    cwd: options.workspace,
    // Its own group: a Ctrl-C at the terminal reaches us, and we end act and what it started.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { HOME: options.home, PATH: options.path },
  });
  const stop = () => {
    // SIGINT lets act end the running steps and run the post steps.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    setTimeout(() => killGroup(child.pid), 10_000).unref();
  };
  options.signal?.addEventListener('abort', stop, { once: true });
  const log = createWriteStream(options.logFile, { mode: 0o600 });
  const problems: string[] = [];
  const read = async (stream: NodeJS.ReadableStream) => {
    for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      log.write(`${line}\n`);
      const event = parseActLine(line);
      if (event?.kind === 'problem') problems.push(event.text);
      else if (event !== undefined) options.onEvent(event);
    }
  };
  const exited = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? -1));
  });
  const [exitCode] = await Promise.all([exited, read(child.stdout), read(child.stderr)]);
  options.signal?.removeEventListener('abort', stop);
  log.end();
  killGroup(child.pid);
  return { exitCode, problems };
}

/** Steps may leave children behind; they are all in act's group unless they left it on purpose. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is gone, which is what is wanted.
  }
}

function actArguments(options: ActOptions): readonly string[] {
  const repeated = (flag: string, values: Iterable<string>) => [...values].flatMap((value) => [flag, value]);
  const pairs = (record: Readonly<Record<string, string>>) =>
    Object.entries(record).map(([key, value]) => `${key}=${value}`);
  return [
    options.event,
    '--json',
    ...['--workflows', options.workflowFile],
    ...['--eventpath', options.eventFile],
    ...['--actor', options.actor],
    ...['--secret-file', options.secretsFile],
    ...repeated(
      '--platform',
      options.runnerLabels.map((label) => `${label}=-self-hosted`),
    ),
    ...repeated('--var', pairs(options.variables)),
    ...repeated('--env', pairs(options.env)),
    ...repeated(
      '--local-repository',
      [...options.localRepositories].map(([slug, folder]) => `${slug}=${path.resolve(folder)}`),
    ),
    '--pull=false',
    '--no-cache-server',
    '--no-skip-checkout',
    '--rm',
    ...['--action-cache-path', options.actionCache],
  ];
}
