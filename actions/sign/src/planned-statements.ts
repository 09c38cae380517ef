/** What is to be signed and attested of a release, subject by subject. */

import { isDeepStrictEqual } from 'node:util';
import type { ReleaseRecord, ScanPart } from '@sealift/core/release/record';
import type { Requirement } from '@sealift/core/verification/conditions';
import type { PlatformEvidence } from '@sealift/evidence/assemble';
import type { Subject } from '@sealift/tools/cosign/cosign';
import type { RequiredStatements } from '@sealift/tools/cosign/required-statements';

/** One signature or attestation. */
export type PlannedStatement = {
  readonly subject: Subject;
  /** For people: `the index`, `linux/amd64`. */
  readonly label: string;
  readonly statement:
    | { readonly requirement: 'signature' }
    | { readonly requirement: Exclude<Requirement, 'signature'>; readonly predicate: Uint8Array };
};

export type StatementContents = {
  readonly platforms: readonly PlatformEvidence[];
  /** SPDX document by platform digest. */
  readonly documents: ReadonlyMap<string, Uint8Array>;
};

/** Everything but the record. */
export const platformStatements = (
  required: readonly RequiredStatements[],
  { platforms, documents }: StatementContents,
): readonly PlannedStatement[] =>
  required.flatMap(({ subject, label, requirements }) => {
    const platform = platforms.find(({ digest }) => digest === subject.digest);
    return requirements.flatMap((requirement): readonly PlannedStatement[] => {
      if (requirement === 'record') return [];
      if (requirement === 'signature') return [{ subject, label, statement: { requirement } }];
      const predicate =
        requirement === 'sbom'
          ? documents.get(subject.digest)
          : platform === undefined
            ? undefined
            : json(platform.scan);
      // requireEvidence has let nothing through that lacks one.
      if (predicate === undefined) throw new Error(`No ${requirement} for ${subject.digest}`);
      return [{ subject, label, statement: { requirement, predicate } }];
    });
  });

export const recordStatement = (image: Subject, record: ReleaseRecord): PlannedStatement => ({
  subject: image,
  label: 'the release',
  statement: { requirement: 'record', predicate: json(record) },
});

const json = (value: ScanPart | ReleaseRecord): Uint8Array => Buffer.from(JSON.stringify(value));

/** Whether an attested predicate is the one of this statement, in whatever order its members stand. */
export function isPredicateOf({ statement }: PlannedStatement, predicate: unknown): boolean {
  if (statement.requirement === 'signature') return true;
  return isDeepStrictEqual(predicate, JSON.parse(Buffer.from(statement.predicate).toString('utf8')));
}
