/** What is to be signed and attested of a release. */

import type { Provenance } from '@sealift/core/release/provenance';
import {
  PROVENANCE_TYPE,
  RELEASE_RECORD_TYPE,
  type ReleaseRecord,
  SIGNATURE_TYPE,
  SPDX_TYPE,
  VERDICT_TYPE,
} from '@sealift/core/release/record';
import type { Requirement } from '@sealift/core/verification/requirements';
import type { PlatformEvidence } from '@sealift/evidence/assemble';
import type { RequiredStatements } from '@sealift/tools/cosign/required-statements';
import { type Predicate, predicateOf } from './predicate.ts';

/** A manifest that statements are about. */
export type PlannedSubject = Pick<RequiredStatements, 'subject' | 'label'>;

/** One signature or attestation. */
export type PlannedStatement = {
  /** What it is about, and where it is attached. A signature has one subject. */
  readonly subjects: readonly PlannedSubject[];
  /** For people: `signature`, `SBOM`. */
  readonly name: string;
  /** Predicate type, as a URI. */
  readonly type: string;
  /** undefined for a signature, which cosign words itself. */
  readonly predicate: Predicate | undefined;
};

export type StatementContents = {
  readonly platforms: readonly PlatformEvidence[];
  /** SPDX document by platform digest. */
  readonly documents: ReadonlyMap<string, Predicate>;
  readonly provenance: Provenance;
};

/** Everything but the record. */
export async function plannedStatements(
  required: readonly RequiredStatements[],
  { platforms, documents, provenance }: StatementContents,
): Promise<readonly PlannedStatement[]> {
  const having = (requirement: Requirement) =>
    required.filter(({ requirements }) => requirements.includes(requirement));
  const signatures = having('signature').map(
    (each): PlannedStatement => ({
      subjects: [each],
      name: 'signature',
      type: SIGNATURE_TYPE,
      predicate: undefined,
    }),
  );
  const sboms = having('sbom').map((each): PlannedStatement => {
    const predicate = given(documents.get(each.subject.digest), each);
    return { subjects: [each], name: 'SBOM', type: SPDX_TYPE, predicate };
  });
  const verdicts = await Promise.all(
    having('verdict').map(async (each): Promise<PlannedStatement> => {
      const { scan } = given(
        platforms.find(({ digest }) => digest === each.subject.digest),
        each,
      );
      const predicate = await predicateOf(`The verdict of ${each.label}`, scan);
      return { subjects: [each], name: 'verdict', type: VERDICT_TYPE, predicate };
    }),
  );
  // One for all: a verifier looks for its digest among the subjects, and only one has to be signed.
  const built: PlannedStatement = {
    subjects: having('provenance'),
    name: 'provenance',
    type: PROVENANCE_TYPE,
    predicate: await predicateOf('The provenance', provenance),
  };
  return [...signatures, ...sboms, ...verdicts, built];
}

/** `requireEvidence` has let nothing through that lacks one. */
function given<T>(value: T | undefined, { subject }: PlannedSubject): T {
  if (value === undefined) throw new Error(`There is no evidence of ${subject.digest}`);
  return value;
}

export const recordStatement = async (
  root: PlannedSubject,
  record: ReleaseRecord,
): Promise<PlannedStatement> => ({
  subjects: [root],
  name: 'record',
  type: RELEASE_RECORD_TYPE,
  predicate: await predicateOf('The release record', record),
});
