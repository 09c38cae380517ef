/**
 * What belongs to one app in a pull request's text, between hidden comments: an update of a rolling pull request keeps
 * what earlier runs said of other apps.
 */
import { digestHex, digestOf } from '@sealift/core/image/digest';
import { type Alert, alertsOf } from './alerts.ts';
import { detailsOf, EXTENTS } from './details.ts';
import { text as escaped, tableRow } from './format.ts';
import { rowOf } from './row.ts';
import type { AppChange, PullRequestText } from './text.ts';

export type Section = {
  readonly key: string;
  readonly row: string;
  readonly alerts: readonly { readonly level: Alert['level']; readonly line: string }[];
  /** From the longest on; an empty text where there is no shorter one. */
  readonly details: readonly string[];
};

/** Of an app in an environment, as it stands in comments: nothing in it can end one. */
export const sectionKey = ({ app, environment }: Pick<AppChange, 'app' | 'environment'>): string =>
  environment === undefined ? encode(app) : `${encode(app)}@${encode(environment)}`;

function encode(name: string): string {
  const encoded = encodeURIComponent(name.toWellFormed())
    .replace(/[!'()*~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/-(?=-)|-$/g, '%2D');
  return encoded.length <= MAX_KEY
    ? encoded
    : `${encoded.slice(0, MAX_KEY / 2)}.${digestHex(digestOf(name)).slice(0, 16)}`;
}

const MAX_KEY = 120;

const KEY = '[A-Za-z0-9._%@-]+';

export function sectionOf(
  change: AppChange,
  kind: PullRequestText['kind'],
  extents: typeof EXTENTS = EXTENTS,
): Section {
  const key = sectionKey(change);
  const name = `${escaped(change.app, 100)}${change.environment === undefined ? '' : ` (${escaped(change.environment, 60)})`}`;
  return {
    key,
    row: tableRow(rowOf(change)).replace(/ \|$/, ` <!-- sealift:row:${key} --> |`),
    alerts: alertsOf(change, kind).map(({ level, text }) => ({
      level,
      line: `> - **${name}**: ${text} <!-- sealift:${level.toLowerCase()}:${key} -->`,
    })),
    details: extents.map(
      (extent) =>
        `<!-- sealift:details:${key} -->\n${detailsOf(change, extent)}\n<!-- sealift:end:${key} -->`,
    ),
  };
}

const ROW = new RegExp(`^\\| .* <!-- sealift:row:(${KEY}) --> \\|$`, 'gm');
const ALERT = new RegExp(`^> - .* <!-- sealift:(caution|warning):(${KEY}) -->$`, 'gm');
/** GitHub takes no longer text; whoever edited it cannot make this slow. */
const MAX_PREVIOUS = 70_000;

/** What an earlier text says about each app. */
export function keptSections(previous: string): readonly Section[] {
  const text = previous.replaceAll('\r\n', '\n').slice(0, MAX_PREVIOUS);
  const alerts = [...text.matchAll(ALERT)].map(([line, level, key]) => ({
    key,
    line,
    level: level === 'caution' ? ('CAUTION' as const) : ('WARNING' as const),
  }));
  const rows = new Map([...text.matchAll(ROW)].map(([row, key = '']) => [key, row]));
  return [...rows].map(([key, row]) => ({
    key,
    row,
    alerts: alerts.filter((alert) => alert.key === key).map(({ level, line }) => ({ level, line })),
    // One form only: it goes where the others would lose theirs.
    details: EXTENTS.map(() => keptDetails(text, key)),
  }));
}

function keptDetails(text: string, key: string): string {
  const start = text.indexOf(`<!-- sealift:details:${key} -->`);
  const mark = `<!-- sealift:end:${key} -->`;
  const end = text.indexOf(mark, start);
  return start === -1 || end === -1 ? '' : text.slice(start, end + mark.length);
}
