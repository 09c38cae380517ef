/**
 * The one place where Sealift starts a process. @actions/exec gives no hold on a running child (no deadline, no
 * cancellation), so this stands on node:child_process; see docs/decisions/exec-seam.md.
 */
import { spawn } from 'node:child_process';
import { remoteFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';

export type ExecOptions = {
  readonly cwd?: string;
  /** The whole environment of the child: nothing is inherited. See {@link childEnvironment}. */
  readonly env: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  /** Called for each complete line, while the child runs. Text is raw: neutralise before showing it. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  /** Milliseconds until the child is killed. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
};

export type ExecResult = {
  /** -1 when a signal or the deadline ended it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
};

/** Never throws for an exit code: the wrapper of each tool knows what its codes mean. */
export type Exec = (file: string, args: readonly string[], options: ExecOptions) => Promise<ExecResult>;

/** More output than this is dropped from what is returned (not from onLine): the end is what explains a failure. */
const MAX_KEPT = 64 * 1024 * 1024;

/**
 * @throws Failure `remote` when the file cannot be started
 */
export const createExec =
  (log: Pick<Log, 'debug'>): Exec =>
  (file, args, options) =>
    new Promise((resolve, reject) => {
      log.debug(`$ ${file} ${args.join(' ')}`);
      const started = performance.now();
      const child = spawn(file, args, {
        env: { ...options.env },
        stdio: ['pipe', 'pipe', 'pipe'],
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      });
      const stdout = collect(child.stdout, (line) => options.onLine?.(line, 'stdout'));
      const stderr = collect(child.stderr, (line) => options.onLine?.(line, 'stderr'));
      let timedOut = false;
      const deadline = setTimeout(() => {
        timedOut = true;
        child.kill('SIGTERM');
        setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
      }, options.timeout);
      child.on('error', (error) => {
        clearTimeout(deadline);
        reject(
          remoteFailure({
            cause: `${file} could not be started: ${error.message}.`,
            remedy: 'Check that the tool is installed for this platform and that the job was not cancelled.',
            error,
          }),
        );
      });
      child.on('close', (code) => {
        clearTimeout(deadline);
        log.debug(
          `${file} ended with ${code ?? 'a signal'} after ${Math.round(performance.now() - started)} ms`,
        );
        resolve({ exitCode: code ?? -1, stdout: stdout(), stderr: stderr(), timedOut });
      });
      // A child may end before it has read its input; its exit code says what happened.
      child.stdin.on('error', () => {});
      child.stdin.end(options.input);
    });

function collect(stream: NodeJS.ReadableStream, onLine: (line: string) => void): () => string {
  stream.setEncoding('utf8');
  const kept: string[] = [];
  let length = 0;
  let rest = '';
  stream.on('data', (chunk: string) => {
    kept.push(chunk);
    length += chunk.length;
    while (length > MAX_KEPT && kept.length > 1) length -= kept.shift()?.length ?? 0;
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest);
  });
  return () => kept.join('');
}

/** What every child may see: where programs, temporary files and trust anchors are. No token is among them. */
const PASSED_ON = [
  'PATH',
  'HOME',
  'TMPDIR',
  'LANG',
  'SystemRoot',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'ALL_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'all_proxy',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
] as const;

/**
 * The environment of a child: the harmless part of `own`, plus the named variables of `own`, plus `extra`.
 */
export function childEnvironment(
  own: Readonly<Record<string, string | undefined>>,
  also: readonly string[] = [],
  extra: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const name of [...PASSED_ON, ...also]) {
    const value = own[name];
    if (value !== undefined) passed[name] = value;
  }
  return { ...passed, ...extra };
}
