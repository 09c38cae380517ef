import { getPriority, setPriority } from 'node:os';

/** Of what Unix calls niceness; 19 is the most. */
const STEP = 10;

/**
 * Beside the scan the SBOM is made, which takes several times as long on one processor and decides when a leg is done:
 * Trivy, which inherits this, takes what Syft leaves. Where nothing else runs it changes nothing.
 */
export function yieldProcessor(): void {
  try {
    setPriority(Math.min(19, getPriority() + STEP));
  } catch {
    // A machine that does not let itself be told scans as before.
  }
}
