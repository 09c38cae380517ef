// The forms that BuildKit knows for FROM lines, except patterns (${NAME#pattern} and the like).
const VARIABLE = /\\(.)|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-+])([^{}]*))?\})/g;

/**
 * Replaces `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME:+other}` and their forms without colon.
 * @returns undefined when the text has another kind of substitution
 */
export function expandArgs(text: string, args: ReadonlyMap<string, string>): string | undefined {
  let understood = true;
  const replaced = text.replace(
    VARIABLE,
    (_, escaped?: string, plain?: string, braced?: string, operator?: string, word?: string) => {
      if (escaped !== undefined) return escaped === '$' ? '\u0000' : escaped;
      const value = args.get(plain ?? braced ?? '');
      if (operator === undefined) return value ?? '';
      const isSet = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
      const alternative = expandArgs(word ?? '', args);
      if (alternative === undefined) understood = false;
      if (operator.endsWith('-')) return isSet ? (value ?? '') : (alternative ?? '');
      return isSet ? (alternative ?? '') : '';
    },
  );
  if (!understood || replaced.includes('${')) return undefined;
  return replaced.replaceAll('\u0000', '$');
}
