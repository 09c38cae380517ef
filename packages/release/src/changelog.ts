/** CHANGELOG.md: a section for each release, the newest first. */
import { markdownText } from '@sealift/core/text/sanitize';
import type { Change } from './change.ts';

export type Section = {
  readonly version: string;
  /** The release before; undefined for the first one. */
  readonly since: string | undefined;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly changes: readonly Change[];
  /** https://github.com/owner/name */
  readonly page: string;
};

const GROUPS = [
  ['feat', 'Features'],
  ['fix', 'Fixes'],
  ['perf', 'Performance'],
  ['revert', 'Taken back'],
] as const;

/** What stands where no release is: the first section takes its place. */
export const NOTHING_YET = ' Nothing is released yet.';

const link = (page: string, sha: string) => `[${sha.slice(0, 7)}](${page}/commit/${sha})`;

function line(page: string, { scope, sha }: Change, text: string): string {
  const about = scope === undefined ? '' : `**${markdownText(scope)}:** `;
  return `- ${about}${markdownText(text)} (${link(page, sha)})`;
}

export function renderSection({ version, since, date, changes, page }: Section): string {
  const title = since === undefined ? version : `[${version}](${page}/compare/v${since}...v${version})`;
  const breaking = changes.flatMap((change) =>
    change.breaking === undefined ? [] : [line(page, change, change.breaking)],
  );
  const groups = GROUPS.map(([type, name]): [string, readonly string[]] => [
    name,
    changes.filter((change) => change.type === type).map((change) => line(page, change, change.description)),
  ]);
  const parts = ([['Breaking changes', breaking], ...groups] as const)
    .filter(([, lines]) => lines.length > 0)
    .map(([name, lines]) => `### ${name}\n\n${lines.join('\n')}\n`);
  return [`## ${title} (${date})\n`, ...parts].join('\n');
}

/** Puts a section before the newest one, or in place of its own earlier form. */
export function insertSection(changelog: string, version: string, section: string): string {
  const text = changelog.replace(NOTHING_YET, '');
  const { start, end } = placeOf(text, version) ?? { start: firstSection(text), end: firstSection(text) };
  return `${text.slice(0, start).trimEnd()}\n\n${section.trimEnd()}\n\n${text.slice(end)}`
    .trimEnd()
    .concat('\n');
}

/** @returns the text as it is when there is no such section */
export function removeSection(changelog: string, version: string): string {
  const place = placeOf(changelog, version);
  return place === undefined ? changelog : changelog.slice(0, place.start) + changelog.slice(place.end);
}

/** The section of a version without its title. @returns undefined when there is none */
export function sectionOf(changelog: string, version: string): string | undefined {
  const place = placeOf(changelog, version);
  if (place === undefined) return undefined;
  const section = changelog.slice(place.start, place.end);
  return section.slice(section.indexOf('\n') + 1).trim();
}

/** Versions that have a section, as they stand. */
export const versionsIn = (changelog: string): readonly string[] =>
  changelog.split('\n').flatMap((line) => titleOf(line) ?? []);

/** `## [1.2.3](…) (2026-11-27)` and `## 1.2.3 (2026-11-27)` → 1.2.3 */
const titleOf = (line: string): string | undefined => /^## \[?(\d+\.\d+\.\d+)[\] ]/.exec(line)?.[1];

function firstSection(text: string): number {
  const at = text.indexOf('\n## ');
  return at < 0 ? text.length : at + 1;
}

function placeOf(text: string, version: string): { start: number; end: number } | undefined {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => titleOf(line) === version);
  if (at < 0) return undefined;
  const next = lines.findIndex((line, place) => place > at && line.startsWith('## '));
  const offset = (place: number) => lines.slice(0, place).reduce((sum, line) => sum + line.length + 1, 0);
  return { start: offset(at), end: next < 0 ? text.length : offset(next) };
}
