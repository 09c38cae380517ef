/**
 * Patterns of file names in which `*` stands for anything inside one part of a path and `**` for any number of parts.
 * Everything else is literal. The time is bounded by the product of the lengths, whatever the pattern.
 */

export const isFilePattern = (file: string): boolean => file.includes('*');

export function matchesFilePattern(pattern: string, file: string): boolean {
  const parts = pattern.split('/');
  const names = file.split('/');
  // reachable[j]: the pattern so far matches the first j names.
  let reachable = new Set([0]);
  for (const part of parts) {
    const next = new Set<number>();
    if (part === '**') {
      const first = Math.min(...reachable);
      for (let at = first; at <= names.length; at++) next.add(at);
    } else
      for (const at of reachable) {
        const name = names[at];
        if (name !== undefined && matchesPart(part, name)) next.add(at + 1);
      }
    if (next.size === 0) return false;
    reachable = next;
  }
  return reachable.has(names.length);
}

/** Literal pieces in their order, each as early as it can be: with one wildcard, early is never worse than late. */
function matchesPart(part: string, name: string): boolean {
  const pieces = part.split('*');
  const [first = '', ...others] = pieces;
  const last = others.pop();
  if (last === undefined) return part === name;
  if (!name.startsWith(first) || name.length < first.length + last.length || !name.endsWith(last))
    return false;
  let at = first.length;
  const end = name.length - last.length;
  for (const piece of others) {
    const found = name.indexOf(piece, at);
    if (found === -1 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
