/** What a step costs before it does anything: starting each bundle on Node 24, next to starting Node with nothing. */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

export type ColdStart = {
  readonly action: string;
  /** Bytes of index.js. */
  readonly size: number;
  /** Milliseconds of the whole process, until it refuses its empty inputs. */
  readonly fastest: number;
  readonly median: number;
};

export const SIZE_TARGET = 1_800_000;
export const START_TARGET = 200;
/** Carries the artifact library, which is larger than all the rest. */
export const EXEMPT = ['evidence'];

const ROUNDS = 7;

/** @param dist folder with one bundle per action */
export function measureColdStarts(dist: string): {
  readonly node: number;
  readonly bundles: readonly ColdStart[];
} {
  const node = times(['-e', '0']);
  const bundles = readdirSync(dist)
    .sort()
    .map((action) => {
      const file = path.join(dist, action, 'index.js');
      const { fastest, median } = times([file]);
      return { action, size: statSync(file).size, fastest, median };
    });
  return { node: node.fastest, bundles };
}

function times(args: readonly string[]): { fastest: number; median: number } {
  const taken = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    spawnSync(process.execPath, args, { env: { PATH: process.env['PATH'] ?? '' }, stdio: 'ignore' });
    return performance.now() - started;
  }).toSorted((a, b) => a - b);
  return { fastest: taken[0] ?? 0, median: taken[Math.floor(taken.length / 2)] ?? 0 };
}
