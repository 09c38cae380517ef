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

/**
 * One line for the runner's stdout. The runner reads `::command::` at the start of a line and `##[command]`
 * anywhere in it, so both are broken up wherever they stand.
 */
export const neutraliseCommands = (line: string): string =>
  line.replace(/:(?=:)/g, `:${ZERO_WIDTH_SPACE}`).replaceAll('##[', `##${ZERO_WIDTH_SPACE}[`);

/** Control characters, bidirectional overrides and invisible characters as visible `�`, line breaks as spaces. */
export const singleLine = (text: string): string =>
  text
    .replace(/[\r\n\u2028\u2029]+/g, ' ')
    .replace(UNPRINTABLE, '�')
    .toWellFormed();

/**
 * What GitHub makes links and pictures of in text that is rendered already, where no escape helps: mentions, issues
 * (`#1`, `GH-1`), addresses, `:emoji:`.
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 */
const breakReferences = (text: string): string =>
  text
    .replace(/@(?=[\w.-])/g, `@${ZERO_WIDTH_SPACE}`)
    .replace(/#(?=\d)/g, `#${ZERO_WIDTH_SPACE}`)
    .replace(/\b(GH-)(?=\d)/gi, `$1${ZERO_WIDTH_SPACE}`)
    .replace(/:(?=[+-]1:|[a-z][\w+-]*:)/gi, `:${ZERO_WIDTH_SPACE}`)
    .replace(/:\/\//g, `:${ZERO_WIDTH_SPACE}//`)
    .replace(/www\./gi, (prefix) => `${prefix.slice(0, 3)}${ZERO_WIDTH_SPACE}.`);

const htmlEntities = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * Text inside a Markdown paragraph or table cell: no markup, HTML, mention, issue link or autolink survives. Not for
 * the beginning of a line, where `-` and `1.` mean something.
 */
export const markdownText = (text: string): string =>
  htmlEntities(breakReferences(singleLine(text))).replace(/[\\`*_{}[\]()#+!|~$]/g, '\\$&');

/** Text inside an HTML element that stands in Markdown, where escapes of Markdown do not count. */
export const htmlText = (text: string): string =>
  htmlEntities(breakReferences(singleLine(text)))
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** Text as inline code in Markdown, safe in a table cell and against runs of backticks. */
export function markdownCode(text: string): string {
  // In a table cell GitHub splits at "|" even inside code, unless it is escaped; a backslash of the text before it would
  // escape the escape. And what looks for hidden comments must not find one that is shown.
  const plain = singleLine(text)
    .replace(/\\(?=\|)/g, `\\${ZERO_WIDTH_SPACE}`)
    .replaceAll('|', '\\|')
    .replaceAll('<!--', `<!${ZERO_WIDTH_SPACE}--`);
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = plain.startsWith('`') || plain.endsWith('`') || plain.trim() === '' ? ' ' : '';
  return `${fence}${pad}${plain}${pad}${fence}`;
}

/** An https URL as a Markdown link target, or undefined when it is not one. */
export function markdownUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'https:') return undefined;
  return url.href
    .replaceAll('&', '&amp;')
    .replace(/[()<>[\]\\`|]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
