/**
 * What several apps of a pull request have in common is said once: where they were built and who signed, and the commits
 * since what is deployed. An update of the text keeps what the apps that it keeps refer to.
 */
import { digestHex, digestOf } from '@sealift/core/image/digest';
import type { Extent } from './extents.ts';
import { html, plural } from './format.ts';
import { commitLines } from './lists.ts';
import { sourceRows, verificationLine } from './statements.ts';
import type { AppChange } from './text.ts';

export type SharedBlock = {
  /** 12 hexadecimal digits, the same in every run for the same text. */
  readonly id: string;
  /** Plain text: what apps refer to it by. */
  readonly title: string;
  readonly changes: readonly AppChange[];
  readonly markdown: (extent: Extent) => string;
};

/** What of a change is said elsewhere. */
export type SharedOf = { readonly release?: SharedBlock; readonly commits?: SharedBlock };

type Part = {
  /** The same for changes of which the same is said; undefined: nothing to share. */
  readonly key: (change: AppChange) => string | undefined;
  readonly title: (change: AppChange) => string;
  readonly lines: (change: AppChange, extent: Extent) => readonly string[];
};

const release: Part = {
  title: ({ record }) =>
    `Release ${record?.source.commit.slice(0, 7) ?? ''} by run ${record?.source.runId ?? ''}`,
  key: (change) =>
    change.record === undefined || change.verification.kind !== 'verified'
      ? undefined
      : [...sourceRows(change.record), verificationLine(change)].join('\n'),
  lines: (change) => [
    '| | |',
    '| --- | --- |',
    ...(change.record === undefined ? [] : sourceRows(change.record)),
    '',
    verificationLine(change),
  ],
};

const commits: Part = {
  title: ({ commits: range }) => {
    const [, from = '', to = ''] =
      /\/compare\/([0-9a-f]{7})[0-9a-f]*\.\.\.([0-9a-f]{7})[0-9a-f]*$/.exec(range?.compareUrl ?? '') ?? [];
    return from === '' ? 'Commits' : `Commits ${from}…${to}`;
  },
  // The address names both ends, and those say which commits are between.
  key: ({ commits: range }) =>
    range === undefined || range.list.length === 0
      ? undefined
      : JSON.stringify([range.compareUrl, range.relation, range.ahead, range.behind, range.list.length]),
  lines: ({ commits: range }, extent) => (range === undefined ? [] : commitLines(range, extent.commits)),
};

/** @returns the blocks in the order of the changes, and which change is said in which of them */
export function sharedBlocks(changes: readonly AppChange[]): {
  readonly blocks: readonly SharedBlock[];
  readonly of: (change: AppChange) => SharedOf;
} {
  const found = { release: blocksOf(release, changes), commits: blocksOf(commits, changes) };
  return {
    blocks: [...new Set([...found.release.values(), ...found.commits.values()])],
    of: (change) => {
      const [about, since] = [found.release.get(change), found.commits.get(change)];
      return {
        ...(about === undefined ? {} : { release: about }),
        ...(since === undefined ? {} : { commits: since }),
      };
    },
  };
}

function blocksOf(part: Part, changes: readonly AppChange[]): ReadonlyMap<AppChange, SharedBlock> {
  const groups = Map.groupBy(changes, part.key);
  const titles = new Map<string, number>();
  return new Map(
    [...groups].flatMap(([key, members]) => {
      const [first] = members;
      if (first === undefined || members.length < 2 || key === undefined) return [];
      const own = part.title(first);
      const count = (titles.get(own) ?? 0) + 1;
      titles.set(own, count);
      const block: SharedBlock = {
        id: digestHex(digestOf(key)).slice(0, 12),
        title: count === 1 ? own : `${own} (${count})`,
        changes: members,
        markdown: (extent) =>
          folded(count === 1 ? own : `${own} (${count})`, members, part.lines(first, extent)),
      };
      return members.map((member) => [member, block] as const);
    }),
  );
}

function folded(title: string, changes: readonly AppChange[], lines: readonly string[]): string {
  const apps = new Set(changes.map(({ app }) => app)).size;
  const where = apps === 1 ? `in ${plural(changes.length, 'environment')}` : `for ${plural(apps, 'app')}`;
  return [
    '<details>',
    `<summary><b>${html(title, 120)}</b>: the same ${where}</summary>`,
    '',
    ...lines,
    '',
    '</details>',
  ].join('\n');
}
