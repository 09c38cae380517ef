/** Refs of the source repository from which releases are trusted: exactly, its release tags, or its pull requests. */
import { VERSION_PATTERN } from '../image/tag.ts';
import { escapePattern, isReleaseTag, MAX_IDENTITY, RELEASE_TAGS, releaseTagPattern } from './identity.ts';

export type TrustedRef =
  /** A full ref, e.g. `refs/heads/main`. */
  | { readonly kind: 'exact'; readonly ref: string }
  | { readonly kind: 'release-tags' }
  /** Versions of one app, e.g. those that begin with `refs/tags/api-v`. A `*` in it stands for the name of any app. */
  | { readonly kind: 'app-release-tags'; readonly prefix: string }
  /** What runs of pull requests are made from: for previews, and for nothing else. */
  | { readonly kind: 'pull-requests' };

/** How all pull requests are written by a user. No ref of git can hold an asterisk. */
export const PULL_REQUESTS = 'refs/pull/*/merge';

/** For expressions of other engines, anchored. */
export const PULL_REQUEST_PATTERN = '^refs/pull/[1-9][0-9]{0,9}/merge$';
const PULL_REQUEST = new RegExp(PULL_REQUEST_PATTERN);

/** The ref that runs of a pull request have. */
export const pullRequestRef = (number: number): string => `refs/pull/${number}/merge`;

/** `refs/tags/api-v*`, `refs/tags/api/v*`, `refs/tags/api@*`, `refs/tags/@acme/api@*`. */
const APP_TAGS = /^(refs\/tags\/(?:@[A-Za-z0-9._-]+\/)?(?:[a-z0-9]+(?:[._-][a-z0-9]+)*|\*)(?:[-/]v|@))\*$/;
const APP_NAME = '[a-z0-9]+(?:[._-][a-z0-9]+)*';

const REF = /^refs\/[^\s*?[\\^~:]+$/;

/** What a user wrote: a full ref, `refs/tags/v*` for release tags, `refs/tags/api-v*` for those of an app, or all pull requests; undefined when it is none of them. */
export function parseRef(text: string): TrustedRef | undefined {
  if (text === RELEASE_TAGS) return { kind: 'release-tags' };
  if (text === PULL_REQUESTS) return { kind: 'pull-requests' };
  const prefix = text.length <= MAX_IDENTITY ? APP_TAGS.exec(text)?.[1] : undefined;
  if (prefix !== undefined) return { kind: 'app-release-tags', prefix };
  return text.length <= MAX_IDENTITY && REF.test(text) ? { kind: 'exact', ref: text } : undefined;
}

/** As a user writes it. */
export function formatRef(ref: TrustedRef): string {
  switch (ref.kind) {
    case 'exact':
      return ref.ref;
    case 'release-tags':
      return RELEASE_TAGS;
    case 'app-release-tags':
      return `${ref.prefix}*`;
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
    case 'app-release-tags':
      return found.length <= MAX_IDENTITY && new RegExp(appTagPattern(ref.prefix)).test(found);
    case 'pull-requests':
      return PULL_REQUEST.test(found);
  }
}

const appTagPattern = (prefix: string): string =>
  `^${prefix.split('*').map(escapePattern).join(APP_NAME)}${VERSION_PATTERN}$`;

/** The refs for engines that know regular expressions only (RE2: cosign, Kyverno), anchored; undefined for an exact one. */
export function refPattern(ref: TrustedRef): string | undefined {
  switch (ref.kind) {
    case 'exact':
      return undefined;
    case 'release-tags':
      return releaseTagPattern();
    case 'app-release-tags':
      return appTagPattern(ref.prefix);
    case 'pull-requests':
      return PULL_REQUEST_PATTERN;
  }
}
