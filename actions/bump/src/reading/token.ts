/** The token for the ops repository, which lives no longer than the job needs it. */
import type { Runtime } from '@sealift/action-kit/action';
import { readGitHubContext } from '@sealift/action-kit/github-context';
import { asFailure } from '@sealift/core/failure';
import { createAppToken, revokeAppToken } from '@sealift/github/client/app-token';
import type { Inputs } from '../inputs.ts';
import type { ImageDependencies } from './images.ts';

export type OpsToken = {
  readonly token: string;
  /** Ends it where it was made for this run; never throws. */
  readonly revoke: () => Promise<void>;
};

type Options = Pick<ImageDependencies, 'fetch' | 'clock' | 'log'> & {
  readonly apiUrl: string;
  readonly signal?: AbortSignal;
  readonly state?: Runtime['state'];
};

/** What the post step gets, should this process end before it could revoke. Masked when it was made. */
const TOKEN = 'app-token';
const REVOKED = 'app-token-revoked';

/** @throws Failure `github/…` when the App gets no token */
export async function opsToken(
  { credentials, repository, pullRequest }: Pick<Inputs, 'credentials' | 'repository' | 'pullRequest'>,
  options: Options,
): Promise<OpsToken> {
  if (credentials.kind === 'token') return { token: credentials.token, revoke: async () => {} };
  const token = await createAppToken({
    ...options,
    ...credentials,
    repository,
    permissions: {
      contents: 'write',
      pull_requests: 'write',
      ...(pullRequest.teamReviewers.length === 0 ? {} : { members: 'read' }),
    },
  });
  options.state?.save(TOKEN, token);
  return {
    token,
    revoke: async () => {
      if (await revoked(token, options)) options.state?.save(REVOKED, 'true');
    },
  };
}

/** The post step: what the main step could not revoke, because it was ended. */
export async function revokeLeft(runtime: Runtime): Promise<void> {
  const token = runtime.state.load(TOKEN);
  if (token === undefined || runtime.state.load(REVOKED) !== undefined) return;
  runtime.log.secret(token);
  const { apiUrl } = await readGitHubContext(runtime.env);
  await revoked(token, { ...runtime, apiUrl });
}

async function revoked(token: string, { fetch, clock, log, apiUrl }: Options): Promise<boolean> {
  try {
    // Without the signal: a job that is cancelled has a token, too.
    await revokeAppToken({ token, fetch, clock, log, apiUrl });
    return true;
  } catch (thrown) {
    log.warning(
      `The App's token for the ops repository was not revoked, and ends by itself within the hour: ${asFailure(thrown).message}`,
      { title: 'Bump' },
    );
    return false;
  }
}
