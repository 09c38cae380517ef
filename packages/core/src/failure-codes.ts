import type { FailureCode } from './failure.ts';

/** What a failure of this package means to a program. */
export const FAILURE_CODES = [
  /** An unexpected error. This is a bug in Sealift. */
  'sealift/bug',
  /** A configuration file is not YAML or does not match its schema. */
  'config/malformed',
  /** The text is not a path to a value. */
  'config/bad-path',
  /** Two configuration files say where the same app is deployed. */
  'config/conflict',
  /** The text is not the name of an image. */
  'image/bad-reference',
  /** The text is not a platform. */
  'image/bad-platform',
  /** The text is not a digest. */
  'image/bad-digest',
  /** The image has a platform that was not planned, or lacks one that was. */
  'image/other-platforms',
  /** A part of the evidence, or the record, does not match its schema. */
  'record/malformed',
  /** A policy cannot check the Sigstore instance that `trust:` requires. */
  'policies/other-sigstore',
  /** `trust:` does not say which images an app has. */
  'policies/no-images',
  /** There is no app. */
  'plan/no-app',
  /** There is no app of that name. */
  'plan/unknown-app',
  /** The app's name cannot be part of an image's name. */
  'plan/bad-app-name',
  /** Two Dockerfiles belong to the same app. */
  'plan/ambiguous-app',
  /** The git tag cannot be used as an image tag. */
  'plan/bad-tag',
  /** An entry of `tags:` or `flavor:`, or a template in it, is wrong. */
  'plan/bad-tags',
  /** `tags:` gives a branch a tag that is reserved for commits, versions or previews. */
  'plan/reserved-tag',
  /** An entry of `labels:` or `annotations:` is malformed. */
  'plan/bad-labels',
  /** There are more build jobs than a matrix allows. */
  'plan/too-many-jobs',
  /** An app has more platforms than the workflow supports. */
  'plan/too-many-platforms',
  /** Two apps have the same image. */
  'plan/shared-image',
  /** A place in `copy-to` is where the image goes anyway. */
  'plan/copy-of-itself',
  /** This version does not understand Trivy's report. */
  'scan/unreadable-report',
  /** The ignore file has an error. */
  'scan/bad-ignore-file',
  /** `trust:` of the ops repository does not list this app. */
  'trust/unknown-app',
  /** The release's source or signer is not one that `trust:` allows. */
  'trust/other-source',
  /** `trust:` lacks a required key. */
  'trust/incomplete',
  /** `trust:` says two different things, and neither is more specific. */
  'trust/ambiguous',
  /** The keys of the Sigstore instance in `trust:` cannot be used. */
  'trust/no-trusted-root',
  /** The text is not UTF-8. */
  'text/not-utf8',
  /** A template has an unknown placeholder. */
  'text/unknown-placeholder',
  /** The file is not an OpenAPI 3 document. */
  'openapi/not-readable',
  /** The document is larger or deeper than can be compared. */
  'openapi/too-large',
  /** The document refers to another file or host. */
  'openapi/external-ref',
] as const satisfies readonly FailureCode[];
