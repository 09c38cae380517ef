import { spawn } from 'node:child_process';
import { remoteFailure } from '@sealift/core/failure';
import { gitEnvironment } from './environment.ts';
import { askForObject } from './object-reader.ts';

export class GitError extends Error {
  override readonly name = 'GitError';
  readonly stderr: string;
  constructor(args: readonly string[], code: number | null, stderr: string) {
    super(`git ${args[0] ?? ''} ended with ${code ?? 'a signal'}: ${stderr.trim()}`);
    this.stderr = stderr;
  }
}

export type GitOptions = {
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that are answers, not errors. */
  readonly accept?: readonly number[];
};

export type GitOutput = { readonly code: number; readonly stdout: Buffer; readonly stderr: string };

/** Milliseconds. The longest is a clone of somebody's whole repository. */
const DEADLINE = 120_000;
const MAX_OUTPUT = 256 * 1024 * 1024;

/**
 * Runs git in the bare repository `gitDir`.
 * @throws GitError for an exit code that is not accepted
 * @throws Failure `remote` when git cannot be started or does not end in time
 */
export function git(gitDir: string, args: readonly string[], options: GitOptions = {}): Promise<GitOutput> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['--git-dir', gitDir, ...args], {
      env: { ...gitEnvironment(), ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    let length = 0;
    let stderr = '';
    let stopped: string | undefined;
    const stop = (why: string) => {
      stopped ??= why;
      child.kill('SIGKILL');
    };
    const deadline = setTimeout(() => stop('it did not end in time'), DEADLINE);
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > MAX_OUTPUT) stop('it wrote too much');
      else out.push(chunk);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-8_192);
    });
    child.on('error', (error) => {
      clearTimeout(deadline);
      reject(
        remoteFailure({
          code: 'fake-github/no-git',
          cause: `git could not be started: ${error.message}.`,
          remedy: 'Install git 2.38 or newer.',
          error,
        }),
      );
    });
    child.on('close', (code) => {
      clearTimeout(deadline);
      if (stopped !== undefined)
        return reject(
          remoteFailure({
            code: 'fake-github/git-stopped',
            cause: `git ${args[0]} was stopped: ${stopped}.`,
            remedy: 'Try it again.',
          }),
        );
      if (code === null || !(options.accept ?? [0]).includes(code))
        return reject(new GitError(args, code, stderr));
      return resolve({ code, stdout: Buffer.concat(out), stderr });
    });
    // It may end before it has read everything; the exit code tells.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input);
  });
}

/** The output as text, without the final newline. */
export const gitText = async (
  gitDir: string,
  args: readonly string[],
  options?: GitOptions,
): Promise<string> => (await git(gitDir, args, options)).stdout.toString('utf8').replace(/\n$/, '');

const OBJECT_ID = /^[0-9a-f]{40}$/;
export const isObjectId = (text: string): boolean => OBJECT_ID.test(text);

export type ObjectType = 'blob' | 'tree' | 'commit' | 'tag';
export type GitObject = { readonly id: string; readonly type: ObjectType; readonly data: Buffer };

const isObjectType = (text: string): text is ObjectType =>
  text === 'blob' || text === 'tree' || text === 'commit' || text === 'tag';

/** What revisions name, in their order. */
export const readObjects = (
  gitDir: string,
  revisions: readonly string[],
): Promise<readonly (GitObject | undefined)[]> =>
  Promise.all(
    revisions.map(async (revision) => {
      const found = await askForObject(gitDir, 'contents', revision);
      return found !== undefined && isObjectType(found.type)
        ? { id: found.id, type: found.type, data: found.data }
        : undefined;
    }),
  );

export const readObject = async (gitDir: string, revision: string): Promise<GitObject | undefined> =>
  (await readObjects(gitDir, [revision]))[0];

/** Type, size and id of what a revision names, without reading it. */
export async function findObject(
  gitDir: string,
  revision: string,
): Promise<{ readonly id: string; readonly type: ObjectType; readonly size: number } | undefined> {
  const found = await askForObject(gitDir, 'info', revision);
  return found !== undefined && isObjectType(found.type)
    ? { id: found.id, type: found.type, size: found.size }
    : undefined;
}

/** The commit that a branch, tag, full ref or id stands for. */
export const resolveCommit = async (gitDir: string, revision: string): Promise<string | undefined> =>
  revision === '' ? undefined : (await findObject(gitDir, `${revision}^{commit}`))?.id;
