import type { Runtime } from '@sealift/action-kit/action';
import type { GitHubClient } from '@sealift/github/client/client';
import type { DowngradeCheck } from './deciding/downgrade-check.ts';
import type { Inputs } from './inputs.ts';
import type { ImageDependencies, Images, withImages } from './reading/images.ts';
import type { Origin } from './reading/releases.ts';

export type Dependencies = ImageDependencies &
  Pick<Runtime, 'summary'> & {
    /** For tests; otherwise cosign and the registries. */
    readonly images?: typeof withImages;
  };

/** What one run of the action works with. */
export type Context = {
  readonly inputs: Inputs;
  readonly dependencies: Dependencies;
  readonly client: GitHubClient;
  readonly origin: Origin;
  readonly images: Images;
  readonly downgradeCheck: DowngradeCheck;
};
