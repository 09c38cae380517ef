/**
 * The one place where Sealift starts a process. @actions/exec gives no hold on a running child (no deadline, no
 * cancellation), so this stands on node:child_process; see docs/decisions/exec-seam.md.
 * A child's output is always piped: nothing of it reaches stdout, which is the runner's command channel, unless the
 * caller logs it.
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

/** Milliseconds between asking a child to end and ending it. */
const GRACE = 5_000;
/** Milliseconds that output pipes may stay open after the child ended: a grandchild can hold them for ever. */
const LINGER = 2_000;
/** A line without an end is handed on in pieces of this size. */
const LONGEST_LINE = 1024 * 1024;

/**
 * @throws Failure `remote` when the file cannot be started or `signal` ended it
 */
export const createExec =
  (log: Pick<Log, 'debug'>): Exec =>
  (file, args, options) =>
    new Promise((resolve, reject) => {
      log.debug(`$ ${file} ${args.join(' ')}`);
      const started = performance.now();
      const cancelled = () =>
        remoteFailure({
          cause: `${file} was ended because the job was cancelled.`,
          remedy: 'Run the job again.',
        });
      if (options.signal?.aborted) {
        reject(cancelled());
        return;
      }
      const child = spawn(file, args, {
        env: { ...options.env },
        stdio: ['pipe', 'pipe', 'pipe'],
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      });
      const stdout = collect(child.stdout, (line) => options.onLine?.(line, 'stdout'));
      const stderr = collect(child.stderr, (line) => options.onLine?.(line, 'stderr'));
      let timedOut = false;
      const timers: NodeJS.Timeout[] = [];
      const end = () => {
        child.kill('SIGTERM');
        timers.push(setTimeout(() => child.kill('SIGKILL'), GRACE));
      };
      timers.push(
        setTimeout(() => {
          timedOut = true;
          end();
        }, options.timeout),
      );
      options.signal?.addEventListener('abort', end, { once: true });
      const release = () => {
        for (const timer of timers) clearTimeout(timer);
        options.signal?.removeEventListener('abort', end);
      };
      child.on('error', (error) => {
        release();
        reject(
          remoteFailure({
            cause: `${file} could not be started: ${error.message}.`,
            remedy: 'Check that the tool is installed and made for this platform.',
            error,
          }),
        );
      });
      child.on('exit', () => {
        timers.push(
          setTimeout(() => {
            child.stdout.destroy();
            child.stderr.destroy();
          }, LINGER),
        );
      });
      child.on('close', (code) => {
        release();
        log.debug(
          `${file} ended with ${code ?? 'a signal'} after ${Math.round(performance.now() - started)} ms`,
        );
        if (options.signal?.aborted) reject(cancelled());
        else
          resolve({ exitCode: timedOut ? -1 : (code ?? -1), stdout: stdout(), stderr: stderr(), timedOut });
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
    if (rest.length < LONGEST_LINE) return;
    onLine(rest);
    rest = '';
  });
  const flush = () => {
    if (rest !== '') onLine(rest);
    rest = '';
  };
  stream.on('end', flush);
  stream.on('close', flush);
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
