/** What a failure of this package means to a program. */
export const FAILURE_CODES = [
  /** The job was cancelled. */
  'registry/cancelled',
  /** The registry or its token service does not let this caller do that. */
  'registry/denied',
  /** What was asked for, or what is needed first, is not in the registry. */
  'registry/not-found',
  /** No attempt was left, or an answer that no specification knows. */
  'registry/unavailable',
  /** A certificate or proxy that stands between the job and the registry. */
  'registry/connection',
  /** Answers that a good registry does not give: addresses, headers, sizes. */
  'registry/bad-answer',
  /** Bytes that are not what their digest says, from or in the registry. */
  'registry/wrong-content',
  /** More documents are attached to an image than anybody can look at. */
  'registry/too-many-referrers',
  /** The registry does not take this kind or size of image. */
  'registry/not-accepted',
  /** The registry deletes nothing by its API. */
  'registry/not-deletable',
  /** More tags than are read. */
  'registry/too-many-tags',
  /** The tag of a release names another image, and never moves. */
  'registry/tag-taken',
  /** Somebody else moved the tag meanwhile. */
  'registry/tag-moved',
  /** The registry lets nobody move this tag. */
  'registry/immutable-tag',
  /** A name, tag or digest that cannot be used. */
  'registry/bad-name',
  /** Logins that are incomplete, unreadable or kept where they are not looked for. */
  'registry/bad-login',
  /** The login was asked for by a host that must not see it. */
  'registry/foreign-realm',
  /** Manifests that do not make one image together. */
  'registry/bad-index',
  /** A layout folder that is absent, malformed, or not what its digests say. */
  'registry/bad-layout',
  /** A file of the layout changed while it was sent. */
  'registry/layout-changed',
] as const;

export type RegistryFailureCode = (typeof FAILURE_CODES)[number];
