/**
 * The one place where Sealift starts a process, by @actions/exec. What that lacks is built around it: a deadline,
 * cancellation, and a bound on what is kept; see docs/decisions/toolkit-libraries.md.
 * A child's output is always piped: nothing of it reaches stdout, which is the runner's command channel, unless the
 * caller logs it.
 */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { exec as runTool } from '@actions/exec';
import { remoteFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import { superviseChild } from './process/child.ts';
import { findProgram, isExecutable } from './process/find-program.ts';
import { collectOutput, type Output, type OutputLimits } from './process/output.ts';

export type ExecOptions = {
  readonly cwd?: string;
  /** The whole environment of the child: nothing is inherited. See {@link childEnvironment}. */
  readonly env: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  /** Called for each complete line, while the child runs. Text is raw: neutralise before showing it. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  /** Limits for a child that says much; see {@link OutputLimits}. */
  readonly output?: Partial<OutputLimits>;
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

/**
 * Runs a program: by its path, or by its name on the PATH of `env`. Arguments are passed on as they are; no shell reads
 * them. Never throws for an exit code: the wrapper of each tool knows what its codes mean.
 */
export type Exec = (file: string, args: readonly string[], options: ExecOptions) => Promise<ExecResult>;

/** Milliseconds that output pipes may stay open after the child ended: a grandchild can hold them for ever. */
const LINGER = 2_000;
/** Where the system looks when there is no PATH. */
const SYSTEM_PATH = '/usr/bin:/bin';

/**
 * @throws Failure `process/not-started` when the file cannot be started, `process/cancelled` when `signal` ended it
 */
export const createExec =
  (log: Pick<Log, 'debug'>): Exec =>
  async (file, args, options) => {
    log.debug(`$ ${file} ${args.join(' ')}`);
    const started = performance.now();
    if (options.signal?.aborted) throw cancelled(file);
    const program = await locate(file, args, options);
    const stdout = collectOutput((line) => options.onLine?.(line, 'stdout'), options.output);
    const stderr = collectOutput((line) => options.onLine?.(line, 'stderr'), options.output);
    const child = superviseChild({
      timeout: options.timeout,
      signal: options.signal,
      input: options.input,
    });
    try {
      await child.start(() =>
        runTool(asCommandLine(program), [...args], {
          env: { ...options.env },
          ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
          silent: true,
          ignoreReturnCode: true,
          delay: LINGER,
          listeners: { stdout: (chunk) => addTo(stdout, chunk), stderr: (chunk) => addTo(stderr, chunk) },
        }),
      );
    } catch (error) {
      throw notStarted(file, child.problem() ?? error);
    } finally {
      child.release();
    }
    const result = {
      exitCode: child.exitCode(),
      stdout: stdout.end(),
      stderr: stderr.end(),
      timedOut: child.timedOut(),
    };
    const ending = result.exitCode === -1 ? 'a signal' : result.exitCode;
    log.debug(`${file} ended with ${ending} after ${Math.round(performance.now() - started)} ms`);
    if (options.signal?.aborted) throw cancelled(file);
    return result;
  };

/**
 * @actions/exec keeps what follows the last line's end, without a bound, and searches it from the start with each
 * chunk. What it gets to see after us is one blank line, so that there is nothing to keep.
 */
function addTo(output: Output, chunk: Buffer): void {
  output.add(chunk);
  chunk.fill(' ').write('\n', Math.max(0, chunk.length - 1));
}

/**
 * The program's absolute path. Whatever would make @actions/exec or Node throw where nobody catches is found here.
 * @throws Failure `process/not-started`
 */
async function locate(file: string, args: readonly string[], options: ExecOptions): Promise<string> {
  if (
    [file, options.cwd ?? '', ...args, ...Object.entries(options.env).flat()].some((text) =>
      text.includes('\0'),
    )
  )
    throw notStarted(file, new Error('a zero byte stands in its arguments or environment'));
  const { cwd = process.cwd() } = options;
  if (!(await stat(cwd).catch(() => undefined))?.isDirectory())
    throw notStarted(file, new Error(`there is no folder ${cwd}`));
  const program = file.includes('/')
    ? path.resolve(cwd, file)
    : await findProgram(file, options.env['PATH'] ?? SYSTEM_PATH);
  // @actions/exec takes white space off the end.
  if (program === undefined || program !== program.trim() || !(await isExecutable(program)))
    throw notStarted(file, new Error('there is no such executable file'));
  return program;
}

/**
 * A path as @actions/exec reads the first word of a command line: within double quotes a space is a space and `\"` a
 * quote; outside of them a backslash is a backslash.
 */
const asCommandLine = (program: string): string =>
  program.replaceAll(/[ "]/g, (character) => (character === ' ' ? '" "' : '"\\""'));

const notStarted = (file: string, error: unknown) =>
  remoteFailure({
    code: 'process/not-started',
    cause: `${file} could not be started: ${error instanceof Error ? error.message : String(error)}.`,
    remedy: 'Check that the tool is installed and made for this platform.',
    error,
  });

const cancelled = (file: string) =>
  remoteFailure({
    code: 'process/cancelled',
    cause: `${file} was ended because the job was cancelled.`,
    remedy: 'Run the job again.',
  });

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
