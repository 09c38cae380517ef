/**
 * One text for each JSON value (RFC 8785), to compare documents that somebody wrote anew: members in another order,
 * other escapes, other blanks. Lone surrogates, which that standard refuses, become U+FFFD as they do in Go.
 */
import { createHash } from 'node:crypto';
import type { Digest } from '../image/digest.ts';

/** Levels of arrays and objects. Nothing that is attested comes near; the stack ends at some thousands. */
const MAX_DEPTH = 256;
/** Characters that are hashed at once. */
const PIECE = 65_536;

/**
 * sha256 of the canonical text, which is never in memory as a whole.
 * @param value what JSON.parse gives
 * @returns undefined for a value that is nested too deeply
 */
export function canonicalDigest(value: unknown): Digest | undefined {
  const hash = createHash('sha256');
  let piece = '';
  const write = (text: string) => {
    piece += text;
    if (piece.length < PIECE) return;
    hash.update(piece);
    piece = '';
  };
  if (!writeValue(value, write, 0)) return undefined;
  hash.update(piece);
  return `sha256:${hash.digest('hex')}`;
}

/** @returns whether the value was written to its end */
function writeValue(value: unknown, write: (text: string) => void, depth: number): boolean {
  if (typeof value === 'string') write(JSON.stringify(value.toWellFormed()));
  else if (typeof value !== 'object' || value === null) write(JSON.stringify(value) ?? 'null');
  else if (depth === MAX_DEPTH) return false;
  else if (Array.isArray(value))
    return writeAll('[', value, ']', write, (item) => writeValue(item, write, depth + 1));
  else {
    // By UTF-16 code units, as the standard wants it and as strings are compared.
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return writeAll('{', members, '}', write, ([name, member]) => {
      write(`${JSON.stringify(name.toWellFormed())}:`);
      return writeValue(member, write, depth + 1);
    });
  }
  return true;
}

function writeAll<Item>(
  open: string,
  items: readonly Item[],
  close: string,
  write: (text: string) => void,
  writeItem: (item: Item) => boolean,
): boolean {
  write(open);
  for (const [index, item] of items.entries()) {
    if (index > 0) write(',');
    if (!writeItem(item)) return false;
  }
  write(close);
  return true;
}
