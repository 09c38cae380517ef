import type { Runtime } from '@sealift/action-kit/action';
import type { Exec } from '@sealift/tools/exec';
import type { resolveTool } from '@sealift/tools/tool';

/** What the action needs of the world around it. */
export type Dependencies = Pick<Runtime, 'env' | 'log' | 'clock' | 'fetch' | 'summary' | 'signal'> & {
  readonly exec: Exec;
  readonly resolveTool: typeof resolveTool;
};
