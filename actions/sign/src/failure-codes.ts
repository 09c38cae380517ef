import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  /** An input, or a combination of inputs, is wrong. */
  'sign/bad-input',
  /** The job's OIDC token is not from a workflow. */
  'sign/unknown-token',
  /** The environment and the OIDC token disagree. */
  'sign/other-source',
  /** It is not known which of GitHub's Sigstore instances belongs to this issuer. */
  'sign/no-instance',
  /** The certificate names another signer than the token. */
  'sign/other-signer',
  /** cosign made a statement about something else, or one that is in no log. */
  'sign/wrong-statement',
  /** A document is too large to attest. */
  'sign/too-large',
  /** The image uses a frontend or a base image that this release does not allow. */
  'sign/refused-source',
  /** A predicate is not a JSON object. */
  'sign/bad-predicate',
  /** The image has other platforms than planned. */
  'sign/not-planned',
  /** The registry did not keep the statements. */
  'sign/not-kept',
] as const satisfies readonly FailureCode[];
