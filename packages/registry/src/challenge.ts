/** One challenge of a WWW-Authenticate header. Scheme and parameter names are lower-cased. */
export type Challenge = { readonly scheme: string; readonly parameters: ReadonlyMap<string, string> };

// RFC 9110 section 5.6.2: token characters.
const TOKEN = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y;
const QUOTED = /"((?:[^"\\]|\\[\s\S])*)"/y;
const TOKEN68 = /[A-Za-z0-9\-._~+/]+=*(?=[ \t]*(?:,|$))/y;
const SPACE = /[ \t]*/y;
const SEPARATORS = /[ \t,]*/y;

/** A header longer than this is nobody's honest challenge. */
const MAX_LENGTH = 8192;

/**
 * Parses WWW-Authenticate: several challenges, parameters with or without quotes, commas inside quotes. What does
 * not follow the grammar ends the list; what was read before it counts.
 * RFC 9110 section 11.6.1
 */
export function parseChallenges(header: string): readonly Challenge[] {
  const text = header.slice(0, MAX_LENGTH);
  let position = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    if (match !== null) position += match[0].length;
    return match ?? undefined;
  };
  const value = (): string | undefined => {
    const quoted = take(QUOTED)?.[1];
    return quoted === undefined ? take(TOKEN)?.[0] : quoted.replace(/\\([\s\S])/g, '$1');
  };
  /** `name = value` from here, or nothing taken. */
  const parameter = (): readonly [string, string] | undefined => {
    const start = position;
    const name = take(TOKEN)?.[0].toLowerCase();
    take(SPACE);
    if (name !== undefined && text[position] === '=') {
      position++;
      take(SPACE);
      const found = value();
      if (found !== undefined) return [name, found];
    }
    position = start;
    return undefined;
  };

  const challenges: Challenge[] = [];
  for (;;) {
    take(SPACE);
    // Between challenges there is a comma; anything else is the rest of something broken.
    if (challenges.length > 0 && text[position] !== ',') return challenges;
    take(SEPARATORS);
    const scheme = take(TOKEN)?.[0].toLowerCase();
    if (scheme === undefined) return challenges;
    const parameters = new Map<string, string>();
    challenges.push({ scheme, parameters });
    if (take(/[ \t]+/y) === undefined) continue;
    if (take(TOKEN68) !== undefined) continue;
    for (let found = parameter(); found !== undefined; found = parameter()) {
      const [name, content] = found;
      // A repeated parameter must not replace the one that others read.
      if (!parameters.has(name)) parameters.set(name, content);
      const end = position;
      take(SPACE);
      if (text[position] !== ',') break;
      take(SEPARATORS);
      const next = position;
      if (parameterFollows(text, next)) continue;
      position = end;
      break;
    }
  }
}

/** Tells `, name=value` (a parameter) from `, Scheme …` (the next challenge). */
function parameterFollows(text: string, position: number): boolean {
  const pattern = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+[ \t]*=/y;
  pattern.lastIndex = position;
  return pattern.test(text);
}
