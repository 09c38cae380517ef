/**
 * Docker's config.json as it is on this machine: logins, and which program keeps the others.
 * https://docs.docker.com/reference/cli/docker/login/#credential-stores
 */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { configurationFailure, type Failure } from '@sealift/core/failure';
import * as v from 'valibot';

/** An entry of `auths`. */
export const DockerLoginSchema = v.looseObject({
  auth: v.optional(v.string()),
  username: v.optional(v.string()),
  password: v.optional(v.string()),
  identitytoken: v.optional(v.string()),
  registrytoken: v.optional(v.string()),
});

const DockerConfig = v.looseObject({
  auths: v.optional(v.record(v.string(), DockerLoginSchema)),
  credHelpers: v.optional(v.record(v.string(), v.string())),
  credsStore: v.optional(v.string()),
});
export type DockerConfig = v.InferOutput<typeof DockerConfig>;
export type DockerLogin = NonNullable<DockerConfig['auths']>[string];

type Environment = Readonly<Record<string, string | undefined>>;

/** The variable that docker reads `auths` from before it looks into the file. */
const IN_ENVIRONMENT = 'DOCKER_AUTH_CONFIG';

/** Bytes. Hundreds of logins have some 100 kB. */
const MAX_SIZE = 4 * 1024 * 1024;

/** The folder that docker reads: `$DOCKER_CONFIG` or `~/.docker`. */
export const dockerFolder = (env: Environment): string =>
  env['DOCKER_CONFIG'] || path.join(env['HOME'] || os.homedir(), '.docker');

export const dockerConfigFile = (env: Environment): string => path.join(dockerFolder(env), 'config.json');

/** Where logins come from, for messages. */
export const dockerConfigPlace = (env: Environment): string =>
  env[IN_ENVIRONMENT] ? `${IN_ENVIRONMENT} or ${dockerConfigFile(env)}` : dockerConfigFile(env);

/**
 * Undefined when there is none. What stands in it never stands in a message: it holds passwords.
 * @throws Failure `registry/bad-login` when it cannot be read, or is not what docker writes
 */
export async function readDockerConfig(env: Environment): Promise<DockerConfig | undefined> {
  const file = dockerConfigFile(env);
  const text = await readText(file);
  const own = text === undefined ? undefined : parseConfig(text, file);
  const given = env[IN_ENVIRONMENT] ? parseConfig(env[IN_ENVIRONMENT], dockerConfigPlace(env)) : undefined;
  return given?.auths === undefined ? own : withAuths(own ?? {}, given.auths);
}

/** What the environment says comes first, whoever keeps the logins of the file. */
const withAuths = (config: DockerConfig, auths: NonNullable<DockerConfig['auths']>): DockerConfig => ({
  ...config,
  auths: { ...auths, ...config.auths, ...auths },
  credHelpers: {
    ...config.credHelpers,
    ...Object.fromEntries(Object.keys(auths).map((key) => [key, ''])),
  },
});

/** @throws Failure `registry/bad-login` */
function parseConfig(text: string, file: string): DockerConfig {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw malformed(file, 'it is not JSON');
  }
  const result = v.safeParse(DockerConfig, json);
  if (result.success) return result.output;
  // A key is the name of a host, and may be anything else.
  const [member = 'the document'] = (v.getDotPath(result.issues[0]) ?? '').split('.').filter(Boolean);
  throw malformed(file, `"${member}" has the wrong type`);
}

async function readText(file: string): Promise<string | undefined> {
  try {
    // A pipe in its place must not hold the job.
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const found = await handle.stat();
      if (!found.isFile()) throw unreadable(file, 'it is no file');
      if (found.size > MAX_SIZE) throw unreadable(file, `it has more than ${MAX_SIZE} bytes`);
      return await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw /^E[A-Z]+$/.test(code) ? unreadable(file, code, error) : error;
  }
}

const unreadable = (file: string, reason: string, error?: unknown): Failure =>
  configurationFailure({
    code: 'registry/bad-login',
    cause: `Docker's ${file} cannot be read: ${reason}.`,
    remedy: 'Make it readable, or give "username" and "password".',
    ...(error === undefined ? {} : { error }),
  });

const malformed = (file: string, reason: string): Failure =>
  configurationFailure({
    code: 'registry/bad-login',
    cause: `Docker's ${file} is malformed: ${reason}.`,
    remedy: 'Log in again with "docker login", or give "username" and "password".',
  });
