/** Text from images and databases on its way into SARIF, where viewers read links, placeholders and Markdown. */
import { markdownCode, markdownText, markdownUrl, singleLine } from '../text/sanitize.ts';
import type { Finding } from './finding.ts';

const ZERO_WIDTH_SPACE = '\u200b';

/** At most so many UTF-16 units, never half a surrogate pair. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/**
 * A SARIF text property: no embedded link (`[text](target)`), no placeholder (`{0}`), no HTML.
 * SARIF 2.1.0 sections 3.11.5 and 3.11.6; the escapes defined there are shown literally by GitHub.
 */
export const sarifText = (text: string): string =>
  singleLine(text)
    .replace(/\](?=\()/g, `]${ZERO_WIDTH_SPACE}`)
    .replace(/\{(?=\d)/g, `{${ZERO_WIDTH_SPACE}`)
    .replace(/<(?=[a-z/!?])/gi, `<${ZERO_WIDTH_SPACE}`);

/** What the alert's page says about the rule. Nothing in it depends on where the finding was. */
export function ruleHelp(finding: Finding): {
  readonly text: string;
  readonly markdown: string;
  readonly url: string | undefined;
} {
  const url = finding.url === undefined ? undefined : markdownUrl(finding.url);
  const fix = finding.fixedVersion ?? 'none published';
  const rows: readonly (readonly [string, string])[] =
    finding.kind === 'vulnerability'
      ? [
          ['Package', finding.packageName],
          ['Kind', finding.type],
          ['Fixed version', fix],
          ['Severity', finding.severity],
        ]
      : [
          ['Kind', finding.kind],
          ['Severity', finding.severity],
        ];
  const title = finding.title || finding.id;
  const description = cut(finding.description, 4000);
  const link =
    url === undefined
      ? markdownCode(cut(finding.id, 255))
      : `[${markdownText(cut(finding.id, 255))}](${url})`;
  return {
    url,
    text: sarifText(
      [title, ...rows.map(([name, value]) => `${name}: ${cut(value, 500)}`), description, url ?? ''].join(
        ' \u2022 ',
      ),
    ),
    markdown: [
      `**${link}: ${markdownText(cut(title, 1000))}**`,
      '',
      '| | |',
      '|---|---|',
      ...rows.map(([name, value]) => `| ${name} | ${value === '' ? '' : markdownCode(cut(value, 500))} |`),
      '',
      markdownText(description),
    ].join('\n'),
  };
}
