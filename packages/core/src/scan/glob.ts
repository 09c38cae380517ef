/**
 * Globs of ignore files: `*` and `?` inside a path segment, `**` across segments, `[…]`, `{a,b}`; everything else is
 * literal. A pattern without a meaning (an open bracket) is taken literally.
 */

const compiled = new Map<string, RegExp>();

/** For the whole path, which has no leading slash. */
export function globToRegExp(glob: string): RegExp {
  const known = compiled.get(glob);
  if (known !== undefined) return known;
  const pattern = new RegExp(`^${translate(glob.replace(/^(?:\.?\/)+/, ''))}$`, 'su');
  compiled.set(glob, pattern);
  return pattern;
}

const TOKEN =
  /(?<deep>(?:\*\*\/)+)|(?<rest>\*\*+)|(?<star>\*)|(?<one>\?)|\[(?<not>[!^]?)(?<set>[^\]/\\]+)\]|\{(?<either>[^{}]*)\}|\\(?<escaped>.)|(?<plain>.)/gsu;

function translate(glob: string): string {
  return [...glob.matchAll(TOKEN)]
    .map(({ groups = {} }) => {
      if (groups['deep']) return '(?:.*/)?';
      if (groups['rest']) return '.*';
      if (groups['star']) return '[^/]*';
      if (groups['one']) return '[^/]';
      if (groups['set']) return characterClass(groups['not'] !== '', groups['set']);
      if (groups['either'] !== undefined)
        return `(?:${groups['either'].split(',').map(translate).join('|')})`;
      return literal(groups['escaped'] ?? groups['plain'] ?? '');
    })
    .join('');
}

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

function characterClass(negated: boolean, set: string): string {
  const members = set.replace(/[\\\]^[&]/g, '\\$&').replace(/^-|-$/g, '\\-');
  const text = `[${negated ? '^/' : ''}${members}]`;
  try {
    new RegExp(text, 'u');
    return text;
  } catch {
    return literal(`[${negated ? '!' : ''}${set}]`);
  }
}
