import type { FailureCode } from './failure.ts';

/** What a failure of this package means to a program. */
export const FAILURE_CODES = [
  /** Something was thrown that is no failure. */
  'sealift/bug',
  /** A configuration file is no YAML, or not what its schema says. */
  'config/malformed',
  /** The text names no path to a value. */
  'config/bad-path',
  /** Two configuration files say where the same thing is deployed. */
  'config/conflict',
  'image/bad-reference',
  'image/bad-platform',
  'image/bad-digest',
  /** The image is for a platform that nobody planned, or not for one that was. */
  'image/other-platforms',
  /** A part of the evidence, or the record, is not what its schema says. */
  'record/malformed',
  /** The rendered policy could not check the Sigstore instance that `trust:` demands. */
  'policies/other-sigstore',
  /** `trust:` does not say which images an app is. */
  'policies/no-images',
  'plan/no-app',
  'plan/unknown-app',
  'plan/bad-app-name',
  /** Two Dockerfiles are one app's. */
  'plan/ambiguous-app',
  /** The git tag cannot become an image tag. */
  'plan/bad-tag',
  /** An entry of `tags:` or `flavor:` is wrong, or what stands in `{{ }}` is. */
  'plan/bad-tags',
  /** `tags:` gives a branch what is a commit's, a version's or a preview's. */
  'plan/reserved-tag',
  /** An entry of `labels:` or `annotations:` is none. */
  'plan/bad-labels',
  /** More build jobs than a matrix may have. */
  'plan/too-many-jobs',
  /** More than the workflow has job outputs for. */
  'plan/too-many-platforms',
  /** Two apps cannot be told apart by their image. */
  'plan/shared-image',
  /** A place of `copy-to` is where the image is anyway. */
  'plan/copy-of-itself',
  /** Trivy's report is of a shape that this version does not know. */
  'scan/unreadable-report',
  'scan/bad-ignore-file',
  /** The ops repository does not let this app in. */
  'trust/unknown-app',
  /** A release that comes from where, or is signed by whom, `trust:` does not let in. */
  'trust/other-source',
  /** `trust:` does not say everything that it takes. */
  'trust/incomplete',
  /** `trust:` says two things, and neither is more specific. */
  'trust/ambiguous',
  /** The keys of the Sigstore instance that `trust:` names cannot be used. */
  'trust/no-trusted-root',
  'text/not-utf8',
  /** `{name}` in a template stands for nothing. */
  'text/unknown-placeholder',
  /** No OpenAPI 3 document. */
  'openapi/not-readable',
  /** More, or deeper, than is looked at. */
  'openapi/too-large',
  /** A reference to another file or host. */
  'openapi/external-ref',
] as const satisfies readonly FailureCode[];
