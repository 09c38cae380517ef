/** Which tags mean one image forever, which move, and which names a branch must not take. */
import { isTag, tagFromRef } from './reference.ts';

/** Names one image and never another: a release, by its commit or its version. */
export type ImmutableTag = { readonly kind: 'immutable'; readonly name: string };
/** Names the newest image of a branch, or whatever it was last moved to. */
export type FloatingTag = { readonly kind: 'floating'; readonly name: string };
export type ReleaseTag = ImmutableTag | FloatingTag;

export const immutableTag = (name: string): ImmutableTag => ({ kind: 'immutable', name });
export const floatingTag = (name: string): FloatingTag => ({ kind: 'floating', name });

/** A commit, or a rebuild of a commit by a run. */
const COMMIT = /^sha-[0-9a-f]{40}(?:-r[0-9]{1,20})?$/;
export const commitTag = (commit: string): string => `sha-${commit}`;
/** Of a run that builds the commit again, for newer base images. */
export const rebuildTag = (commit: string, runId: string): string => `sha-${commit}-r${runId}`;
// https://semver.org/#is-there-a-suggested-regular-expression-regex-to-check-a-semver-string, without build metadata:
// "+" cannot stand in a tag.
/** For other engines too, not anchored. */
export const VERSION_PATTERN =
  '(?:0|[1-9][0-9]*)\\.(?:0|[1-9][0-9]*)\\.(?:0|[1-9][0-9]*)(?:-[0-9A-Za-z.-]+)?';
const VERSION = new RegExp(`^v?(${VERSION_PATTERN})$`);

/** `1.2.3` of `v1.2.3`; undefined for what is no version. */
export const versionOf = (name: string): string | undefined => VERSION.exec(name)?.[1];

/** The kind that a tag has by its form, where nothing else says it. */
export const tagByForm = (name: string): ReleaseTag =>
  COMMIT.test(name) || versionOf(name) !== undefined ? immutableTag(name) : floatingTag(name);

/** `sha-1234567…`, `sha256-…`: commits, and where registries and cosign list what belongs to an image. */
const HASH = /^sha[0-9]*-[0-9a-f]{7}/i;
/** Newest preview of a pull request. */
const PULL_REQUEST = /^pr-[1-9][0-9]{0,9}$/i;
export const pullRequestTag = (number: number): string => `pr-${number}`;

/** `1.2.3…`, and numbers alone. Not `123-fix-login`, which is how GitHub names the branch of an issue. */
const NUMBERS = /^v?[0-9]+(?:\.[0-9]+(?:\.[0-9]+|$)|$)/i;

/** Where registries and cosign list statements about an image: never an image's own tag. */
export const isStatementTag = (name: string): boolean => /^sha[0-9]+-[0-9a-f]{32}/i.test(name);

export type RefKind = 'branch' | 'tag';

/** Whether a ref of this kind must not give its name to an image as it is. */
export function isReserved(kind: RefKind, name: string): boolean {
  const rest = name.startsWith(`${kind}-`) ? name.slice(kind.length + 1) : undefined;
  return (
    HASH.test(name) ||
    // Who names no tag gets this one.
    name.toLowerCase() === 'latest' ||
    PULL_REQUEST.test(name) ||
    // A git tag is a version when it looks like one.
    (kind === 'branch' && NUMBERS.test(name)) ||
    // What the prefix below would make of another ref.
    (rest !== undefined && isReserved(kind, rest))
  );
}

/**
 * Whether a tag that a configuration names outright may not be one: it is a commit's or a digest's, a version that no git
 * tag stands behind, a preview's, or what a ref with such a name gets instead. `latest`, `1` and `1.2` are its to give.
 */
export const isReservedForConfiguration = (name: string): boolean =>
  tagByForm(name).kind === 'immutable' ||
  ((isReserved('branch', name) || isReserved('tag', name)) && !FLOATING.test(name));
const FLOATING = /^(?:latest|v?[0-9]+(?:\.[0-9]+)?)$/i;

export type RefTag = {
  readonly name: string;
  /** The name looked like a tag that means something else, and got a prefix. */
  readonly prefixed: boolean;
};

/** The image tag of a branch or git tag; undefined when no character of its name can stand in one. */
export function tagOfRef(kind: RefKind, refName: string): RefTag | undefined {
  const name = tagFromRef(refName);
  if (!isTag(name)) return undefined;
  if (!isReserved(kind, name)) return { name, prefixed: false };
  return { name: tagFromRef(`${kind}-${name}`), prefixed: true };
}
