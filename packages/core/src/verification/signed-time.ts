/**
 * When a statement was signed, as others than the signer vouch for it, and which of several is the newest. See
 * docs/decisions/newest-statement.md.
 */

/**
 * Milliseconds since 1970. A bundle may carry several times, of which a verifier vouches for at least one; the truth
 * is one of them. Both ends are equal in nearly all bundles.
 */
export type SignedTime = { readonly earliest: number; readonly latest: number };

/** What a statement must have to be put in order. */
export type Dated = { readonly signed: SignedTime };

/**
 * @param times what the log and the timestamp authorities of one bundle say, verified or not
 * @param validity of the certificate, which is verified: no true time lies outside, so a false one moves a statement by
 *   minutes at most
 */
export function signedTimeOf(times: readonly number[], validity: SignedTime): SignedTime {
  const possible = times.filter((time) => time >= validity.earliest && time <= validity.latest);
  return possible.length === 0
    ? validity
    : { earliest: Math.min(...possible), latest: Math.max(...possible) };
}

/** The latest first. Never undecided: equal times stay in the order in which they came. */
export const newestFirst = <T extends Dated>(statements: readonly T[]): readonly T[] =>
  statements.toSorted((a, b) => b.signed.latest - a.signed.latest || b.signed.earliest - a.signed.earliest);

/**
 * Every statement that may be the newest one: usually one, several when their times overlap. What is required of the
 * newest is required of each of them, since a fail must not be outvoted by a pass of which nobody knows that it is
 * newer.
 */
export function newestOf<T extends Dated>(statements: readonly T[]): readonly T[] {
  const known = Math.max(...statements.map(({ signed }) => signed.earliest));
  return newestFirst(statements).filter(({ signed }) => signed.latest >= known);
}
