/** What the sample's migration gate finds on its machine: Python with the sample's packages, PostgreSQL, squawk. */
import path from 'node:path';
import { ensureEngines } from '@sealift/engines/ensure';
import { ensurePythonEnvironment } from '@sealift/engines/python';
import { ensurePostgres } from '@sealift/engines/system-programs';
import type { Sandbox } from '@sealift/sandbox/sandbox';
import type { Dependencies } from '../dependencies.ts';
import type { Machine } from '../workflow/host.ts';
import { postgresService } from './postgres-service.ts';

/** What the sample's ci.yml asks of actions/setup-python and of pip. */
const PYTHON = '3.13';
const REQUIREMENTS = 'apps/api/requirements-dev.txt';

/**
 * Packages are fetched where this machine's pip fetches them, once, before any job: a job reaches no package index, and
 * finds what it wants to install installed already.
 * @param app folder of the sample
 * @throws Failure `engines/no-program`, `engines/packages` and others of what cannot be had
 */
export async function prepareMachine(
  sandbox: Pick<Sandbox, 'cacheDir' | 'dir' | 'exec'>,
  app: string,
  { env, log, clock, signal }: Dependencies,
): Promise<Machine> {
  const { cacheDir, dir, exec } = sandbox;
  const options = { cacheDir, env, exec, log, signal };
  const [python, bin, engines] = await Promise.all([
    ensurePythonEnvironment(PYTHON, path.join(app, REQUIREMENTS), options),
    ensurePostgres(options),
    ensureEngines(['squawk'], { cacheDir, env, log, clock, signal }),
  ]);
  const logs = path.join(dir, 'services');
  return {
    path: [python, path.dirname(engines.paths.squawk)],
    env: { PIP_NO_INDEX: '1', PIP_DISABLE_PIP_VERSION_CHECK: '1' },
    service: (image) => postgresService(image, { exec, bin, logs }),
  };
}
