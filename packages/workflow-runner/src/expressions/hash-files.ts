/**
 * `hashFiles`: one hash over the hashes of all files that patterns name, in the order of their paths.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#hashfiles
 */
import { createHash } from 'node:crypto';
import { closeSync, lstatSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

type Pattern = { readonly negated: boolean; readonly segments: readonly string[] };

/** @throws Error for a folder that cannot be read */
export function hashFiles(workspace: string, words: readonly string[]): string {
  const follow = words[0]?.toLowerCase() === '--follow-symbolic-links';
  const patterns = words
    .slice(follow ? 1 : 0)
    .flatMap((word) => word.split(/\r?\n/))
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => parsePattern(workspace, line));
  const hash = createHash('sha256');
  let found = false;
  for (const file of filesBelow(workspace, follow)) {
    if (!isMatched(segmentsOf(file), patterns)) continue;
    found = true;
    hash.update(hashFile(file));
  }
  return found ? hash.digest('hex') : '';
}

const segmentsOf = (file: string): readonly string[] => file.split('/').filter((part) => part !== '');

function parsePattern(workspace: string, line: string): Pattern {
  const negated = line.startsWith('!');
  const pattern = line.slice(negated ? 1 : 0).trim();
  // GitHub keeps `*` and the like of a rooted pattern; resolve only takes `.` and `..` out.
  return { negated, segments: segmentsOf(path.resolve(workspace, pattern)) };
}

/** The last pattern that names a file, or a folder above it, decides. */
function isMatched(file: readonly string[], patterns: readonly Pattern[]): boolean {
  let matched = false;
  for (const { negated, segments } of patterns) if (matches(file, segments)) matched = !negated;
  return matched;
}

/** Whether a pattern names the path or a folder above it: `**` stands for any number of segments. */
export function matches(file: readonly string[], pattern: readonly string[]): boolean {
  // Positions in the pattern that the segments read so far may have led to.
  let reached = closure(new Set([0]), pattern);
  for (const segment of file) {
    if (reached.has(pattern.length)) return true;
    const next = new Set<number>();
    for (const at of reached) {
      const part = pattern[at];
      if (part === undefined) continue;
      if (part === '**') next.add(at);
      else if (segmentMatches(segment, part)) next.add(at + 1);
    }
    reached = closure(next, pattern);
  }
  return reached.has(pattern.length);
}

function closure(positions: Set<number>, pattern: readonly string[]): Set<number> {
  for (const at of positions) if (pattern[at] === '**') positions.add(at + 1);
  return positions;
}

/** `*`, `?` and `[…]` within one segment, without backtracking over more than the last star. */
export function segmentMatches(name: string, pattern: string): boolean {
  let at = 0;
  let position = 0;
  let star = -1;
  let resume = 0;
  while (at < name.length) {
    const step = matchOne(name.charAt(at), pattern, position);
    if (step > 0) {
      at += 1;
      position += step;
    } else if (pattern[position] === '*') {
      star = position;
      resume = at;
      position += 1;
    } else if (star >= 0) {
      resume += 1;
      at = resume;
      position = star + 1;
    } else return false;
  }
  while (pattern[position] === '*') position += 1;
  return position === pattern.length;
}

/** How many characters of the pattern take this one; 0 when they do not. */
function matchOne(character: string, pattern: string, position: number): number {
  const wanted = pattern[position];
  if (wanted === undefined || wanted === '*') return 0;
  if (wanted === '?') return 1;
  const end = wanted === '[' ? pattern.indexOf(']', position + 2) : -1;
  if (end < 0) return wanted === character ? 1 : 0;
  const negated = pattern[position + 1] === '!' || pattern[position + 1] === '^';
  const members = pattern.slice(position + (negated ? 2 : 1), end);
  let inside = false;
  for (let index = 0; index < members.length; index += 1) {
    const [low = '', dash, high] = members.slice(index, index + 3);
    if (dash === '-' && high !== undefined) {
      inside ||= low <= character && character <= high;
      index += 2;
    } else inside ||= low === character;
  }
  return inside === negated ? 0 : end - position + 1;
}

function* filesBelow(folder: string, follow: boolean, above: readonly string[] = []): Generator<string> {
  const real = realpathSync(folder);
  // A link to a folder above it has no end.
  if (above.includes(real)) return;
  for (const name of readdirSync(folder).sort()) {
    const file = path.join(folder, name);
    const stats = (follow ? statSync : lstatSync)(file, { throwIfNoEntry: false });
    if (stats?.isDirectory()) yield* filesBelow(file, follow, [...above, real]);
    else if (stats !== undefined && (stats.isFile() || (stats.isSymbolicLink() && isFile(file)))) yield file;
  }
}

const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() === true;

const CHUNK = 1024 * 1024;

function hashFile(file: string): Buffer {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(CHUNK);
  const descriptor = openSync(file, 'r');
  try {
    for (;;) {
      const size = readSync(descriptor, chunk);
      if (size === 0) return hash.digest();
      hash.update(chunk.subarray(0, size));
    }
  } finally {
    closeSync(descriptor);
  }
}
