/**
 * The whole of an edit: which values of a file say what runs for the wanted apps, and the file with the new ones.
 * See docs/decisions/file-edits.md.
 */

import type { Digest } from '@sealift/core/image/digest';
import { isCreated, withPlaces } from './create.ts';
import type { DesiredImage, Role } from './desired-image.ts';
import { requireUnsealed } from './file-guards.ts';
import { createFinder, leftBehind } from './find.ts';
import { type Version, versionIn } from './image-text.ts';
import { editsFor } from './location-edits.ts';
import type { Matches } from './matches.ts';
import { flattening, versionOf } from './only.ts';
import { requireUnshared } from './shared-values.ts';
import { nameOf, refuse, type ScalarNode, type SourceFile } from './source-tree.ts';
import { splice } from './splice.ts';

export type { DesiredImage, Role };

export type ScalarEdit = {
  readonly app: string;
  readonly role: Role;
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** The value without quotes; empty when there was none. */
  readonly before: string;
  readonly after: string;
  /** The whole line, without line break; two edits of one line show the same two lines. */
  readonly lineBefore: string;
  readonly lineAfter: string;
};

/** By app. Where several places disagree, the first that says something. */
export type Deployed = ReadonlyMap<string, { readonly tag?: string; readonly digest?: Digest }>;

export type FileEdit = {
  /** The same string when nothing had to change. */
  readonly text: string;
  /** Also those whose before and after are the same, in the order of the desired images. */
  readonly edits: readonly ScalarEdit[];
  /** What the file says now. */
  readonly deployed: Deployed;
  /** Sentences about what a reader of the change should know, by app. */
  readonly warnings: ReadonlyMap<string, readonly string[]>;
};

/**
 * @param source byte order mark and line endings stay as they are
 * @throws Failure `configuration` with file, line and remedy when something must not or cannot be edited, `internal`
 * when the proof that nothing else changed fails
 */
export function editFile(original: SourceFile, desired: readonly DesiredImage[]): FileEdit {
  const { source, created } = withPlaces(original, desired);
  const finder = createFinder(source);
  const taken = new Map<ScalarNode, { readonly app: string; readonly value: string }>();
  const deployed = new Map<string, Version>();
  const warnings = new Map<string, readonly string[]>();
  const planned = desired.flatMap((one) => {
    const found = finder.find(one);
    addVersion(deployed, one.app, found);
    const said = [flattening(source, one, found), leftBehind(source, one, found)].flatMap(
      (each) => each ?? [],
    );
    if (said.length > 0) warnings.set(one.app, [...(warnings.get(one.app) ?? []), ...said]);
    return editsFor(source, one, found).flatMap((edit) => {
      requireUnsealed(source, edit.scalar);
      requireUnshared(source, edit, finder.locations, one);
      const other = taken.get(edit.scalar);
      taken.set(edit.scalar, { app: one.app, value: edit.value });
      if (other === undefined) return [{ ...edit, app: one.app, sharing: 'checked' as const }];
      // The same target named twice, as a glob and as a path.
      if (other.app === one.app && other.value === edit.value) return [];
      throw refuse(source, edit.scalar, `"${nameOf(edit.scalar)}"`, {
        code: 'edits/claimed-twice',
        why:
          other.app === one.app
            ? `would be written twice for "${one.app}", with different values`
            : `would be written for "${other.app}" and for "${one.app}"`,
        remedy:
          other.app === one.app
            ? 'Name this place in one target only.'
            : 'Give each app a place of its own in the file.',
      });
    });
  });
  const { text, lines } = splice(source, planned);
  return {
    ...{ text, deployed, warnings },
    edits: planned.map(({ app, role, scalar, value }, index) => ({
      ...{ app, role, path: nameOf(scalar), before: scalar.text, after: value },
      ...(lines[index] ?? { line: source.lineAt(scalar.start), lineBefore: '', lineAfter: '' }),
      ...(isCreated(created, scalar) ? { lineBefore: '' } : {}),
    })),
  };
}

/**
 * What a file says is deployed, without any edit: for history and rollback.
 * @throws Failure `configuration` when an app's place cannot be found in it
 */
export function readDeployed(source: SourceFile, desired: readonly DesiredImage[]): Deployed {
  const { find } = createFinder(source);
  const deployed = new Map<string, Version>();
  for (const one of desired) addVersion(deployed, one.app, find(one));
  return deployed;
}

function addVersion(
  deployed: Map<string, Version>,
  app: string,
  { locations, digests, pattern }: Matches,
): void {
  const versions = [
    ...locations.map(versionOf),
    ...digests.map(({ text }) => versionIn(text)),
    ...(pattern?.versions ?? []),
  ];
  let version = deployed.get(app) ?? {};
  for (const other of versions) version = { ...other, ...version };
  deployed.set(app, version);
}
