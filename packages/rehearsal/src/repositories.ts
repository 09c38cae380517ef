/** The two repositories, in the GitHub of the sandbox, and the App that may write to the ops one. */
import type { Repository } from '@sealift/fake-github/state';
import type { Sandbox } from '@sealift/sandbox/sandbox';
import { createGitHub, type GitHub as Scheduler } from '@sealift/workflow-runner/github';
import type { Visibility } from './options.ts';
import { type Caller, findCaller } from './workflow/caller.ts';

export type Repositories = {
  readonly app: Repository;
  readonly ops: Repository | undefined;
  readonly caller: Caller;
  readonly opsApp: { readonly id: number; readonly privateKeyPem: string } | undefined;
  /** Concurrency groups of all their runs. */
  readonly scheduler: Scheduler;
};

export type RepositoriesOptions = {
  /** Folder of the app's git repository. */
  readonly app: string;
  readonly appName: string;
  /** Folder of the ops git repository. */
  readonly ops: string | undefined;
  /** Default: private. */
  readonly visibility?: Visibility;
  /** The calling workflow; looked for in the app's folder when not given. */
  readonly caller?: Caller;
};

/** @throws Failure `rehearsal/no-caller` */
export async function createRepositories(
  { github }: Pick<Sandbox, 'github'>,
  options: RepositoriesOptions,
): Promise<Repositories> {
  const caller = options.caller ?? (await findCaller(options.app));
  const scheduler = createGitHub();
  const app = await github.createRepository({
    ...ownerAndName(options.appName),
    from: options.app,
    private: options.visibility !== 'public',
  });
  const opsName = caller.inputs['ops-repository'];
  if (options.ops === undefined || opsName === undefined)
    return { app, ops: undefined, caller, opsApp: undefined, scheduler };
  const ops = await github.createRepository({ ...ownerAndName(opsName), from: options.ops, private: true });
  const opsApp = github.createApp({
    slug: `sealift-${ops.fullName.replace(/[^a-z0-9]+/gi, '-')}`,
    permissions: { contents: 'write', pull_requests: 'write' },
    repositories: [ops.fullName],
  });
  return { app, ops, caller, opsApp, scheduler };
}

const ownerAndName = (fullName: string) => {
  const [owner = '', name = ''] = fullName.split('/');
  return { owner, name };
};

/** The private key goes where the caller names it; other secrets of the repository are not known here. */
export function secretsOf({ opsApp, caller }: Repositories): Readonly<Record<string, string>> {
  if (opsApp === undefined) return {};
  const name = caller.secrets === 'inherit' ? 'OPS_APP_PRIVATE_KEY' : caller.secrets['ops-app-private-key'];
  return name === undefined ? {} : { [name]: opsApp.privateKeyPem };
}

export const variablesOf = ({ opsApp }: Repositories): Readonly<Record<string, string>> =>
  opsApp === undefined ? {} : { OPS_APP_ID: String(opsApp.id) };
