/**
 * Text from outside (build output, package names, PR titles, file names) on its way to a place that interprets it.
 */

const ZERO_WIDTH_SPACE = '\u200b';
/** C0 and C1 controls except tab, and the bidirectional overrides that reorder what a reader sees. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes.
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * One line for the runner's stdout. The runner reads `::command::` at the start of a line and `##[command]`
 * anywhere in it, so both are broken up wherever they stand.
 */
export const neutraliseCommands = (line: string): string =>
  line.replace(/:(?=:)/g, `:${ZERO_WIDTH_SPACE}`).replaceAll('##[', `##${ZERO_WIDTH_SPACE}[`);

/** Control characters and bidirectional overrides as visible `�`, line breaks as spaces. */
export const singleLine = (text: string): string =>
  text.replace(/[\r\n\u2028\u2029]+/g, ' ').replace(UNPRINTABLE, '�');

/** Text inside a Markdown paragraph or table cell: no markup, HTML, mention, issue link or autolink survives. */
export const markdownText = (text: string): string =>
  singleLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_{}[\]()#+!|~]/g, '\\$&')
    .replace(/@(?=\w)/g, `@${ZERO_WIDTH_SPACE}`)
    .replace(/:\/\//g, `:${ZERO_WIDTH_SPACE}//`)
    .replace(/www\./gi, `www${ZERO_WIDTH_SPACE}.`);

/** Text as inline code in Markdown, safe in a table cell and against runs of backticks. */
export function markdownCode(text: string): string {
  // In a table cell GitHub splits at "|" even inside code, unless it is escaped.
  const plain = singleLine(text).replaceAll('|', '\\|');
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
  return url.href.replace(
    /[()<>[\]\\`|]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
