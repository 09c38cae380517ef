import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this package means to a program. */
export const FAILURE_CODES = [
  /** The evidence folder is missing or cannot be listed. */
  'evidence/no-folder',
  /** A file that should be evidence is a link, a device, or not readable. */
  'evidence/unreadable',
  /** A file is larger, or there are more of them, than evidence can be. */
  'evidence/too-large',
  /** The SBOM part names no document of the format that is asked for. */
  'evidence/no-document',
  /** A document is missing, lies elsewhere, or is not the one that was written. */
  'evidence/untrusted',
  /** The archive is not one that a save makes. */
  'evidence/foreign-archive',
  /** A platform lacks passing evidence. */
  'evidence/incomplete',
  /** The outputs of the build job do not fit the plan. */
  'evidence/bad-binding',
  /** A planned platform has no output that says which evidence is its own. */
  'evidence/unbound',
  /** Evidence is about another app, platform or digest than planned. */
  'evidence/not-planned',
  /** Its verdict does not follow from its own numbers, from the policy of the release, or from possible times. */
  'evidence/refused',
  /** The folder cannot be written to. */
  'evidence/not-writable',
  /** The folder, or a folder on the way to it, is a link that leads elsewhere. */
  'evidence/link',
] as const satisfies readonly FailureCode[];
