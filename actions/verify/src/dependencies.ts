import type { Runtime } from '@sealift/action-kit/action';
import type { VerifierDependencies } from '@sealift/tools/sigstore/verifier';
import type { ImageChecker } from '@sealift/tools/verification/image-check';

/** What the action needs of the world around it. */
export type Dependencies = VerifierDependencies &
  Pick<Runtime, 'summary' | 'setOutput'> & {
    /** For tests; otherwise made from the inputs. */
    readonly registry?: ImageChecker['client'];
  };
