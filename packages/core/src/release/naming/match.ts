/**
 * Regular expressions of a configuration, in RE2's syntax: on names from outside, an engine that goes back could be
 * kept busy for ever. Lookaround and back references do not exist in it.
 */
import { RE2JS } from 're2js';
import { configurationFailure } from '../../failure.ts';

/** UTF-16 units. */
const MAX_PATTERN = 500;

const FLAGS: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
  // The first match counts, and texts are Unicode.
  g: 0,
  u: 0,
};

/**
 * The first match, then its groups; undefined when there is none.
 * @param pattern as it is, or as `/pattern/flags`
 * @throws Failure `plan/bad-tags`
 */
export function matchOf(pattern: string, text: string): readonly (string | undefined)[] | undefined {
  const [, inner, letters = ''] = /^\/(.+)\/([a-z]*)$/.exec(pattern) ?? [];
  let flags = 0;
  for (const letter of letters) {
    const flag = Object.hasOwn(FLAGS, letter) ? FLAGS[letter] : undefined;
    if (flag === undefined) throw wrong(pattern, `there is no flag "${letter}" here`);
    flags |= flag;
  }
  const matcher = compile(inner ?? pattern, flags, pattern).matcher(text);
  if (!matcher.find()) return undefined;
  return Array.from({ length: matcher.groupCount() + 1 }, (_, at) => matcher.group(at) ?? undefined);
}

function compile(pattern: string, flags: number, shown: string): RE2JS {
  if (pattern.length > MAX_PATTERN) throw wrong(shown, `it is longer than ${MAX_PATTERN} characters`);
  try {
    return RE2JS.compile(pattern, flags);
  } catch (error) {
    throw wrong(shown, error instanceof Error ? error.message : 'it cannot be read');
  }
}

const wrong = (pattern: string, reason: string) =>
  configurationFailure({
    code: 'plan/bad-tags',
    cause: `"${pattern}" in "tags" is no regular expression that can be used: ${reason}.`,
    remedy: 'Use the syntax of RE2, without lookaround and back references.',
  });
