/** The end of the job: what became of the upload, which GitHub processed while other steps ran. */
import { awaitUploads, type UploadsDependencies } from '@sealift/action-kit/code-scanning';
import type { Inputs } from './inputs.ts';

/** @throws Failure `remote` when GitHub could not process it */
export const post = (inputs: Pick<Inputs, 'token'>, dependencies: UploadsDependencies): Promise<void> =>
  awaitUploads(inputs.token, dependencies);
