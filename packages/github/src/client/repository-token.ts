/** The token for a repository that is written to, which lives no longer than the job needs it. */
import { asFailure, configurationFailure, type FailureCode } from '@sealift/core/failure';
import type { RepositoryName } from '../repository/repository.ts';
import { createAppToken, revokeAppToken } from './app-token.ts';
import type { GitHubClientOptions } from './client.ts';

/** How an action gets into the ops repository. */
export type Credentials =
  | { readonly kind: 'app'; readonly appId: string; readonly privateKey: string }
  | { readonly kind: 'token'; readonly token: string };

export type Secrets = {
  readonly appId: string | undefined;
  readonly privateKey: string | undefined;
  readonly token: string | undefined;
};

/**
 * @param code of the action whose inputs they are
 * @throws Failure `code` when they are not enough
 */
export function credentialsFrom({ appId, privateKey, token }: Secrets, code: FailureCode): Credentials {
  if (privateKey !== undefined) {
    if (appId !== undefined) return { kind: 'app', appId, privateKey };
    throw configurationFailure({
      code,
      cause: 'There is a private key but no "app-id".',
      remedy: 'Give the id or the client id of the GitHub App that the key belongs to.',
    });
  }
  if (token !== undefined) return { kind: 'token', token };
  throw configurationFailure({
    code,
    cause:
      appId === undefined
        ? 'There is neither a private key of a GitHub App nor a token for the ops repository.'
        : 'There is an "app-id" but neither "private-key" nor "token" has a value.',
    remedy:
      'Give "app-id" and "private-key" of a GitHub App that is installed on the ops repository, or "token"; a secret that is not set arrives empty.',
  });
}

export type RepositoryToken = {
  readonly token: string;
  /** Ends it where it was made for this run; never throws. */
  readonly revoke: () => Promise<void>;
};

type Options = Omit<GitHubClientOptions, 'token'> & {
  /** What the post step gets, should this process end before it could revoke. */
  readonly state?: {
    save(name: string, value: string): void;
    load(name: string): string | undefined;
  };
};

export type Access = {
  readonly credentials: Credentials;
  readonly repository: RepositoryName;
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>;
};

/** Masked when it was made. */
const TOKEN = 'app-token';
const REVOKED = 'app-token-revoked';

/** @throws Failure `github/…` when the App gets no token */
export async function openRepositoryToken(
  { credentials, repository, permissions }: Access,
  options: Options,
): Promise<RepositoryToken> {
  if (credentials.kind === 'token') return { token: credentials.token, revoke: async () => {} };
  const token = await createAppToken({ ...options, ...credentials, repository, permissions });
  options.state?.save(TOKEN, token);
  return {
    token,
    revoke: async () => {
      if (await revoked(token, options)) options.state?.save(REVOKED, 'true');
    },
  };
}

/** The post step: what the main step could not revoke, because it was ended. */
export async function revokeLeftToken(
  options: Omit<Options, 'state'> & { readonly state: NonNullable<Options['state']> },
): Promise<void> {
  const token = options.state.load(TOKEN);
  if (token === undefined || options.state.load(REVOKED) !== undefined) return;
  options.log.secret(token);
  await revoked(token, options);
}

async function revoked(token: string, { fetch, clock, log, apiUrl }: Options): Promise<boolean> {
  try {
    // Without the signal: a job that is cancelled has a token, too.
    await revokeAppToken({ token, fetch, clock, log, apiUrl });
    return true;
  } catch (thrown) {
    log.warning(
      `The App's token for the ops repository was not revoked, and ends by itself within the hour: ${asFailure(thrown).message}`,
    );
    return false;
  }
}
