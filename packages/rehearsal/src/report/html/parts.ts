/** Small things that several parts of the report show. */
import type { Html } from './html.ts';
import { html } from './html.ts';

/** How something ended: a colour, a sign, and a word for those who see neither. */
export type Tone = 'good' | 'bad' | 'unclear' | 'none';

const WORDS: Readonly<Record<Tone, string>> = {
  good: 'holds',
  bad: 'does not hold',
  unclear: 'unclear',
  none: 'not asked for',
};

/** A tick or a cross in a circle. @param word read aloud in its place */
export function sign(tone: Tone, word = WORDS[tone]): Html {
  const paths = {
    good: 'M4.6 8.3l2.4 2.4 4.5-5',
    bad: 'M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2',
    unclear: 'M8 4.4v4.4M8 11.2v.1',
    none: 'M5 8h6',
  };
  return html`<svg class="sign ${tone}" viewBox="0 0 16 16" width="16" height="16" role="img" aria-label="${word}"><title>${word}</title><circle cx="8" cy="8" r="7.5"/><path d="${paths[tone]}"/></svg>`;
}

export const badge = (tone: Tone, text: string): Html => html`<span class="badge ${tone}">${text}</span>`;

export const code = (text: string): Html => html`<code>${text}</code>`;

/** Twelve digits tell digests and commits apart; all of them are in the title and in what is copied. */
export const shortDigest = (digest: string): Html =>
  html`<code title="${digest}">${digest.replace(/^sha256:/, '').slice(0, 12)}</code>`;

/** A part of the report with a heading that the navigation leads to. */
export const section = (id: string, title: string, lead: Html | string | undefined, body: Html): Html =>
  html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${lead !== undefined && html`<p class="lead">${lead}</p>`}
${body}
</section>
`;

/** `1 claim`, `2 claims`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
