import type { Clock, Log } from '@sealift/core/log';
import type { Timeline } from './report/timeline.ts';

/** What a rehearsal uses of the process that runs it. */
export type Dependencies = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeline: Timeline;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal: AbortSignal;
};
