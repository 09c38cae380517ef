/**
 * Programs that keep logins for docker, asked as docker asks them: `docker-credential-<name> get`, with the registry on
 * standard input and JSON on standard output.
 * https://docs.docker.com/reference/cli/docker/login/#credential-helper-protocol
 */
import { configurationFailure } from '@sealift/core/failure';
import { singleLine } from '@sealift/core/text/sanitize';
import * as v from 'valibot';
import { requireToken } from './docker-entry.ts';
import { type Credentials, NOBODY } from './login.ts';

/** Starts a program and gives back what it says; `Exec` of the tools is one. Nothing that it says may be shown. */
export type RunProgram = (
  program: string,
  args: readonly string[],
  options: {
    readonly env: Readonly<Record<string, string>>;
    readonly input: string;
    /** Milliseconds until it is killed. */
    readonly timeout: number;
    readonly signal?: AbortSignal;
  },
) => Promise<{ readonly exitCode: number; readonly stdout: string; readonly timedOut: boolean }>;

export type HelperWorld = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly run: RunProgram;
  readonly signal?: AbortSignal | undefined;
};

/** Milliseconds. A helper may ask a cloud for a token, through a proxy. */
const TIMEOUT = 60_000;
/** Characters. Tokens of clouds have some thousand. */
const MAX_ANSWER = 256 * 1024;
/** What helpers say when they keep no login for a registry, in the words that docker compares with. */
const NOT_FOUND = 'credentials not found in native keychain';

const Answer = v.object({ Username: v.string(), Secret: v.string() });

/**
 * The login that a helper keeps; undefined for none.
 * @param name `ecr-login` for the program `docker-credential-ecr-login`
 * @param key of the registry, as docker would give it
 * @throws Failure `registry/bad-login` when it cannot be asked, or its answer is none
 */
export async function askHelper(
  name: string,
  key: string,
  { env, run, signal }: HelperWorld,
): Promise<Credentials | undefined> {
  const program = `docker-credential-${singleLine(name).slice(0, 100)}`;
  const problem = (reason: string, error?: unknown) =>
    configurationFailure({
      code: 'registry/bad-login',
      cause: `The credential helper "${program}", which Docker's configuration names for ${key}, ${reason}.`,
      remedy: `Give the login in "registry-auths", or run "echo ${key} | ${program} get" on this runner to see what is wrong.`,
      ...(error === undefined ? {} : { error }),
    });
  // It becomes the name of a program on the PATH, and must not become a path.
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name))
    throw problem('has characters in its name that are not allowed');
  const result = await run(program, ['get'], {
    env: helperEnvironment(env),
    input: key,
    timeout: TIMEOUT,
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    throw signal?.aborted ? error : problem('could not be started', error);
  });
  if (result.timedOut) throw problem(`gave no answer within ${TIMEOUT / 1000} seconds`);
  if (result.exitCode !== 0) {
    if (result.stdout.trim() === NOT_FOUND) return undefined;
    // Its words may hold what it keeps.
    throw problem(`failed with exit code ${result.exitCode}`);
  }
  const answer = parseAnswer(result.stdout);
  if (answer === undefined) throw problem('gave an answer that cannot be read');
  const { Username: username, Secret: secret } = answer;
  if (secret === '') return undefined;
  if (username === NOBODY || username === '')
    return {
      username: NOBODY,
      identityToken: requireToken(secret, 'identity', { registry: key, place: program }),
    };
  return { username, password: secret };
}

function parseAnswer(text: string): v.InferOutput<typeof Answer> | undefined {
  if (text.length > MAX_ANSWER) return undefined;
  try {
    const result = v.safeParse(Answer, JSON.parse(text));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}

/** Of the step and of the runner itself: inputs, with their secrets, and what the job's services are asked with. */
const WITHHELD = /^(?:INPUT_|STATE_|ACTIONS_RUNTIME_|ACTIONS_ID_TOKEN_REQUEST_|ACTIONS_RESULTS_)/;

/** All else, as from docker: which variables a helper logs in to its cloud with, only the helper knows. */
const helperEnvironment = (env: HelperWorld['env']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined || WITHHELD.test(name) ? [] : [[name, value]],
    ),
  );
