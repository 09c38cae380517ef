/**
 * The text of a bump's pull request. Everything in it comes from records and files of others, so every piece is
 * escaped where it is put; hidden comments mark what belongs to which app, so that an update keeps what earlier runs
 * said about other apps.
 */
import type { Digest } from './digest.ts';
import { markdownCode, markdownText, markdownUrl } from './hostile-text.ts';
import type { PlatformRecord, ReleaseRecord, Signer, Source } from './release-record.ts';
import { SEVERITIES } from './release-record.ts';

export type AppChange = {
  readonly app: string;
  readonly file: string;
  /** As written for people, e.g. `image.tag`. */
  readonly path: string;
  readonly line: number;
  /** The value that is deployed now. */
  readonly before: string;
  readonly after: string;
  /** registry/repository */
  readonly image: string;
  readonly digest: Digest;
  /** undefined when bump was given an image instead of evidence. */
  readonly record?: ReleaseRecord;
  /** Whose signature the sign job made and verified. */
  readonly signer?: Signer;
};

export type PullRequestText = {
  readonly changes: readonly AppChange[];
  /** What the reader must know before merging. */
  readonly warnings: readonly string[];
  /** The present text when an open pull request is updated: the rows of other apps stay. */
  readonly previous?: string;
};

/** GitHub's limit is 65,536 characters. */
export const MAX_BODY = 65_000;
const MARKER = '<!-- sealift:bump -->';
/** Of one value from outside. */
const MAX_VALUE = 200;
const HEAD = '| App | Tag | Digest | Scan | SBOM | Source |\n| --- | --- | --- | --- | --- | --- |';

/** True for a text that this module wrote; a text without the marker is a person's. */
export const isBumpBody = (body: string): boolean => body.includes(MARKER);

type Section = { readonly app: string; readonly row: string; readonly details: string };

export function renderPullRequestBody(text: PullRequestText): string {
  const own = text.changes.map((change) => ({
    app: change.app,
    row: row(change),
    details: details(change),
  }));
  const mine = new Set(own.map(({ app }) => app));
  const kept = keptSections(text.previous).filter(({ app }) => !mine.has(app));
  const warnings = text.warnings.map((warning) => `> [!WARNING]\n> ${markdownText(clip(warning, 1000))}\n`);
  const count = own.length + kept.length;
  const head = [
    MARKER,
    `This changes the deployed image tag of ${count === 1 ? 'one app' : `${count} apps`}.${
      own.every(({ app }) => text.changes.some((change) => change.app === app && change.record !== undefined))
        ? ' What is said of the images comes from their release records.'
        : ' There is no release record for some images: nothing is said here about their scan, SBOM and source.'
    }`,
    ...warnings,
  ].join('\n');
  return fit(head, [...own, ...kept]);
}

/** Drops details from the last app on, then rows, until GitHub takes the text. */
function fit(head: string, sections: readonly Section[]): string {
  const assemble = (rows: number, withDetails: number): string => {
    const left = sections.length - withDetails;
    return [
      head,
      `${HEAD}\n${sections
        .slice(0, rows)
        .map((section) => section.row)
        .join('\n')}`,
      ...(rows < sections.length
        ? [`… and ${sections.length - rows} more apps: see the files changed.`]
        : []),
      ...sections
        .slice(0, withDetails)
        .map((section) => section.details)
        .filter((text) => text !== ''),
      ...(left > 0
        ? [`The details of ${left} apps are left out: GitHub limits the length of this text.`]
        : []),
    ].join('\n\n');
  };
  /** The largest count that fits; a higher count is always a longer text. */
  const largest = (limit: number, text: (count: number) => string): number => {
    let [fits, over] = [0, limit + 1];
    while (over - fits > 1) {
      const middle = Math.floor((fits + over) / 2);
      if (text(middle).length <= MAX_BODY) fits = middle;
      else over = middle;
    }
    return fits;
  };
  const withDetails = largest(sections.length, (count) => assemble(sections.length, count));
  const rows = withDetails > 0 ? sections.length : largest(sections.length, (count) => assemble(count, 0));
  return assemble(rows, withDetails);
}

function row({ app, before, after, digest, record }: AppChange): string {
  const cells = [
    `**${markdownText(app)}**`,
    before === after
      ? `${code(after)} (unchanged)`
      : `${before === '' ? '(none)' : code(before)} → ${code(after)}`,
    code(digest),
    record === undefined ? 'unknown' : scanCell(record.platforms),
    record === undefined
      ? 'unknown'
      : `${Math.max(...record.platforms.map(({ sbom }) => sbom.packages))} packages`,
    record === undefined ? 'unknown' : sourceCell(record.source),
  ];
  return `| ${cells.join(' | ')} <!-- sealift:row:${app} --> |`;
}

function scanCell(platforms: readonly PlatformRecord[]): string {
  const failed = platforms.filter(({ scan }) => scan.verdict !== 'pass');
  const counts = severityCounts(platforms);
  return `${failed.length === 0 ? 'pass' : '**fail**'}${counts === '' ? '' : `, ${counts}`}`;
}

/** `2 high, 5 medium`, the highest first; platforms mostly share their packages, so the largest number counts. */
function severityCounts(platforms: readonly PlatformRecord[]): string {
  return [...SEVERITIES]
    .reverse()
    .map((severity) => {
      const count = Math.max(...platforms.map(({ scan }) => scan.counts[severity]));
      return count === 0 ? '' : `${count} ${severity.toLowerCase()}`;
    })
    .filter((part) => part !== '')
    .join(', ');
}

function sourceCell(source: Source): string {
  const commit = source.commit.slice(0, 7);
  return `${link(commit, sourceUrl(source))} of ${markdownText(clip(source.repository))}`;
}

/** The address of the commit on the server that the run was on. */
function sourceUrl({ runUrl, repository, commit }: Source): string {
  const server = URL.canParse(runUrl) ? new URL(runUrl).origin : '';
  return `${server}/${repository.split('/').map(encodeURIComponent).join('/')}/commit/${commit}`;
}

function details(change: AppChange): string {
  const { app, record, signer } = change;
  const lines = [
    `- Changed: ${code(change.path)} in ${code(change.file)}, line ${change.line}`,
    `- Image: ${code(`${change.image}@${change.digest}`)}`,
    ...(signer === undefined ? [] : [`- Signed by: ${code(signer.identity)}`]),
    ...(record === undefined ? [] : recordLines(record)),
  ];
  return [
    `<!-- sealift:details:${app} -->`,
    '<details>',
    `<summary>${app.replace(/[^a-zA-Z0-9._-]/g, '�')}</summary>`,
    '',
    ...lines,
    '',
    '</details>',
    `<!-- sealift:end:${app} -->`,
  ].join('\n');
}

function recordLines({ source, platforms, tags }: ReleaseRecord): readonly string[] {
  return [
    `- Workflow: ${code(source.workflowRef)}`,
    `- Source: ${link(source.commit, sourceUrl(source))} on ${code(source.ref)} of ${markdownText(clip(source.repository))}`,
    `- Built in: ${link(`run ${clip(source.runId, 40)}, attempt ${clip(source.runAttempt, 10)}`, source.runUrl)}`,
    ...(tags.length === 0 ? [] : [`- Tags: ${tags.slice(0, 10).map(code).join(', ')}`]),
    ...platforms.slice(0, 20).map(platformLine),
  ];
}

function platformLine({ platform, digest, size, scan, sbom }: PlatformRecord): string {
  const { policy, scanner, database } = scan;
  const found = severityCounts([{ platform, digest, size, scan, sbom }]);
  return [
    `- ${code(platform)}: ${code(digest)}, ${(size / 1e6).toFixed(1)} MB`,
    `scan ${scan.verdict}: ${found === '' ? 'nothing found' : found}; ${scan.blocking} count against the policy (${policy.threshold.toLowerCase()} and above${policy.fixableOnly ? ', only with a fix' : ''}${policy.ignoreFile === undefined ? '' : `, ${scan.ignored} ignored by a file`})`,
    `${scanner.name} ${markdownText(clip(scanner.version, 40))} with the database of ${markdownText(clip(database.updatedAt, 40))}`,
    `SBOM: ${sbom.packages} packages (${sbom.documents.map(({ format }) => format).join(', ')})`,
  ].join('; ');
}

/** No value may look like one of the markers, also in code, where it would be shown as it is. */
const clip = (text: string, limit = MAX_VALUE): string =>
  shorten(text, limit).replaceAll('<!--', '<!\u200b--');

const shorten = (text: string, limit: number): string =>
  text.length > limit ? `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…` : text;

const code = (text: string): string => markdownCode(clip(text));

function link(text: string, url: string): string {
  const target = markdownUrl(url);
  return target === undefined ? markdownText(text) : `[${markdownText(text)}](${target})`;
}

/** App names as they stand in markers. */
const NAME = '[a-z0-9]+(?:[._-][a-z0-9]+)*';

/** What an earlier version of the text says about each app. */
function keptSections(previous: string | undefined): readonly Section[] {
  if (previous === undefined || !isBumpBody(previous)) return [];
  const text = previous.replaceAll('\r\n', '\n').slice(0, 2 * MAX_BODY);
  return [...text.matchAll(new RegExp(`^\\| .* <!-- sealift:row:(${NAME}) --> \\|$`, 'gm'))].map(
    ([whole, app = '']) => ({ app, row: whole, details: keptDetails(text, app) }),
  );
}

function keptDetails(text: string, app: string): string {
  const start = text.indexOf(`<!-- sealift:details:${app} -->`);
  const mark = `<!-- sealift:end:${app} -->`;
  const end = text.indexOf(mark, start);
  return start === -1 || end === -1 ? '' : text.slice(start, end + mark.length);
}
