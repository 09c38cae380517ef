import { internalFailure } from '@sealift/core/failure';
import type { RunRequest } from './request.ts';
import type { RunResult } from './result.ts';

/**
 * Runs one workflow as GitHub does.
 * @throws Failure `configuration` where GitHub would not start the workflow, or where it asks for what this runner does not do
 */
export async function runWorkflow(request: RunRequest): Promise<RunResult> {
  throw internalFailure({
    cause: `The workflow ${request.workflow} was not run: the engine is not in this commit yet.`,
    remedy: 'Take a newer commit.',
  });
}
