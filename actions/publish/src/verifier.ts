import type { ImageName } from '@sealift/core/image/reference';
import type { Credentials } from '@sealift/registry/login';
import type { Checker } from '@sealift/tools/cosign/subject-check';
import { createVerifier, type Verifier, type VerifierDependencies } from '@sealift/tools/sigstore/verifier';
import type { ToolSource } from '@sealift/tools/tool';

/** What questions about images need. */
export type Judging = VerifierDependencies & Pick<Checker, 'client'>;

/** What cosign, which asks the registry itself for signatures of its older format, is given. */
export type CosignAccess = { readonly tools: ToolSource; readonly credentials: Credentials | undefined };

/** For questions about one image. */
export const verifierFor = (
  { registry }: Pick<ImageName, 'registry'>,
  { tools, credentials }: CosignAccess,
  dependencies: VerifierDependencies,
): Verifier =>
  createVerifier(
    { tools, credentials: new Map(credentials === undefined ? [] : [[registry, credentials]]) },
    dependencies,
  );
