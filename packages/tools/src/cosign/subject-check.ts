/** Verifies what one subject carries and says in words what is wrong with it. */
import { configurationFailure } from '@sealift/core/failure';
import { formatImageReference } from '@sealift/core/image/reference';
import {
  PROVENANCE_TYPE,
  RELEASE_RECORD_TYPE,
  SIGNATURE_TYPE,
  SPDX_TYPE,
  VERDICT_TYPE,
} from '@sealift/core/release/record';
import { singleLine } from '@sealift/core/text/sanitize';
import { type Requirement, signerDifferences, type TrustPolicy } from '@sealift/core/verification/conditions';
import {
  type BundleReader,
  type ListedBundle,
  listCandidates,
  MAX_BUNDLE_SIZE,
  readBundle,
  readListed,
} from './bundles.ts';
import { type Cosign, isRefused, type Subject } from './cosign.ts';
import type { ParsedBundle, VerifiedStatement } from './output.ts';

export const PREDICATE_TYPES = {
  signature: SIGNATURE_TYPE,
  sbom: SPDX_TYPE,
  verdict: VERDICT_TYPE,
  provenance: PROVENANCE_TYPE,
  record: RELEASE_RECORD_TYPE,
} as const satisfies Record<Requirement, string>;

/** At most this many bundles are opened to explain something. */
const MAX_OPENED = 20;

export type SubjectState = {
  /** Predicate types of verified bundles. */
  readonly types: ReadonlySet<string>;
  /** Whether the registry lists anything that may be a bundle, verified or not. */
  readonly listed: boolean;
  /** What it lists, verified or not; read when first asked for. */
  readonly bundles: () => Promise<readonly ListedBundle[]>;
  /** Verified statements of one type; none when cosign refuses. Asked of cosign once. */
  readonly statements: (requirement: Attested) => Promise<readonly VerifiedStatement[]>;
  /** cosign's reason when nothing verified. */
  readonly refused: string | undefined;
};

/** What has a predicate of its own. */
export type Attested = Exclude<Requirement, 'signature'>;

export type Checker = {
  readonly cosign: Cosign;
  readonly client: BundleReader;
  readonly policy: TrustPolicy;
};

/**
 * Which predicate types verify on a subject. `cosign verify` accepts an image that was only attested: the caller asks
 * for {@link SIGNATURE_TYPE} in `types`. No process is started for a subject about which nothing is listed.
 * @param expected statements that the caller is going to ask for: they are verified meanwhile
 * @throws Failure `remote` or `configuration` when it cannot be known
 */
export async function inspectSubject(
  checker: Checker,
  subject: Subject,
  expected: readonly Attested[] = [],
): Promise<SubjectState> {
  // Asked first, because cosign says "no signatures found" of a registry that fails as well.
  const candidates = await listCandidates(checker.client, subject);
  const bundles = once(() => readListed(checker.client, subject, candidates));
  const none = { types: new Set<string>(), bundles, refused: undefined, statements: async () => [] };
  if (candidates.length === 0) return { ...none, listed: false };

  const verifying = checker.cosign.verify(subject, checker.policy);
  const early = new Map(
    expected.map((requirement) => [requirement, verifyStatements(checker, subject, requirement)]),
  );
  // Nothing runs on behind the caller's back, whatever becomes of it.
  await Promise.allSettled([verifying, ...early.values()]);
  let result = await verifying;
  if (isRefused(result) && result.refused.includes('no signatures found')) {
    // It has found nothing where something is listed: either that cannot be read, which this throws, or could not.
    for (const bundle of (await bundles()).filter(({ size }) => size <= MAX_BUNDLE_SIZE).slice(0, MAX_OPENED))
      await readBundle(checker.client, subject, bundle);
    result = await checker.cosign.verify(subject, checker.policy);
  }
  if (isRefused(result)) return { ...none, listed: true, refused: result.refused };
  const types = new Set(result);
  const statements = new Map<Attested, () => Promise<readonly VerifiedStatement[]>>(
    ATTESTED.map((requirement) => [
      requirement,
      once(async () => {
        if (!types.has(PREDICATE_TYPES[requirement])) return [];
        const found = await (early.get(requirement) ?? []);
        // Asked again when it found nothing while the other process saw some: the registry may have failed for a moment.
        return found.length > 0 ? found : verifyStatements(checker, subject, requirement);
      }),
    ]),
  );
  return {
    types,
    listed: true,
    bundles,
    statements: (requirement) => statements.get(requirement)?.() ?? Promise.resolve([]),
    refused: undefined,
  };
}

export const ATTESTED = ['sbom', 'verdict', 'provenance', 'record'] as const satisfies readonly Attested[];

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}

async function verifyStatements(
  { cosign, policy }: Checker,
  subject: Subject,
  requirement: Attested,
): Promise<readonly VerifiedStatement[]> {
  const result = await cosign.verifyAttestation(subject, policy, PREDICATE_TYPES[requirement]);
  return isRefused(result) ? [] : result;
}

const NOUNS: Record<Requirement, string> = {
  signature: 'signature',
  sbom: 'SBOM attestation',
  verdict: 'scan verdict',
  provenance: 'provenance',
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
  const listed = await state.bundles();
  if (listed.length === 0) return requirement === 'signature' ? 'it is not signed' : `it has no ${noun}`;
  const bundles = (await openAll(checker.client, subject, listed, type)).map(({ parsed }) => parsed);
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

/** A bundle of one predicate type that names the policy's signer: where it is logged, and how it was listed. */
export async function findLogged(
  checker: Checker,
  subject: Subject,
  type: string,
  state: SubjectState,
): Promise<{ readonly parsed: ParsedBundle; readonly listed: ListedBundle } | undefined> {
  const bundles = await openAll(checker.client, subject, await state.bundles(), type);
  return bundles.find(
    ({ parsed: { signer, statement } }) =>
      statement.subjects.includes(subject.digest) &&
      signer !== undefined &&
      signerDifferences(checker.policy, signer).length === 0,
  );
}

async function openAll(
  client: BundleReader,
  subject: Subject,
  listed: readonly ListedBundle[],
  type: string,
): Promise<readonly { readonly parsed: ParsedBundle; readonly listed: ListedBundle }[]> {
  const candidates = listed
    .filter(({ announcedType, size }) => size <= MAX_BUNDLE_SIZE && (announcedType ?? type) === type)
    .slice(0, MAX_OPENED);
  const bundles: { parsed: ParsedBundle; listed: ListedBundle }[] = [];
  for (const candidate of candidates) {
    const parsed = await readBundle(client, subject, candidate);
    if (parsed?.statement.type === type) bundles.push({ parsed, listed: candidate });
  }
  return bundles;
}

/** For a caller that needs the image there. */
export const absentImage = (subject: Subject) =>
  configurationFailure({
    code: 'image/not-found',
    cause: `${formatImageReference(subject)} is not in the registry.`,
    remedy: 'Check the digest, and that this job may read the package.',
  });
