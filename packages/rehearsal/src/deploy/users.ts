/** What a release was to the users of the app. */
import type { Assertion } from '../assertions/assertion.ts';
import { type LoadCount, lostIn, since } from './load.ts';
import type { Stage } from './stage.ts';

/** Counts from now on; without a real node there is nobody. */
export function watchUsers({ real }: Stage): () => LoadCount | undefined {
  const before = real?.load.count();
  return () => (real === undefined || before === undefined ? undefined : since(before, real.load.count()));
}

/** @param mayFail answers with an error count as answers, since the release is one that makes them */
export function noRequestLost(
  subject: string,
  users: LoadCount | undefined,
  mayFail = false,
): readonly Assertion[] {
  if (users === undefined) return [];
  const { sent, errors, lost } = users;
  return [
    {
      subject,
      claim: mayFail ? 'no request got lost meanwhile' : 'no request of its users failed meanwhile',
      judge: 'users',
      ok: sent > 0 && lostIn(users) === 0 && (mayFail || errors === 0),
      detail: `${sent} requests, ${errors} answered with an error, lost ${JSON.stringify(lost)}`,
    },
  ];
}
