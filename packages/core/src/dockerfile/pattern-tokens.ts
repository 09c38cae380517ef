/** The parts of a pattern of Docker's ignore files and of COPY. */

/** `any`: anything. `names`: nothing, or names with a slash after each. `star`: within one name. Else a test of one character. */
export type Token = 'any' | 'names' | 'star' | ((character: string) => boolean);

const TOKEN =
  /(?<names>\*\*\/?)|(?<star>\*)|(?<one>\?)|\[(?<not>\^?)(?<set>(?:\\[\s\S]|[^\]\\])+)\]|\\(?<escaped>[\s\S])|(?<plain>[\s\S])/gu;

/** Undefined for what is no pattern: a bracket without its end, a range that runs backward. */
export function tokensOf(pattern: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  for (const { 0: whole, index, groups = {} } of pattern.matchAll(TOKEN)) {
    const { names, star, one, not, set, escaped, plain } = groups;
    if (names !== undefined) tokens.push(index + whole.length === pattern.length ? 'any' : 'names');
    else if (star !== undefined) tokens.push('star');
    else if (one !== undefined) tokens.push((character) => character !== '/');
    else if (set !== undefined) {
      const has = classOf(set);
      if (has === undefined) return undefined;
      tokens.push((character) => has(character) === (not === ''));
    } else {
      // An open bracket without its end is an error of the whole file.
      if (plain === '[') return undefined;
      const own = escaped ?? plain;
      tokens.push((character) => character === own);
    }
  }
  return tokens;
}

function classOf(set: string): ((character: string) => boolean) | undefined {
  const ranges = [...set.matchAll(/\\?([\s\S])(?:-\\?([\s\S]))?/gu)].map(
    ([, from = '', to = from]) => [from, to] as const,
  );
  if (ranges.some(([from, to]) => from > to)) return undefined;
  return (character) => ranges.some(([from, to]) => from <= character && character <= to);
}
