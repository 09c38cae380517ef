import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  'sign/bad-input',
  /** The job's OIDC token is not one of a workflow. */
  'sign/unknown-token',
  /** The environment says something else than the token. */
  'sign/other-source',
  /** GitHub's own Sigstore instance for this issuer is not known. */
  'sign/no-instance',
  /** The certificate names somebody else than the token. */
  'sign/other-signer',
  /** What cosign made is about something else, or is in no log. */
  'sign/wrong-statement',
  /** A predicate is larger than cosign can attest. */
  'sign/too-large',
  /** Made with a frontend or a base image that this release does not let through. */
  'sign/refused-source',
  /** A predicate is no JSON object. */
  'sign/bad-predicate',
  /** The image is for other platforms than those that were planned. */
  'sign/not-planned',
  /** Statements that were written do not stay in the registry. */
  'sign/not-kept',
] as const satisfies readonly FailureCode[];
