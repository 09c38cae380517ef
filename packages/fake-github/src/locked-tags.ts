import type { Repository } from './state.ts';

const TAGS = 'refs/tags/';

/** Whether the ref is the tag of a published immutable release, which nobody can move or delete. */
export const lockedTag = (repository: Repository, ref: string): boolean =>
  ref.startsWith(TAGS) &&
  [...repository.releases.values()].some(({ immutable, tag }) => immutable && `${TAGS}${tag}` === ref);
