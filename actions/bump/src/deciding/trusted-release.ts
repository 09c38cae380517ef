/** Verifies releases as the ops side demands it; where it has said nothing, as the inputs do. */
import type { TrustRule } from '@sealift/core/config/trust-rule';
import { policyFailure } from '@sealift/core/failure';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import { checkRef, demandOf, knownBy } from '@sealift/core/verification/trust-demand';
import type { Release } from '@sealift/deploy/targets/release';
import type { Target } from '@sealift/deploy/targets/target';
import type { Candidate, Images } from '../reading/images.ts';

export type RulesOf = (target: Target) => readonly TrustRule[];

/** Gives a release with its attested record, or throws. */
export type VerifyTarget = (target: Target, release: Candidate) => Promise<Release>;

/** What a run expects of signers itself, for a release that a rule is about: the rule can only be narrowed by it. */
export type Expects = (policy: TrustPolicy, rule: TrustRule) => TrustPolicy;

export const ofThisRun: Expects = (policy) => policy;

/**
 * What goes back or is promoted was released under older pins: the ops side's list of signers counts for it, and not what
 * the run expects of today's.
 */
export const ofEarlier: Expects = (policy, { identities }) => ({ ...policy, identities });

/** Of another run, perhaps of another repository and ref: what the ops side says of that app counts, and nothing else. */
export const ofOthers: Expects = ({ run: _, ...policy }, { identities, sourceRepository }) => ({
  ...policy,
  ...{ identities, sourceRepository, sourceRef: undefined },
});

/** @param now milliseconds since 1970 */
export function createVerifyTarget(
  images: Images,
  rulesOf: RulesOf,
  now: number,
  expects: Expects,
): VerifyTarget {
  /** A release that goes to several places is verified once for each thing that is demanded of it. */
  const known = new Map<string, Promise<Release>>();
  const once = (release: Candidate, demand: Parameters<Images['verify']>[1]): Promise<Release> => {
    const key = JSON.stringify([release.app, release.image, release.tag, release.digest, demand]);
    const answer = known.get(key) ?? images.verify(release, demand);
    known.set(key, answer);
    return answer;
  };

  const verifyUnder = async (rule: TrustRule, release: Candidate): Promise<Release> => {
    if (images.policy === undefined) throw unverified(rule);
    const demand = demandOf(rule, expects(images.policy, rule), release.record?.source.ref, now);
    const verified = await once(release, demand);
    if (demand.policy.sourceRef !== undefined || verified.record === undefined)
      return { ...verified, verifiedBy: demand.policy };
    // From where it comes is known now, and must be so for every statement.
    const { ref } = verified.record.source;
    checkRef(rule, ref);
    const exact = { ...demand, policy: { ...demand.policy, sourceRef: ref } };
    return { ...(await once(verified, exact)), verifiedBy: exact.policy };
  };

  return async (target, release) => {
    const [first, ...others] = rulesOf(target);
    if (first === undefined) return once(release, undefined);
    let verified = await verifyUnder(first, release);
    for (const rule of others) verified = await verifyUnder(rule, verified);
    return { ...verified, knownBy: knownBy([first, ...others]) };
  };
}

const unverified = (rule: TrustRule) =>
  policyFailure({
    code: 'trust/unverified',
    cause: `"${rule.app}" is not deployed: "verify" is "off", and "trust" of the ops repository demands signatures.`,
    remedy: 'Leave "verify" out and name the workflow that signs as "certificate-identity".',
    location: rule.at('workflows'),
  });
