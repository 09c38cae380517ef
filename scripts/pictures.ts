// Writes the HTML of docs/pull-request.md, with one app unfolded, for docs/images/pull-request.png. Made by hand
// when the text changes, because it takes a browser (CONTRIBUTING.md).
//
//   node scripts/node24.mjs scripts/picture.ts > pull-request.html
import { readFileSync } from 'node:fs';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

const markdown = readFileSync(new URL('../docs/pull-request.md', import.meta.url), 'utf8');
const body = micromark(markdown, {
  allowDangerousHtml: true,
  extensions: [gfm()],
  htmlExtensions: [gfmHtml()],
})
  // GitHub's coloured boxes.
  .replace(
    /<blockquote>\s*<p>\[!(CAUTION|WARNING)\]\s*(?:<\/p>)?/g,
    (_, level: string) =>
      `<blockquote class="${level.toLowerCase()}"><p class="title">${level === 'CAUTION' ? '⛔ Caution' : '⚠️ Warning'}</p>`,
  )
  // One that has everything in it.
  .replace(/<details>(?=\n<summary><b>api<)/, '<details open>');

process.stdout.write(`<!doctype html><meta charset="utf-8"><style>
body { font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", Helvetica, Arial, sans-serif, "Noto Color Emoji";
  color: #1f2328; margin: 0; padding: 20px 24px; width: 1110px; background: #fff }
h3 { font-size: 20px; margin: 0 0 12px } p, table, ul, pre, blockquote { margin: 0 0 14px }
table { border-collapse: collapse } th, td { border: 1px solid #d1d9e0; padding: 5px 11px; text-align: left }
th { background: #f6f8fa } thead th:empty { padding: 0; border: 0 } a { color: #0969da; text-decoration: none }
code { font: 12px ui-monospace, "DejaVu Sans Mono", monospace; background: #818b981f; border-radius: 6px; padding: 2px 5px; white-space: nowrap }
pre { background: #f6f8fa; border-radius: 6px; padding: 12px } pre code { background: none; padding: 0 }
blockquote { border-left: 4px solid; padding: 6px 14px } blockquote ul { margin: 0; padding-left: 20px; color: #1f2328 }
.title { font-weight: 600; margin: 0 0 4px } .caution { border-color: #cf222e } .caution .title { color: #cf222e }
.warning { border-color: #9a6700 } .warning .title { color: #9a6700 } summary { margin-bottom: 12px; cursor: pointer }
details { margin-bottom: 8px } ul { padding-left: 24px }
</style>${body}\n`);
