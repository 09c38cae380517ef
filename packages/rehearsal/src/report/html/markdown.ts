/** Markdown as GitHub shows it: GitHub's flavour, and of HTML in it only what cannot do anything. */
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { bounded, escapeText, type Html, html, markup } from './html.ts';

export type MarkdownOptions = {
  /** owner/name of repositories that exist in the stand-in only: links to them lead nowhere. */
  readonly pretended: readonly string[];
};

/** Of elements that Markdown is made of, and of those that our own texts use. None keeps an attribute of its own. */
const ELEMENTS: ReadonlySet<string> = new Set([
  ...[
    'p',
    'strong',
    'em',
    'del',
    'b',
    'i',
    's',
    'sub',
    'sup',
    'kbd',
    'code',
    'pre',
    'blockquote',
    'br',
    'hr',
  ],
  ...['ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'details', 'summary'],
]);
/** What has no end. */
const VOID: ReadonlySet<string> = new Set(['br', 'hr']);
/** A title of the text stands below that of the part which shows it. */
const HEADINGS: Readonly<Record<string, string>> = {
  ...{ h1: 'h4', h2: 'h4', h3: 'h4' },
  ...{ h4: 'h5', h5: 'h5', h6: 'h5' },
};
/** Whose text is no text. */
const UNSEEN: ReadonlySet<string> = new Set(['script', 'style', 'template', 'noscript', 'title', 'textarea']);

/** Characters: as many as a pull request may have. GitHub takes a mebibyte of a summary, which nobody reads in a report. */
const MOST = 65_536;
/**
 * What parsers of Markdown and of HTML take a time for that grows with the square of their number: quotations, emphasis and links
 * without an end, and elements that every paragraph opens again.
 */
const COSTLY = [
  { characters: /[*_~[]/g, most: 3_000 },
  { characters: /[<>]/g, most: 2_000 },
] as const;
/** Elements within each other: what stands deeper is left out. */
const DEEPEST = 100;

export function renderMarkdown(text: string, options: MarkdownOptions): Html {
  const { text: shown, cut } = bounded(withoutMarks(text), MOST);
  const note = cut > 0 && html`<p class="cut">${cut} more characters are not shown.</p>`;
  if (isCostly(shown)) return html`<pre>${markup(escapeText(shown))}</pre>${note}`;
  const raw = micromark(shown, {
    // Nothing of it is shown as it is: only elements of the list above are written again.
    allowDangerousHtml: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  return html`${renderNodes(parseFragment(raw).childNodes, options, 0)}${note}`;
}

const isCostly = (text: string): boolean =>
  COSTLY.some(({ characters, most }) => (text.match(characters)?.length ?? 0) > most);

/** What our own sanitizer puts between characters so that GitHub makes no links and mentions of them. */
const withoutMarks = (text: string): string => text.replaceAll('\u200b', '');

type Nodes = readonly Tree.ChildNode[];

const renderNodes = (nodes: Nodes, options: MarkdownOptions, depth: number): Html =>
  html`${depth > DEEPEST ? [] : nodes.map((node) => renderNode(node, options, depth + 1))}`;

function renderNode(node: Tree.ChildNode, options: MarkdownOptions, depth: number): Html {
  if ('value' in node) return markup(escapeText(node.value));
  if (!('tagName' in node) || UNSEEN.has(node.tagName)) return markup('');
  const { tagName, childNodes } = node;
  const attribute = (name: string) => node.attrs.find((one) => one.name === name)?.value;
  if (tagName === 'img') return html`${attribute('alt')}`;
  if (tagName === 'input') return html`${attribute('checked') === undefined ? '☐' : '☑'}`;
  if (tagName === 'blockquote') return quotation(childNodes, options, depth);
  const children = renderNodes(childNodes, options, depth);
  if (tagName === 'a') return link(attribute('href') ?? '', children, options);
  if (tagName === 'table') return scrolling(html`<table>${children}</table>`);
  const name = HEADINGS[tagName] ?? tagName;
  if (VOID.has(name)) return markup(`<${name}>`);
  if (!ELEMENTS.has(name) && !(tagName in HEADINGS)) return children;
  const align = attribute('align') ?? '';
  const side = ['right', 'center'].includes(align) ? ` class="${align}"` : '';
  return html`${markup(`<${name}${side}>`)}${children}${markup(`</${name}>`)}`;
}

/** What may be wider than a phone is moved inside itself; it must be reached by keyboard then. */
export const scrolling = (table: Html): Html =>
  html`<div class="scroll" tabindex="0" role="group" aria-label="Table">${table}</div>`;

const ALERT = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*$/;

/** GitHub's coloured boxes are quotations whose first line is a mark. */
function quotation(nodes: Nodes, options: MarkdownOptions, depth: number): Html {
  const [paragraph, ...rest] = nodes.filter((node) => 'tagName' in node);
  const [text, ...more] = paragraph?.childNodes ?? [];
  const [mark = '', ...lines] = text !== undefined && 'value' in text ? text.value.split('\n') : [];
  const kind = ALERT.exec(mark)?.[1]?.toLowerCase();
  if (kind === undefined) return html`<blockquote>${renderNodes(nodes, options, depth)}</blockquote>`;
  const title = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
  return html`<blockquote class="alert ${kind}"><p class="alert-title">${title}</p>
<p>${lines.join('\n')}${renderNodes(more, options, depth)}</p>${renderNodes(rest, options, depth)}</blockquote>`;
}

function link(href: string, children: Html, { pretended }: MarkdownOptions): Html {
  const target = URL.canParse(href) ? new URL(href) : undefined;
  if (target?.protocol !== 'https:') return html`<span class="nowhere">${children}</span>`;
  const place = target.pathname.split('/').slice(1, 3).join('/').toLowerCase();
  const leadsNowhere = target.host === 'github.com' && pretended.some((name) => name.toLowerCase() === place);
  return leadsNowhere
    ? html`<span class="nowhere" title="In the stand-in, not on github.com">${children}</span>`
    : html`<a href="${target.href}" rel="noopener noreferrer">${children}</a>`;
}
