/** What a failure of this package means to a program. */
export const FAILURE_CODES = [
  /** The job was cancelled. */
  'registry/cancelled',
  /** The registry or its token service denied access. */
  'registry/denied',
  /** The registry does not have it. */
  'registry/not-found',
  /** The registry kept failing. */
  'registry/unavailable',
  /** A certificate or proxy between the job and the registry is in the way. */
  'registry/connection',
  /** The registry gave an answer that is not allowed. */
  'registry/bad-answer',
  /** The bytes do not match their digest. */
  'registry/wrong-content',
  /** An image has more attached documents than can be read. */
  'registry/too-many-referrers',
  /** The registry does not accept this kind or size of image. */
  'registry/not-accepted',
  /** The registry does not support deletion. */
  'registry/not-deletable',
  /** The image has more tags than can be read. */
  'registry/too-many-tags',
  /** The release's tag already names another image, and never moves. */
  'registry/tag-taken',
  /** Somebody else moved the tag at the same time. */
  'registry/tag-moved',
  /** The registry does not allow this tag to move. */
  'registry/immutable-tag',
  /** A name, tag or digest is malformed. */
  'registry/bad-name',
  /** A login is incomplete or cannot be read. */
  'registry/bad-login',
  /** A host that must not see the login asked for it. */
  'registry/foreign-realm',
  /** The manifests do not form one image. */
  'registry/bad-index',
  /** The layout folder is missing, malformed or damaged. */
  'registry/bad-layout',
  /** A file of the layout changed during the push. */
  'registry/layout-changed',
] as const;

export type RegistryFailureCode = (typeof FAILURE_CODES)[number];
