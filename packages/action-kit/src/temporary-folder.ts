/** Folders that last as long as the job. */
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Environment } from './github-context.ts';

/** The runner's folder, which it empties after the job, also when this process was killed; else the system's. */
export const temporaryRoot = (env: Environment): string => env['RUNNER_TEMP'] || os.tmpdir();

/** @param purpose part of its name: `reports` becomes `sealift-reports-…` */
export const createTemporaryFolder = (env: Environment, purpose: string): Promise<string> =>
  mkdtemp(path.join(temporaryRoot(env), `sealift-${purpose}-`));
