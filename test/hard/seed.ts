/** Chance that can be repeated: SEALIFT_SEED repeats that of another day. */
import { randomInt } from 'node:crypto';

export const seed = Number(process.env['SEALIFT_SEED'] ?? randomInt(2 ** 31));
process.stderr.write(`\nSEALIFT_SEED=${seed}\n`);

/** Mulberry32: as many numbers from 0 to 1 as are wanted, the same for the same seed. */
export function createRandom(start: number = seed): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One in each of as many equal parts of the time from 0 to 1. */
export const spreadMoments = (count: number, random: () => number): readonly number[] =>
  Array.from({ length: count }, (_, at) => (at + random()) / count);
