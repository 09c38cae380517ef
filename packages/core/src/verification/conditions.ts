/** Who must have signed, from which source and in which run. Pure decisions; the cryptography is cosign's. */
import type { Signer } from '../release/record.ts';
import { exactly, formatIdentities, matchesIdentities, type TrustedIdentities } from './identity.ts';
import type { SigstoreInstance } from './sigstore.ts';

/** Every field is compared exactly or by one of the closed forms of `identity.ts`: a pattern would be an invitation. */
export type TrustPolicy = {
  /** Subject alternative name of the certificate: the workflows that may sign, with their refs. */
  readonly identities: TrustedIdentities;
  readonly issuer: string;
  /** owner/repository whose run signed. A reusable workflow signs for every caller, so identity is not enough. */
  readonly sourceRepository: string;
  /** undefined only where the user said that any ref will do. */
  readonly sourceRef: string | undefined;
  /** What else the certificate must say of the run that signed. */
  readonly run?: RunConditions;
  /** undefined: the Sigstore instance that the certificate demands. */
  readonly sigstore?: SigstoreInstance | undefined;
  /**
   * Whatever `sigstore` says, a log may be missing only where the certificate says that the repository was not public:
   * for an instance that somebody chose who is judged.
   */
  readonly byVisibility?: true;
  /** Keys that are trusted instead of those of the public instance: a TrustedRoot as JSON. */
  readonly trustedRoot?: string;
};

/**
 * Of the run that signed, as Fulcio put it into the certificate. What is absent may be anything.
 * https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md
 */
export type RunConditions = {
  /**
   * The workflow of the source repository that called the one that signed (Build Config URI), as a URI with its ref or
   * without.
   */
  readonly callerWorkflow?: string;
  /** Event of the run, e.g. `push` (Build Trigger). One of them. */
  readonly triggers?: readonly string[];
  readonly runnerEnvironment?: 'github-hosted' | 'self-hosted';
  /** Of the source repository (Source Repository Digest). */
  readonly commit?: string;
};

/** Who signed, as far as the certificate says. */
export type FoundSigner = { readonly [Field in keyof Signer]: string | undefined } & {
  readonly callerWorkflow?: string | undefined;
  readonly trigger?: string | undefined;
  readonly runnerEnvironment?: string | undefined;
  readonly commit?: string | undefined;
  /** Of the source repository when it was signed: `public`, `private` or `internal`. */
  readonly visibility?: string | undefined;
};

/** What differs between the policy and a certificate, in words; empty when nothing does. */
export function signerDifferences(policy: TrustPolicy, found: FoundSigner): readonly string[] {
  const rows: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ['identity', wantedIdentity(policy, found.identity), found.identity],
    ['issuer', policy.issuer, found.issuer],
    ['source repository', policy.sourceRepository, found.sourceRepository],
    ['source ref', policy.sourceRef, found.sourceRef],
    ...runRows(policy.run ?? {}, found),
  ];
  return rows.flatMap(([name, wanted, has]) =>
    wanted === undefined || wanted === has
      ? []
      : [`the ${name} is ${has === undefined ? 'missing' : `"${has}"`} instead of "${wanted}"`],
  );
}

/** The one that was found, if it is trusted. */
const wantedIdentity = ({ identities }: TrustPolicy, found: string | undefined): string =>
  found !== undefined && matchesIdentities(identities, found) ? found : formatIdentities(identities);

function runRows(
  { callerWorkflow, triggers, runnerEnvironment, commit }: RunConditions,
  found: FoundSigner,
): readonly (readonly [string, string | undefined, string | undefined])[] {
  const has = found.trigger;
  const wanted = has !== undefined && triggers?.includes(has) === true ? has : triggers?.join(' or ');
  return [
    ['caller workflow', wantedCaller(callerWorkflow, found.callerWorkflow), found.callerWorkflow],
    ['trigger', wanted, has],
    ['runner environment', runnerEnvironment, found.runnerEnvironment],
    ['commit', commit, found.commit],
  ];
}

/** Without a ref, any ref of that workflow is meant: the one that was found. */
function wantedCaller(wanted: string | undefined, found: string | undefined): string | undefined {
  if (wanted === undefined || wanted.includes('@') || found === undefined) return wanted;
  return found.startsWith(`${wanted}@`) ? found : wanted;
}

/** The policy that a signer must meet to count as the very same one. */
export const policyOf = (signer: Signer): TrustPolicy => ({
  identities: exactly(signer.identity),
  issuer: signer.issuer,
  sourceRepository: signer.sourceRepository,
  sourceRef: signer.sourceRef,
});
