/** Verifies what one subject carries and says in words what is wrong with it. */
import { configurationFailure } from '@sealift/core/failure';
import { singleLine } from '@sealift/core/hostile-text';
import { formatImageReference } from '@sealift/core/image';
import { RELEASE_RECORD_TYPE, SIGNATURE_TYPE, SPDX_TYPE, VERDICT_TYPE } from '@sealift/core/release-record';
import { type Requirement, signerDifferences, type TrustPolicy } from '@sealift/core/verification';
import { type BundleReader, type ListedBundle, listBundles, MAX_BUNDLE_SIZE, readBundle } from './bundles.ts';
import { type Cosign, isRefused, type Subject } from './cosign.ts';
import type { ParsedBundle, VerifiedStatement } from './output.ts';

export const PREDICATE_TYPES = {
  signature: SIGNATURE_TYPE,
  sbom: SPDX_TYPE,
  verdict: VERDICT_TYPE,
  record: RELEASE_RECORD_TYPE,
} as const satisfies Record<Requirement, string>;

/** At most this many bundles are opened to explain something. */
const MAX_OPENED = 20;

export type SubjectState = {
  /** Predicate types of verified bundles. */
  readonly types: ReadonlySet<string>;
  /** Everything the registry lists, verified or not. */
  readonly listed: readonly ListedBundle[];
  /** cosign's reason when nothing verified. */
  readonly refused: string | undefined;
};

export type Checker = {
  readonly cosign: Cosign;
  readonly client: BundleReader;
  readonly policy: TrustPolicy;
};

/**
 * Which predicate types verify on a subject. `cosign verify` accepts an image that was only attested: the caller asks
 * for {@link SIGNATURE_TYPE} in `types`.
 * @throws Failure `remote` or `configuration` when it cannot be known
 */
export async function inspectSubject(checker: Checker, subject: Subject): Promise<SubjectState> {
  // Asked first, because cosign says "no signatures found" of a registry that fails as well.
  const listed = await listBundles(checker.client, subject);
  if (listed.length === 0) return { types: new Set(), listed, refused: undefined };
  let result = await checker.cosign.verify(subject, checker.policy);
  if (isRefused(result) && result.refused.includes('no signatures found')) {
    // It has found nothing where something is listed: either that cannot be read, which this throws, or could not.
    for (const bundle of listed.filter(({ size }) => size <= MAX_BUNDLE_SIZE).slice(0, MAX_OPENED))
      await readBundle(checker.client, subject, bundle);
    result = await checker.cosign.verify(subject, checker.policy);
  }
  return isRefused(result)
    ? { types: new Set(), listed, refused: result.refused }
    : { types: new Set(result), listed, refused: undefined };
}

/** Verified statements of one type; none when cosign refuses. */
export async function readStatements(
  { cosign, policy }: Checker,
  subject: Subject,
  requirement: Exclude<Requirement, 'signature'>,
): Promise<readonly VerifiedStatement[]> {
  const result = await cosign.verifyAttestation(subject, policy, PREDICATE_TYPES[requirement]);
  return isRefused(result) ? [] : result;
}

const NOUNS: Record<Requirement, string> = {
  signature: 'signature',
  sbom: 'SBOM attestation',
  verdict: 'scan verdict',
  record: 'release record',
};

/**
 * Why a subject does not meet a requirement, as a clause. Looks into the bundles for it: cosign says only that none
 * matched.
 */
export async function explainMissing(
  checker: Checker,
  subject: Subject,
  requirement: Requirement,
  state: SubjectState,
): Promise<string> {
  const noun = NOUNS[requirement];
  const type = PREDICATE_TYPES[requirement];
  if (state.listed.length === 0)
    return requirement === 'signature' ? 'it is not signed' : `it has no ${noun}`;
  const bundles = await readListed(checker.client, subject, state.listed, type);
  if (bundles.length === 0)
    return requirement === 'signature' && state.types.size > 0
      ? 'it is not signed: it carries attestations only'
      : requirement === 'signature'
        ? `it is not signed${becauseOf(state.refused)}`
        : `it has no ${noun}`;
  const reasons = bundles.map(({ signer, statement }) => {
    if (!statement.subjects.includes(subject.digest))
      return `it is about ${statement.subjects.join(', ') || 'nothing'}`;
    const differences = signer === undefined ? [] : signerDifferences(checker.policy, signer);
    return differences.length > 0 ? differences.join(' and ') : undefined;
  });
  const known = [...new Set(reasons.filter((reason) => reason !== undefined))];
  return known.length > 0
    ? `its ${noun} is not trusted: ${known.map(singleLine).join('; or ')}`
    : `its ${noun} is not valid${becauseOf(state.refused)}`;
}

const becauseOf = (refused: string | undefined) => (refused === undefined ? '' : ` (cosign: ${refused})`);

/** The bundles of one predicate type that name the policy's signer, newest knowledge of where they are logged. */
export async function findLogged(
  checker: Checker,
  subject: Subject,
  type: string,
  listed: readonly ListedBundle[],
): Promise<ParsedBundle | undefined> {
  const bundles = await readListed(checker.client, subject, listed, type);
  return bundles.find(
    ({ signer, statement }) =>
      statement.type === type &&
      statement.subjects.includes(subject.digest) &&
      signer !== undefined &&
      signerDifferences(checker.policy, signer).length === 0,
  );
}

async function readListed(
  client: BundleReader,
  subject: Subject,
  listed: readonly ListedBundle[],
  type: string,
): Promise<readonly ParsedBundle[]> {
  const candidates = listed
    .filter(({ announcedType, size }) => size <= MAX_BUNDLE_SIZE && (announcedType ?? type) === type)
    .slice(0, MAX_OPENED);
  const bundles: ParsedBundle[] = [];
  for (const candidate of candidates) {
    const bundle = await readBundle(client, subject, candidate);
    if (bundle?.statement.type === type) bundles.push(bundle);
  }
  return bundles;
}

/** For a caller that needs the image there. */
export const absentImage = (subject: Subject) =>
  configurationFailure({
    cause: `${formatImageReference(subject)} is not in the registry.`,
    remedy: 'Check the digest, and that this job may read the package.',
  });
