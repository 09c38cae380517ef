import type { InputReader } from '@sealift/action-kit/inputs';
import { configurationFailure } from '@sealift/core/failure';
import { type Credentials, credentialsFrom } from '@sealift/github/client/repository-token';
import { parseRepositoryName, type RepositoryName } from '@sealift/github/repository/repository';
import { TOOL_SOURCES, type ToolSource } from '@sealift/tools/tool';

export type Inputs = {
  /** The ops repository. */
  readonly repository: RepositoryName;
  /** undefined: the default branch. */
  readonly base: string | undefined;
  /** Empty: all. */
  readonly pullRequests: readonly number[];
  readonly credentials: Credentials;
  readonly githubToken: string;
  readonly comment: boolean;
  readonly registry: string | undefined;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly registryAuths?: string | undefined;
  readonly tools: ToolSource;
  readonly requireVerified: boolean;
  readonly dryRun: boolean;
};

/** @throws Failure `preview/bad-input`, `action/input`, `github/bad-name` */
export function loadInputs(reader: InputReader): Inputs {
  // Everything is read before anything is judged.
  const repository = reader.required('repository');
  const numbers = reader.list('pull-request');
  const secrets = {
    appId: reader.optional('app-id'),
    privateKey: reader.optional('private-key'),
    token: reader.optional('token'),
  };
  const rest = {
    base: reader.optional('base'),
    githubToken: reader.required('github-token'),
    comment: reader.boolean('comment'),
    registry: reader.optional('registry')?.toLowerCase(),
    username: reader.optional('username'),
    password: reader.optional('password'),
    registryAuths: reader.optional('registry-auths'),
    tools: reader.choice('tools', TOOL_SOURCES),
    requireVerified: reader.choice('commit-verification', ['required', 'optional']) === 'required',
    dryRun: reader.boolean('dry-run'),
  };
  // Which images are looked at, the ops repository says: it must not decide which host gets a password.
  if (rest.password !== undefined && rest.registry === undefined)
    throw configurationFailure({
      code: 'preview/bad-input',
      cause: 'A "password" is given without saying for which registry.',
      remedy: 'Give its host as "registry": the password is sent nowhere else.',
    });
  return {
    repository: parseRepositoryName(repository),
    pullRequests: numbers.map(numberOf),
    credentials: credentialsFrom(secrets, 'preview/bad-input'),
    ...rest,
  };
}

function numberOf(text: string): number {
  if (/^[1-9][0-9]{0,8}$/.test(text)) return Number(text);
  throw configurationFailure({
    code: 'preview/bad-input',
    cause: `"${text}" in "pull-request" is not the number of a pull request.`,
    remedy: 'Give numbers, separated by commas, or leave it out to look at all.',
  });
}
