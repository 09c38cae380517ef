/** Verifies what one subject carries and says in words what is wrong with it. */

import { configurationFailure } from '@sealift/core/failure';
import { formatImageReference } from '@sealift/core/image/reference';
import { once } from '@sealift/core/once';
import { singleLine } from '@sealift/core/text/sanitize';
import { type FoundSigner, signerDifferences, type TrustPolicy } from '@sealift/core/verification/conditions';
import {
  nounOf,
  predicateTypeOf,
  type Reason,
  type Requirement,
} from '@sealift/core/verification/requirements';
import { newestFirst, type SignedTime } from '@sealift/core/verification/signed-time';
import { instanceOfStatement, type SigstoreInstance } from '@sealift/core/verification/sigstore';
import { isRefused } from '../sigstore/refusal.ts';
import type { Verifier } from '../sigstore/verifier.ts';
import {
  type BundleReader,
  type FetchedBundle,
  type ListedBundle,
  listCandidates,
  MAX_BUNDLE_SIZE,
  MAX_REFERRERS,
  readBundle,
  readListed,
} from './bundles.ts';
import type { Subject } from './cosign.ts';
import type { ParsedBundle, VerifiedStatement } from './output.ts';

/** Bytes of bundles of one type that are read to know which is the newest. */
const MAX_READ = 2 * MAX_BUNDLE_SIZE;
/** Bytes of bundles that stay in memory between reading and verifying; the others are fetched again. */
const MAX_KEPT = MAX_BUNDLE_SIZE;
/** Statements of one type that are verified, the newest first: older ones decide nothing. */
export const MAX_VERIFIED = 10;

/** A statement of which the very bundle was verified that it was read from. */
export type SignedStatement = VerifiedStatement & {
  readonly signed: SignedTime;
  readonly signer: FoundSigner;
  readonly parsed: Pick<ParsedBundle, 'log' | 'logIndex'>;
  readonly listed: ListedBundle;
};

export type SubjectState = {
  /** Predicate types of what was verified: of those that were wanted, and of those that were asked for since. */
  readonly types: ReadonlySet<string>;
  /** Whether the registry lists anything that may be a bundle, verified or not. */
  readonly listed: boolean;
  /** What it lists, verified or not. */
  readonly bundles: () => Promise<readonly ListedBundle[]>;
  /** What is known of the statements of one kind. They are read and verified once. */
  readonly examine: (requirement: Requirement) => Promise<Examination>;
  /** Verified statements of one kind, the newest first; none when all are refused. */
  readonly statements: (requirement: Requirement) => Promise<readonly SignedStatement[]>;
};

export type Examination = {
  /** The newest first. Not all, when older ones can decide nothing. */
  readonly verified: readonly SignedStatement[];
  /** Why the others do not count. */
  readonly refused: readonly Refusal[];
  /** Why it cannot be known which statement is the newest. */
  readonly blocked?: Reason;
};

/** Why one statement does not count: `why` is a clause about it. */
export type Refusal = {
  readonly code: 'signer-not-trusted' | 'other-subject' | 'not-valid';
  readonly why: string;
};

export type Checker = {
  readonly verifier: Verifier;
  readonly client: BundleReader;
  readonly policy: TrustPolicy;
};

/**
 * Which statements on a subject hold. Each bundle is fetched once and verified by itself, so that certificate and time
 * of a statement are known to be its own. Nothing is verified of what nobody wants.
 * @param wanted kinds that the caller is going to ask for: they are verified at once
 * @throws Failure `remote` or `configuration` when it cannot be known
 */
export async function inspectSubject(
  checker: Checker,
  subject: Subject,
  wanted: readonly Requirement[],
): Promise<SubjectState> {
  const { candidates, complete } = await listCandidates(checker.client, subject);
  const bundles = once(() => readListed(checker.client, subject, candidates));
  const types = new Set<string>();
  const known = new Map<string, Promise<Examination>>();
  const examine = (requirement: Requirement): Promise<Examination> => {
    const type = predicateTypeOf(requirement);
    const examined = known.get(type) ?? start(requirement, type);
    known.set(type, examined);
    return examined;
  };
  const start = async (requirement: Requirement, type: string): Promise<Examination> => {
    if (!complete) return blockedBy(`more than ${MAX_REFERRERS} documents are attached to it`);
    const examined = await examineType(checker, subject, await bundles(), requirement);
    if (examined.verified.length > 0) types.add(type);
    return examined;
  };
  // Nothing runs on behind the caller's back, whatever becomes of it.
  const results = await Promise.allSettled(wanted.map(examine));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  return {
    types,
    listed: candidates.length > 0,
    bundles,
    examine,
    statements: async (requirement) => (await examine(requirement)).verified,
  };
}

const blockedBy = (reason: string): Examination => ({
  verified: [],
  refused: [],
  blocked: { code: 'too-much', reason },
});

/** A bundle that says that it meets the policy, and when it was signed if that is true. */
type Claim = {
  readonly listed: ListedBundle;
  readonly signed: SignedTime;
  readonly signer: FoundSigner;
  /** undefined when there is too much to be kept. */
  readonly opened: FetchedBundle | undefined;
  /** That it says it was signed by. */
  readonly instance: SigstoreInstance;
};

async function examineType(
  checker: Checker,
  subject: Subject,
  bundles: readonly ListedBundle[],
  requirement: Requirement,
): Promise<Examination> {
  const type = predicateTypeOf(requirement);
  // Without an announcement it may be of any type.
  const listed = bundles.filter(({ announcedType }) => (announcedType ?? type) === type);
  const size = listed.reduce((sum, bundle) => sum + bundle.size, 0);
  if (size > MAX_READ || listed.some((bundle) => bundle.size > MAX_BUNDLE_SIZE))
    return blockedBy(`what is attached to it as ${nounOf(requirement)} has ${size} bytes`);
  const refused: Refusal[] = [];
  const claims: Claim[] = [];
  let [read, kept] = [0, 0];
  for (const bundle of listed) {
    const opened = await readBundle(checker.client, subject, bundle);
    // What a manifest says of sizes is only what somebody wrote.
    read += opened?.size ?? 0;
    if (read > MAX_READ)
      return blockedBy(`more than ${MAX_READ} bytes are attached to it as ${nounOf(requirement)}`);
    if (opened?.parsed.statement.type !== type) continue;
    const claim = claimOf(checker.policy, subject, bundle, opened);
    if ('code' in claim) {
      refused.push(claim);
      continue;
    }
    kept += opened.size;
    claims.push(kept > MAX_KEPT ? { ...claim, opened: undefined } : claim);
  }
  const verified = await verifyNewest(checker, subject, requirement, claims);
  return { ...verified, refused: [...refused, ...verified.refused] };
}

/** Before it is verified: whether the bundle says of itself what it must. */
function claimOf(
  policy: TrustPolicy,
  { digest }: Subject,
  listed: ListedBundle,
  opened: FetchedBundle,
): Claim | Refusal {
  const { signer, signed, statement } = opened.parsed;
  if (!statement.subjects.includes(digest))
    return { code: 'other-subject', why: `it is about ${statement.subjects.join(', ') || 'nothing'}` };
  if (signer === undefined || signed === undefined)
    return { code: 'not-valid', why: 'it has no certificate' };
  const differences = signerDifferences(policy, signer);
  if (differences.length > 0) return { code: 'signer-not-trusted', why: differences.join(' and ') };
  const at = { logged: opened.parsed.logIndex !== '', visibility: signer.visibility };
  const found = instanceOfStatement(at, policy.sigstore, policy.byVisibility);
  return 'instance' in found
    ? { listed, signed, signer, opened, instance: found.instance }
    : { code: 'signer-not-trusted', why: found.refused };
}

/**
 * Verifies from the newest on. One signature is enough, and of verdicts one that is newer than all that are left: those
 * cannot outvote it. Of the others an older one may be the one that is meant. A false time cannot hide a true
 * statement: what claims to be newer and does not verify does not count.
 */
async function verifyNewest(
  { verifier, client, policy }: Checker,
  subject: Subject,
  requirement: Requirement,
  claims: readonly Claim[],
): Promise<Examination> {
  const about = { digest: subject.digest, type: predicateTypeOf(requirement) };
  const verified: SignedStatement[] = [];
  const refused: Refusal[] = [];
  const ordered = newestFirst(claims);
  for (const [at, { listed, signer, signed, opened, instance }] of ordered.entries()) {
    const newest = verified[0];
    const settled = newest !== undefined && signed.latest < newest.signed.earliest;
    if (requirement === 'signature' ? newest !== undefined : requirement === 'verdict' && settled) break;
    if (at === MAX_VERIFIED) {
      if (settled) break;
      return blockedBy(`of ${ordered.length} statements of one kind it cannot be told which is the newest`);
    }
    const bundle = opened ?? (await readBundle(client, subject, listed));
    if (bundle === undefined) continue;
    const result = await verifier.verifyBundle(bundle.parsed, { ...about, instance }, policy);
    if (isRefused(result)) refused.push({ code: 'not-valid', why: result.refused });
    else verified.push({ ...bundle.parsed.statement, signed, signer, parsed: bundle.parsed, listed });
  }
  return { verified, refused };
}

/** Why a subject does not meet a requirement, as a clause. */
export async function explainMissing(requirement: Requirement, state: SubjectState): Promise<Reason> {
  const noun = nounOf(requirement);
  const { refused, blocked } = await state.examine(requirement);
  if (blocked !== undefined) return blocked;
  if (refused.length > 0) {
    const untrusted = refused.filter(({ code }) => code !== 'not-valid');
    const [first = refused[0]] = untrusted;
    const why = [...new Set((untrusted.length > 0 ? untrusted : refused).map((each) => each.why))];
    return {
      code: first?.code ?? 'not-valid',
      reason:
        untrusted.length > 0
          ? `its ${noun} is not trusted: ${why.map(singleLine).join('; or ')}`
          : `its ${noun} is not valid (${why.join('; or ')})`,
    };
  }
  if (requirement !== 'signature') return { code: 'missing', reason: `it has no ${noun}` };
  const attested = (await state.bundles()).some(
    ({ announcedType }) => announcedType !== undefined && announcedType !== predicateTypeOf(requirement),
  );
  return attested
    ? { code: 'attested-only', reason: 'it is not signed: it carries attestations only' }
    : { code: 'missing', reason: 'it is not signed' };
}

/** For a caller that needs the image there. */
export const absentImage = (subject: Subject) =>
  configurationFailure({
    code: 'image/not-found',
    cause: `${formatImageReference(subject)} is not in the registry.`,
    remedy: 'Check the digest, and that this job may read the package.',
  });
