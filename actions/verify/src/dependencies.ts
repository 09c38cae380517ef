import type { Runtime } from '@sealift/action-kit/action';
import type { Exec } from '@sealift/tools/exec';
import type { resolveTool } from '@sealift/tools/tool';
import type { ImageChecker } from '@sealift/tools/verification/image-check';

/** What the action needs of the world around it. */
export type Dependencies = Pick<
  Runtime,
  'env' | 'log' | 'clock' | 'fetch' | 'summary' | 'setOutput' | 'signal'
> & {
  readonly exec: Exec;
  readonly resolveTool: typeof resolveTool;
  /** For tests; otherwise made from the inputs. */
  readonly registry?: ImageChecker['client'];
};
