/** Which release record of an image counts, and whether it is the one that is expected. */
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import type { Digest } from '../image/digest.ts';
import { isReleasedAs, ReleaseRecord } from '../release/record.ts';
import type { TrustPolicy } from './conditions.ts';
import type { Reason } from './requirements.ts';
import { newestOf } from './signed-time.ts';
import type { DatedPredicate } from './verdict.ts';

export type RecordExpectation = {
  /** registry/repository */
  readonly image: string;
  readonly digest: Digest;
  readonly platforms: readonly { readonly platform: string; readonly digest: Digest }[];
  readonly policy: Pick<TrustPolicy, 'sourceRepository' | 'sourceRef'>;
  readonly app?: string;
  readonly commit?: string;
  /** A record that claims to be the attested one. */
  readonly same?: ReleaseRecord;
};

/**
 * The record that counts among verified statements, or why there is none. One digest may be released from several
 * commits, each with a record of its own: the newest counts, or the newest of the commit that is expected. One that is
 * signed and cannot be read may be of any commit, so only a newer one settles it.
 */
export function findRecord(
  statements: readonly DatedPredicate[],
  expected: RecordExpectation,
): { readonly record: ReleaseRecord } | Reason {
  const commit = expected.same?.source.commit ?? expected.commit;
  const read = statements.map(({ signed, predicate }) => ({
    signed,
    parsed: v.safeParse(ReleaseRecord, predicate),
  }));
  const ours = read.filter(
    ({ parsed }) => !parsed.success || commit === undefined || parsed.output.source.commit === commit,
  );
  // With none of the expected commit, what the newest of the others says is the better reason.
  const deciding = newestOf(ours.some(({ parsed }) => parsed.success) ? ours : read);
  const records: ReleaseRecord[] = [];
  for (const { parsed } of deciding) {
    if (!parsed.success)
      return {
        code: 'unreadable',
        reason: `its release record cannot be read: its "${v.getDotPath(parsed.issues[0]) ?? 'document'}" is wrong: ${parsed.issues[0].message}`,
      };
    const differences = recordDifferences(parsed.output, expected);
    if (differences.length > 0)
      return {
        code: 'record-differs',
        reason: `its release record does not match: ${differences.join('; ')}`,
      };
    records.push(parsed.output);
  }
  // Of records that nobody can put in order, always the same.
  const [record] = records.toSorted((a, b) => (a.source.commit < b.source.commit ? -1 : 1));
  return record === undefined ? { code: 'missing', reason: 'it has no release record' } : { record };
}

function recordDifferences(record: ReleaseRecord, expected: RecordExpectation): readonly string[] {
  const rows: readonly (readonly [string, string, string | undefined])[] = [
    ['app', record.app, expected.app],
    ['image', record.image, isReleasedAs(record, expected.image) ? undefined : expected.image],
    ['digest', record.digest, expected.digest],
    ['source repository', record.source.repository, expected.policy.sourceRepository],
    ['source ref', record.source.ref, expected.policy.sourceRef],
    ['commit', record.source.commit, expected.commit],
  ];
  const differences = rows.flatMap(([name, has, wanted]) =>
    wanted === undefined || has === wanted ? [] : [`its ${name} is "${has}" instead of "${wanted}"`],
  );
  const listed = record.platforms.map(({ platform, digest }) => `${platform} ${digest}`).toSorted();
  const served = expected.platforms.map(({ platform, digest }) => `${platform} ${digest}`).toSorted();
  if (listed.join() !== served.join()) differences.push('its platforms are not those of the image');
  const unfit = record.platforms.filter(
    ({ digest, scan, sbom }) => scan.verdict !== 'pass' || scan.subject !== digest || sbom.subject !== digest,
  );
  if (unfit.length > 0)
    differences.push(
      `its evidence for ${unfit.map(({ platform }) => platform).join(', ')} is not a pass of it`,
    );
  if (expected.same !== undefined && !isDeepStrictEqual(expected.same, record))
    differences.push('it differs from the one in the evidence folder');
  return differences;
}
