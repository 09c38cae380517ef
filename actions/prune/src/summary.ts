import type { Digest } from '@sealift/core/image/digest';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import type { Group, Plan } from '@sealift/core/retention/plan';
import type { Reason } from '@sealift/core/retention/rules';
import { formatBytes } from '@sealift/core/text/bytes';
import { markdownCode } from '@sealift/core/text/sanitize';
import type { Progress } from './delete.ts';

const SHOWN = 100;
const SHOWN_TAGS = 5;

const WHY_GOES: Readonly<Record<Group['kind'], string>> = {
  expired: 'old, and its tags may go',
  leftover: 'old, without a tag',
  statement: 'about nothing that is there',
};
const WHY_STAYS: Readonly<Record<Reason['kind'], string>> = {
  deployed: 'deployed',
  tag: 'a tag that stays',
  release: 'released',
  recent: 'recent',
  newest: 'among the newest',
  'age-unknown': 'of unknown age',
};

/** @param left versions that wait for the next run */
export function renderPlan(
  image: ImageName,
  plan: Plan,
  {
    total,
    left,
    progress,
    now,
  }: {
    readonly total: number;
    readonly left: number;
    readonly progress: Progress | undefined;
    readonly now: number;
  },
): string {
  const count = plan.groups.reduce((sum, { members }) => sum + members.length, 0);
  const deleted = new Set(progress?.deleted);
  const did =
    progress === undefined
      ? `A dry run: ${count} of ${total} versions would go, with ${formatBytes(plan.bytes)}.`
      : `${deleted.size} of ${total} versions deleted; ${count} were planned, with ${formatBytes(plan.bytes)}. ${progress.spared.length} are in use since the plan was made.`;
  return [
    `### ${progress === undefined ? 'Would prune' : 'Pruned'} ${markdownCode(formatImageName(image))}`,
    '',
    did,
    ...(left === 0 ? [] : ['', `${left} more wait for the next run.`]),
    '',
    ...groupTable(plan.groups, deleted, progress !== undefined, now),
    ...staysTable(plan.roots, plan.kept.size),
    '',
  ].join('\n');
}

function groupTable(
  groups: readonly Group[],
  deleted: ReadonlySet<Digest>,
  real: boolean,
  now: number,
): readonly string[] {
  if (groups.length === 0) return [];
  const rows = groups.slice(0, SHOWN).map(({ kind, head, members }) => {
    const tags = head.tags.slice(0, SHOWN_TAGS).map(markdownCode);
    const more = head.tags.length > SHOWN_TAGS ? [`${head.tags.length - SHOWN_TAGS} more`] : [];
    const days = head.pushed === undefined ? '?' : String(Math.floor((now - head.pushed) / 86_400_000));
    const gone = members.filter(({ digest }) => deleted.has(digest)).length;
    const versions = real ? `${gone} of ${members.length}` : String(members.length);
    const name = markdownCode(head.digest.slice(0, 19));
    return `| ${name} | ${[...tags, ...more].join(', ')} | ${days} | ${versions} | ${WHY_GOES[kind]} |`;
  });
  return [
    '| Image | Tags | Days | Versions | Why |',
    '|---|---|---|---|---|',
    ...rows,
    ...(groups.length > SHOWN ? ['', `${groups.length - SHOWN} more are not shown.`] : []),
    '',
  ];
}

function staysTable(roots: Plan['roots'], kept: number): readonly string[] {
  const counts = Object.groupBy([...roots.values()], ({ kind }) => kind);
  const rows = Object.entries(WHY_STAYS).flatMap(([kind, words]) => {
    const found = counts[kind as Reason['kind']]?.length ?? 0;
    return found === 0 ? [] : [`| ${words} | ${found} |`];
  });
  return [
    '| Stays because it is | Versions |',
    '|---|---|',
    ...rows,
    `| needed by these | ${kept - roots.size} |`,
  ];
}
