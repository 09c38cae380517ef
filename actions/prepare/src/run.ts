/** Hands files on from a job that runs the repository's own commands to one that must not. */

import { rm } from 'node:fs/promises';
import type { Runtime } from '@sealift/action-kit/action';
import type { ArtifactStore } from '@sealift/action-kit/artifacts';
import { createTemporaryFolder } from '@sealift/action-kit/temporary-folder';
import { configurationFailure } from '@sealift/core/failure';
import type { Inputs } from './inputs.ts';
import { load } from './load.ts';
import { save } from './save.ts';

export const outputNames = ['digest'] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

export type Dependencies = Pick<Runtime, 'env' | 'log'> & { readonly artifacts: ArtifactStore };

/** @throws Failure `prepare/…`, `artifacts/…` */
export async function run(inputs: Inputs, { env, log, artifacts }: Dependencies): Promise<Outputs> {
  const workspace = env['GITHUB_WORKSPACE'];
  if (!workspace)
    throw configurationFailure({
      code: 'prepare/bad-input',
      cause: 'GITHUB_WORKSPACE is not set.',
      remedy: 'Run this action in a GitHub Actions workflow, after actions/checkout.',
    });
  const temporary = await createTemporaryFolder(env, 'prepare');
  try {
    if (inputs.mode === 'load') {
      await load({ artifacts, log }, { ...inputs, workspace, temporary });
      return { digest: inputs.digest };
    }
    return { digest: await save({ artifacts, log }, { ...inputs, workspace, temporary }) };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
