/** Tags of a repository that may name releases newer than one's own, when a floating tag names nothing. */
import { compare, prerelease, rcompare } from 'semver';
import { versionOf } from '../image/tag.ts';

/** `1`, `v1`, `1.2`: which versions it is of. Any other name may be of all. */
const PART = /^v?([0-9]+(?:\.[0-9]+)?)$/;

/**
 * Tags of higher versions that a floating tag would be of, the highest first. None when the release is no version.
 * Versions before a release (`2.0.0-rc.1`) count for their like alone: no other release waits behind them.
 * @param own the immutable tag of the release
 */
export function newerVersions(own: string, floating: string, tags: readonly string[]): readonly string[] {
  const version = versionOf(own);
  if (version === undefined) return [];
  const [, part] = PART.exec(floating) ?? [];
  const likes = (other: string) => prerelease(other) === null || prerelease(version) !== null;
  return tags
    .flatMap((tag) => {
      const other = versionOf(tag);
      return other === undefined ? [] : [{ tag, other }];
    })
    .filter(
      ({ other }) =>
        compare(other, version) > 0 && likes(other) && (part === undefined || other.startsWith(`${part}.`)),
    )
    .toSorted((a, b) => rcompare(a.other, b.other))
    .map(({ tag }) => tag);
}

const COMMIT = /^sha-([0-9a-f]{40})(?:-r[0-9]{1,20})?$/;

/** By commit, the tags of other commits' releases. None when the release has no commit's tag. */
export function otherCommits(own: string, tags: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const commit = COMMIT.exec(own)?.[1];
  const found = new Map<string, string[]>();
  if (commit === undefined) return found;
  for (const tag of tags) {
    const other = COMMIT.exec(tag)?.[1];
    if (other !== undefined && other !== commit) found.set(other, [...(found.get(other) ?? []), tag]);
  }
  return found;
}
