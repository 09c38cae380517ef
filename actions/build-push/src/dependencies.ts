import type { Runtime } from '@sealift/action-kit/action';
import type { ArtifactStore } from '@sealift/action-kit/artifacts';
import type { Exec } from '@sealift/tools/exec';

/** What the action needs of the world around it. */
export type Dependencies = Pick<
  Runtime,
  'env' | 'log' | 'clock' | 'fetch' | 'summary' | 'signal' | 'state'
> & {
  readonly exec: Exec;
  readonly artifacts: () => Promise<Pick<ArtifactStore, 'deleteArtifact' | 'uploadArtifact'>>;
};
