/** Which objects and values of two renderings differ. */
import {
  documentsOnlyIn,
  type LeafAt,
  type Manifest,
  parseManifests,
  splitDocuments,
  type Unreadable,
} from './manifests.ts';

export type LeafChange = {
  readonly manifest: Manifest;
  readonly path: readonly string[];
  readonly before: LeafAt['value'] | undefined;
  readonly after: LeafAt['value'] | undefined;
};

export type RenderChanges = {
  /** Of objects that are in both, also under another name. */
  readonly leaves: readonly LeafChange[];
  /** The same object as far as can be told: one of its kind, from the same template. */
  readonly renamed: readonly { readonly before: Manifest; readonly after: Manifest }[];
  readonly added: readonly Manifest[];
  readonly removed: readonly Manifest[];
  /** Documents of the new rendering. */
  readonly unreadable: readonly Unreadable[];
};

export function findChanges(before: string, after: string): RenderChanges {
  const old = splitDocuments(before);
  const now = splitDocuments(after);
  const left = documentsOnlyIn(old, now).flatMap(parseManifests).filter(isManifest);
  const right = documentsOnlyIn(now, old).flatMap(parseManifests);
  const removed = new Set(left);
  const added = new Set(right.filter(isManifest));
  const pairs: [Manifest, Manifest][] = [];
  const renamed: { before: Manifest; after: Manifest }[] = [];
  const byName = Map.groupBy(removed, identity);
  for (const manifest of added) {
    const same = byName.get(identity(manifest))?.shift();
    if (same === undefined) continue;
    pairs.push([same, manifest]);
    removed.delete(same);
    added.delete(manifest);
  }
  const bySource = Map.groupBy(removed, origin);
  for (const [key, candidates] of Map.groupBy(added, origin)) {
    const [one, more] = candidates;
    const [other, others] = bySource.get(key) ?? [];
    if (one === undefined || other === undefined || more !== undefined || others !== undefined) continue;
    pairs.push([other, one]);
    renamed.push({ before: other, after: one });
    removed.delete(other);
    added.delete(one);
  }
  return {
    leaves: pairs.flatMap(([a, b]) => differences(a, b)),
    renamed,
    added: [...added],
    removed: [...removed],
    unreadable: right.filter((item): item is Unreadable => !isManifest(item)),
  };
}

const isManifest = (item: Manifest | Unreadable): item is Manifest => 'leaves' in item;

const identity = ({ apiVersion, kind, namespace, name }: Manifest): string =>
  JSON.stringify([apiVersion, kind, namespace, name]);
const origin = ({ kind, source }: Manifest): string => JSON.stringify([kind, source]);

function differences(before: Manifest, after: Manifest): LeafChange[] {
  const found: LeafChange[] = [];
  for (const [key, { path, value }] of after.leaves) {
    const old = before.leaves.get(key)?.value;
    if (old !== value) found.push({ manifest: after, path, before: old, after: value });
  }
  for (const [key, { path, value }] of before.leaves)
    if (!after.leaves.has(key)) found.push({ manifest: after, path, before: value, after: undefined });
  return found;
}

/**
 * Without what differs between two renderings of the same values: random passwords, certificates, the time of day.
 * @param noise changes between these two
 */
export function withoutNoise(changes: RenderChanges, noise: RenderChanges): RenderChanges {
  const leaves = new Set(noise.leaves.map(leafKey));
  const origins = new Set([...noise.renamed.map(({ after }) => after), ...noise.added].map(origin));
  const isQuiet = (manifest: Manifest) => !origins.has(origin(manifest));
  return {
    leaves: changes.leaves.filter((change) => !leaves.has(leafKey(change))),
    renamed: changes.renamed.filter(({ after }) => isQuiet(after)),
    added: changes.added.filter(isQuiet),
    removed: changes.removed.filter(isQuiet),
    unreadable: changes.unreadable,
  };
}

const leafKey = ({ manifest, path }: LeafChange): string =>
  JSON.stringify([manifest.kind, manifest.source, manifest.name, path]);
