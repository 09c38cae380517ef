/** What is folded away under an app's name. */

import type { ReleaseRecord, Source } from '@sealift/core/release/record';
import { cut } from '@sealift/core/scan/sarif-text';
import { describeCounts } from '@sealift/core/scan/severity';
import { singleLine } from '@sealift/core/text/sanitize';
import { formatIdentity } from '@sealift/core/verification/identity';
import { code, html, link, plural, shortTag, table, text } from './format.ts';
import { commitLines, editLines, packageLines, sizeLines, vulnerabilityLines } from './lists.ts';
import type { AppChange } from './text.ts';

/** How many rows of each list are shown. */
export type Extent = {
  readonly vulnerabilities: number;
  readonly packages: number;
  readonly commits: number;
  readonly edits: number;
  /** The table of statements and the scans. */
  readonly statements: boolean;
};

/** From everything to the least that a reviewer needs; the order in which a text is shortened. */
export const EXTENTS: readonly Extent[] = [
  { vulnerabilities: 60, packages: 60, commits: 50, edits: 20, statements: true },
  { vulnerabilities: 20, packages: 15, commits: 15, edits: 20, statements: true },
  { vulnerabilities: 8, packages: 0, commits: 5, edits: 10, statements: true },
  { vulnerabilities: 0, packages: 0, commits: 0, edits: 3, statements: false },
];

export function detailsOf(change: AppChange, extent: Extent): string {
  const { app, environment, before, after, comparison, commits, chart, rollback } = change;
  const old = before.tag === undefined ? '' : `<code>${html(shortTag(before.tag), 60)}</code> → `;
  return [
    '<details>',
    `<summary><b>${html(app, 100)}</b>${environment === undefined ? '' : ` (${html(environment, 60)})`}: ${old}<code>${html(shortTag(after.tag), 60)}</code></summary>`,
    ...paragraphs(
      imageLines(change),
      verificationLines(change, extent),
      comparison?.vulnerabilities === undefined
        ? [notCompared(change, 'Vulnerabilities')]
        : vulnerabilityLines(comparison.vulnerabilities, extent.vulnerabilities),
      comparison === undefined ? [] : packageLines(comparison.packages, extent.packages),
      comparison === undefined ? [] : sizeLines(comparison.sizes),
      commits === undefined ? [] : commitLines(commits, extent.commits),
      editLines(change.edits, extent.edits),
      chartLines(chart),
      rollback === undefined ? [] : ['**Back to what is deployed now**', '', ...codeBlock(rollback)],
    ),
    '',
    '</details>',
  ].join('\n');
}

const paragraphs = (...parts: readonly (readonly string[])[]): readonly string[] =>
  parts.filter((part) => part.length > 0).flatMap((part) => ['', ...part]);

function imageLines({ image, before, after, digest, record }: AppChange): readonly string[] {
  return [
    '| | |',
    '| --- | --- |',
    `| Image | ${code(image, 260)} |`,
    `| Digest | ${code(digest)} |`,
    `| Tag | ${code(after.tag)} |`,
    ...(before.tag === undefined && before.digest === undefined
      ? []
      : [
          `| Deployed now | ${[before.tag, before.digest].flatMap((value) => (value === undefined ? [] : [code(value)])).join(' ')} |`,
        ]),
    ...(record === undefined ? [] : sourceLines(record)),
  ];
}

function sourceLines({ source, tags }: ReleaseRecord): readonly string[] {
  return [
    `| Built from | ${link(code(source.commit.slice(0, 12)), sourceUrl(source))} of ${code(source.repository)} at ${code(source.ref)} |`,
    `| Built by | ${link(`run ${text(source.runId, 40)}`, source.runUrl)}, attempt ${text(source.runAttempt, 10)}, of ${code(source.workflowRef)} |`,
    ...(tags.length === 0
      ? []
      : [
          `| Tags of the release | ${tags
            .slice(0, 10)
            .map((tag) => code(tag))
            .join(', ')} |`,
        ]),
  ];
}

/** The address of the commit on the server that the run was on. */
function sourceUrl({ runUrl, repository, commit }: Source): string | undefined {
  if (!URL.canParse(runUrl)) return undefined;
  return `${new URL(runUrl).origin}/${repository.split('/').map(encodeURIComponent).join('/')}/commit/${commit}`;
}

function verificationLines(change: AppChange, { statements }: Extent): readonly string[] {
  const { verification, signer, record } = change;
  if (verification.kind === 'off')
    return [
      `**Verification is off**: no signature, SBOM, scan verdict or release record was looked at${signer === undefined ? '' : `. The evidence names ${code(signer.identity)} as the signer, which nobody checked`}.`,
    ];
  if (verification.kind === 'earlier')
    return [
      `**Verified by ${link('the run that proposed it', verification.by)}**; its statements could not be read again.`,
    ];
  const { policy, by } = verification;
  const run = link('this run', by);
  const exactly = `identity ${policy.identities.map((identity) => code(formatIdentity(identity))).join(' or ')}, issuer ${code(policy.issuer)}, source ${code(policy.sourceRepository)} at ${policy.sourceRef === undefined ? 'any ref' : code(policy.sourceRef)}`;
  return [
    `**Verified by ${run}** to be signed by exactly this: ${exactly}.${signer === undefined || signer.sourceRef === policy.sourceRef ? '' : ` The signer's ref is ${code(signer.sourceRef)}.`}`,
    ...(statements
      ? [
          '',
          ...table(
            ['Statement', 'About', 'Says', 'Verified by'],
            [
              ['Signature', 'the image and every platform', 'released by the signer', run],
              ...(record === undefined ? [] : recordRows(record, run)),
            ],
          ),
        ]
      : []),
  ];
}

function recordRows({ platforms, source }: ReleaseRecord, run: string): readonly (readonly string[])[] {
  return [
    [
      'Release record',
      'the image',
      `commit ${code(source.commit.slice(0, 12))} of ${code(source.repository)}`,
      run,
    ],
    ...platforms.slice(0, 6).flatMap(({ platform, scan, sbom }) => [
      [
        'Scan verdict',
        code(platform, 40),
        `**${scan.verdict}** for ${text(scan.policy.threshold.toLowerCase())} and above${scan.policy.fixableOnly ? ' with a fix' : ''}: ${describeCounts(scan.counts) || 'nothing found'}${scan.ignored === 0 ? '' : `, ${scan.ignored} ignored`}; ${scan.scanner.name} ${text(scan.scanner.version, 40)}, database of ${text(scan.database.updatedAt.slice(0, 16).replace('T', ' '), 40)}`,
        run,
      ],
      [
        'SBOM',
        code(platform, 40),
        `${plural(sbom.packages, 'package')} (${sbom.generator.name} ${text(sbom.generator.version, 40)})`,
        run,
      ],
    ]),
  ];
}

const notCompared = ({ notCompared: reason, record }: AppChange, what: string): string =>
  `**${what}** are not compared with the deployed image${
    reason === undefined
      ? record === undefined
        ? ': there is no release record'
        : ': its verdict names no findings'
      : `: ${text(reason, 400)}`
  }.`;

function chartLines(chart: AppChange['chart']): readonly string[] {
  if (chart === undefined) return [];
  const items = [
    ...chart.problems.map((problem) => ['❌', problem] as const),
    ...chart.notes.map((note) => ['ℹ️', note] as const),
  ];
  return [
    '**Chart**',
    '',
    ...(items.length === 0 ? ['- ✅ no problem found'] : []),
    ...items.slice(0, MAX_CHART_LINES).map(([mark, line]) => `- ${mark} ${text(line, 500)}`),
    ...(items.length > MAX_CHART_LINES
      ? ['', `… and ${plural(items.length - MAX_CHART_LINES, 'more line')}.`]
      : []),
  ];
}

const MAX_CHART_LINES = 12;

/** One command a line is all that is shown: it is for copying, and a line break would be another command. */
function codeBlock(command: string): readonly string[] {
  const line = singleLine(cut(command, 1000)).replaceAll('<!--', '<! --');
  const longest = Math.max(2, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}sh`, line, fence];
}
