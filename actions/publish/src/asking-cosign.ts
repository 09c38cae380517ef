import type { Runtime } from '@sealift/action-kit/action';
import type { ImageName } from '@sealift/core/image/reference';
import type { Credentials } from '@sealift/registry/login';
import { type Cosign, withCosign } from '@sealift/tools/cosign/cosign';
import type { Checker } from '@sealift/tools/cosign/subject-check';
import type { Exec } from '@sealift/tools/exec';
import type { resolveTool, ToolSource } from '@sealift/tools/tool';

export type CosignDependencies = Pick<Runtime, 'env' | 'log' | 'clock' | 'fetch' | 'signal'> & {
  readonly client: Checker['client'];
  readonly exec: Exec;
  readonly resolveTool: typeof resolveTool;
};

/** What cosign, which asks the registry itself, is given. */
export type CosignAccess = { readonly tools: ToolSource; readonly credentials: Credentials | undefined };

/** Cosign for questions about one image. @throws Failure those of the tool, and of the work */
export async function askCosign<T>(
  { registry }: ImageName,
  { tools, credentials }: CosignAccess,
  dependencies: CosignDependencies,
  work: (cosign: Cosign) => Promise<T>,
): Promise<T> {
  const tool = await dependencies.resolveTool('cosign', { source: tools, ...dependencies });
  const logins = new Map(credentials === undefined ? [] : [[registry, credentials] as const]);
  return withCosign({ ...dependencies, path: tool.path, credentials: logins }, work);
}
