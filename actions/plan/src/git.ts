/** Questions to the git of the checkout. */
import type { Runtime } from '@sealift/action-kit/action';
import { childEnvironment, type Exec, type ExecResult } from '@sealift/tools/exec';

export type Git = {
  /** Files that differ between two commits; undefined when one of them is not in the checkout. Only trees are read. */
  changed(base: string): Promise<readonly string[] | undefined>;
  /** Whether a commit came after HEAD; false too when it is not in the checkout. */
  isDescendant(commit: string): Promise<boolean>;
  /** The commits before HEAD, along first parents, newest first. */
  before(count: number): Promise<readonly string[]>;
  /** Text of a file at a commit; `absent` when it had none, undefined when that cannot be known. */
  textAt(commit: string, file: string): Promise<string | 'absent' | undefined>;
  /** Paths of the symbolic links of HEAD. */
  links(): Promise<readonly string[]>;
};

const TIMEOUT = 60_000;

/** @param token lets git fetch a file of an older commit that a checkout without file contents lacks */
export function createGit(
  workspace: string,
  { env, exec, log }: Pick<Runtime, 'env' | 'log'> & { readonly exec: Exec },
  access: { readonly token: string | undefined; readonly serverUrl: string },
): Git {
  const run = (args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<ExecResult> =>
    // The checkout may belong to another user than the one that runs this (containers, act).
    exec('git', ['-c', `safe.directory=${workspace}`, '-C', workspace, ...args], {
      env: { ...childEnvironment(env), ...more },
      timeout: TIMEOUT,
    });
  const names = (text: string) => text.split('\0').filter((name) => name !== '');
  return {
    async changed(base) {
      const { exitCode, stdout, stderr } = await run([
        'diff',
        '--name-only',
        '--no-renames',
        '-z',
        '--end-of-options',
        base,
        'HEAD',
        '--',
      ]);
      if (exitCode === 0) return names(stdout);
      log.debug(`git: ${stderr}`);
      return undefined;
    },
    async isDescendant(commit) {
      const head = await run(['rev-parse', 'HEAD']);
      if (head.stdout.trim() === commit) return false;
      return (await run(['merge-base', '--is-ancestor', 'HEAD', commit])).exitCode === 0;
    },
    async before(count) {
      const { stdout } = await run(['rev-list', '--first-parent', `--max-count=${count + 1}`, 'HEAD']);
      return stdout
        .split('\n')
        .filter((line) => line !== '')
        .slice(1);
    },
    async textAt(commit, file) {
      const tree = await run(['ls-tree', '-z', '--end-of-options', commit, '--', file]);
      if (tree.exitCode !== 0) return undefined;
      if (tree.stdout === '') return 'absent';
      const shown = await run(['cat-file', 'blob', `${commit}:${file}`], fetchAccess(access));
      if (shown.exitCode === 0) return shown.stdout;
      log.debug(`git: ${shown.stderr}`);
      return undefined;
    },
    async links() {
      const { exitCode, stdout } = await run(['ls-files', '--stage', '-z']);
      if (exitCode !== 0) return [];
      return names(stdout)
        .filter((entry) => entry.startsWith('120000 '))
        .map((entry) => entry.slice(entry.indexOf('\t') + 1));
    },
  };
}

/** For git alone, and for this server alone: in the environment, where no other program sees it. */
function fetchAccess({
  token,
  serverUrl,
}: {
  readonly token: string | undefined;
  readonly serverUrl: string;
}) {
  const ask = { GIT_TERMINAL_PROMPT: '0' };
  if (token === undefined) return ask;
  const login = Buffer.from(`x-access-token:${token}`).toString('base64');
  return {
    ...ask,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${serverUrl}/.extraheader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${login}`,
  };
}
