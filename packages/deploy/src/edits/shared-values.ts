/**
 * Values that an alias refers to. A change of an anchored value also changes whatever refers to it: that is right where
 * everything that does is the same image, and nowhere else.
 */

import type { DesiredImage } from './desired-image.ts';
import type { Field } from './fields.ts';
import { fieldOf } from './fields.ts';
import { allowedKeys, belongingOf } from './identity.ts';
import type { FieldsLocation, ImageLocation } from './image-location.ts';
import type { PlannedEdit } from './matches.ts';
import {
  nameOf,
  nodesIn,
  type OtherNode,
  pathOf,
  refuse,
  type ScalarNode,
  type SourceFile,
  type TreeNode,
} from './source-tree.ts';

/** The aliases by what they stand for. */
const known = new WeakMap<SourceFile, ReadonlyMap<TreeNode, readonly OtherNode[]>>();

function aliasesOf(source: SourceFile): ReadonlyMap<TreeNode, readonly OtherNode[]> {
  const found = known.get(source);
  if (found !== undefined) return found;
  const aliases = new Map<TreeNode, OtherNode[]>();
  for (const document of source.documents)
    for (const node of nodesIn(document))
      if (node.kind === 'other' && node.target !== undefined)
        aliases.set(node.target, [...(aliases.get(node.target) ?? []), node]);
  known.set(source, aliases);
  return aliases;
}

type Use = { readonly alias: OtherNode; readonly anchored: TreeNode };

/** The aliases of a node and of what it is in. */
function usesOf(source: SourceFile, node: TreeNode): readonly Use[] {
  const aliases = aliasesOf(source);
  const uses: Use[] = [];
  if (aliases.size === 0) return uses;
  for (let at: TreeNode | undefined = node; at !== undefined; at = at.parent)
    for (const alias of aliases.get(at) ?? []) uses.push({ alias, anchored: at });
  return uses;
}

/** @throws Failure `edits/not-editable` when anything refers to the value */
export function requireAlone(source: SourceFile, scalar: ScalarNode): void {
  const [use] = usesOf(source, scalar);
  if (use !== undefined) throw shared(source, scalar, use.alias, use.alias.what);
}

/** @throws Failure `edits/not-editable` when something that is not of this image would change too */
export function requireUnshared(
  source: SourceFile,
  { scalar, location }: PlannedEdit,
  locations: () => readonly ImageLocation[],
  desired: DesiredImage,
): void {
  if (usesOf(source, scalar).length === 0) return;
  const allowed = allowedKeys(desired);
  const all = locations();
  const isOwn = (one: ImageLocation) => belongingOf(one, allowed) === 'own';
  const other = all.find((one) => !isOwn(one) && fieldsIn(one).some(({ node }) => node === scalar));
  if (other !== undefined) throw shared(source, scalar, other.at, nameOf(other.at));
  const isPlaced =
    location?.shape === 'reference' ||
    all.some(
      (one) => isOwn(one) && fieldsIn(one).some(({ node, via }) => node === scalar && via.length === 0),
    );
  if (!isPlaced && !usesOf(source, scalar).some(({ anchored }) => isDefinition(anchored)))
    throw refuse(source, scalar, `"${nameOf(scalar)}"`, {
      code: 'edits/not-editable',
      why: 'is shared: aliases take it to the image, and what it means where it stands is not known',
      remedy:
        'Define it at the root of the file or under "x-…", or write the value out where it is referred to.',
    });

  const seen = new Set<TreeNode>([scalar]);
  const waiting: TreeNode[] = [scalar];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop())
    for (const { alias, anchored } of usesOf(source, node)) {
      if (location !== undefined && isOwn(location) && staysTogether(location, alias, anchored)) continue;
      const users = all.filter((one) => fieldsIn(one).some(({ via }) => via.includes(alias)));
      if (users.length === 0 || !users.every(isOwn)) throw shared(source, scalar, alias, alias.what);
      if (!seen.has(alias)) waiting.push(alias);
      seen.add(alias);
    }
}

/** A place that only holds what aliases take from it: at the root, or under a key that readers are to overlook. */
function isDefinition(anchored: TreeNode): boolean {
  const path = pathOf(anchored);
  return path.length === 1 || /^(?:x-|[._])/.test(String(path[0]));
}

const fieldsIn = (location: ImageLocation): readonly Field[] =>
  location.shape === 'reference'
    ? location.twin === undefined
      ? []
      : [location.twin]
    : [location.tag, location.digest].flatMap((field) => field ?? []);

/** Whether the name goes wherever the alias takes the tag. */
function staysTogether(location: ImageLocation, alias: OtherNode, anchored: TreeNode): boolean {
  if (location.shape === 'reference') return true;
  const name = location.name?.node;
  if (name === undefined || !isIn(name, anchored)) return false;
  const merging = mergedInto(alias);
  return merging === undefined || anchored !== location.at || inheritsName(location, merging);
}

/** The mapping that a merge key takes the alias into. */
function mergedInto(alias: OtherNode): TreeNode | undefined {
  if (alias.key === '<<') return alias.parent;
  return alias.parent?.key === '<<' ? alias.parent.parent : undefined;
}

/** A mapping that gives another name to what it takes over is another image. */
const inheritsName = ({ name, registry }: FieldsLocation, merging: TreeNode): boolean =>
  merging.kind === 'map' &&
  [name, registry].every(
    (field) => field?.node.key === undefined || fieldOf(merging, String(field.node.key))?.node === field.node,
  );

function isIn(node: TreeNode, owner: TreeNode): boolean {
  for (let at: TreeNode | undefined = node; at !== undefined; at = at.parent) if (at === owner) return true;
  return false;
}

const shared = (source: SourceFile, scalar: TreeNode, at: TreeNode, what: string) =>
  refuse(source, at, `"${nameOf(scalar)}"`, {
    code: 'edits/not-editable',
    why: `is shared: ${what.startsWith('the alias') ? what : `"${what}"`} refers to it here, so this would change too`,
    remedy: 'Write the value out where it is referred to, or remove the anchor.',
  });
