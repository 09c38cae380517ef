/**
 * Which workflows are trusted to sign: the subject alternative name of their certificate, which ends in the ref that the
 * workflow was called at. A closed set of forms: nobody writes a regular expression for it. See
 * docs/decisions/identities.md.
 */

/** UTF-16 units; what is longer is no identity. */
export const MAX_IDENTITY = 1000;

export type TrustedIdentity =
  /** One workflow at one ref, e.g. `https://github.com/o/r/.github/workflows/w.yml@refs/tags/v1`, or at one commit. */
  | { readonly kind: 'exact'; readonly identity: string }
  /** One workflow file at any release tag: `workflow@refs/tags/v*`, see {@link isReleaseTag}. */
  | { readonly kind: 'release-tags'; readonly workflow: string };

/** At least one: an empty list would trust nobody, and is never meant. */
export type TrustedIdentities = readonly [TrustedIdentity, ...TrustedIdentity[]];

export const exactly = (identity: string): TrustedIdentities => [{ kind: 'exact', identity }];

/** How {@link isReleaseTag} is written by a user. No ref of git can hold an asterisk. */
export const RELEASE_TAGS = 'refs/tags/v*';

const EXACT = /^https:\/\/[^/\s]+\/[^/@\s]+\/[^/@\s]+\/[^@\s]+@[^\s*]+$/;
const WORKFLOW =
  /^https:\/\/[A-Za-z0-9.:-]+\/[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+\/\.github\/workflows\/[A-Za-z0-9._-]+\.ya?ml$/;

/** What a user wrote as one identity; undefined when it is neither of the forms. */
export function parseIdentity(text: string): TrustedIdentity | undefined {
  if (text.length > MAX_IDENTITY || !URL.canParse(text)) return undefined;
  if (text.endsWith(`@${RELEASE_TAGS}`)) {
    const workflow = text.slice(0, -RELEASE_TAGS.length - 1);
    return WORKFLOW.test(workflow) ? { kind: 'release-tags', workflow } : undefined;
  }
  return EXACT.test(text) && !text.includes('*') ? { kind: 'exact', identity: text } : undefined;
}

/** As a user writes it. */
export const formatIdentity = (identity: TrustedIdentity): string =>
  identity.kind === 'exact' ? identity.identity : `${identity.workflow}@${RELEASE_TAGS}`;

/** All of them, for a message. */
export const formatIdentities = (identities: TrustedIdentities): string =>
  identities.map(formatIdentity).join(' or ');

export const matchesIdentities = (identities: readonly TrustedIdentity[], found: string): boolean =>
  found.length <= MAX_IDENTITY && identities.some((identity) => matches(identity, found));

function matches(identity: TrustedIdentity, found: string): boolean {
  if (identity.kind === 'exact') return identity.identity === found;
  const start = `${identity.workflow}@`;
  return found.startsWith(start) && isReleaseTag(found.slice(start.length));
}

const TAG_PREFIX = 'refs/tags/v';
const NUMBER = /^(?:0|[1-9][0-9]*)$/;
const PRERELEASE = /^[0-9A-Za-z-]+$/;

/**
 * Whether a full ref is the tag of a release: `v` and a version of Semantic Versioning 2.0.0 (`v1.2.3`, `v1.2.3-rc.1`),
 * or one of the tags that move with it (`v1`, `v1.2`). No other tag that begins with v.
 */
export function isReleaseTag(ref: string): boolean {
  if (!ref.startsWith(TAG_PREFIX) || ref.length > MAX_IDENTITY) return false;
  const [rest = '', build] = splitOnce(ref.slice(TAG_PREFIX.length), '+');
  const [core = '', prerelease] = splitOnce(rest, '-');
  const numbers = core.split('.');
  if (numbers.length > 3 || !numbers.every((number) => NUMBER.test(number))) return false;
  if (numbers.length < 3) return prerelease === undefined && build === undefined;
  const isName = (name: string) => PRERELEASE.test(name);
  const hasLeadingZero = (name: string) => /^0[0-9]+$/.test(name);
  return (
    (prerelease === undefined ||
      prerelease.split('.').every((name) => isName(name) && !hasLeadingZero(name))) &&
    (build === undefined || build.split('.').every(isName))
  );
}

function splitOnce(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** The versions of {@link isReleaseTag} for engines that know regular expressions only (RE2: cosign, Kyverno). */
const RELEASE_TAG_PATTERN = (() => {
  const number = '(?:0|[1-9][0-9]*)';
  const name = '[0-9A-Za-z-]+';
  const prerelease = '(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)';
  const semver = `\\.${number}(?:-${prerelease}(?:\\.${prerelease})*)?(?:\\+${name}(?:\\.${name})*)?`;
  return `refs/tags/v${number}(?:\\.${number}(?:${semver})?)?`;
})();

/**
 * A regular expression that is about exactly the same identities: anchored at both ends, literal text escaped. For
 * engines with linear matching; here {@link matchesIdentities} decides.
 */
export const identityPattern = (identities: readonly TrustedIdentity[]): string =>
  `^(?:${identities
    .map((identity) =>
      identity.kind === 'exact'
        ? escapePattern(identity.identity)
        : `${escapePattern(identity.workflow)}@${RELEASE_TAG_PATTERN}`,
    )
    .join('|')})$`;

/** The same text literally, in RE2 and in JavaScript. */
export const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** The pattern of release tags alone, anchored. */
export const releaseTagPattern = (): string => `^${RELEASE_TAG_PATTERN}$`;

/** What both lists trust; empty when they have nothing in common. */
export function commonIdentities(
  one: readonly TrustedIdentity[],
  other: readonly TrustedIdentity[],
): readonly TrustedIdentity[] {
  const within = (identity: TrustedIdentity, list: readonly TrustedIdentity[]) =>
    identity.kind === 'exact'
      ? matchesIdentities(list, identity.identity)
      : list.some((each) => each.kind === 'release-tags' && each.workflow === identity.workflow);
  const both = [
    ...one.filter((identity) => within(identity, other)),
    ...other.filter((identity) => within(identity, one)),
  ];
  return [...new Map(both.map((identity) => [formatIdentity(identity), identity])).values()];
}
