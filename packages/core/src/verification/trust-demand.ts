/** What a rule of `trust:` demands of an image, narrowed by what a run demands itself: a run can never widen it. */
import { TRUST_FILE, type TrustKey } from '../config/trust.ts';
import type { TrustedRoot, TrustRule } from '../config/trust-rule.ts';
import { configurationFailure, type Failure, policyFailure } from '../failure.ts';
import { formatImageName, type ImageName } from '../image/reference.ts';
import { createMatcher } from '../text/glob.ts';
import type { RunConditions, TrustPolicy } from './conditions.ts';
import { commonIdentities, formatIdentities, type TrustedIdentities } from './identity.ts';
import { parseRequirement, REQUIREMENTS, type Requirement } from './requirements.ts';
import type { SigstoreInstance } from './sigstore.ts';
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
 * @throws Failure `trust/other-source` when the run asks for something else than the rule, with the line of the rule;
 *   `trust/no-trusted-root`
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
  const sigstore = sigstoreOf(rule, given);
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
      ...sigstore,
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

type Instance = Pick<TrustPolicy, 'sigstore' | 'byVisibility' | 'trustedRoot'>;

/** @throws Failure `trust/other-source`, `trust/no-trusted-root` */
function sigstoreOf(rule: TrustRule, given: TrustPolicy): Instance {
  // Where the ops side says nothing, the visibility decides: the run can ask for less and not for more.
  if (rule.sigstore === undefined)
    return given.sigstore === undefined ? {} : { sigstore: given.sigstore, byVisibility: true };
  const named = rule.trustedRoot;
  if (given.sigstore !== undefined && (named !== undefined || given.sigstore !== rule.sigstore))
    throw refused(
      rule,
      'sigstore',
      `what ${INSTANCES[given.sigstore]} signed`,
      named === undefined ? INSTANCES[rule.sigstore] : `the instance whose keys are ${named.file}`,
    );
  return instanceOfRule(rule);
}

const INSTANCES = {
  public: 'the public Sigstore instance',
  github: "GitHub's Sigstore instance",
} as const satisfies Record<SigstoreInstance, string>;

/** @throws Failure `trust/no-trusted-root` */
function instanceOfRule(rule: TrustRule): Instance {
  const { sigstore, trustedRoot } = rule;
  return {
    ...(sigstore === undefined ? {} : { sigstore }),
    ...(trustedRoot === undefined ? {} : { trustedRoot: checkedRoot(rule, trustedRoot) }),
  };
}

/** https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto */
const ROOT_TYPE = 'application/vnd.dev.sigstore.trustedroot';

function checkedRoot(rule: TrustRule, { file, json }: TrustedRoot): string {
  const problem = json === undefined ? 'it is not there' : rootProblem(json);
  if (json !== undefined && problem === undefined) return json;
  throw configurationFailure({
    code: 'trust/no-trusted-root',
    cause: `"trust" in ${TRUST_FILE} names ${file} as the keys of the Sigstore instance that signs, and ${problem}.`,
    remedy: 'Commit the trusted_root.json of that instance there, as its TUF repository has it.',
    location: rule.at('sigstore'),
  });
}

/** A clause that quotes nothing of the file. */
function rootProblem(json: string): string | undefined {
  let root: unknown;
  try {
    root = JSON.parse(json);
  } catch {
    return 'it is not JSON';
  }
  const has = (key: string) =>
    typeof root === 'object' && root !== null && Object.hasOwn(root, key)
      ? (root as Readonly<Record<string, unknown>>)[key]
      : undefined;
  const type = has('mediaType');
  if (typeof type !== 'string' || !type.startsWith(ROOT_TYPE)) return 'it is not a trusted root of Sigstore';
  const authorities = has('certificateAuthorities');
  return Array.isArray(authorities) && authorities.length > 0 ? undefined : 'it has no certificate authority';
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
    ...instanceOfRule(rule),
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
  const { issuer, sourceRepository, sourceRef, ...instance } = policyOfRule(first);
  const { sigstore, trustedRoot } = instance;
  const alike = others.filter(
    (rule) =>
      rule.issuer === issuer &&
      rule.sourceRepository === sourceRepository &&
      rule.sigstore === sigstore &&
      rule.trustedRoot?.json === trustedRoot,
  );
  const identities: TrustedIdentities = [
    first.identities[0],
    ...first.identities.slice(1),
    ...alike.flatMap((rule) => rule.identities),
  ];
  return {
    ...{ identities, issuer, sourceRepository, sourceRef },
    ...(sigstore === undefined ? {} : { sigstore }),
    ...(trustedRoot === undefined ? {} : { trustedRoot }),
  };
}

function refused(rule: TrustRule, key: TrustKey, asked: string, allowed: string): Failure {
  const { app, environment } = rule;
  return policyFailure({
    code: 'trust/other-source',
    cause: `"${app}"${environment === undefined ? '' : ` in "${environment}"`} may not be deployed from ${asked}: "trust" in ${TRUST_FILE} of the ops repository lets in ${allowed}.`,
    remedy: `Release it from there, or ask the owners of the ops repository to change "${key}" of its rule.`,
    location: rule.at(key),
  });
}
