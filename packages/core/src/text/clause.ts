/**
 * What a tool said, without the full stops and blanks at its end, so that it can stand within a sentence. In linear
 * time: a pattern for it would start anew at each dot of a long row of them.
 */
export function asClause(text: string): string {
  let end = text.length;
  while (end > 0 && /[.\s]/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/**
 * Text that quotes sentences of others has their full stops besides its own: "(denied access.).". Where two meet, the
 * outer one stays. What stands in quotation marks is a value and is not touched; nor are dots of a path or an ellipsis.
 */
export const withoutDoubledStops = (text: string): string =>
  text.replace(/(?<=[\p{L}\p{N}"'”’`\])])\.(?=\)(?:[\s.,;:]|$)|; |\.$)/gu, '');
