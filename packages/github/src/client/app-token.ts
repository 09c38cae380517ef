/** A short-lived token of a GitHub App, limited to one repository and to what is done there. */
import { createPrivateKey } from 'node:crypto';
import { configurationFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import githubAppJwt from 'universal-github-app-jwt';
import * as v from 'valibot';
import { formatRepositoryName, type RepositoryName, readRepository } from '../repository/repository.ts';
import { orAbsent, parseAnswer } from './answer.ts';
import { createGitHubClient, type GitHubClient, type GitHubClientOptions } from './client.ts';
import { GitHubFailure } from './github-failure.ts';
import { policy } from './policy.ts';

export type AppTokenOptions = Omit<GitHubClientOptions, 'token'> & {
  /** App id or client id. */
  readonly appId: string;
  /** PEM, PKCS#1 (as GitHub gives it) or PKCS#8; line breaks may be written as \n. */
  readonly privateKey: string;
  readonly repository: RepositoryName;
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>;
};

/**
 * The token lives for an hour at most and is registered as secret.
 * @throws Failure `configuration` when the key is not one, the App is not installed, or lacks a permission
 */
export async function createAppToken(options: AppTokenOptions): Promise<string> {
  const { repository, appId } = options;
  const privateKey = readPrivateKey(options.privateKey, options.log);
  const target = formatRepositoryName(repository);
  const asApp = await appClient(options, privateKey, options.clock.now());
  const { client, installation } = await findInstallation(options, asApp, privateKey);
  const request = (name: string | undefined, permissions: AppTokenOptions['permissions']) =>
    requestToken(options, client, installation, name, permissions);
  try {
    return await request(repository.repo, options.permissions);
  } catch (failure) {
    if (!(failure instanceof GitHubFailure) || failure.status !== 422) throw failure;
    // The installation is found by a former name, a token for a repository is given by the present one only.
    const present = await request(undefined, { metadata: 'read' })
      .then((token) => presentName(options, token))
      .catch(notFatal);
    if (present !== undefined && present.toLowerCase() !== repository.repo.toLowerCase())
      return request(present, options.permissions);
    const wanted = Object.entries(options.permissions)
      .map(([name, level]) => `${name.replaceAll('_', '-')}: ${level}`)
      .join(', ');
    throw configurationFailure({
      code: 'github/app-permissions',
      cause: `The App ${appId} gets no token for ${target} with ${wanted}: "${failure.answer}".`,
      remedy: `Grant the App these permissions in its settings, accept them for the installation, and let the installation cover ${target}.`,
      error: failure,
    });
  }
}

/**
 * Ends a token's life: an hour is long for one that was needed for seconds.
 * @throws Failure `github/…` when GitHub does not say that it did
 */
export async function revokeAppToken(options: GitHubClientOptions): Promise<void> {
  const client = createGitHubClient(options);
  await client.rest.apps.revokeInstallationAccessToken({ request: policy({ deadline: 10_000 }) });
}

async function requestToken(
  { log }: AppTokenOptions,
  client: GitHubClient,
  installation: number,
  name: string | undefined,
  permissions: AppTokenOptions['permissions'],
): Promise<string> {
  const response = await client.rest.apps.createInstallationAccessToken({
    installation_id: installation,
    ...(name === undefined ? {} : { repositories: [name] }),
    permissions: { ...permissions },
    // A token that nobody receives expires unused.
    request: policy({ repeat: 'safe' }),
  });
  const { token } = parseAnswer(v.object({ token: v.pipe(v.string(), v.nonEmpty()) }), response);
  log.secret(token);
  return token;
}

/** A question that only serves a better answer must not hide the first refusal. */
function notFatal(failure: unknown): undefined {
  if (!(failure instanceof GitHubFailure)) throw failure;
}

async function presentName(options: AppTokenOptions, token: string): Promise<string | undefined> {
  const found = await orAbsent(readRepository(createGitHubClient({ ...options, token }), options.repository));
  return found?.repo;
}

async function findInstallation(
  options: AppTokenOptions,
  client: GitHubClient,
  privateKey: string,
  corrected = false,
): Promise<{ readonly client: GitHubClient; readonly installation: number }> {
  const target = formatRepositoryName(options.repository);
  try {
    const response = await client.rest.apps.getRepoInstallation({ ...options.repository });
    return { client, installation: parseAnswer(v.object({ id: v.number() }), response).id };
  } catch (failure) {
    if (!(failure instanceof GitHubFailure)) throw failure;
    if (failure.status === 404)
      throw configurationFailure({
        code: 'github/app-not-installed',
        cause: `The App ${options.appId} is not installed on ${target}, or there is no such repository.`,
        remedy: `Install the App on ${target} (the App's settings, "Install App"), or correct "repository".`,
        error: failure,
      });
    // A clock that is off makes a token of the past or the future: GitHub's own time is in its answer.
    const clockIsOff =
      failure.status === 401 && /'(?:iat|exp)'|issued at|expiration time/i.test(failure.answer);
    if (clockIsOff && !corrected && failure.serverTime !== undefined) {
      options.log.warning("The clock of this machine is off; GitHub's time is used for the App's token.");
      const again = await appClient(options, privateKey, failure.serverTime);
      return findInstallation(options, again, privateKey, true);
    }
    if (failure.status === 401)
      throw configurationFailure({
        code: 'github/app-key',
        cause: `GitHub does not accept the private key for the App ${options.appId}: "${failure.answer}".`,
        remedy: 'Check that app-id and private-key belong to the same App and that the key was not revoked.',
        error: failure,
      });
    throw failure;
  }
}

async function appClient(options: AppTokenOptions, privateKey: string, now: number): Promise<GitHubClient> {
  const { token } = await githubAppJwt({ id: options.appId, privateKey, now: Math.floor(now / 1000) });
  return createGitHubClient({ ...options, token });
}

/** @throws Failure `configuration`, without a character of the key */
function readPrivateKey(text: string, log: Pick<Log, 'secret'>): string {
  log.secret(text);
  const pem = text.replaceAll('\\n', '\n').replaceAll('\r\n', '\n').trim();
  for (const line of pem.split('\n')) if (!line.startsWith('-----') && line.length >= 16) log.secret(line);
  const bad = (cause: string) => configurationFailure({ code: 'github/app-key', cause, remedy });
  const remedy = 'Give the whole .pem file that GitHub generated for the App, with its first and last line.';
  if (!/^-----BEGIN (?:RSA )?PRIVATE KEY-----\n[\s\S]+\n-----END (?:RSA )?PRIVATE KEY-----$/.test(pem))
    throw bad('The private key is not a PEM file of an unencrypted RSA key.');
  let type: string | undefined;
  try {
    type = createPrivateKey(pem).asymmetricKeyType;
  } catch {
    // The error of the parser is left out: nobody should have to wonder what it repeats.
    throw bad('The private key cannot be read: it is incomplete or damaged.');
  }
  if (type !== 'rsa') throw bad(`The private key is of the type ${type}, not RSA.`);
  return `${pem}\n`;
}
