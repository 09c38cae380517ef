/** A migration as it stands in the repository, known without running it. */
import type { Comment } from './python-literals.ts';

export type Revision = {
  readonly id: string;
  /** From the top of the repository. */
  readonly file: string;
  /** Line of the id, 1-based; 1 for SQL. */
  readonly line: number;
  /** What it follows; several for a merge. */
  readonly down: readonly string[];
  readonly dependsOn: readonly string[];
  readonly labels: readonly string[];
  /** First line of the upgrade. */
  readonly upgradeLine: number;
  /** Undefined when there is none. */
  readonly downgradeLine: number | undefined;
  readonly lines: number;
  readonly comments: readonly Comment[];
  readonly source: string;
};

/** A file among the migrations that could not be read as one. */
export type Unreadable = { readonly file: string; readonly line: number; readonly reason: string };

export type Revisions = { readonly known: readonly Revision[]; readonly unreadable: readonly Unreadable[] };

/** Those that no other one follows, in the order of their files. */
export function headsOf(revisions: readonly Revision[]): readonly Revision[] {
  const followed = new Set(revisions.flatMap(({ down }) => down));
  return revisions.filter(({ id }) => !followed.has(id));
}

/**
 * Each revision behind those that it follows or depends on; equals in the order of their files.
 * @returns `undefined` when they follow each other in a circle
 */
export function inOrder(revisions: readonly Revision[]): readonly Revision[] | undefined {
  const names = new Map(
    revisions.flatMap((each) => [each.id, ...each.labels].map((name) => [name, each.id])),
  );
  const waiting = new Map(
    revisions.map((each) => [
      each.id,
      new Set([...each.down, ...each.dependsOn].flatMap((name) => names.get(name) ?? [])),
    ]),
  );
  const ordered: Revision[] = [];
  const left = [...revisions];
  while (left.length > 0) {
    const next = left.findIndex(({ id }) => waiting.get(id)?.size === 0);
    const [revision] = next === -1 ? [] : left.splice(next, 1);
    if (revision === undefined) return undefined;
    ordered.push(revision);
    for (const others of waiting.values()) others.delete(revision.id);
  }
  return ordered;
}
