import { formatDuration } from '@sealift/core/text/duration';

/** @param milliseconds undefined for what was not done */
export const seconds = (milliseconds: number | undefined): string =>
  milliseconds === undefined ? '–' : formatDuration(milliseconds);
