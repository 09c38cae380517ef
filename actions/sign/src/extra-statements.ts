/** What is attested beside what every release carries: documents of the user's, and SBOMs in a second format. */
import path from 'node:path';
import { CYCLONEDX_TYPE } from '@sealift/core/release/record';
import { readBounded } from '@sealift/evidence/files';
import { readSbomDocument } from '@sealift/evidence/read';
import { MAX_PREDICATE_SIZE } from '@sealift/tools/cosign/cosign';
import type { RequiredStatements } from '@sealift/tools/cosign/required-statements';
import type { GatheredEvidence } from './gather-evidence.ts';
import type { PlannedStatement } from './planned-statements.ts';
import { describePredicate } from './predicate.ts';

/** A document that the user wants attested. */
export type GivenPredicate = {
  /** Predicate type, as a URI. */
  readonly type: string;
  /** Of a JSON file. */
  readonly file: string;
};

/**
 * Each about the index and all platforms of the image. Files are read without following a link.
 * @throws Failure `evidence/unreadable`, `evidence/too-large`, `sign/bad-predicate`
 */
export const givenStatements = (
  given: readonly GivenPredicate[],
  required: readonly RequiredStatements[],
): Promise<readonly PlannedStatement[]> =>
  Promise.all(
    given.map(async ({ type, file }): Promise<PlannedStatement> => {
      const read = () => readBounded(path.resolve(file), file, MAX_PREDICATE_SIZE);
      const predicate = await describePredicate(`The predicate ${file}`, read);
      return { subjects: required, name: `predicate ${type}`, type, predicate };
    }),
  );

/**
 * The CycloneDX documents of the evidence, each about the manifest that it describes.
 * @throws Failure `evidence/untrusted` for one that was changed; `sign/too-large`, `sign/bad-predicate`
 */
export async function cycloneDxStatements(
  { sboms }: Pick<GatheredEvidence, 'sboms'>,
  required: readonly RequiredStatements[],
): Promise<readonly PlannedStatement[]> {
  const planned: PlannedStatement[] = [];
  for (const on of required.filter(({ requirements }) => requirements.includes('sbom'))) {
    const file = sboms.find(
      ({ part }) =>
        part.subject === on.subject.digest &&
        part.documents.some(({ format }) => format === 'cyclonedx-json'),
    );
    if (file === undefined) continue;
    const read = () => readSbomDocument(file, 'cyclonedx-json');
    const predicate = await describePredicate(`The CycloneDX document of ${on.label}`, read);
    planned.push({ subjects: [on], name: 'CycloneDX SBOM', type: CYCLONEDX_TYPE, predicate });
  }
  return planned;
}
