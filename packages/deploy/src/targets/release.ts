import type { Digest } from '@sealift/core/image/digest';
import type { ImageName } from '@sealift/core/image/reference';
import type { ReleaseRecord, Signer } from '@sealift/core/release/record';
import type { TrustPolicy } from '@sealift/core/verification/conditions';

/** One app to deploy. */
export type Release = {
  readonly app: string;
  readonly image: ImageName;
  readonly tag: string;
  readonly digest: Digest;
  readonly record?: ReleaseRecord;
  /** That its attested record must name, where no record is known yet: 40 hexadecimal digits. */
  readonly commit?: string;
  readonly signer?: Signer;
  /** What it was verified against, where the ops side demands something. */
  readonly verifiedBy?: TrustPolicy;
  /** Whom the ops side trusts for what is deployed already: also signers of before an upgrade. */
  readonly knownBy?: TrustPolicy;
};

/** Where the releases come from: names the branch, so that a newer commit of the same ref updates the same bump. */
export type Origin = {
  readonly repository: string;
  /** Without refs/heads/ or refs/tags/. */
  readonly ref: string;
  readonly run: string;
  /** Address of the run that bumps; undefined outside of GitHub Actions. */
  readonly runUrl: string | undefined;
};
