import type { Runtime } from '@sealift/action-kit/action';
import type { VerifierDependencies } from '@sealift/tools/sigstore/verifier';

/** What the action needs of the world around it. */
export type Tooling = VerifierDependencies &
  Pick<Runtime, 'summary' | 'setOutput'> & {
    /** For the post step; tests do without. */
    readonly state?: Runtime['state'];
  };
