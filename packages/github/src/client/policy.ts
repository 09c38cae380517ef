/** What the request hook must know about one request, beside what octokit knows of it. */

/**
 * - `safe`: sending it twice ends like sending it once (reads; objects that nothing refers to yet; full replacements)
 * - `ask`: a second one would do harm, so it is found out first whether the first one happened
 */
export type Repeat = 'safe' | 'ask';

export type RequestPolicy = {
  /** The permission that the request needs, e.g. `contents: write`, for refusals that do not say so. */
  readonly permission?: string;
  /** Default: `safe` for GET, HEAD and GraphQL queries, `ask` for all others. */
  readonly repeat?: Repeat;
  /**
   * For `ask`: finds out whether the write happened although no good answer came. Gives what it would have answered,
   * or undefined when it did not happen; then it is sent again.
   */
  readonly happened?: () => Promise<unknown>;
  /** Milliseconds for one attempt, the body of the answer included. Default 30 s. */
  readonly deadline?: number;
  /** The answer is no JSON but bytes, of which so many are read: its data is a Uint8Array, or undefined when there are more. */
  readonly maxBytes?: number;
  /** The GraphQL operation that it carries. */
  readonly operation?: { readonly name: string; readonly repository: string };
};

/** The `request` field of a call of octokit's, with the policy for the hook in it. */
export const policy = (options: RequestPolicy): { readonly policy: RequestPolicy } => ({ policy: options });

/** The policy of a request that octokit is about to send: whatever stands in `request` reaches the hook as it was given. */
export const policyOf = ({ request }: { readonly request: object }): RequestPolicy =>
  'policy' in request ? (request.policy as RequestPolicy) : {};
