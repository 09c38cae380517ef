/**
 * Registry logins as the tools take them: in a config.json with mode 0600, never in arguments. buildx reads them from there
 * and from nowhere else, so those that a build needs are added to a private copy; the user's own file is never changed.
 */

import { existsSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loginKey } from '@sealift/core/image/docker-hub';
import {
  type DockerConfig as ConfigFile,
  dockerFolder,
  readDockerConfig,
} from '@sealift/registry/docker-config-file';
import { type Credentials, toDockerEntry } from '@sealift/registry/login';
import { makeTemporaryFolder } from './temporary-folder.ts';

/** `weak`: used only where the machine has no login of its own. */
export type Login = Credentials & { readonly weak?: boolean };

export type DockerConfig = {
  /** Variables that make docker and buildx use it; empty when nothing had to be added. */
  readonly env: Readonly<Record<string, string>>;
  /** Removes it. */
  close(): Promise<void>;
};

/** Parts of the user's folder that the docker CLI and buildx look for beside config.json. */
const BESIDE = ['cli-plugins', 'contexts'] as const;

/**
 * @param logins by registry host, as in image references
 * @throws Failure `registry/bad-login` when the machine's own config.json cannot be used
 */
export async function createDockerConfig(
  logins: ReadonlyMap<string, Login>,
  env: Readonly<Record<string, string | undefined>>,
): Promise<DockerConfig> {
  if (logins.size === 0) return { env: {}, close: async () => {} };
  const own = dockerFolder(env);
  const merged = mergeLogins((await readDockerConfig(env)) ?? {}, logins);
  const folder = await makeTemporaryFolder(env, 'docker');
  const close = () => rm(folder, { recursive: true, force: true });
  try {
    await writeFile(path.join(folder, 'config.json'), JSON.stringify(merged), { mode: 0o600 });
    for (const name of BESIDE) {
      const target = path.resolve(own, name);
      if (existsSync(target)) await symlink(target, path.join(folder, name));
    }
  } catch (error) {
    await close();
    throw error;
  }
  // Builders that the user made stay visible.
  const buildx = env['BUILDX_CONFIG'] || path.join(own, 'buildx');
  return { env: { DOCKER_CONFIG: folder, BUILDX_CONFIG: buildx }, close };
}

/**
 * A configuration with logins added, in the form that the docker CLI, buildx, cosign and Helm read.
 * @param logins by registry host, as in image references
 */
export function mergeLogins(config: ConfigFile, logins: ReadonlyMap<string, Login>): ConfigFile {
  const auths: NonNullable<ConfigFile['auths']> = { ...config.auths };
  const credHelpers: Record<string, string> = { ...config.credHelpers };
  for (const [registry, login] of logins) {
    const key = loginKey(registry);
    // "docker login" leaves an empty entry when a credential store holds the password.
    if (login.weak && (auths[key] !== undefined || credHelpers[key] !== undefined)) continue;
    auths[key] = toDockerEntry(login);
    // A helper for all registries would win over "auths"; an empty one for this registry turns it off.
    if (config.credsStore !== undefined || credHelpers[key] !== undefined) credHelpers[key] = '';
  }
  return { ...config, auths, ...(Object.keys(credHelpers).length === 0 ? {} : { credHelpers }) };
}

/**
 * A new folder for DOCKER_CONFIG with these logins and nothing of the machine's own: what a tool asks registries with is
 * then what Sealift asks them with.
 * @param folder must not exist
 * @param logins by registry host, as in image references
 */
export async function writeLogins(folder: string, logins: ReadonlyMap<string, Login>): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  const text = JSON.stringify(mergeLogins({}, logins));
  await writeFile(path.join(folder, 'config.json'), text, { mode: 0o600, flag: 'wx' });
}

/** One registry's login, or none. */
export const loginFor = (
  registry: string,
  login: Credentials | undefined,
): ReadonlyMap<string, Credentials> => new Map(login === undefined ? [] : [[registry, login]]);
