/** The long parts of an app's details: what is new, changed and gone. */
import type { ChangedPackage, Comparison, Package } from '@sealift/core/comparison/facts';
import type { VerdictFinding } from '@sealift/core/release/record';
import { formatBytes } from '@sealift/core/text/bytes';
import { code, commitUrl, formatDelta, link, plural, severityLabel, table, text } from './format.ts';
import { advisoryUrl, packageUrl } from './links.ts';
import type { CommitRange, EditedScalar } from './text.ts';

/** New ones first, and of each the most severe first. */
export function vulnerabilityLines(
  vulnerabilities: NonNullable<Comparison['vulnerabilities']>,
  limit: number,
): readonly string[] {
  const { introduced, accepted, fixed, sameDatabase } = vulnerabilities;
  const rows = [
    ...introduced.map((finding) => ({ finding, mark: '🆕 new' })),
    ...accepted.map((finding) => ({ finding, mark: acceptance(finding) })),
    ...fixed.map((finding) => ({ finding, mark: '✅ fixed' })),
  ];
  if (rows.length === 0) return ['**Vulnerabilities**: none is new, none is fixed.'];
  return [
    `**Vulnerabilities**: ${introduced.length} new, ${accepted.length === 0 ? '' : `${accepted.length} accepted, `}${fixed.length} fixed`,
    '',
    ...table(
      ['', 'Severity', 'Advisory', 'Package', 'Version', 'Fixed in'],
      rows.slice(0, limit).map(({ finding, mark }) => [mark, ...findingCells(finding)]),
    ),
    ...more(rows.length, limit, 'vulnerability', 'vulnerabilities'),
    ...(sameDatabase
      ? []
      : ['', 'The two scans used different databases: what is new here may only be newly known.']),
  ];
}

/** Why a risk was accepted, and until when: as the ignore file of the app says. */
function acceptance({ suppressed }: VerdictFinding): string {
  const { statement, expiresAt } = suppressed ?? {};
  return `☑️ accepted${expiresAt === undefined ? '' : ` until ${text(expiresAt.slice(0, 10), 20)}`}: ${
    statement === undefined ? 'no reason given' : text(statement, 120)
  }`;
}

const findingCells = ({
  severity,
  id,
  package: name,
  version,
  fixedVersion,
}: VerdictFinding): readonly string[] => [
  severityLabel(severity),
  link(code(id, 60), advisoryUrl(id)),
  code(name, 100),
  code(version, 60),
  fixedVersion === undefined ? 'no fix yet' : code(fixedVersion, 60),
];

/** Downgrades first, then what changed, came and went. */
export function packageLines(packages: Comparison['packages'], limit: number): readonly string[] {
  const { added, removed, changed } = packages;
  const isDown = ({ direction }: ChangedPackage) => direction === 'downgrade';
  const rows: readonly (() => readonly string[])[] = [
    ...changed.filter(isDown).map((change) => () => changedCells(change)),
    ...changed.filter((change) => !isDown(change)).map((change) => () => changedCells(change)),
    ...added.map((entry) => () => presentCells('➕ added', entry)),
    ...removed.map((entry) => () => presentCells('➖ removed', entry)),
  ];
  if (rows.length === 0) return ['**Packages**: the same.'];
  return [
    `**Packages**: ${changed.length} changed, ${added.length} added, ${removed.length} removed`,
    '',
    ...table(
      ['', 'Package', 'Type', 'From', 'To'],
      rows.slice(0, limit).map((cells) => cells()),
    ),
    ...more(rows.length, limit, 'package', 'packages'),
  ];
}

const DIRECTIONS = { upgrade: '⬆️ upgrade', downgrade: '⚠️ downgrade', change: '🔁 change' } as const;

const changedCells = ({ direction, name, type, from, to }: ChangedPackage): readonly string[] => [
  DIRECTIONS[direction],
  // Of several versions none is linked, and the package is.
  link(code(name, 100), packageUrl({ type, name, version: to })),
  text(type, 30),
  code(from, 60),
  code(to, 60),
];

const presentCells = (
  mark: '➕ added' | '➖ removed',
  { name, type, version }: Package,
): readonly string[] => [
  mark,
  link(code(name, 100), packageUrl({ type, name, version })),
  text(type, 30),
  mark === '➕ added' ? '' : code(version, 60),
  mark === '➕ added' ? code(version, 60) : '',
];

export const sizeLines = (sizes: Comparison['sizes']): readonly string[] =>
  sizes.length === 0
    ? []
    : [
        `**Size**: ${sizes
          .slice(0, 12)
          .map(
            ({ platform, before, after }) =>
              `${code(platform, 40)} ${formatBytes(before)} → ${formatBytes(after)} (${formatDelta(before, after)})`,
          )
          .join(', ')}`,
      ];

export function commitLines(commits: CommitRange, limit: number): readonly string[] {
  const words = {
    same: 'both images are built from the same commit',
    ancestor: `${commits.ahead} new`,
    descendant: `${commits.behind} are taken back`,
    diverged: `${commits.ahead} new, ${commits.behind} of the deployed image are lost`,
    unknown: 'how the two are related is not known',
  };
  const total = Math.max(
    commits.list.length,
    commits.relation === 'descendant' ? commits.behind : commits.ahead,
  );
  return [
    `**Commits**: ${link(words[commits.relation], commits.compareUrl)}`,
    ...(commits.list.length === 0 ? [] : ['']),
    ...commits.list.slice(0, limit).map(({ sha, title, author }) => {
      const name = code(sha.slice(0, 7));
      return `- ${link(name, commitUrl(commits.compareUrl, sha))} ${text(title, 120)}${author === undefined ? '' : ` (${code(author, 60)})`}`;
    }),
    ...(commits.list.length === 0
      ? []
      : more(total, Math.min(limit, commits.list.length), 'commit', 'commits')),
  ];
}

export const editLines = (edits: readonly EditedScalar[], limit: number): readonly string[] => [
  `**Changed**: ${plural(edits.length, 'value')}`,
  '',
  ...table(
    ['File', 'Line', 'Path', 'Before', 'After'],
    edits
      .slice(0, limit)
      .map(({ file, line, path, before, after }) => [
        code(file),
        String(line),
        code(path),
        code(before) || '(empty)',
        code(after) || '(empty)',
      ]),
  ),
  ...more(edits.length, limit, 'change', 'changes'),
];

const more = (total: number, shown: number, one: string, many: string): readonly string[] =>
  total > shown ? ['', `… and ${total - shown} more ${total - shown === 1 ? one : many}.`] : [];
