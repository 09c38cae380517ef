/**
 * Logs in, and writes what that gives into a Docker configuration of its own, which all later steps of the job use by
 * DOCKER_CONFIG: docker, buildx, and every action of Sealift. The machine's own configuration is never changed.
 */
import { rm } from 'node:fs/promises';
import type { Runtime } from '@sealift/action-kit/action';
import { givenLogins, maskCredentials, maskInputs } from '@sealift/action-kit/registry-login';
import type { Credentials } from '@sealift/registry/login';
import { createDockerConfig } from '@sealift/tools/docker-config';
import { loginToAzure } from './azure.ts';
import type { Endpoints } from './endpoints.ts';
import { loginToGoogle } from './google.ts';
import type { Inputs } from './inputs.ts';
import type { Login } from './logins.ts';

export const outputNames = ['registry', 'docker-config'] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

export type Dependencies = Pick<
  Runtime,
  'env' | 'log' | 'clock' | 'fetch' | 'oidc' | 'signal' | 'state' | 'exportVariable'
> & { readonly endpoints: Endpoints };

const FOLDER = 'docker-config';

/** @throws Failure `login/…`, `registry/bad-login`, `action/id-token-permission` */
export async function run(inputs: Inputs, dependencies: Dependencies): Promise<Outputs> {
  const { env, log, state, exportVariable } = dependencies;
  const logins = new Map(await givenLogins(inputs, log));
  const ends = new Map<string, Date>();
  for (const login of inputs.logins) {
    const { registry, credentials, until } = await logIn(login, dependencies);
    maskCredentials(credentials, log);
    logins.set(registry, credentials);
    if (until !== undefined) ends.set(registry, until);
  }
  const config = await createDockerConfig(logins, env);
  const { DOCKER_CONFIG: folder = '' } = config.env;
  // Before anything can fail: what is not saved is not removed.
  state.save(FOLDER, folder);
  for (const [name, value] of Object.entries(config.env)) exportVariable(name, value);
  for (const registry of logins.keys()) {
    const end = ends.get(registry);
    log.info(`Logged in to ${registry}${end === undefined ? '' : ` until ${time(end)}`}`);
  }
  return { registry: [...logins.keys()].join('\n'), 'docker-config': folder };
}

/** `2026-11-01 12:00:00 UTC` */
const time = (date: Date): string => `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

type LoggedIn = {
  readonly registry: string;
  readonly credentials: Credentials;
  /** When the cloud ends it, where it says so. */
  readonly until?: Date | undefined;
};

async function logIn(login: Login, dependencies: Dependencies): Promise<LoggedIn> {
  switch (login.kind) {
    case 'password': {
      const { registry, username, password } = login;
      return { registry, credentials: { username, password } };
    }
    case 'google':
      return { registry: login.registry, ...(await loginToGoogle(login, dependencies)) };
    case 'azure':
      return { registry: login.registry, credentials: await loginToAzure(login, dependencies) };
    case 'aws': {
      if (login.keys !== undefined) maskInputs({ password: login.keys.secret }, dependencies.log);
      // A megabyte that most jobs do not need.
      const { loginToAws } = await import('./aws.ts');
      return loginToAws(login, dependencies);
    }
  }
}

/** Removes the logins; a step that comes later still has the machine's own. */
export async function post({ logout }: Inputs, { state }: Pick<Runtime, 'state'>): Promise<void> {
  const folder = state.load(FOLDER);
  if (logout && folder) await rm(folder, { recursive: true, force: true });
}
