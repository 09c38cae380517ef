/** Pieces of a pull request's text. Every value comes from outside and is escaped and shortened here. */

import { cut } from '@sealift/core/scan/sarif-text';
import type { Severity } from '@sealift/core/scan/severity';
import { formatBytes } from '@sealift/core/text/bytes';
import {
  htmlText,
  markdownCode,
  markdownText,
  markdownUrl,
  type RawText,
  type SanitizedText,
} from '@sealift/core/text/sanitize';

/** UTF-16 units of one value. */
const MAX_VALUE = 200;
/** A longer address is shown as text. */
const MAX_URL = 600;

/** Not at the beginning of a line. */
export const text = (value: RawText, limit = MAX_VALUE): SanitizedText<'markdown'> =>
  markdownText(cut(value, limit));
export const code = (value: RawText, limit = MAX_VALUE): SanitizedText<'markdown'> =>
  value === '' ? markdownText('') : markdownCode(cut(value, limit));
export const html = (value: RawText, limit = MAX_VALUE): SanitizedText<'html'> => htmlText(cut(value, limit));

/** @param label Markdown; it stays alone where the address is not one to link to */
export function link(label: string, url: string | undefined): string {
  const target = url === undefined ? undefined : markdownUrl(url);
  return target === undefined || target.length > MAX_URL ? label : `[${label}](${target})`;
}

/** `sha-c0ffee1` for `sha-` and 40 digits: the whole tag is in the details. */
export const shortTag = (tag: string): string =>
  tag.replace(/(?<![0-9a-f])([0-9a-f]{7})[0-9a-f]{33}(?![0-9a-f])/g, '$1');

export const shortDigest = (digest: string): string => digest.replace(/^sha256:/, '').slice(0, 12);

export const plural = (count: number, noun: string): string =>
  `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;

export const severityWord = (severity: Severity): string => severity.toLowerCase();

const ICONS: Record<Severity, string> = {
  CRITICAL: '🔴',
  HIGH: '🟠',
  MEDIUM: '🟡',
  LOW: '🔵',
  UNKNOWN: '⚪',
};
export const severityLabel = (severity: Severity): string =>
  `${ICONS[severity]} ${severity.charAt(0)}${severity.slice(1).toLowerCase()}`;

/** `+1.2 MB`, `−300 KB`, `±0`. */
export function formatDelta(before: number, after: number): string {
  if (before === after) return '±0';
  return `${after > before ? '+' : '−'}${formatBytes(Math.abs(after - before))}`;
}

/** The address of a commit beside the comparison that it stands in; undefined when that is not GitHub's form. */
export function commitUrl(compareUrl: string, sha: string): string | undefined {
  const repository = /^(https:\/\/[^?#]+)\/compare\/[^/]+$/.exec(compareUrl)?.[1];
  return repository === undefined || !/^[0-9a-f]{7,64}$/.test(sha)
    ? undefined
    : `${repository}/commit/${sha}`;
}

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  rows.length === 0 ? [] : [tableRow(head), tableRow(head.map(() => '---')), ...rows.map(tableRow)];

export const tableRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
