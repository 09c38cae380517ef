/** What an image or a database can have a scanner say, 100 KB of each piece: none takes more than linear time. */
import { finding } from '@sealift/testing/findings';
import { expect, test } from 'vitest';
import { ruleHelp, sarifText } from '../../src/scan/sarif-text.ts';
import { mayMatter, observeLog } from '../../src/scan/scanner-log.ts';
import { htmlText, logText, markdownCode, markdownText, singleLine } from '../../src/text/sanitize.ts';

const PIECES = [
  ...[
    'a',
    '1',
    '.',
    '/',
    '\\',
    '`',
    '|',
    '-',
    '_',
    '*',
    '~',
    '[',
    ']',
    '[](',
    '](',
    '{',
    '{0',
    '<',
    '<a',
    '</',
  ],
  ...[
    '@a',
    '#1',
    'GH-1',
    ':a:',
    ':a',
    '::',
    '://',
    'www.',
    'https://',
    '&amp;',
    '%',
    ' ',
    '\t',
    '\n',
    '\r\n',
  ],
  ...[
    '\u2028',
    '\u202e',
    '\u001b[',
    '\ud800',
    '# ',
    '\n## ',
    '\n> ',
    '[a] ',
    '2026\tWARN\t[a] ',
    'WARN',
    '--',
  ],
];
/** Milliseconds: many times what it takes on a busy machine. */
const LIMIT = 3000;
const USES: Readonly<Record<string, (text: string) => unknown>> = {
  ...{ sarifText, markdownText, markdownCode, htmlText, logText, singleLine, mayMatter },
  observeLog: (text) => observeLog([text]),
  ruleHelp: (text) =>
    ruleHelp(finding({ id: text, title: text, description: text, packageName: text, fixedVersion: text })),
};

test.each(PIECES)('%j', (piece) => {
  for (const tail of ['', 'x', '\n']) {
    const text = piece.repeat(Math.ceil(100_000 / piece.length)) + tail;
    for (const [name, use] of Object.entries(USES)) {
      const start = performance.now();
      use(text);
      expect([name, performance.now() - start < LIMIT]).toEqual([name, true]);
    }
  }
});
