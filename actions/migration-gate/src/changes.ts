/** What a change does to the files of the migrations, before anything runs. */
import type { Remark } from './judge/finding.ts';
import type { MigrationTree } from './revisions/load.ts';
import { headsOf, inOrder, type Revision, type Revisions } from './revisions/revision.ts';

export type Changes = {
  /** Those that the base does not have, in the order in which they run. */
  readonly fresh: readonly Revision[];
  readonly remarks: readonly Remark[];
  /** Whether they can be run at all. */
  readonly runnable: boolean;
};

export function compareTrees(base: Revisions, head: MigrationTree): Changes {
  const ordered = inOrder(head.known);
  const before = new Map(base.known.map((revision) => [revision.id, revision]));
  const unreadable = [...head.unreadable, ...danglingOf(head.known)].map(
    ({ file, line, reason }): Remark => ({
      rule: 'unreadable-revision',
      message: `${file}: ${reason}.`,
      file,
      line,
      revision: undefined,
    }),
  );
  const circle: readonly Remark[] =
    ordered !== undefined
      ? []
      : [remark('unreadable-revision', 'The revisions follow each other in a circle.', head.known[0])];
  const heads = headsOf(head.known);
  const several = heads.length > 1 ? heads.map((each) => severalHeads(each, heads)) : [];
  return {
    fresh: (ordered ?? []).filter(({ id }) => !before.has(id)),
    remarks: [...unreadable, ...circle, ...several, ...editedRevisions(base, head)],
    runnable: unreadable.length === 0 && ordered !== undefined,
  };
}

const remark = (
  rule: 'unreadable-revision' | 'several-heads' | 'edited-revision',
  message: string,
  revision: Revision | undefined,
): Remark => ({
  rule,
  message,
  file: revision?.file ?? '',
  line: revision?.line ?? 1,
  revision: revision?.id,
});

const severalHeads = (own: Revision, heads: readonly Revision[]): Remark =>
  remark(
    'several-heads',
    `${own.id} is one of ${heads.length} heads: nothing follows ${heads
      .slice(0, 5)
      .map(({ id }) => id)
      .join(', ')}.`,
    own,
  );

/** Those that follow what is not there. */
function danglingOf(known: readonly Revision[]): Revisions['unreadable'] {
  const names = new Set(known.flatMap(({ id, labels }) => [id, ...labels]));
  return known.flatMap(({ down, dependsOn, file, line }) =>
    [...down, ...dependsOn]
      .filter((name) => !names.has(name))
      .map((name) => ({ file, line, reason: `it follows "${name}", which is not there` })),
  );
}

/** A database that ran a migration does not run it again, whatever it says now. */
function editedRevisions(base: Revisions, head: MigrationTree): readonly Remark[] {
  const now = new Map(head.known.map((revision) => [revision.id, revision]));
  return base.known.flatMap((before) => {
    const after = now.get(before.id);
    if (after === undefined)
      return [remark('edited-revision', `The base has ${before.id}, and it is not there any more.`, before)];
    if (after.source === before.source) return [];
    const lines = [before.source.split('\n'), after.source.split('\n')] as const;
    const differing = lines[1].findIndex((line, index) => line !== lines[0][index]);
    const message = `${before.id} is on the base already and was changed.`;
    return [
      { ...remark('edited-revision', message, after), line: differing === -1 ? after.line : differing + 1 },
    ];
  });
}
