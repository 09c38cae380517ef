/**
 * Text from outside (build output, package names, PR titles, file names) on its way to a place that interprets it.
 */

const ZERO_WIDTH_SPACE = '\u200b';
/**
 * C0 and C1 controls except tab; what reorders what a reader sees (bidirectional marks, embeddings, isolates); and what
 * is not seen at all (soft hyphen, zero-width and invisible characters, tags), with which two names look like one.
 */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex lint/suspicious/noMisleadingCharacterClass: it removes them.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

declare const SAFE: unique symbol;

/** Text that was made safe for a place. The functions below make it, and none of them takes it again. */
export type SanitizedText<Place extends 'log' | 'line' | 'title' | 'markdown' | 'html'> = string & {
  readonly [SAFE]: Place;
};
/** Any text that was not. */
export type RawText = string & { readonly length: number; readonly [SAFE]?: never };

/** What a reader of lines leaves out before it compares: blanks, and what takes no room. */
const LEADING_COMMAND = /^([\s\p{C}]*)(:{2,})/u;

/**
 * Lines for the runner's stdout. It reads `::command::` behind nothing but blanks, and `##[command]` wherever it stands:
 * only those are broken up, so that `std::map` and `[::1]:5000` stay what they are. A carriage return ends a line too.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export const logText = (text: RawText): SanitizedText<'log'> =>
  text
    .replace(/[^\r\n]+/g, (line) =>
      line.replace(
        LEADING_COMMAND,
        (_match, blanks: string, colons: string) => blanks + [...colons].join(ZERO_WIDTH_SPACE),
      ),
    )
    .replaceAll('##[', `##${ZERO_WIDTH_SPACE}[`) as SanitizedText<'log'>;

/** Control characters, bidirectional overrides and invisible characters as visible `�`, line breaks as spaces. */
export const singleLine = (text: RawText): SanitizedText<'line'> => oneLine(text) as SanitizedText<'line'>;

const oneLine = (text: string): string =>
  text
    .replace(/[\r\n\u2028\u2029]+/g, ' ')
    .replace(UNPRINTABLE, '�')
    .toWellFormed();

/**
 * What GitHub makes links and pictures of in text that is rendered already, where no escape helps: mentions, issues
 * (`#1`, `GH-1`), addresses, `:emoji:`. Groups of an IPv6 address are left alone, except the three that are emoji.
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 */
const breakReferences = (text: string): string =>
  text
    .replace(/@(?=[\w.-])/g, `@${ZERO_WIDTH_SPACE}`)
    .replace(/#(?=\d)/g, `#${ZERO_WIDTH_SPACE}`)
    .replace(/\b(GH-)(?=\d)/gi, `$1${ZERO_WIDTH_SPACE}`)
    .replace(/:(?=[+-]1:|(?:ab?|b):|(?![\da-f]{1,4}:)[a-z][\w+-]*:)/gi, `:${ZERO_WIDTH_SPACE}`)
    .replace(/:\/\//g, `:${ZERO_WIDTH_SPACE}//`)
    .replace(/www\./gi, (prefix) => `${prefix.slice(0, 3)}${ZERO_WIDTH_SPACE}.`);

/** One line of a title or a commit message, where GitHub takes no escapes: nobody is mentioned, no issue is closed. */
export const titleText = (text: RawText): SanitizedText<'title'> =>
  breakReferences(oneLine(text)) as SanitizedText<'title'>;

const htmlEntities = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * Text inside a Markdown paragraph or table cell: no markup, HTML, mention, issue link or autolink survives. Not for
 * the beginning of a line, where `-` and `1.` mean something.
 */
export const markdownText = (text: RawText): SanitizedText<'markdown'> =>
  htmlEntities(breakReferences(oneLine(text))).replace(
    /[\\`*_{}[\]()#+!|~$]/g,
    '\\$&',
  ) as SanitizedText<'markdown'>;

/** Text inside an HTML element that stands in Markdown, where escapes of Markdown do not count. */
export const htmlText = (text: RawText): SanitizedText<'html'> =>
  htmlEntities(breakReferences(oneLine(text)))
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;') as SanitizedText<'html'>;

/** Text as inline code in Markdown, safe in a table cell and against runs of backticks. */
export function markdownCode(text: RawText): SanitizedText<'markdown'> {
  // In a table cell GitHub splits at "|" even inside code, unless it is escaped; a backslash of the text before it would
  // escape the escape. And what looks for hidden comments must not find one that is shown.
  const plain = oneLine(text)
    .replace(/\\(?=\|)/g, `\\${ZERO_WIDTH_SPACE}`)
    .replaceAll('|', '\\|')
    .replaceAll('<!--', `<!${ZERO_WIDTH_SPACE}--`);
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = plain.startsWith('`') || plain.endsWith('`') || plain.trim() === '' ? ' ' : '';
  return `${fence}${pad}${plain}${pad}${fence}` as SanitizedText<'markdown'>;
}

/** An https URL as a Markdown link target, or undefined when it is not one. */
export function markdownUrl(text: RawText): SanitizedText<'markdown'> | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'https:') return undefined;
  return url.href
    .replaceAll('&', '&amp;')
    .replace(
      /[()<>[\]\\`|]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    ) as SanitizedText<'markdown'>;
}
