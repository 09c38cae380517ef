/**
 * Environment for a program in Go that ends after seconds. Go collects garbage whenever the heap has doubled, and such a
 * program then spends up to a quarter of its time on that; here the heap may grow to five times. Where that would be half of
 * the memory, Go collects as often as it must. Measured: Syft 18 to 30 % faster, cosign with an SBOM 18 %, Trivy not at all.
 * https://go.dev/doc/gc-guide
 */
import os from 'node:os';

/** @param memory bytes that this machine or container has */
export const rareGarbageCollection = (memory = ownMemory()): Record<string, string> => ({
  GOGC: '400',
  GOMEMLIMIT: String(Math.floor(memory / 2)),
});

const ownMemory = (): number =>
  Math.min(os.totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
