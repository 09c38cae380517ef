/** Inputs that say which times stand in an image: https://reproducible-builds.org/specs/source-date-epoch/ */
import type { InputReader } from '@sealift/action-kit/inputs';
import { wrong } from './options.ts';

export type Times = {
  /** Seconds since 1970; `commit` for the time of the commit; `off` for those of the build. */
  readonly sourceDateEpoch: number | 'commit' | 'off';
  /** Whether files that are newer get that time. */
  readonly rewriteTimestamp: boolean;
};

/** @throws Failure `build-push/bad-input` */
export function readTimes(reader: InputReader): Times {
  const text = reader.required('source-date-epoch');
  const rewriteTimestamp = reader.boolean('rewrite-timestamp');
  if (text === 'commit' || text === 'off') return { sourceDateEpoch: text, rewriteTimestamp };
  if (/^[0-9]{1,12}$/.test(text)) return { sourceDateEpoch: Number(text), rewriteTimestamp };
  throw wrong('source-date-epoch', text, 'commit, off, or whole seconds since 1970');
}
