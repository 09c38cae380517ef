/**
 * Which records are of this release. Any job of the run can put a record into the artifact store, an old and genuine one
 * among them: only those of the commit and of the apps that were planned are looked at any further, and none is believed
 * before its image was verified.
 */
import { posix } from 'node:path';
import { isTag } from '@sealift/core/image/reference';
import type { ReleaseRecord } from '@sealift/core/release/record';
import type { PlannedApp } from '../inputs/planned.ts';

export type FoundRecord = {
  readonly part: ReleaseRecord;
  /** Where it lies in the evidence folder. */
  readonly relative: string;
};

export type Expected = {
  readonly commit: string | undefined;
  readonly planned: readonly PlannedApp[] | undefined;
  /** The run built what is released already again: the record of an app that did not change may be of an older commit. */
  readonly rebuild?: boolean;
  readonly source?: { readonly repository: string; readonly ref: string | undefined };
};

export type Acceptance = {
  readonly accepted: readonly FoundRecord[];
  /** Why others are passed over, a sentence each; none of what they say is repeated. */
  readonly passedOver: readonly string[];
  /** Planned, and without a record: sorted. */
  readonly notReleased: readonly string[];
  /**
   * Planned, and left at the release of an older commit, as the signer says who found the same content: sorted. Nothing is
   * deployed by such a record.
   */
  readonly unchanged: readonly string[];
};

/**
 * @param expected `commit`: 40 hex digits, undefined for any; `planned`: undefined when there was no plan; `source`: where
 *   planned releases come from, without a ref for any
 */
export function acceptRecords(found: readonly FoundRecord[], expected: Expected): Acceptance {
  const { planned } = expected;
  const accepted: FoundRecord[] = [];
  const passedOver: string[] = [];
  const older = found.filter(({ part }) => isOlder(part, expected));
  const own = found.filter((record) => !older.includes(record));
  for (const record of own) {
    const reason =
      reasonAgainst(record.part, expected) ?? (planned === undefined ? undefined : copied(record, own));
    if (reason === undefined) accepted.push(record);
    else passedOver.push(`${record.relative} is ${reason}: it is passed over.`);
  }
  const released = new Set(accepted.map(({ part }) => part.app));
  const unchanged = [...new Set(older.map(({ part }) => part.app))]
    .filter((app) => !released.has(app))
    .toSorted();
  return {
    accepted,
    passedOver,
    notReleased: (planned ?? [])
      .flatMap(({ app }) => (released.has(app) || unchanged.includes(app) ? [] : [app]))
      .toSorted(),
    unchanged,
  };
}

/** Why a record is none of what this run would release: a noun phrase that repeats nothing of it. */
export const reasonAgainst = (record: ReleaseRecord, expected: Expected): string | undefined =>
  foreign(record, expected) ?? (expected.planned === undefined ? undefined : unusable(record));

/** Of a planned app, and in all but the commit what this run would release. */
const isOlder = ({ source, ...record }: ReleaseRecord, expected: Expected): boolean =>
  expected.rebuild === true &&
  expected.planned !== undefined &&
  expected.source !== undefined &&
  expected.commit !== undefined &&
  source.commit !== expected.commit &&
  foreign({ source, ...record }, { ...expected, commit: undefined }) === undefined;

function foreign(
  { app, image, source }: ReleaseRecord,
  { commit, planned, source: from }: Expected,
): string | undefined {
  if (commit !== undefined && source.commit !== commit) return 'a record of another commit';
  if (planned === undefined) return undefined;
  const plan = planned.find((one) => one.app === app);
  if (plan === undefined) return 'a record of an app that this run was not to release';
  if (plan.image !== image) return 'a record of another image than that of its app';
  if (from !== undefined && source.repository !== from.repository) return 'a record of another repository';
  return from?.ref === undefined || source.ref === from.ref ? undefined : 'a record of another ref';
}

/** What would end the bump of everybody, and is no release in any case. */
function unusable({ deployTag, platforms }: ReleaseRecord): string | undefined {
  if (!isTag(deployTag)) return 'a record whose tag is no image tag';
  return platforms.every(({ scan }) => scan.verdict === 'pass')
    ? undefined
    : 'a record of an image that did not pass its scan';
}

/** Of several records of one app the one counts whose artifact is named for it. */
function copied({ part: { app }, relative }: FoundRecord, found: readonly FoundRecord[]): string | undefined {
  const isOwn = (each: FoundRecord) => {
    const folder = posix.basename(posix.dirname(each.relative));
    return folder === app || folder.endsWith(`--${app}`);
  };
  const same = found.filter((each) => each.part.app === app);
  const own = same.filter(isOwn);
  const counts = same.length === 1 || (own.length === 1 && own[0]?.relative === relative);
  return counts ? undefined : 'one of several records of its app';
}
