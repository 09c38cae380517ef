/**
 * What may be deleted from a repository: whatever nothing that stays needs. What stays brings its parts, everything else
 * that it names, and every statement about any of these; nothing of all that is ever in a plan.
 */
import type { Digest } from '../image/digest.ts';
import {
  type Inventory,
  inventoryOf,
  isAttached,
  newestFirst,
  type Reason,
  type Rules,
  rootsOf,
} from './rules.ts';
import { imageTags, type Version } from './version.ts';

/** What goes together: an image, then its parts, then what is said about them. */
export type Group = {
  /** - `expired`: its tags go with it; `leftover`: no tag names it; `statement`: what it is about is gone */
  readonly kind: 'expired' | 'leftover' | 'statement';
  readonly head: Version;
  /** In the order in which they go, the head first: no tag ever names an image without its parts. */
  readonly members: readonly Version[];
};

export type Plan = {
  readonly groups: readonly Group[];
  /** What stays for its own sake. */
  readonly roots: ReadonlyMap<Digest, Reason>;
  /** Those, and what stays because of them. */
  readonly kept: ReadonlySet<Digest>;
  /** What nothing will use any more: blobs of kept images are not counted, and none twice. */
  readonly bytes: number;
};

/** @param limit so many versions at most; groups are not cut, so the first may be larger */
export function planRetention(all: readonly Version[], rules: Rules, limit: number): Plan {
  const inventory = inventoryOf(all);
  const roots = rootsOf(inventory, rules);
  const kept = neededBy(inventory, roots.keys());
  const groups = withinLimit(groupsOf(inventory, kept), limit);
  return { groups, roots, kept, bytes: freedBy(inventory, groups) };
}

/** Everything that can be reached: what is named, and what is said about it. */
function neededBy({ versions, statements }: Inventory, roots: Iterable<Digest>): ReadonlySet<Digest> {
  const needed = new Set<Digest>();
  const waiting = [...roots];
  for (let digest = waiting.pop(); digest !== undefined; digest = waiting.pop()) {
    const version = versions.get(digest);
    if (version === undefined || needed.has(digest)) continue;
    needed.add(digest);
    // One by one: a list may be longer than a call takes arguments.
    for (const named of version.names) waiting.push(named);
    for (const subject of version.about) waiting.push(subject);
    for (const statement of statements.get(digest) ?? []) waiting.push(statement.digest);
  }
  return needed;
}

/** The oldest first. */
function groupsOf(inventory: Inventory, kept: ReadonlySet<Digest>): readonly Group[] {
  const { versions, statements } = inventory;
  const going = [...versions.values()].filter(({ digest }) => !kept.has(digest));
  const images = going.filter((version) => !isAttached(inventory, version));
  const parts = new Set(images.flatMap(({ digest, names }) => names.filter((name) => name !== digest)));
  const taken = new Set<Digest>(kept);
  const groups: Group[] = [];
  const take = (head: Version) => {
    if (taken.has(head.digest)) return;
    const members: Version[] = [];
    const waiting = [head];
    // The list grows while it is walked: breadth first, so that parts go before what is said about them.
    for (const version of waiting) {
      if (taken.has(version.digest)) continue;
      taken.add(version.digest);
      members.push(version);
      for (const named of version.names)
        waiting.push(...(versions.has(named) ? [versions.get(named) as Version] : []));
      waiting.push(...(statements.get(version.digest) ?? []));
    }
    groups.push({ kind: kindOf(head), head, members });
  };
  const heads = images.filter(({ digest }) => !parts.has(digest));
  for (const head of heads.toSorted((a, b) => newestFirst(b, a))) take(head);
  // What is left are circles.
  for (const head of going.toSorted((a, b) => newestFirst(b, a))) take(head);
  return groups;
}

function kindOf(head: Version): Group['kind'] {
  if (imageTags(head).length > 0) return 'expired';
  return head.about.length > 0 ? 'statement' : 'leftover';
}

function withinLimit(groups: readonly Group[], limit: number): readonly Group[] {
  let count = 0;
  return groups.filter(({ members }, index) => {
    count += members.length;
    return index === 0 || count <= limit;
  });
}

function freedBy({ versions }: Inventory, groups: readonly Group[]): number {
  const going = new Set(groups.flatMap(({ members }) => members.map(({ digest }) => digest)));
  const used = new Set<Digest>();
  for (const { digest, content } of versions.values())
    if (!going.has(digest)) for (const blob of content) used.add(blob.digest);
  let bytes = 0;
  for (const digest of going)
    for (const blob of versions.get(digest)?.content ?? []) {
      if (!used.has(blob.digest)) bytes += blob.size;
      used.add(blob.digest);
    }
  return bytes;
}
