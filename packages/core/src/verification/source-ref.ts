/** Refs of the source repository from which releases are trusted: exactly, or its release tags. */
import { isReleaseTag, MAX_IDENTITY, RELEASE_TAGS } from './identity.ts';

export type TrustedRef =
  /** A full ref, e.g. `refs/heads/main`. */
  { readonly kind: 'exact'; readonly ref: string } | { readonly kind: 'release-tags' };

const REF = /^refs\/[^\s*?[\\^~:]+$/;

/** What a user wrote: a full ref, or `refs/tags/v*` for release tags; undefined when it is neither. */
export function parseRef(text: string): TrustedRef | undefined {
  if (text === RELEASE_TAGS) return { kind: 'release-tags' };
  return text.length <= MAX_IDENTITY && REF.test(text) ? { kind: 'exact', ref: text } : undefined;
}

/** As a user writes it. */
export const formatRef = (ref: TrustedRef): string => (ref.kind === 'exact' ? ref.ref : RELEASE_TAGS);

export const matchesRefs = (refs: readonly TrustedRef[], found: string): boolean =>
  refs.some((ref) => (ref.kind === 'exact' ? ref.ref === found : isReleaseTag(found)));
