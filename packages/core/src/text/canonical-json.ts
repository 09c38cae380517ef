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

/** @returns whether the value was written to its end. Plain loops: an SBOM has a hundred thousand members. */
function writeValue(value: unknown, write: (text: string) => void, depth: number): boolean {
  if (typeof value === 'string') {
    write(JSON.stringify(value.toWellFormed()));
    return true;
  }
  if (typeof value !== 'object' || value === null) {
    write(JSON.stringify(value) ?? 'null');
    return true;
  }
  if (depth === MAX_DEPTH) return false;
  return Array.isArray(value) ? writeArray(value, write, depth) : writeObject(value, write, depth);
}

function writeArray(items: readonly unknown[], write: (text: string) => void, depth: number): boolean {
  write('[');
  let isFirst = true;
  for (const item of items) {
    if (!isFirst) write(',');
    isFirst = false;
    if (!writeValue(item, write, depth + 1)) return false;
  }
  write(']');
  return true;
}

function writeObject(value: object, write: (text: string) => void, depth: number): boolean {
  write('{');
  let isFirst = true;
  const members = value as Readonly<Record<string, unknown>>;
  // By UTF-16 code units, as the standard wants it and as strings are compared.
  for (const name of Object.keys(members).sort()) {
    write(`${isFirst ? '' : ','}${JSON.stringify(name.toWellFormed())}:`);
    isFirst = false;
    if (!writeValue(members[name], write, depth + 1)) return false;
  }
  write('}');
  return true;
}
