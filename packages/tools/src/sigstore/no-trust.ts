import { remoteFailure } from '@sealift/core/failure';

/**
 * @param from an address or a file
 * @param reason a clause
 */
export const noTrust = (from: string, reason: string, error?: unknown) =>
  remoteFailure({
    code: 'sigstore/no-trust-root',
    cause: `Whose Sigstore signatures are trusted could not be learnt from ${from}: ${reason}.`,
    remedy:
      'Run the job again. The runner must reach tuf-repo-cdn.sigstore.dev and, for private repositories, tuf-repo.github.com; TUF_MIRROR and TUF_ROOT_JSON name a mirror.',
    error,
  });
