/**
 * Registry logins as the tools take them: in a config.json with mode 0600, never in arguments. buildx reads them from there
 * and from nowhere else, so those that a build needs are added to a private copy; the user's own file is never changed.
 */

import { existsSync } from 'node:fs';
import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { configurationFailure } from '@sealift/core/failure';
import { loginKey } from '@sealift/core/image/docker-hub';
import type { Credentials } from '@sealift/registry/credentials';
import * as v from 'valibot';
import { makeTemporaryFolder } from './temporary-folder.ts';

/** `weak`: used only where the machine has no login of its own. */
export type Login = Credentials & { readonly weak?: boolean };

export type DockerConfig = {
  /** Variables that make docker and buildx use it; empty when nothing had to be added. */
  readonly env: Readonly<Record<string, string>>;
  /** Removes it. */
  close(): Promise<void>;
};

const ConfigFile = v.looseObject({
  auths: v.optional(v.record(v.string(), v.unknown())),
  credHelpers: v.optional(v.record(v.string(), v.string())),
  credsStore: v.optional(v.string()),
});

/** Parts of the user's folder that the docker CLI and buildx look for beside config.json. */
const BESIDE = ['cli-plugins', 'contexts'] as const;

/**
 * @param logins by registry host, as in image references
 * @throws Failure `configuration` when the machine's own config.json cannot be read
 */
export async function createDockerConfig(
  logins: ReadonlyMap<string, Login>,
  env: Readonly<Record<string, string | undefined>>,
): Promise<DockerConfig> {
  if (logins.size === 0) return { env: {}, close: async () => {} };
  const own = env['DOCKER_CONFIG'] || path.join(env['HOME'] || homedir(), '.docker');
  const merged = mergeLogins(await readConfig(path.join(own, 'config.json')), logins);
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

type ConfigFile = v.InferOutput<typeof ConfigFile>;

/**
 * A configuration with logins added, in the form that the docker CLI, buildx, cosign and Helm read.
 * @param logins by registry host, as in image references
 */
export function mergeLogins(config: ConfigFile, logins: ReadonlyMap<string, Login>): ConfigFile {
  const auths: Record<string, unknown> = { ...config.auths };
  const credHelpers: Record<string, string> = { ...config.credHelpers };
  for (const [registry, { username, password, weak }] of logins) {
    const key = loginKey(registry);
    // "docker login" leaves an empty entry when a credential store holds the password.
    if (weak && (auths[key] !== undefined || credHelpers[key] !== undefined)) continue;
    auths[key] = { auth: Buffer.from(`${username}:${password}`).toString('base64') };
    // A helper for all registries would win over "auths"; an empty one for this registry turns it off.
    if (config.credsStore !== undefined || credHelpers[key] !== undefined) credHelpers[key] = '';
  }
  return { ...config, auths, ...(Object.keys(credHelpers).length === 0 ? {} : { credHelpers }) };
}

async function readConfig(file: string): Promise<ConfigFile> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return {};
  }
  try {
    return v.parse(ConfigFile, JSON.parse(text));
  } catch {
    // The parser's message quotes the file, which holds passwords.
    throw configurationFailure({
      code: 'docker/bad-config',
      cause: `Docker's ${file} is not what docker writes there.`,
      remedy: 'Log in again with "docker login", or remove the file.',
    });
  }
}
