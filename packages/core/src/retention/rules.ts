/** Which images of a repository stay, and why. */
import type { Digest } from '../image/digest.ts';
import { imageTags, type Version } from './version.ts';

export type Rules = {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Milliseconds. What is younger stays, and so does what nobody knows the age of. */
  readonly age: number;
  /** So many of the newest images whose tags all may expire stay, whatever their age. */
  readonly newest: number;
  /** Whether a tag may go with its image. An image with any other tag stays. */
  readonly mayExpire: (tag: string) => boolean;
  /** What runs: digests and tags. */
  readonly deployed: { readonly digests: ReadonlySet<Digest>; readonly tags: ReadonlySet<string> };
  /** Whether images with a release record may go too. */
  readonly releasesExpire: boolean;
};

/** Why something stays for its own sake. */
export type Reason =
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'deployed' | 'release' | 'recent' | 'age-unknown' | 'newest' };

/** The repository by digest, with what the rules ask of each. */
export type Inventory = {
  readonly versions: ReadonlyMap<Digest, Version>;
  /** Statements that are there, by what they are about. */
  readonly statements: ReadonlyMap<Digest, readonly Version[]>;
};

export function inventoryOf(all: readonly Version[]): Inventory {
  const versions = new Map(all.map((version) => [version.digest, version]));
  const statements = new Map<Digest, Version[]>();
  for (const version of versions.values())
    for (const subject of version.about)
      statements.set(subject, [...(statements.get(subject) ?? []), version]);
  return { versions, statements };
}

/** A statement about what is there lives and dies with that. */
export const isAttached = ({ versions }: Inventory, { digest, about }: Version): boolean =>
  about.some((subject) => subject !== digest && versions.has(subject));

/** What stays for its own sake, with the first reason that applies. */
export function rootsOf(inventory: Inventory, rules: Rules): ReadonlyMap<Digest, Reason> {
  const roots = new Map<Digest, Reason>();
  const expiring: Version[] = [];
  for (const version of inventory.versions.values()) {
    const reason = reasonOf(inventory, version, rules);
    if (reason !== undefined) roots.set(version.digest, reason);
    if (imageTags(version).length > 0 && reason?.kind !== 'tag') expiring.push(version);
  }
  const newest = expiring.toSorted(newestFirst).slice(0, rules.newest);
  for (const { digest } of newest) if (!roots.has(digest)) roots.set(digest, { kind: 'newest' });
  return roots;
}

/** The digest decides between equals, so that a plan is the same each time. */
export const newestFirst = (a: Version, b: Version): number =>
  (b.pushed ?? Number.POSITIVE_INFINITY) - (a.pushed ?? Number.POSITIVE_INFINITY) ||
  (a.digest < b.digest ? -1 : 1);

function reasonOf(inventory: Inventory, version: Version, rules: Rules): Reason | undefined {
  const { digest, pushed } = version;
  const tags = imageTags(version);
  if (rules.deployed.digests.has(digest) || tags.some((tag) => rules.deployed.tags.has(tag)))
    return { kind: 'deployed' };
  const lasting = tags.find((tag) => !rules.mayExpire(tag));
  if (lasting !== undefined) return { kind: 'tag', tag: lasting };
  const statements = inventory.statements.get(digest) ?? [];
  if (!rules.releasesExpire && statements.some(({ record }) => record)) return { kind: 'release' };
  // A new statement keeps what it is about: a run may have signed it a moment ago, and tags come last.
  if (pushed !== undefined) return rules.now - pushed < rules.age ? { kind: 'recent' } : undefined;
  // What a person gave a tag is an image of its own, whatever it is about.
  return isAttached(inventory, version) && tags.length === 0 ? undefined : { kind: 'age-unknown' };
}
