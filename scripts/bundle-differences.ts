/** File name → bytes of one bundle. */
export type Bundle = ReadonlyMap<string, Buffer>;

/** What a committed bundle has otherwise than the built one, a line per file. Empty when every byte is the same. */
export function differences(built: Bundle, kept: Bundle): readonly string[] {
  return [...new Set([...built.keys(), ...kept.keys()])].sort().flatMap((name) => {
    const [wanted, found] = [built.get(name), kept.get(name)];
    if (wanted === undefined) return [`${name} is stale`];
    if (found === undefined) return [`${name} is missing`];
    return wanted.equals(found) ? [] : [`${name} differs`];
  });
}
