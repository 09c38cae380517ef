import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this package means to a program. */
export const FAILURE_CODES = [
  /** The evidence folder is missing or cannot be listed. */
  'evidence/no-folder',
  /** A file of the evidence is a link or a device, or cannot be read. */
  'evidence/unreadable',
  /** The evidence has too many files, or one that is too large. */
  'evidence/too-large',
  /** The evidence has no SBOM document in the requested format. */
  'evidence/no-document',
  /** A document is missing, is somewhere else, or was changed. */
  'evidence/untrusted',
  /** The archive was not made by the action evidence. */
  'evidence/foreign-archive',
  /** A platform lacks passing evidence. */
  'evidence/incomplete',
  /** The outputs of the build job do not match the plan. */
  'evidence/bad-binding',
  /** A planned platform has no output that identifies its evidence. */
  'evidence/unbound',
  /** Evidence is about another app, platform or digest than planned. */
  'evidence/not-planned',
  /** A verdict contradicts its own counts, the policy of the release, or the possible times. */
  'evidence/refused',
  /** The folder cannot be written to. */
  'evidence/not-writable',
  /** The evidence folder, or a folder above it, is a link that leads elsewhere. */
  'evidence/link',
] as const satisfies readonly FailureCode[];
