/**
 * Which records are of this release. Any job of the run can put a record into the artifact store, an old and genuine one
 * among them: only those of the commit and of the apps that were planned are looked at any further, and none is believed
 * before its image was verified.
 */
import type { ReleaseRecord } from '@sealift/core/release/record';
import type { PlannedApp } from '../inputs/planned.ts';

export type FoundRecord = {
  readonly part: ReleaseRecord;
  /** Where it lies in the evidence folder. */
  readonly relative: string;
};

export type Acceptance = {
  readonly accepted: readonly FoundRecord[];
  /** Why others are passed over, a sentence each; none of what they say is repeated. */
  readonly passedOver: readonly string[];
  /** Planned, and without a record: sorted. */
  readonly notReleased: readonly string[];
};

/**
 * @param expected `commit`: 40 hex digits, undefined for any; `planned`: undefined when there was no plan
 */
export function acceptRecords(
  found: readonly FoundRecord[],
  {
    commit,
    planned,
  }: { readonly commit: string | undefined; readonly planned: readonly PlannedApp[] | undefined },
): Acceptance {
  const accepted: FoundRecord[] = [];
  const passedOver: string[] = [];
  for (const record of found) {
    const reason = foreign(record.part, commit, planned);
    if (reason === undefined) accepted.push(record);
    else passedOver.push(`${record.relative} is ${reason}: it is passed over.`);
  }
  const released = new Set(accepted.map(({ part }) => part.app));
  return {
    accepted,
    passedOver,
    notReleased: (planned ?? []).flatMap(({ app }) => (released.has(app) ? [] : [app])).toSorted(),
  };
}

function foreign(
  { app, image, source }: ReleaseRecord,
  commit: string | undefined,
  planned: readonly PlannedApp[] | undefined,
): string | undefined {
  if (commit !== undefined && source.commit !== commit) return 'a record of another commit';
  if (planned === undefined) return undefined;
  const plan = planned.find((one) => one.app === app);
  if (plan === undefined) return 'a record of an app that this run was not to release';
  return plan.image === image ? undefined : 'a record of another image than that of its app';
}
