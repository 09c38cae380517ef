/**
 * What belongs to one app in a pull request's text, between hidden comments: an update keeps what an earlier run said of
 * an app of which less is known now.
 */
import { digestHex, digestOf } from '@sealift/core/image/digest';
import { type Alert, alertsOf } from './alerts.ts';
import { detailsOf } from './details.ts';
import { EXTENTS, type Extent } from './extents.ts';
import { code, text as escaped, shortDigest, tableRow } from './format.ts';
import { rowOf, shortRowOf } from './row.ts';
import type { SharedBlock, SharedOf } from './shared.ts';
import type { AppChange, PullRequestText } from './text.ts';

/** How much a reviewer has to look at it. What has least is shortened first. */
export type Tier = 'risk' | 'news' | 'quiet';

export type Section = {
  readonly key: string;
  readonly tier: Tier;
  /** Escaped, with the environment. */
  readonly name: string;
  readonly row: string;
  /** Without what is only of interest where there is room. */
  readonly shortRow: string;
  /** Cells of the table of those whose details are left out. */
  readonly facts: readonly string[];
  readonly alerts: readonly { readonly level: Alert['level']; readonly line: string }[];
  /** From the longest on; an empty text where there is nothing. */
  readonly details: (extent: number) => string;
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

const mark = (row: string, key: string): string => row.replace(/ \|$/, ` <!-- sealift:row:${key} --> |`);

export function sectionOf(
  change: AppChange,
  kind: PullRequestText['kind'],
  shared: SharedOf = {},
  extents: readonly Extent[] = EXTENTS,
): Section {
  const key = sectionKey(change);
  const name = nameOf(change);
  const alerts = alertsOf(change, kind);
  const uses = Object.values(shared).map(({ id }) => `<!-- sealift:uses:${id} -->\n`);
  return {
    key,
    name,
    tier: alerts.length > 0 ? 'risk' : isQuiet(change) ? 'quiet' : 'news',
    row: mark(tableRow(rowOf(change)), key),
    shortRow: mark(tableRow(shortRowOf(change)), key),
    facts: factsOf(change),
    alerts: alerts.map(({ level, text }) => ({
      level,
      line: `> - **${name}**: ${text} <!-- sealift:${level.toLowerCase()}:${key} -->`,
    })),
    details: remembered((extent) => {
      const which = extents[extent];
      if (which === undefined) return '';
      return `<!-- sealift:details:${key} -->\n${uses.join('')}${detailsOf(change, which, shared)}\n<!-- sealift:end:${key} -->`;
    }),
  };
}

const nameOf = ({ app, environment }: AppChange): string =>
  `${escaped(app, 100)}${environment === undefined ? '' : ` (${escaped(environment, 60)})`}`;

/** A comparison that shows nothing to weigh: no new vulnerability, no downgrade. What is not known is never quiet. */
function isQuiet({ comparison, commits, chart }: AppChange): boolean {
  if (comparison?.vulnerabilities === undefined || (chart?.notes.length ?? 0) > 0) return false;
  const { introduced, accepted } = comparison.vulnerabilities;
  return (
    introduced.length + accepted.length === 0 &&
    commits?.relation !== 'unknown' &&
    !comparison.packages.changed.some(({ direction }) => direction === 'downgrade')
  );
}

function factsOf({ app, environment, digest, edits }: AppChange): readonly string[] {
  const [first] = edits;
  return [
    `**${escaped(app, 100)}**${environment === undefined ? '' : ` (${escaped(environment, 60)})`}`,
    code(shortDigest(digest)),
    first === undefined
      ? ''
      : `${code(first.file, 120)} line ${first.line}${edits.length > 1 ? ` and ${edits.length - 1} more` : ''}`,
  ];
}

function remembered(make: (extent: number) => string): (extent: number) => string {
  const known = new Map<number, string>();
  return (extent) => {
    const text = known.get(extent) ?? make(extent);
    known.set(extent, text);
    return text;
  };
}

const ROW = new RegExp(`^\\| .* <!-- sealift:row:(${KEY}) --> \\|$`, 'gm');
const ALERT = new RegExp(`^> - .* <!-- sealift:(caution|warning):(${KEY}) -->$`, 'gm');
const USES = /^<!-- sealift:uses:([0-9a-f]{12}) -->$/gm;
/** GitHub takes no longer text; whoever edited it cannot make this slow. */
const MAX_PREVIOUS = 70_000;

/** What an earlier text says about an app. */
export type Kept = Pick<Section, 'row' | 'alerts'> & {
  /** An empty text where there was no room for them. */
  readonly details: string;
  /** Ids of the shared blocks that the details refer to. */
  readonly uses: readonly string[];
};

export type KeptText = {
  readonly sections: ReadonlyMap<string, Kept>;
  /** Shared blocks by id. */
  readonly blocks: ReadonlyMap<string, string>;
};

export function keptText(previous: string): KeptText {
  const text = previous.replaceAll('\r\n', '\n').slice(0, MAX_PREVIOUS);
  const alerts = [...text.matchAll(ALERT)].map(([line, level, key]) => ({
    key,
    line,
    level: level === 'caution' ? ('CAUTION' as const) : ('WARNING' as const),
  }));
  const sections = new Map(
    [...text.matchAll(ROW)].map(([row, key = '']) => {
      const details = between(text, `<!-- sealift:details:${key} -->`, `<!-- sealift:end:${key} -->`);
      const kept: Kept = {
        row,
        alerts: alerts.filter((alert) => alert.key === key).map(({ level, line }) => ({ level, line })),
        details,
        uses: [...details.matchAll(USES)].map(([, id = '']) => id),
      };
      return [key, kept] as const;
    }),
  );
  const used = new Set([...sections.values()].flatMap(({ uses }) => uses));
  const blocks = [...used].map((id) => [id, between(text, blockBegin(id), blockEnd(id))] as const);
  return { sections, blocks: new Map(blocks.filter(([, block]) => block !== '')) };
}

const blockBegin = (id: string) => `<!-- sealift:shared:${id} -->`;
const blockEnd = (id: string) => `<!-- sealift:end-shared:${id} -->`;

/** A shared block as it stands in the text. */
export const blockText = ({ id, markdown }: SharedBlock, extent: Extent): string =>
  `${blockBegin(id)}\n${markdown(extent)}\n${blockEnd(id)}`;

function between(text: string, begin: string, end: string): string {
  const start = text.indexOf(begin);
  const stop = text.indexOf(end, start);
  return start === -1 || stop === -1 ? '' : text.slice(start, stop + end.length);
}

/**
 * What was said of the same image, where this run knows less of it: only what names exactly that digest is kept, so that
 * nothing is said of one image that was said of another.
 */
export function withKept(section: Section, change: AppChange, kept: KeptText): Section {
  const earlier = kept.sections.get(section.key);
  if (change.verification.kind !== 'earlier' || !earlier?.details.includes(change.digest)) return section;
  return {
    ...section,
    tier: earlier.alerts.length > 0 ? 'risk' : 'news',
    row: earlier.row,
    alerts: earlier.alerts,
    details: (extent) => (extent < EXTENTS.length ? earlier.details : ''),
  };
}
