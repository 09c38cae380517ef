import type { Runtime } from '@sealift/action-kit/action';
import type { VerifierDependencies } from '@sealift/tools/sigstore/verifier';

/** What the action needs of the world around it. */
export type Dependencies = VerifierDependencies & Pick<Runtime, 'summary'>;
