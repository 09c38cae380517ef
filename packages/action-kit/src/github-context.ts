/** What the runner says of the run: event, repository, commit. The one place that knows these variables. */
import { stat } from 'node:fs/promises';
import { configurationFailure, type Failure } from '@sealift/core/failure';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The run that a step belongs to. What the runner did not set is undefined; see {@link requireContext}.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export type GitHubContext = {
  readonly eventName: string | undefined;
  /** The webhook's payload; empty without an event file. Outside text. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly repository: { readonly owner: string; readonly repo: string } | undefined;
  /** 40 hex digits; of a pull request, the merge commit. */
  readonly sha: string | undefined;
  /** `refs/heads/…`, `refs/tags/…` or `refs/pull/N/merge`. */
  readonly ref: string | undefined;
  /** Digits. */
  readonly runId: string | undefined;
  /** Digits, from 1. */
  readonly runAttempt: string | undefined;
  /** Without a slash at the end. Default: https://api.github.com. */
  readonly apiUrl: string;
  /** Without a slash at the end. Default: https://github.com. */
  readonly serverUrl: string;
};

/** Bytes. GitHub's webhooks have at most 25 MB. */
const MAX_EVENT = 32 * 1024 * 1024;

type Library = typeof import('@actions/github')['context'];

/**
 * Reads the context by @actions/github.
 * @throws Failure `configuration` when the event file cannot be read, or a variable is not what a runner sets
 */
export async function readGitHubContext(env: Environment): Promise<GitHubContext> {
  await checkEventFile(env['GITHUB_EVENT_PATH']);
  const addresses = readAddresses(env);
  try {
    // The library reads the event and takes the API's address apart when it is loaded, so that it is loaded late, where
    // a failure can be told.
    const { context } = await import('@actions/github');
    if (env === process.env) return { ...fields(context, env), ...addresses };
    const Context = context.constructor as new () => Library;
    return within(env, () => ({ ...fields(new Context(), env), ...addresses }));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The parser's message quotes the file.
    throw badEvent('is not JSON');
  }
}

/** A field that the work cannot do without. @throws Failure `configuration` when the runner did not set it */
export function requireContext<Name extends keyof GitHubContext>(
  context: GitHubContext,
  name: Name,
): NonNullable<GitHubContext[Name]> {
  const value = context[name];
  if (value !== undefined && value !== null) return value;
  throw configurationFailure({
    code: 'action/context',
    cause: `${VARIABLES[name]} is not set.`,
    remedy: 'Run this action in a GitHub Actions workflow.',
  });
}

const VARIABLES = {
  eventName: 'GITHUB_EVENT_NAME',
  payload: 'GITHUB_EVENT_PATH',
  repository: 'GITHUB_REPOSITORY',
  sha: 'GITHUB_SHA',
  ref: 'GITHUB_REF',
  runId: 'GITHUB_RUN_ID',
  runAttempt: 'GITHUB_RUN_ATTEMPT',
  apiUrl: 'GITHUB_API_URL',
  serverUrl: 'GITHUB_SERVER_URL',
} as const satisfies Record<keyof GitHubContext, string>;

/** The page of the run; undefined outside of a run. */
export const runUrlOf = ({ serverUrl, repository, runId }: GitHubContext): string | undefined =>
  repository === undefined || runId === undefined
    ? undefined
    : `${serverUrl}/${repository.owner}/${repository.repo}/actions/runs/${runId}`;

/** The library knows the environment of the process only. Nothing is awaited inside, so nobody else sees the change. */
function within<T>(env: Environment, read: () => T): T {
  const { env: own } = process;
  process.env = { ...env };
  try {
    return read();
  } finally {
    process.env = own;
  }
}

type Addresses = Pick<GitHubContext, 'apiUrl' | 'serverUrl'>;

const readAddresses = (env: Environment): Addresses => ({
  apiUrl: address('apiUrl', env[VARIABLES.apiUrl] || 'https://api.github.com'),
  serverUrl: address('serverUrl', env[VARIABLES.serverUrl] || 'https://github.com'),
});

function fields(context: Library, env: Environment): Omit<GitHubContext, keyof Addresses> {
  const { payload, sha, ref, eventName } = context;
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload))
    throw badEvent('holds no object');
  return {
    eventName: eventName || undefined,
    payload,
    repository: checked('repository', env, () => ({ ...context.repo }), /^[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/),
    sha: checked('sha', env, () => sha, /^[0-9a-f]{40}$/),
    ref: checked('ref', env, () => ref, /^refs\/\S+$/),
    runId: checked('runId', env, () => String(context.runId), /^[0-9]{1,15}$/),
    runAttempt: checked('runAttempt', env, () => String(context.runAttempt), /^[0-9]{1,15}$/),
  };
}

function checked<T>(name: keyof GitHubContext, env: Environment, read: () => T, form: RegExp): T | undefined {
  const text = env[VARIABLES[name]];
  if (!text) return undefined;
  if (form.test(text)) return read();
  throw malformed(name, text);
}

function address(name: keyof GitHubContext, text: string): string {
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return text.replace(/\/+$/, '');
  throw malformed(name, text);
}

const malformed = (name: keyof GitHubContext, text: string): Failure =>
  configurationFailure({
    code: 'action/context',
    cause: `${VARIABLES[name]} is "${text.slice(0, 200)}", which is not what a runner sets.`,
    remedy: 'Run the action in a GitHub Actions workflow.',
  });

async function checkEventFile(file: string | undefined): Promise<void> {
  if (!file) return;
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw badEvent(`cannot be read (${error.code ?? 'unknown'})`, error);
  });
  if (!found.isFile()) throw badEvent('is no file');
  if (found.size > MAX_EVENT) throw badEvent(`has more than ${MAX_EVENT} bytes`);
}

const badEvent = (what: string, error?: unknown): Failure =>
  configurationFailure({
    code: 'action/event',
    cause: `The event that GITHUB_EVENT_PATH names ${what}.`,
    remedy: 'Leave this variable as the runner sets it.',
    ...(error === undefined ? {} : { error }),
  });
