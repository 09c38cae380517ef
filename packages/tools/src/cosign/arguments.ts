/**
 * Command lines of cosign 3. Every value stands behind `--flag=`, so that none can be read as another flag, and the
 * image reference begins with a registry host. `cosign help sign|attest|verify|verify-attestation`.
 */
import { SPDX_TYPE } from '@sealift/core/release/record';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import { identityPattern, type TrustedIdentities } from '@sealift/core/verification/identity';

export type Writing = {
  /** File with the OIDC token and nothing else: cosign does not trim it. */
  readonly identityTokenFile: string;
  /** Where cosign writes the bundle. It pushes nothing: that is done in one write for all of a subject's bundles. */
  readonly bundleFile: string;
  /** File with the services to sign with; undefined = those of the TUF repository. */
  readonly signingConfig: string | undefined;
};

const writing = ({ identityTokenFile, bundleFile, signingConfig }: Writing): readonly string[] => [
  `--identity-token=${identityTokenFile}`,
  `--bundle=${bundleFile}`,
  ...(signingConfig === undefined ? [] : [`--signing-config=${signingConfig}`]),
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
/** The public instance's services with the log that takes hashes alone, as its trust root names them. */
export const largeSigningConfigArguments = (file: string): readonly string[] => [
  'signing-config',
  'create',
  '--with-default-rekor-v2=true',
  `--out=${file}`,
];

const trust = (policy: TrustPolicy): readonly string[] => [
  identityArgument(policy.identities),
  `--certificate-oidc-issuer=${policy.issuer}`,
  `--certificate-github-workflow-repository=${policy.sourceRepository}`,
  ...(policy.sourceRef === undefined ? [] : [`--certificate-github-workflow-ref=${policy.sourceRef}`]),
];

export const verifyArguments = (policy: TrustPolicy, reference: string): readonly string[] => [
  'verify',
  '--output=json',
  ...trust(policy),
  reference,
];

export const verifyAttestationArguments = (
  policy: TrustPolicy,
  type: string,
  reference: string,
): readonly string[] => [
  'verify-attestation',
  '--output=json',
  `--type=${typeArgument(type)}`,
  ...trust(policy),
  reference,
];

/** cosign checks an SPDX document only when the type is given by its short name. */
const typeArgument = (type: string): string => (type === SPDX_TYPE ? 'spdxjson' : type);
