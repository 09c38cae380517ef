import { configurationFailure } from '@sealift/core/failure';
import { SIGSTORE_INSTANCES, type SigstoreInstance } from '@sealift/core/verification/sigstore';
import type { InputReader } from './inputs.ts';

/**
 * The input `sigstore`; undefined: by the visibility of the source repository.
 * @throws Failure `action/input`
 */
export function readSigstore(reader: InputReader): SigstoreInstance | undefined {
  const given = reader.optional('sigstore');
  const found = SIGSTORE_INSTANCES.find((instance) => instance === given);
  if (given === undefined || found !== undefined) return found;
  throw configurationFailure({
    code: 'action/input',
    cause: `The input "sigstore" is "${given}".`,
    remedy: `Give one of ${SIGSTORE_INSTANCES.join(', ')}, or leave it empty: then the visibility of the source repository decides.`,
  });
}
