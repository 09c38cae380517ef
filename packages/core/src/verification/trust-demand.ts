/** What a rule of `trust:` demands of an image, narrowed by what a run demands itself: a run can never widen it. */
import { TRUST_FILE, type TrustKey } from '../config/trust.ts';
import type { TrustRule } from '../config/trust-rule.ts';
import { type Failure, policyFailure } from '../failure.ts';
import { formatImageName, type ImageName } from '../image/reference.ts';
import { createMatcher } from '../text/glob.ts';
import type { RunConditions, TrustPolicy } from './conditions.ts';
import { commonIdentities, formatIdentities, type TrustedIdentities } from './identity.ts';
import { parseRequirement, REQUIREMENTS, type Requirement } from './requirements.ts';
import { formatRef, matchesRefs } from './source-ref.ts';
import type { VerdictConditions } from './verdict.ts';

export type TrustDemand = {
  readonly policy: TrustPolicy;
  readonly require: readonly Requirement[];
  readonly verdict: VerdictConditions;
};

/**
 * @param given what the run itself asks of signers; `sourceRef` undefined where it takes any
 * @param ref that the release says it comes from; undefined where that is not known before its record is read
 * @param now milliseconds since 1970, for the age of scans
 * @param image undefined where the rule's images were looked at already
 * @throws Failure `trust/other-source` when the run asks for something else than the rule, with the line of the rule
 */
export function demandOf(
  rule: TrustRule,
  given: TrustPolicy,
  ref: string | undefined,
  now: number,
  image?: ImageName,
): TrustDemand {
  if (image !== undefined && rule.images !== undefined) checkImageName(rule.images, rule, image);
  if (given.sourceRepository !== rule.sourceRepository)
    throw refused(rule, 'source-repository', `releases of ${given.sourceRepository}`, rule.sourceRepository);
  if (given.issuer !== rule.issuer)
    throw refused(rule, 'issuer', `identities of ${given.issuer}`, rule.issuer);
  const [first, ...others] = commonIdentities(rule.identities, given.identities);
  if (first === undefined)
    throw refused(
      rule,
      'workflows',
      `what ${formatIdentities(given.identities)} signed`,
      formatIdentities(rule.identities),
    );
  const sourceRef = given.sourceRef ?? ref;
  if (sourceRef !== undefined) checkRef(rule, sourceRef);
  return {
    policy: {
      ...policyOfRule(rule),
      identities: [first, ...others],
      sourceRef,
      ...(given.run === undefined && runOf(rule) === undefined
        ? {}
        : { run: { ...given.run, ...runOf(rule) } }),
    },
    require: [...new Set([...REQUIREMENTS, ...rule.require.flatMap((name) => parseRequirement(name) ?? [])])],
    verdict: {
      ...(rule.severity === undefined ? {} : { minimumSeverity: rule.severity }),
      ...(rule.countUnfixed ? { countUnfixed: true } : {}),
      ...(rule.maxScanAge === undefined ? {} : { maxScanAge: { age: rule.maxScanAge, now } }),
      ...(rule.maxDatabaseAge === undefined ? {} : { maxDatabaseAge: rule.maxDatabaseAge }),
    },
  };
}

function checkImageName(patterns: readonly string[], rule: TrustRule, image: ImageName): void {
  const name = formatImageName(image);
  if (!createMatcher(patterns, 'wildcards')(name)) throw refused(rule, 'images', name, patterns.join(' or '));
}

/** @throws Failure `trust/other-source` */
export function checkRef(rule: TrustRule, ref: string): void {
  if (!matchesRefs(rule.refs, ref))
    throw refused(rule, 'refs', `releases of ${ref}`, rule.refs.map(formatRef).join(' or '));
}

/** Of whatever ref: what is deployed now was released under it, or is not known. */
export function policyOfRule(rule: TrustRule): TrustPolicy {
  const run = runOf(rule);
  return {
    identities: rule.identities,
    issuer: rule.issuer,
    sourceRepository: rule.sourceRepository,
    sourceRef: undefined,
    ...(run === undefined ? {} : { run }),
  };
}

function runOf({ callerWorkflow, triggers, runnerEnvironment }: TrustRule): RunConditions | undefined {
  const run: RunConditions = {
    ...(callerWorkflow === undefined ? {} : { callerWorkflow }),
    ...(triggers === undefined ? {} : { triggers }),
    ...(runnerEnvironment === undefined ? {} : { runnerEnvironment }),
  };
  return Object.keys(run).length === 0 ? undefined : run;
}

/** Everybody whom one of the rules trusts, for what was deployed under any of them. */
export function knownBy(rules: readonly [TrustRule, ...TrustRule[]]): TrustPolicy {
  const [first, ...others] = rules;
  const { issuer, sourceRepository, sourceRef } = policyOfRule(first);
  const alike = others.filter((rule) => rule.issuer === issuer && rule.sourceRepository === sourceRepository);
  const identities: TrustedIdentities = [
    first.identities[0],
    ...first.identities.slice(1),
    ...alike.flatMap((rule) => rule.identities),
  ];
  return { identities, issuer, sourceRepository, sourceRef };
}

function refused(rule: TrustRule, key: TrustKey, asked: string, allowed: string): Failure {
  const { app, environment } = rule;
  return policyFailure({
    code: 'trust/other-source',
    cause: `"${app}"${environment === undefined ? '' : ` in "${environment}"`} may not be deployed from ${asked}: trust of ${TRUST_FILE} in the ops repository lets in ${allowed}.`,
    remedy: `Release it from there, or ask the owners of the ops repository to change "${key}" of its rule.`,
    location: rule.at(key),
  });
}
