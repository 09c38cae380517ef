import type { Runtime } from '@sealift/action-kit/action';
import type { ArtifactStore } from '@sealift/action-kit/artifacts';
import type { Exec } from '@sealift/tools/exec';
import type { resolveTool } from '@sealift/tools/tool';

/** What the action needs of the world around it. */
export type Dependencies = Pick<
  Runtime,
  'env' | 'log' | 'clock' | 'fetch' | 'summary' | 'signal' | 'setOutput' | 'state'
> & {
  readonly exec: Exec;
  /** Opened by the few runs that keep something. */
  readonly artifacts: () => Promise<Pick<ArtifactStore, 'deleteArtifact' | 'uploadArtifact'>>;
  readonly resolveTool: typeof resolveTool;
};
