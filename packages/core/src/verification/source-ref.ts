/** Refs of the source repository from which releases are trusted: exactly, its release tags, or its pull requests. */
import { isReleaseTag, MAX_IDENTITY, RELEASE_TAGS } from './identity.ts';

export type TrustedRef =
  /** A full ref, e.g. `refs/heads/main`. */
  | { readonly kind: 'exact'; readonly ref: string }
  | { readonly kind: 'release-tags' }
  /** What runs of pull requests are made from: for previews, and for nothing else. */
  | { readonly kind: 'pull-requests' };

/** How all pull requests are written by a user. No ref of git can hold an asterisk. */
export const PULL_REQUESTS = 'refs/pull/*/merge';

/** For expressions of other engines, anchored. */
export const PULL_REQUEST_PATTERN = '^refs/pull/[1-9][0-9]{0,9}/merge$';
const PULL_REQUEST = new RegExp(PULL_REQUEST_PATTERN);

/** The ref that runs of a pull request have. */
export const pullRequestRef = (number: number): string => `refs/pull/${number}/merge`;

const REF = /^refs\/[^\s*?[\\^~:]+$/;

/** What a user wrote: a full ref, `refs/tags/v*` for release tags, or all pull requests; undefined when it is none of them. */
export function parseRef(text: string): TrustedRef | undefined {
  if (text === RELEASE_TAGS) return { kind: 'release-tags' };
  if (text === PULL_REQUESTS) return { kind: 'pull-requests' };
  return text.length <= MAX_IDENTITY && REF.test(text) ? { kind: 'exact', ref: text } : undefined;
}

/** As a user writes it. */
export function formatRef(ref: TrustedRef): string {
  switch (ref.kind) {
    case 'exact':
      return ref.ref;
    case 'release-tags':
      return RELEASE_TAGS;
    case 'pull-requests':
      return PULL_REQUESTS;
  }
}

export const matchesRefs = (refs: readonly TrustedRef[], found: string): boolean =>
  refs.some((ref) => matches(ref, found));

function matches(ref: TrustedRef, found: string): boolean {
  switch (ref.kind) {
    case 'exact':
      return ref.ref === found;
    case 'release-tags':
      return isReleaseTag(found);
    case 'pull-requests':
      return PULL_REQUEST.test(found);
  }
}
