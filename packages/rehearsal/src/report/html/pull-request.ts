/** The pull request as its reviewers see it. */
import type { Evidence } from '../evidence.ts';
import { bounded, type Html, html } from './html.ts';
import { type MarkdownOptions, renderMarkdown } from './markdown.ts';
import { badge, counted, section } from './parts.ts';
import { type PatchFile, type PatchLine, parsePatch } from './patch.ts';

/** Characters of a patch, of one line of it, and lines of a file. */
const MOST = 200_000;
const MOST_IN_LINE = 500;
const MOST_LINES = 400;

export function pullRequest({ pullRequest: pull }: Evidence, options: MarkdownOptions): Html | undefined {
  if (pull === undefined) return undefined;
  const { text, cut } = bounded(pull.patch, MOST);
  const files = parsePatch(text);
  return section(
    'pull-request',
    'Pull request',
    html`In ${pull.repository}, which is a stand-in: its links lead nowhere.`,
    html`<article class="card pull">
<header><h3>${pull.title} <span class="number">#${pull.number}</span></h3><p>${badge('good', 'Open')} ${counted(files.length, 'file')} changed</p></header>
<div class="markdown">${renderMarkdown(pull.body, options)}</div>
</article>
<div class="files">${files.map(file)}${cut > 0 && html`<p class="cut">${cut} more characters of the change are not shown.</p>`}</div>`,
  );
}

const file = ({ path, hunks }: PatchFile): Html => html`<article class="card file">
<h3><code>${path}</code></h3>
${hunks.length === 0 && html`<p class="empty">No line of it is shown: it is binary, or only its mode or name changed.</p>`}
<div class="scroll" tabindex="0" role="group" aria-label="Change of the file"><table class="diff"><caption>Lines of ${path}</caption>
<thead><tr><th scope="col">Before</th><th scope="col">After</th><th scope="col">Line</th></tr></thead>
${hunks.map(
  ({
    heading,
    lines,
  }) => html`<tbody><tr class="hunk"><td colspan="3">${heading.slice(0, MOST_IN_LINE)}</td></tr>
${lines.slice(0, MOST_LINES).map(line)}${lines.length > MOST_LINES && html`<tr class="hunk"><td colspan="3">${lines.length - MOST_LINES} more lines are not shown.</td></tr>`}</tbody>`,
)}</table></div>
</article>
`;

const MARKS = { context: ' ', added: '+', removed: '-' } as const;

const line = ({ kind, text, before, after }: PatchLine): Html =>
  html`<tr class="${kind}"><td>${before}</td><td>${after}</td><td><code>${MARKS[kind]}${text.slice(0, MOST_IN_LINE)}</code></td></tr>
`;
