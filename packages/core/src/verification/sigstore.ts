/**
 * Which Sigstore instance signs. GitHub runs one of its own: what it signs is in no public log, so that nobody learns
 * the names of private repositories. See docs/decisions/sigstore-instances.md.
 */

export const SIGSTORE_INSTANCES = ['public', 'github'] as const;
export type SigstoreInstance = (typeof SIGSTORE_INSTANCES)[number];

/** The instance for a repository, by the visibility that GitHub's token for the job states. */
export const instanceFor = (visibility: 'public' | 'private' | 'internal'): SigstoreInstance =>
  visibility === 'public' ? 'public' : 'github';

/** What a statement says of where it was signed. Its certificate is verified, and so is the log where there is one. */
export type SignedAt = {
  /** Whether it has an entry of a transparency log. */
  readonly logged: boolean;
  /** Visibility of the source repository when it was signed, from the certificate; undefined when that says nothing. */
  readonly visibility: string | undefined;
};

/**
 * The instance to verify a statement by, or why it is refused, as a clause.
 * @param wanted undefined: the one that its certificate demands. A log that nobody had to use is no reason to refuse
 * @param byVisibility what the certificate demands counts beside what is wanted
 */
export function instanceOfStatement(
  { logged, visibility }: SignedAt,
  wanted: SigstoreInstance | undefined,
  byVisibility = wanted === undefined,
): { readonly instance: SigstoreInstance } | { readonly refused: string } {
  const instance = logged ? 'public' : 'github';
  if (wanted !== undefined && wanted !== instance)
    return {
      refused: logged
        ? "it was not signed by GitHub's Sigstore instance"
        : 'it is in no transparency log, so the public Sigstore instance did not sign it',
    };
  if (byVisibility && instance === 'github' && visibility !== 'private' && visibility !== 'internal')
    return { refused: 'it is in no transparency log, and its repository was not private' };
  return { instance };
}
