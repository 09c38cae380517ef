/** The programs that did the work, and where they are from. */
import type { Evidence } from '../evidence.ts';
import { type Html, html } from './html.ts';
import { scrolling } from './markdown.ts';
import { section } from './parts.ts';

export function engines({ engines: provided }: Evidence): Html | undefined {
  const rows = Object.entries(provided);
  if (rows.length === 0) return undefined;
  return section(
    'engines',
    'Engines',
    undefined,
    scrolling(html`<table>
<caption>Programs that ran, unmodified</caption>
<thead><tr><th scope="col">Program</th><th scope="col">Version</th><th scope="col">Provided by</th><th scope="col">Origin</th></tr></thead>
<tbody>${rows.map(
      ([name, { version, provider, origin }]) =>
        html`<tr><th scope="row">${name}</th><td class="number">${version}</td><td>${provider}</td><td>${origin}</td></tr>`,
    )}</tbody></table>`),
  );
}
