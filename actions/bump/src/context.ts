import type { Runtime } from '@sealift/action-kit/action';
import type { Rebase } from '@sealift/core/config/deploy';
import type { OnMergeConfig } from '@sealift/core/config/pull-request';
import type { Proposal } from '@sealift/deploy/pull-request/proposal';
import type { Origin } from '@sealift/deploy/targets/release';
import type { VerifierDependencies } from '@sealift/tools/sigstore/verifier';
import type { DowngradeCheck } from './deciding/downgrade-check.ts';
import type { Inputs } from './inputs.ts';
import type { Connection } from './reading/connection.ts';
import type { Images, withImages } from './reading/images.ts';

export type Dependencies = VerifierDependencies &
  Pick<Runtime, 'summary'> & {
    /** For tests; otherwise the registries and the Sigstore instances. */
    readonly images?: typeof withImages;
    /** For the post step; tests do without. */
    readonly state?: Runtime['state'];
  };

/** A sentence why what an earlier run proposed may not merge by itself; undefined when it may. */
export type MergeCheck = (proposal: Proposal) => Promise<string | undefined>;

/** What one run of the action works with. */
export type Context = Connection & {
  /** With what the configuration says of pull requests. */
  readonly inputs: Inputs;
  readonly dependencies: Dependencies;
  readonly origin: Origin;
  readonly images: Images;
  readonly downgradeCheck: DowngradeCheck;
  readonly mergeCheck: MergeCheck;
  readonly rebase: Rebase;
  /** Whether the ops side has said who may deploy. */
  readonly hasTrust: boolean;
  /** Planned apps that this run did not release. */
  readonly notReleased: readonly string[];
  /** What the configuration says of a merge, by environment; the key `""` is for all others. */
  readonly onMerge: ReadonlyMap<string, OnMergeConfig>;
};
