import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** All temporary folders of a test run lie in one, which goes when the run ends, however its tests ended. */
export function setup(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'sealift-test-'));
  // PostgreSQL refuses to be root's: another user must be able to walk through to what is its own, and see nothing else.
  chmodSync(folder, 0o711);
  process.env['TMPDIR'] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
