import type { Runtime } from '@sealift/action-kit/action';
import type { Exec } from '@sealift/tools/exec';
import type { resolveTool } from '@sealift/tools/tool';
import type { readRelease } from './base/release.ts';

/** What the action needs of the world around it. */
export type Dependencies = Pick<
  Runtime,
  'env' | 'log' | 'clock' | 'fetch' | 'summary' | 'signal' | 'setOutput' | 'state'
> & {
  readonly exec: Exec;
  readonly resolveTool: typeof resolveTool;
  /** For tests; otherwise cosign and the registry. */
  readonly readRelease?: typeof readRelease;
};
