import type { Runtime } from '@sealift/action-kit/action';
import type { GitHubClient } from '@sealift/github/client/client';
import type { Guard } from './guard.ts';
import type { ImageSeams, Images, withImages } from './images.ts';
import type { Inputs } from './inputs.ts';
import type { Origin } from './releases.ts';

export type Seams = ImageSeams &
  Pick<Runtime, 'summary'> & {
    /** For tests; otherwise cosign and the registries. */
    readonly images?: typeof withImages;
  };

/** What one run of the action works with. */
export type Context = {
  readonly inputs: Inputs;
  readonly seams: Seams;
  readonly client: GitHubClient;
  readonly token: string;
  readonly apiUrl: string;
  readonly origin: Origin;
  readonly images: Images;
  readonly guard: Guard;
};
