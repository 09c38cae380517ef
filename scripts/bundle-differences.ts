/** File name → bytes of one bundle. */
export type Bundle = ReadonlyMap<string, Buffer>;

/** What a committed bundle has otherwise than the built one, a line per file. Empty when every byte is the same. */
export function differences(built: Bundle, kept: Bundle): readonly string[] {
  return [...new Set([...built.keys(), ...kept.keys()])]
    .sort()
    .filter((name) => !built.get(name)?.equals(kept.get(name) ?? Buffer.alloc(0)))
    .map((name) =>
      built.has(name) ? (kept.has(name) ? `${name} differs` : `${name} is missing`) : `${name} is stale`,
    );
}
