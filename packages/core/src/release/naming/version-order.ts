/** Which of two git tags is the higher version: by Semantic Versioning where both have one, else by PEP 440. */
import { compare as comparePep440, valid as validPep440 } from '@renovatebot/pep440';
import { compare as compareSemver, valid as validSemver } from 'semver';
import { gitTagOf } from './facts.ts';
import { appTagOf } from './git-tag.ts';

/** What a release says of itself, as attested. */
export type VersionedRelease = { readonly app: string; readonly source: { readonly ref: string } };

/** UTF-16 units: what is longer is no version. */
const MAX_VERSION = 128;

/** The version as its git tag writes it, without the app's name; undefined for what is no version. */
export function versionOfRelease({ app, source }: VersionedRelease): string | undefined {
  const tag = gitTagOf(source.ref);
  if (tag === undefined || tag.length > MAX_VERSION) return undefined;
  const version = appTagOf(tag, [app])?.rest ?? tag;
  return validSemver(version) !== null || validPep440(version) !== null ? version : undefined;
}

/** Below, at or above zero; undefined when there is no order between the two. */
export function compareVersions(a: string, b: string): number | undefined {
  if (validSemver(a) !== null && validSemver(b) !== null) return compareSemver(a, b);
  if (validPep440(a) !== null && validPep440(b) !== null) return comparePep440(a, b);
  return undefined;
}
