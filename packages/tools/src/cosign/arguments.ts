/**
 * Command lines of cosign 3. Every value stands behind `--flag=`, so that none can be read as another flag, and the
 * image reference begins with a registry host. `cosign help sign|attest-blob|verify`.
 */
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import { identityPattern, type TrustedIdentities } from '@sealift/core/verification/identity';

/** Who signs, as files. */
export type Services = {
  /** The services to sign with; undefined = those of the TUF repository. */
  readonly signingConfig: string | undefined;
  /** The keys of those services; undefined = those of the TUF repository. */
  readonly trustedRoot: string | undefined;
};

export type Writing = Services & {
  /** File with the OIDC token and nothing else: cosign does not trim it. */
  readonly identityTokenFile: string;
  /** Where cosign writes the bundle. It pushes nothing: that is done in one write for all of a subject's bundles. */
  readonly bundleFile: string;
};

const writing = ({
  identityTokenFile,
  bundleFile,
  signingConfig,
  trustedRoot,
}: Writing): readonly string[] => [
  `--identity-token=${identityTokenFile}`,
  `--bundle=${bundleFile}`,
  ...(signingConfig === undefined ? [] : [`--signing-config=${signingConfig}`]),
  ...(trustedRoot === undefined ? [] : [`--trusted-root=${trustedRoot}`]),
];

/**
 * cosign reads the manifest of the image, nothing else of the registry.
 * @param options.reference registry/repository@digest
 */
export const signArguments = (options: Writing & { readonly reference: string }): readonly string[] => [
  'sign',
  '--yes',
  '--upload=false',
  ...writing(options),
  options.reference,
];

/**
 * A statement of our own words. `cosign attest` would write the predicate anew; the registry is not asked at all.
 * @param options.statementFile an in-toto statement, signed byte for byte
 */
export const attestArguments = (options: Writing & { readonly statementFile: string }): readonly string[] => [
  'attest-blob',
  '--yes',
  `--statement=${options.statementFile}`,
  ...writing(options),
];

/** cosign takes one identity, or one regular expression: ours is anchored, and stands for exactly these. */
const identityArgument = (identities: TrustedIdentities): string => {
  const [first, ...others] = identities;
  return first.kind === 'exact' && others.length === 0
    ? `--certificate-identity=${first.identity}`
    : `--certificate-identity-regexp=${identityPattern(identities)}`;
};

const trust = (policy: TrustPolicy): readonly string[] => [
  identityArgument(policy.identities),
  `--certificate-oidc-issuer=${policy.issuer}`,
  `--certificate-github-workflow-repository=${policy.sourceRepository}`,
  ...(policy.sourceRef === undefined ? [] : [`--certificate-github-workflow-ref=${policy.sourceRef}`]),
];

/** Signatures of cosign 1 and 2, under the tag `sha256-….sig`. */
export const verifyOldSignatureArguments = (
  policy: TrustPolicy,
  reference: string,
  trustedRoot: string | undefined,
): readonly string[] => [
  'verify',
  '--new-bundle-format=false',
  '--output=json',
  ...(trustedRoot === undefined ? [] : [`--trusted-root=${trustedRoot}`]),
  ...trust(policy),
  reference,
];
