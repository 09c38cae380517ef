/** Markup that is safe to show, and the one way to make it. */
import { singleLine } from '@sealift/core/text/sanitize';

const MARKUP = Symbol('markup');

/** Made by `html` and `markup` alone, so that text cannot be taken for it. */
export type Html = { readonly [MARKUP]: string };

export type Content = Html | string | number | undefined | false | readonly Content[];

/**
 * Markup with values: text is escaped, for elements and for attributes in double quotes; `undefined` and `false` are
 * nothing.
 */
export const html = (parts: TemplateStringsArray, ...values: readonly Content[]): Html =>
  markup(parts.reduce((text, part, index) => `${text}${render(values[index - 1])}${part}`));

/** @param text that is markup already, made of nothing but our own words and escaped text */
export const markup = (text: string): Html => ({ [MARKUP]: text });

export const textOf = (content: Html): string => content[MARKUP];

function render(value: Content): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string') return escapeText(shortened(value));
  if (typeof value === 'number') return String(value);
  return isHtml(value) ? value[MARKUP] : value.map(render).join('');
}

/** Characters of one text: what is longer is nobody's name. */
const MOST = 5_000;

const shortened = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST)}…` : text);

const isHtml = (value: Html | readonly Content[]): value is Html => !Array.isArray(value);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Text from outside for an element or an attribute in quotes. What is not seen, or turns round what is, becomes visible;
 * lines stay lines.
 */
export const escapeText = (text: string): string =>
  text
    .split(/\r\n|[\r\n]/)
    .map((line) => singleLine(line).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? ''))
    .join('\n');

/** @returns at most so many characters, and how many were left out */
export const bounded = (text: string, most: number): { readonly text: string; readonly cut: number } => ({
  text: text.slice(0, most),
  cut: Math.max(0, text.length - most),
});
