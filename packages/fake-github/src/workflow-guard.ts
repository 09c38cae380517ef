import { atLeast } from './permissions.ts';
import { Denied } from './rest/access.ts';
import type { Principal } from './tokens.ts';

/**
 * Workflows run with everybody's secrets: changing them takes a permission that no GITHUB_TOKEN has.
 * @throws Denied
 */
export function guardWorkflows({ kind, grant }: Principal, paths: readonly string[]): void {
  const touched = paths.some((path) => path.startsWith('.github/workflows/'));
  if (touched && kind !== 'user' && !atLeast(grant.permissions['workflows'], 'write'))
    throw new Denied(['workflows', 'write'], kind);
}
